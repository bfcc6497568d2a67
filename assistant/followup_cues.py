"""The words that make a question a follow-up, in Chinese and English, on folded text."""

from __future__ import annotations

import re

LEAD = re.compile(
    r"^(?:那么|那|还有|另外|再问一下|再问|接着|然后|此外|其中|请问|如果是|如果|要是|假如|万一|换成|"
    r"(?:and then|and|then|so|ok|okay|what about|how about|what if it is)\b)"
    r"(?:[\s,，]*(?:what about\b|how about\b|对于|关于|在|到|是|for\b|in\b))?[\s,，]*"
)
END = re.compile(r"(?:又|怎么样|如何|怎样)?呢?[?？。!！\s]*$")
CUE = re.compile(
    r"^(?:那|还有|另外|其中|此外|换成|再问|接着|(?:如果|要是|假如|万一|若)(?:是|换)?|and\b|then\b|"
    r"what about\b|how about\b|so\b|what if\b)|呢[?？。!！\s]*$"
)
POINTER = re.compile(
    r"(?:它们?|他们|其(?=[\u3400-\u9fff])(?!他|它|中|余|实)|该(?:项|政策|文件|条款?|措施|方案|办法|计划|"
    r"目标|补贴|补助|奖励|项目)?(?![校院馆])|这(?:个|项|些|条|一|份|类|笔|"
    r"种)[\u3400-\u9fff]{0,4}?(?=[的由有是什怎何多能可要需在对])|这[个项些条]|上述|前述|此项|对此)"
    r"|\b(?:its|they|them|their|this|these|those(?! (?:who|that|which|with|in)\b))\b(?! (?:year|is|plan))"
    r"|(?<!\bis )(?<!\bwas )\bit\b(?! (?:is |be )?(?:possible|true|allowed|necessary|required|permitted|legal|"
    r"mandatory)\b)"
    r"|\b(?:is|was) it\b(?! (?:possible|true|allowed|necessary|required|permitted|legal|mandatory)\b)"
    r"|\bthat(?=[?.,!]|$| (?:one|policy|plan|measure|target|subsidy|grant|reward|document|article|figure)\b)"
)
PART = re.compile(
    r"^(?:其中|这里面|里面|当中)[^呢]|^[\u3400-\u9fff]{1,8}的(?:又?有|占|要|是)?(?:几|多少)[\u3400-\u9fff]{0,3}[?？。\s]*$"
)
MEASURE = re.compile(r"(?:占比|比例|比重|目标|数量|数|额|率|值|规模|产值|收入|金额)$")
SIDE = re.compile(r"(?:标准|期限|时间|条件|措施|政策|单位|部门|要求)$")
_SOMEONE = (
    "企业|公司|高校|院校|学校|院所|机构|人员|人才|学生|硕士|博士|本科生|个人|农户|老人|居民|单位|团队|园区|平台|组织|"
    "专家|院士|职工|家庭|合作社|户|者|民|生"
)
WHO = re.compile(rf"^[\u3400-\u9fff]{{0,8}}?(?:{_SOMEONE})")
NEIGHBOUR = re.compile(
    r"^(?:那么?|请问)?(上|前|下|后|接下来)[面的]?一?(?:个|一)?(条|款|项|点|章|节|部分)|"
    r"^(?:and )?(?:the )?(previous|preceding|last|next|following) (?:one|article|item|clause|section|"
    r"point|paragraph|part)"
)
ASPECT = re.compile(
    r"^(?:具体|主要|一共|总共|大概)?(?:由?(?:谁|哪个|哪些|什么)?(?:单位|部门|机构|局)?(?:来|去)?(?:牵头|"
    r"负责|主管|配合|实施|落实|管理?|承担|审批|受理|办理)(?:的|单位|部门|吗)*|"
    r"(?:责任|牵头|配合|主管)(?:单位|部门)(?:是谁|是哪些|是什么|有哪些)?|(?:申请|申报|"
    r"办理|办公|咨询|联系|联络)?(?:的)?(?:条件|要求|材料|流程|程序|方式|对象|标准|期限|时间|截止(?:日期|时间|到)?|金额|额度|"
    r"有效期|依据|目标|措施|地点|地址|网址|邮箱|(?:联系)?电话|联系方式|联系人|范围|比例|上限|奖金|奖励|名额|费用|补助|"
    r"补贴|资金|经费|总额|门槛|人数|面积)(?:是|有|要|为|在)?(?:什么|哪些|多少[万亿元钱块]{0,3}|怎样|"
    r"哪里|哪)?(?:样的)?|"
    r"(?:需要|要)(?:准备|提交|提供|满足|具备)?(?:什么|哪些)(?:材料|条件|资料|手续)?|(?:有什么|有哪些|"
    r"什么|哪些)(?:条件|要求|材料|流程|措施|政策|目标|标准|依据|限制)|"
    r"(?:从)?(?:什么时候|何时|哪天|哪一年|多久|多长时间)(?:开始|截止|结束|完成|申报|申请|发布|施行|生效|"
    r"到账|办完|办好)?(?:的|吗)?|(?:最高|最低|一共|每年|每月|能|可以)?(?:给|补|奖|拿|领|申请)?(?:多少|"
    r"几)[\u3400-\u9fff]{0,3}|"
    r"(?:怎么|如何|怎样|在哪里?|去哪里?|到哪里?|向谁)(?:申请|申报|办理?|领取|计算|算|联系|提交|操作|考核|"
    r"认定)?|(?:截止|截至)(?:到|日期是)?(?:什么时候|何时|哪天|几月|几号)|为什么|依据是什么|还有效吗|"
    r"为期多久)[?？吗呢。\s]*$"
    r"|^(?:and )?(?:who (?:is|are|will be)? ?(?:responsible|in charge|leads?|leading|runs?|implements?|"
    r"manages?)[a-z ]{0,24}|which (?:department|unit|agency|units|departments|agencies|"
    r"bureau)[a-z ]{0,40}|when(?: is| does| will| was)?(?: (?:the )?(?:deadline|it|that|start|end|due|"
    r"close|begin|expire)){0,3}|"
    r"how much|how many|how long|how often|how (?:do|can|should) (?:i|we|they|one) apply|by when|"
    r"since when|until when|where|why|what (?:are|is) the (?:conditions?|requirements?|deadline|amount|"
    r"criteria|responsible units?|target|documents?|procedure|targets|address|website|e-?mail|(?:tele)?phone"
    r"(?: number)?))[?？\s]*$"
)
PREDICATE = re.compile(
    r"(?:有没有|有什么|有哪些|有何|是什么|是多少|为多少|达到多少|要达到|达到|是否|能否|可以|能不能|怎么|"
    r"如何|怎样|由哪|由谁|哪些|什么|多少|几|需要|应当|需|要|能|给)"
)
ASKED = re.compile(
    r"(?:是|为|达到)?(?:多少|几)(?:[个家项名所座条人件万亿元%]{0,2})|(?:有)?(?:哪些|什么)|(?:需要|应当|需|要)"
)
OWN_VERB = re.compile(
    r"(?:是|有|要|能|可以|需要|应|达到|为|给|怎么|如何|什么|哪些|多少|吗)|\b(?:is|are|does|do|did|can|"
    r"will|should|was|were|how|what|which|who|when|where)\b"
)


DOCUMENT = re.compile(
    r"《[^》]{2,120}》|[\u3400-\u9fff]{0,12}(?:行动方案|行动计划|实施方案|工作要点|管理办法|实施细则|"
    r"若干措施|实施意见|条例)(?!.{0,4}(?:有哪些|多少))"
)
IDLE_EDGE = re.compile(r"^(?:(?:的|在|对|是|到)|(?:in|for|by|of|to|the)(?:\s+|$))+")
