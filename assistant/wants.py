"""What a question asks to find in the answering sentence: a share, an amount, a count with its unit, a date, a contact.

A date, an amount of money and a contact are strict: words that go with them do not stand for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.contacts import Contact, holds_contact, read_contact
from assistant.figures import Figure, read_figures
from assistant.records import Kind, Query
from index.fold import fold_text

_SHARE = re.compile(
    r"占比|比重|比例|比率|率|百分之|百分比|占.{0,12}(?:多少|几成)|share|percent|proportion|ratio|\brate\b"
)
_MONEY = re.compile(
    r"多少(?:万|亿|百万|千万)?(?:元|钱|资金|经费)|几(?:万|亿)?元|金额|额度|补助标准|奖励标准|多少.{0,2}(?:补助|补贴|奖励|资助)"
    r"|成交额|投入|经费|资金|余额|减免额|营业收入|产值|几块钱|块钱|价格|工资|奖金|how much|amount|subsid|funding|"
    r"yuan|rmb|\bbudget|\bsalar|\bwages?\b|\bprices?\b|\bfees?\b|\bcash\b|\bloan|"
    r"\brevenue|\bturnover|\boutput value|\bincome\b"
)
_UNIT_ASKED = re.compile(
    r"(?:多少|几)(?:万|亿)?(个工作日|个月|人次|平方米|平方公里|家|个|项|人|名|户|件|篇|亩|米|公里|吨|台|套|只|种|次|批|期|所|座|处|条|款|倍|岁|年|天|日|小时|辆|场|份|间|元|只)"
)
_ENGLISH_UNIT_ASKED = re.compile(r"\bhow many (hours|months|years)\b(?! old)")
_DATE = re.compile(
    r"何时|什么时候|几月|几号|哪年|哪一年|哪天|日期|时间|期限|截止|截至|多久|多长|之前|有效期"
    r"|when\b|deadline|date\b|how long|until|by what"
)
_DAY = re.compile(
    r"哪[天日]|几号|几月|截止|截至|\bwhat day\b|\bwhich day\b|\blast day\b|\bdeadline|\bdue date\b"
    r"|\b(?:what|which) date\b|\bclos(?:e|es|ing)\b"
)
_OFTEN = re.compile(
    r"多久.{0,8}一次|隔多久|每隔|频率|多长时间.{0,8}一次|几次|\bhow often\b|\bhow frequently\b|\bhow many times\b"
)
_REPEATED = re.compile(
    r"每(?:隔)?(?:半|[一两二三四五六七八九十\d]{1,3}个?)?(?:年|季度?|月|周|日|天|学期)|按(?:年|季度?|月|周)|逐[年月]|年度|"
    r"定期|[一两二三四五六七八九十\d]次|\b(?:every|each|per|once|twice|annually|quarterly|monthly|weekly)\b"
)
_SHARE_PAID = re.compile(
    r"(?:补助|补贴|奖励|资助|贴息|按|给予)[^。;；]{0,30}?\d(?:%|个百分点)|百分之.{1,8}(?:补|奖|资助|贴)"
    r"|\d%.{0,12}(?:补助|补贴|奖励|资助|贴息)"
    r"|\b(?:pays?|covers?|subsid[a-z]{1,8}|grants?|reimburse[sd]?)\b.{0,40}\d ?(?:%|percent)"
)
NUMERIC: frozenset[Kind] = frozenset(("figure", "amount"))  # kinds of answer that are a number
_CUE_ALONE = 0.3  # what a strict date question gets from words such as 截止 without a date
_YEAR_ALONE = 0.4  # what a question for a day gets from a year
_CUES: dict[str, re.Pattern[str]] = {
    "responsible": re.compile(r"负责|牵头|责任单位|主管|配合单位|承担|实施主体|联系"),
    "deadline": re.compile(
        r"截止|截至|期限|日前|之前|以前|前完成|内完成|工作日|起施行|有效期|每季度|每年|每月|时限|为期"
    ),
    "definition": re.compile(r"是指|指的是|所称|系指|定义为|即|是一种|包括"),
    "eligibility": re.compile(
        r"条件|要求|标准|符合|具备|应当|须|可以申请|申报|补助|资助|奖励|给予|补贴|减免"
    ),
    "measures": re.compile(r"支持|鼓励|给予|实施|推进|建立|完善|加强|推动|开展|补助|奖励|提高|不低于"),
}
_ENGLISH_UNITS = {"hours": "小时", "months": "个月", "years": "年"}
_SAME = {"名": "人", "天": "日", "周岁": "岁", "个工作日": "工作日"}


@dataclass(frozen=True, slots=True)
class Wants:
    """What the answering sentence should hold. `kind` is the kind of answer; `unit` the unit asked for, else None.

    `day` says that a date within the year is wanted, `often` that a frequency is; `contact` is what one is reached by.
    """

    kind: Kind
    share: bool = False
    money: bool = False
    date: bool = False
    unit: str | None = None
    day: bool = False
    often: bool = False
    contact: Contact | None = None

    @property
    def something(self) -> bool:
        """Whether anything special is wanted, so that its absence says something."""
        special = self.share or self.money or self.date or self.unit is not None or self.contact is not None
        return special or self.kind in NUMERIC

    def fits(self, figure: Figure) -> float:
        """How well a figure fits what is asked, in [0, 1]."""
        if self.contact is not None:
            return float(self.contact in ("phone", "any") and figure.unit == "phone")
        if self.date and figure.kind in ("date", "period"):
            return _YEAR_ALONE if self.day and figure.kind == "date" and len(figure.key) == 4 else 1.0
        if self.unit is not None:
            if figure.unit == self.unit:
                return 1.0
            return 0.3 if figure.kind in ("number", "count") and self.unit not in ("元", "%") else 0.0
        if self.kind == "deadline":
            return 0.0
        if self.share:
            return 1.0 if figure.kind == "percent" else 0.1
        if self.money:
            return {"money": 1.0, "percent": 0.2}.get(figure.kind, 0.0)
        return {"date": 0.1, "period": 0.3, "number": 0.4}.get(figure.kind, 0.8)

    def share_met(self, sentence: str, folded: str | None = None) -> float:
        """How far a sentence holds what is asked, in [0, 1]; 0 when nothing special is.

        `folded` spares folding it again where it is at hand.
        """
        if self.contact is not None:
            return float(holds_contact(self.contact, sentence))
        met = 0.0
        if self.kind in NUMERIC or self.share or self.money or self.unit or self.date:
            met = max((self.fits(figure) for figure in read_figures(sentence)), default=0.0)
        cue = _CUES.get(self.kind)
        if cue is None and not self.money and not self.often:
            return met
        folded = fold_text(sentence) if folded is None else folded
        if cue is not None and cue.search(folded):
            met = max(met, _CUE_ALONE if self.kind == "deadline" else 0.6)
        if self.money and _SHARE_PAID.search(folded):
            met = max(met, 0.8)
        if self.often and _REPEATED.search(folded):
            met = 1.0
        return met


def read_wants(query: Query) -> Wants:
    """What the question asks for. Example: 「高新技术企业要达到多少家」 -> unit 家."""
    asked = fold_text(query.standalone or query.question)
    unit = _UNIT_ASKED.search(asked)
    named = _SAME.get(unit.group(1), unit.group(1)) if unit is not None else None
    english = _ENGLISH_UNIT_ASKED.search(asked)
    named = _ENGLISH_UNITS[english.group(1)] if english is not None else named
    numeric = query.kind in ("figure", "amount", "comparison")
    return Wants(
        kind=query.kind,
        share=numeric and named is None and _SHARE.search(asked) is not None,
        money=query.kind == "amount"
        or (numeric and named in (None, "元") and _MONEY.search(asked) is not None),
        date=query.kind == "deadline" or (numeric and _DATE.search(asked) is not None),
        unit=named,
        day=_DAY.search(asked) is not None,
        often=_OFTEN.search(asked) is not None,
        contact=read_contact(asked),
    )
