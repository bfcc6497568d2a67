"""The kind of answer a question wants, read from its question words in Chinese and English."""

from __future__ import annotations

import re

from assistant.records import Kind

_COMPARISON = re.compile(
    r"比较|对比|相比|区别|不同(?!意)|差别|差异|分别|各是|各自(?:是|有|的)|各为|各多少|哪个(?:更|"
    r"最)?[高低多少大小]|谁更|"
    r"是否一致|有没有出入|有出入|冲突吗|一样吗|一致吗|相同吗|矛盾|哪些(?:文件|文档|地方|省|市|县|"
    r"政策)(?:里|中)?(?:都|提到|提出|规定|有)|^(?:请问)?各地(?!级)|"
    r"\bcompar|\bdiffer(?:s|ent|ence|ences)? (?:between|from|in)\b|\bhow do .{1,80} differ\b|"
    r"\bsame .{1,60} (?:everywhere|in both|in all)\b|\bversus\b|\bvs\b|\brespectively\b|"
    r"\bwhich of the (?:two|three|four)\b|\bwhich .{1,60}\b(?:more|higher|larger|lower|fewer|"
    r"less)\b.{1,30}\bthan\b|"
    r"\bwhich (?:documents|places|cities|provinces|regions|counties)\b|\bagree on\b|"
    r"\bin each (?:city|place|document|region|province)\b|\bhigher\b.{0,60}\bor\b"
)
_CLAUSE = re.compile(
    r"哪一?[条款项章节]|第几[条款项章节点]|(?:条款|条文|原文|全文)(?:是|内容|怎么)|"
    r"\bwhich (?:clause|article|section|item|provision)\b|\bfull text\b|\bexact (?:words|wording|text)\b"
)
_METADATA = re.compile(
    r"索引号|文号|发文字号|发文机关|发文单位|发布机构|发布单位|发布机关|发布(?:日期|时间)|成文日期|"
    r"印发(?:日期|时间)|(?:哪一?[天年日]|何时|什么时候)签发|"
    r"(?:哪[天年日]|何时|什么时候|什么时间)(?:发布|印发|出台|发的|施行|实施|生效|执行|成文|公布)|"
    r"谁(?:发布|印发|制定|发)的|"
    r"(?:哪个|什么)(?:部门|单位|机构|机关)(?:发布|印发|制定|出台|发)|号(?:文件)?是(?:什么|哪个|哪份)|"
    r"是什么文件|是哪个文件|"
    r"有效期(?:到|至|多久|多长|是|几)|(?:还|是否|是不是|仍然?)(?:有效|现行|生效)|已经?(?:废止|失效)|"
    r"何时(?:废止|失效)|"
    r"(?:标题|题目|全称|名称)(?:是|叫)|"
    r"\b(?:document|index|reference) number\b|\bwho (?:issued|published|released|signed)\b|"
    r"\b(?:issu(?:ed|ing)|publish(?:ed|ing)) (?:by|body|authority|agency|date|on)\b|"
    r"\bwhen (?:was|were|did)\b.{0,80}\b(?:issued|published|released|signed|take effect|come into force)\b|"
    r"\bstill (?:[a-z]+ ){0,3}(?:valid|in force|in effect)\b|\bwhich document is\b"
)
_RESPONSIBLE = re.compile(
    r"由(?:谁|哪|什么)|谁(?!能|可以|有资格|更|的)(?:来|去)?(?:负责|牵头|主管|管|实施|承担|落实|组织|督查|"
    r"审批|监督|认定|评|定|批)|(?:交给|归|该|应)了?谁|(?:哪个|哪些|哪家|什么)(?:单位|部门|局|机构|处室|"
    r"科室)|哪个局|哪些局|"
    r"(?:责任|牵头|配合|主管|实施|负责)(?:单位|部门|主体)|(?:归|该|应)谁(?:管|负责)|找(?:谁|哪)|"
    r"^(?:and )?who (?!can\b|may\b|is eligible|are eligible|qualif|is entitled|could\b|won\b|gets?\b|"
    r"receives?\b|"
    r"benefits?\b|counts\b)|^(?:and )?(?:to|by|from|before) whom\b|\bwhose (?:job|task|duty|approval|"
    r"consent|permission|"
    r"responsibility)\b|"
    r"\bin whose name\b|\bwho (?:is|are) (?:responsible|in charge)|\bresponsible (?:for|unit|department|"
    r"agency|body)|\bin charge\b|\bwho (?:leads?|runs?|implements?|manages?|handles?)\b|"
    r"\bwhich (?:department|unit|agency|agencies|departments|units|bureau|office|body|authority)|"
    r"\blead (?:agency|unit|department)\b"
)
_DEFINITION = re.compile(
    r"是?指(?:的是)?(?:什么|哪)|各指|是什么意思|什么(?:是|叫)(?!什么)|何谓|何为|如何定义|怎么定义|"
    r"的?定义|的含义|所称|指哪[些类]|是怎样的|是什么概念|"
    r"(?<!条件)(?<!标准)(?<!目标)(?<!内容)(?<!要求)(?<!措施)(?<!网址)(?<!流程)(?<!时间)(?<!地址)(?<!依据)(?<!任务)(?<!重点)"
    r"(?<!材料)(?<!对象)(?<!范围)(?<!方式)(?<!规定)(?<!号)(?<!名称)(?<!标题)是什么[?？]?$|"
    r"\bwhat (?:is|are) meant by\b|\bdefin(?:e|ed|ition)\b|\bwhat does .{1,80} mean\b|\bmeaning of\b|"
    r"\bwhat counts as\b|\bcounts? as\b|\bstands? for\b|\bamounts? to\?|\bmeant for\b|^what (?:is|"
    r"are) (?:an? |the )?['\"“‘]"
)
_DEADLINE = re.compile(
    r"什么时候|何时|什么时间|几月|几号|哪[天年月]|哪一[天年月]|截止|期限|时限|多久|多长时间|多少(?:天|日|"
    r"个?工作日|个月)|几(?:天|日|个?工作日|个月)|何年|"
    r"(?:申报|受理|办理|审批|完成)时间|时间(?:是|节点|安排|要求)|"
    r"(?:^|[,;] |\band |\bby |\bsince |\buntil |\bfrom )when\b(?: (?:is|are|was|were|did|does|do|will|"
    r"must|should|shall|can|has|have|may|would)\b|\?|$)|\bdeadline|"
    r"\bby what (?:date|time|day|month|year)\b|\b(?:what|which) (?:date|time|month|months|year|day)\b|"
    r"\blast day\b|\bhow (?:long|soon|often|early|late|frequently|many times)\b|"
    r"\b(?:until|since|from|by) when\b|\b(?:in|by) (?:what|which) (?:year|month)\b|"
    r"\bhow many (?:working |calendar )?(?:days|weeks|"
    r"months|years)\b|\btime limit\b|\bdue date\b|\bapplication (?:period|window)"
)
_ELIGIBILITY = re.compile(
    r"条件|资格|(?:哪些|什么样?的?|谁|什么)(?:人|企业|单位|对象|项目|机构|人员|群体)?(?:可以|能够?|"
    r"有资格|才能)(?:申|享|领|获|参)|"
    r"(?:能|可以|可否|能否|能不能|是否可以|可不可以).{0,20}(?:申请|申报|享受|领取|获得|补助|补贴|奖励|"
    r"拿到?|补|贴息|减免)|有没有.{0,12}(?:补助|补贴|奖励|资助|优惠)|"
    r"有(?:补助|补贴|奖励|资助|优惠)吗|符合(?:什么|哪些)|需要(?:具备|满足|符合)|申请(?:要求|材料|对象)|"
    r"(?:能|可以|允许|可否).{0,40}吗|允许吗|有没有(?:专门)?给|(?:需要|要)(?:准备|提交|提供)?(?:什么|"
    r"哪些)材料|要求(?:是什么|有哪些)|"
    r"\beligib|\bqualif|\bcan (?:i|we|a|an|my|our|foreign|small)\b|\bwho (?:can|may)\b|\brequirements?\b|"
    r"\bconditions?\b|\bapply\b|\bentitled\b|\bcriteria\b|^(?:can|may|could) |^(?:are|"
    r"is) .{1,80} allowed\b|\bwhat must .{1,80} (?:have|fulfil|fulfill|show|meet|do)\b|"
    r"^(?:and )?who (?:gets?|receives?|benefits?)\b|\b(?:under|in) what circumstances\b|"
    r"\bon what (?:terms|grounds)\b|"
    r"\b(?:what|which) (?:documents?|papers|paperwork|forms|materials|proofs?)\b|\bwh(?:at|ich) (?:sort|"
    r"kind|type)s? of "
    r"(?:firms?|companies|enterprises|people|persons|projects?|applicants?)\b|\bexempt\b"
)
_AMOUNT = re.compile(
    r"(?:补助|补贴|奖励|资助|奖金|经费|资金|贷款|贴息|额度|支持|罚款|罚|津贴|给|补|贴).{0,12}(?:多少|"
    r"几)(?!家|个|人|名|项|户)|"
    r"多少(?:钱|元|万|万元|亿元|资金|经费)|(?:多少|几)[^家个人名项户]{0,4}(?:补助|补贴|奖励|资助|罚款)|"
    r"金额|(?:补助|补贴|奖励|资助)(?:标准|额度|上限)|最高(?:可|能|补|奖|给)|"
    r"\bhow much (?:money|funding|subsid|is the (?:subsid|grant|reward|allowance|bonus))|\b(?:amount|"
    r"size) of (?:the )?(?:subsid|grant|reward|allowance|funding)|"
    r"\b(?:maximum|highest) (?:grant|subsidy|amount|reward|award)|\b(?:subsid|grant|reward|bonus|"
    r"allowance|fine).{0,60}\bhow much\b|"
    r"\b(?:what|which) (?:(?:monthly|annual|yearly|daily|one-off|living|housing|cash|"
    r"extra) ){0,2}(?:allowance|reward|grant|"
    r"subsidy|bonus|prize money|salary|stipend|fee|fine|penalty|compensation)\b|\bhow (?:large|big|high|"
    r"generous) "
    r"(?:is|are|was|were|will) (?:the )?(?:[a-z-]+ ){0,2}(?:subsid|grant|reward|bonus|allowance|fine|"
    r"fund|loan|prize|award|fee)|\bhow much .{0,60}(?:subsid|grant|reward|bonus|allowance|paid?|"
    r"fine)|\bhow many (?:[a-z]+ ){0,2}(?:of )?yuan\b|几块钱|几元钱|什么价|"
    r"\bwhat (?:(?:is|are|was|were) )?(?:the |an? )?(?:(?!of |to |for |in |on )[a-z'-]+ ){0,3}(?:budget|salary|wages?|"
    r"price|fee|cash|prize money|loan|revenue|turnover|output value|income|funding)\b"
)
_FIGURE = re.compile(
    r"多少|几(?!乎|何|经|近)|上限|百分之几|占比|比重|比例|(?:目标|指标|数量|数值|增速|总量|规模|税率|"
    r"利率)(?:是|为|有|要|达|定|[?？]|$)|达到(?:什么|多)|多[大高]|不低于|"
    r"\bhow (?!(?:well|strict|strictly|exactly|else|best|come|had|to|do|does|did|is|are|was|were|can|"
    r"could|will|would|shall|should|must|may|has|have|"
    r"about)\b)[a-z]+\b|"
    r"\b(?:maximum|minimum|ceiling|upper limit|cap)\b|\b(?:what|which) (?:value|balance|level|amount|"
    r"fine|price|intensity|score|age|size|area|length|ratio|"
    r"subsidy)\b|\bwhat (?:share|percentage|proportion|number|figure|rate|ratio|target|is the (?:target|"
    r"share|number|rate|percentage|ratio|"
    r"largest|smallest|highest|lowest|longest|shortest|most|least))|"
    r"\btargets?\b|\bgoals? (?:for|of|on)\b|\brate\b|\bpercent"
)
_MEASURES = re.compile(
    r"哪些(?:措施|政策|支持|举措|办法|任务|安排|优惠|扶持|行动|项目|工作|要求|平台|内容|方面|服务|活动|"
    r"渠道|方式|产业)|有哪些|有什么|哪些|怎么(?:支持|推进|鼓励|做|开展)|如何|怎样|"
    r"(?:什么|何种?)(?:措施|政策|支持|举措|优惠|扶持|安排|帮助|要求|规定)|"
    r"\bmeasures?\b|\bsupport\b|\bpolicies\b|\bincentives?\b|\bwhat (?:is|are|does|do) .{0,60}(?:doing|"
    r"done|help|steps)|\bhow (?:does|do|did|is|are|was|were|will|would|can|should|must|to)\b|"
    r"\bwhat .{0,30}\b(?:ways|duties|role|tasks)\b|\bwhat (?:had|has|have|did) .{1,60} to [a-z]+\b|"
    r"\bwhat happens\b|"
    r"^(?:is|are) there (?:any|some|an?) .{0,40}\b(?:money|funding|fund|help|aid|reward|grant|subsidy|"
    r"bonus|prize|award|"
    r"relief|insurance|pilot|scheme|programme)\b|\bwhich\b|\bwhat (?:help|steps|services|"
    r"benefits|kinds?)\b"
)
_ASKS_CONTENT = re.compile(
    r"讲|说|内容|规定|有哪|几条|写|是什么|要求|原文|怎么|如何|\bsay|\bcontent|\bread|\bstate|\bprovide|\btext|"
    r"\bwhat is|\babout|\bstipulate|\bcover"
)
_ORDER: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("comparison", _COMPARISON),
    ("clause", _CLAUSE),
    ("metadata", _METADATA),
    ("responsible", _RESPONSIBLE),
    ("definition", _DEFINITION),
    ("deadline", _DEADLINE),
    ("amount", _AMOUNT),
    ("figure", _FIGURE),
    ("eligibility", _ELIGIBILITY),
    ("measures", _MEASURES),
)


