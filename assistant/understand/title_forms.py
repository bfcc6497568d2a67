"""The forms in which a title is matched: without marks, without its frame (关于印发…的通知), word by word in order."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’「」『』()（）\[\]〔〕【】,，.。、:：;；·—–-]+")
QUOTED_TITLE = re.compile(r"《([^《》]{2,120}(?:《[^》]{1,80}》)?[^《》]{0,40})》")
_TAIL = re.compile(r"(?:[(（][^()（）]{1,30}[)）]|政策解读|的?解读|的通知|的公告|全文)$")
_LEAD = re.compile(r"^(?:.{0,40}?关于(?:印发|发布|公布|修订|修改|转发|颁布)|中华人民共和国|关于)")


def list_aliases(title: str) -> list[str]:
    """The forms of a folded title, from the whole to its core, without marks.

    Example: "关于印发《甲省科技办法(试行)》的通知" -> whole, "甲省科技办法试行", "甲省科技办法".
    """
    forms = [compact(title)]
    inner = QUOTED_TITLE.search(title)
    core = inner.group(1) if inner is not None else title
    for _ in range(4):
        forms.append(compact(core))
        shorter = _LEAD.sub("", _TAIL.sub("", core.strip("《》 ")))
        if shorter == core or len(shorter) < 3:
            break
        core = shorter
    return [form for form in dict.fromkeys(forms) if form]


def compact(text: str) -> str:
    """Folded text without spaces, brackets and marks."""
    return _MARKS.sub("", text)


def covers(title: str, wanted: str) -> bool:
    """The wanted words stand in the title in this order, in pieces of at least two characters.

    Example: 科技创新三年行动方案 is covered by 进贤县科技创新基础大提升三年行动方案.
    """
    place, rest = 0, wanted
    while rest:
        for length in range(len(rest), 1, -1):
            if len(rest) - length == 1:
                continue
            found = title.find(rest[:length], place)
            if found >= 0:
                place, rest = found + length, rest[length:]
                break
        else:
            return False
    return True
