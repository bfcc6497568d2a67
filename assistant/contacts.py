"""Contacts: whether a question wants a phone number, an address, a website or an e-mail, and a text holds one."""

from __future__ import annotations

import re
from typing import Literal

from index.fold import fold_text

Contact = Literal["phone", "address", "place", "url", "site", "email", "any"]
_ASKED: tuple[tuple[Contact, re.Pattern[str]], ...] = (
    ("email", re.compile(r"邮箱|电子邮件|\be-?mail\b(?! (?:fraud|scam))")),
    (
        "phone",
        re.compile(
            r"(?:电话|热线|传真|手机号?)(?!会|诈|通知|访|用户|网)|\b(?:tele)?phone (?:number|line)\b|"
            r"\bhotline\b|\bfax\b|\bwhat (?:tele)?phone\b|\bby (?:tele)?phone\b|\bwhat number .{0,30}\bcall\b"
        ),
    ),
    ("url", re.compile(r"网址|链接(?!机制|关系)|\burl\b|\bweb ?(?:site )?address\b")),
    (
        "site",
        re.compile(
            r"(?:哪个|什么|哪一个)(?:网站|官网|平台上?)(?:申|报|上|查|办|提|登|[?？]|$)|\b(?:which|what) website\b"
        ),
    ),
    (
        "address",
        re.compile(
            r"(?<!网络)(?<!ip)地址|办公地点|\b(?:the|what|office|postal|mailing|street|whose) address\b|\baddress of\b"
        ),
    ),
    (
        "place",
        re.compile(
            r"在(?:哪里|哪儿|哪|什么地方)(?:办公)?[?？。\s]*$|位于(?:哪|什么)|\blocated[?？]?$|"
            r"^(?:and )?where(?: is| are|'s) (?!it (?:stated|written)|.{0,80}\b(?:stated|written|defined|mentioned)\b)"
        ),
    ),
    (
        "any",
        re.compile(
            r"联系方式|怎么联系|如何联系|\bcontact (?:details|information|point)\b|"
            r"\bhow (?:can|do|should) (?:i|we|one) contact\b"
        ),
    ),
)
_PHONE = (
    r"(?<!\d)(?:0\d{2,3}\s?[-—–－)]?\s?\d{3,4}[- ]?\d{4}|1[3-9]\d{9}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|"
    r"(?:\+|00)\d{1,3}[- ]?\d{3,12}|[2-8]\d{6,7})(?!\d)|(?:电话|热线|传真|拨打)[^\d。]{0,12}\d{5}"
)
_URL = r"https?://|\bwww\.|\b[a-z0-9-]{2,40}\.(?:cn|com|org|net|gov)\b"
_EMAIL = r"[a-z0-9_-]@[a-z0-9-]{1,64}\."
_ADDRESS = (
    r"[路街道巷弄][\u3400-\u9fff]{0,4}\d{1,5}号|\d{1,5}(?:号楼|栋|幢|层|楼|室)|(?:大厦|大楼|楼)[a-z]?\d|地址[:：为是]|"
    r"\b\d{1,5} [a-z]{1,20} (?:road|street|avenue)\b|\baddress:"
)
_HELD: dict[Contact, re.Pattern[str]] = {
    "phone": re.compile(_PHONE),
    "url": re.compile(_URL),
    "site": re.compile(rf"{_URL}|网站|官网|平台|系统|\bwebsite\b|\bportal\b"),
    "email": re.compile(_EMAIL),
    "address": re.compile(_ADDRESS),
    "place": re.compile(rf"{_ADDRESS}|位于|坐落|设在|设于|选址|\blocated\b"),
    "any": re.compile("|".join((_PHONE, _URL, _EMAIL, _ADDRESS))),
}


def read_contact(question: str) -> Contact | None:
    """The contact that a folded question asks for, None when it asks for none.

    "site" is content with the name of a website, "url" is not; "place" with where something lies, "address" is not.
    Example: "咨询电话是多少" -> "phone".
    """
    return next((contact for contact, pattern in _ASKED if pattern.search(question)), None)


def holds_contact(contact: Contact, text: str) -> bool:
    """Whether a text holds such a thing. Example: ("phone", "电话：0731-12345678") -> True."""
    return _HELD[contact].search(fold_text(text)) is not None