_WEAK_COMPARISON = re.compile(r"分别(?:是|为)?|各是|各为|各自(?:是|有)|各(?=多少)|\brespectively\b")
_ABOUT_CLAUSE: frozenset[Kind] = frozenset(("measures", "definition", "eligibility", "figure"))
_SIDE_BY_SIDE: frozenset[Kind] = frozenset(("figure", "amount", "deadline", "measures", "general"))


def read_kind(text: str, has_reference: bool = False, subjects: int = 1) -> Kind:
    """The kind of answer that a folded question wants; "general" when its words do not tell.

    With a clause reference the clause itself is wanted unless something else is asked of it. `subjects` counts the
    places or years asked about side by side: two make a comparison, and 分别 about one place is none.
    Example: "由谁牵头" -> "responsible"; "How many firms by 2023?" -> "figure".
    """
    kind = _read_cues(text, has_reference)
    if subjects > 1 and kind in _SIDE_BY_SIDE:
        return "comparison"
    if kind == "comparison" and subjects == 1 and _WEAK_COMPARISON.search(text):
        rest = _WEAK_COMPARISON.sub("是", text)
        return _read_cues(rest, has_reference)
    return kind


def _read_cues(text: str, has_reference: bool) -> Kind:
    for kind, pattern in _ORDER:
        if not pattern.search(text):
            continue
        if has_reference and kind in _ABOUT_CLAUSE and _ASKS_CONTENT.search(text):
            return "clause"
        return kind
    return "clause" if has_reference else "general"
