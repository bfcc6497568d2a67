"""The patterns of boilerplate, over simplified text: whole lines, fields of a page head, widgets inside a line, spam.

Every pattern is linear: no nested repetition, bounded gaps.
"""

from __future__ import annotations

import re

_DATE = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?)?"
BREADCRUMB = re.compile(
    r"(?:[您你]?(?:现在|当前|目前)?(?:所在|所处)?的?位置是?\s*[:：])"
    r"|(?:网站|网站首页|首页|主页|政务公开)\s*(?:>|»|›|→|＞|/|\\|-->?|::)\s*\S"
)
_SIZES = r"[\s\[【(（]*(?:[特超]?大|中|小|默认|标准|-|\+|A\+|A-|\|)"
_CLOSE = r"[\s】\])）]*"
WHOLE_LINE = tuple(
    re.compile(rule)
    for rule in (
        rf"(?:{BREADCRUMB.pattern}).*",
        rf"[\[【(（]?\s*(?:文字|正文)?字[体号](?:大小|调整|选择)?\s*[:：]?(?:{_SIZES}[\s\]】)）]*){{0,8}}{_CLOSE}",
        r"分享(?:到|至|按钮)?\s*[:：]?(?:\s*(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|空间|朋友圈|更多|\d+)){0,8}",
        r"(?:(?:我要|点击)?(?:打印|关闭|收藏|纠错|返回)(?:本页|本文|窗口|页面|顶部|首页|正文|此页)?|返回顶部|回到顶部|"
        r"加入收藏|设为首页)",
        r"(?:[\[【(（|]?\s*(?:我要|点击)?(?:打印|关闭|收藏|纠错|返回|下载|分享)(?:本页|本文|窗口|页面|顶部|此页)?"
        r"\s*[\]】)）|]?\s*){2,6}",
        r"[(（【]?\s*(?:浏览|阅读|点击|访问|点击数|阅读量)(?:次数|量|数|率)?\s*[:：]\s*\d*\s*次?[)）】]?",
        r"(?:今天|今日)是\s*[:：]?.{0,30}",
        r"(?:申报)?(?:通知)?[及和]?附件(?:点击)?下载",
        r"(?:政策原文|原文|政策|相关)?(?:附件|文件|原文|文档)?下载\s*[:：].{0,120}",
        r"(?:相关(?:链接|解读|文件|阅读|新闻|文章|信息|附件|政策文件|政策)|延伸阅读|推荐阅读|上一[篇条页]|下一[篇条页])"
        r"(?:\s*[:：].{0,120})?",
        r"(?:请)?(?:用微信)?扫一扫.{0,20}(?:打开|手机|分享|关注).{0,12}",
        r"(?:来源\s*[:：].{0,40})?(?:免责声明|版权声明)\s*[:：].{0,300}",
        r"(?:特别|郑重)?声明\s*[:：](?=.{0,60}(?:转载|本网|本站|侵权|版权)).{0,300}",
        r"更多(?:信息|资讯|内容|精彩)?请?(?:关注|登录|访问).{0,40}",
        r"(?:主管单位|主办单位|主办|承办单位|承办|技术支持|维护单位)\s*[:：].{0,80}(?:备|网站|标识码|技术|电话).{0,120}",
        r".{0,80}(?:ICP备|公网安备)\s*[\d〔\[(（].{0,100}",
        r"(?:网站地图|联系我们|关于我们|网站声明|隐私声明|使用帮助|无障碍|关怀版|长者模式|智能问答|RSS订阅|站点地图)"
        r"(?:[\s|·•丨-]*(?:网站地图|联系我们|关于我们|网站声明|隐私声明|使用帮助|无障碍|关怀版|长者模式|RSS订阅)){0,8}",
        r"(?:信息|文章|稿件)?来源\s*[:：]\s*[^\s。；;，,（(：:]{2,24}",
        r"责任编辑\s*[:：]\s*\S{0,10}",
        r"<!--.{0,200}-->",
        r"[-—–－]{1,3}\s*\d{1,4}\s*[-—–－]{1,3}",
        r"第\s*\d{1,4}\s*页\s*[,，/]?\s*(?:共\s*\d{1,4}\s*页)?",
    )
)
FOOTER_LINE = re.compile(
    r"^(?:版权所有|Copyright|©)|(?:ICP备|公网安备|网站标识码|政府网站标识码)|^建议使用.{0,40}(?:浏览器|分辨率)"
    r"|^(?:网站)?(?:主办|承办)(?:单位|方)?\s*[:：].{0,60}$",
    re.IGNORECASE,
)
INLINE = re.compile(
    rf"[\[【(（]\s*字[体号](?:大小|调整)?\s*[:：]?(?:{_SIZES}){{1,6}}{_CLOSE}"
    r"|[\[【]\s*(?:打印本页|打印|关闭窗口|关闭|收藏|纠错)\s*[\]】]"
    r"|(?:浏览次数|点击次数|浏览量|阅读量|访问次数)\s*[:：]\s*\d+次?"
)
TAIL_INLINE = re.compile(
    r"(?:[(（]来源\s*[:：][^()（）\n]{2,24}[)）]\s*)?"
    r"(?:(?:分享到?\s*[:：]|扫一扫在手机打开|(?:打印|关闭)(?:本页|窗口)\s|[\[【]?(?:责任|网络)编辑\s*[:：])[^。；\n]{0,280}"
    r"|(?:更多信息请关注官方|(?:\s|[。）)])来源\s*[:：]\s*(?=\S{2,16}$))[^。；\n]{0,60}"
    r"|(?:延伸阅读\s*[:：]?\s*)?(?:免责声明|版权声明)\s*[:：].{0,280})$"
)
LETTERHEAD = re.compile(r"(?P<body>[\u4e00-\u9fff、\s]{4,60}?)\s*文\s?件")
SITE_NAME = re.compile(
    r"[\u4e00-\u9fff·\s]{2,30}(?:门户网站?|官方网站|官网|政府网站?|政务(?:服务)?网|信息(?:公开|公共服务)?网|政府信息公开"
    r"(?:平台|专栏)|[厅局委府部]网站)"
)
NAMED_TITLE = re.compile(  # a title that begins with its own body
    r"[\u4e00-\u9fff、\s]{3,40}(?:政府|厅|局|委员会|办公室|部|院|中心)(?:关于|印发|转发)"
)

# Fields of a page head. The sure ones are never words of a clause; the weak ones count beside a sure one.
_SURE = (
    "索引号|信息索引号|索取号|发布机构|发文机构|公开机构|信息来源|信息分类|主题分类|体裁分类|组配分类|服务对象分类|"
    "生成日期|成文日期|发文日期|公开日期|发布日期|发布时间|更新时间|发表时间|时效性|有效性|效力状态|公文时效|文件编号|"
    "浏览次数|浏览量|点击数|点击次数|点击量|阅读次数|公开方式|公开形式|公开范围|公开类别|公文种类"
)
_WEAK = (
    "名称|标题|文号|发文字号|发文机关|来源|作者|编辑|责任编辑|主题词|关键词|字体|字号|浏览|点击|阅读|日期|时间|分类|"
    "内容概述|废止日期|生效日期"
)
_FIELD_GAP = r"\s*"


def _spell_fields(names: str) -> str:
    """Names may be printed with spaces between the characters (名　　称)."""
    return "|".join(_FIELD_GAP.join(name) for name in names.split("|"))


SURE_FIELD = re.compile(rf"(?:^|(?<=[\s【\[(（|丨]))(?:{_spell_fields(_SURE)})\s*[:：|]")
ANY_FIELD = re.compile(
    rf"[【\[(（|丨]?\s*(?:(?:{_spell_fields(_SURE + '|' + _WEAK)})\s*[:：]|(?:{_spell_fields(_SURE)})\s*\|)"
)
_SENTENCE = re.compile(r"[。；;！]")


def is_field_line(line: str, weak: bool = False) -> bool:
    """The line is one or more header fields: it begins with one and holds a sure one (or any, when `weak`)."""
    if ANY_FIELD.match(line) is None or _SENTENCE.search(line):
        return False
    return weak or SURE_FIELD.search(line) is not None


_OF_DOCUMENT = re.compile(
    r"^第.{1,6}[条章节篇]|^[一二三四五六七八九十]{1,3}、|[《》]|关于|(?:通知|意见|办法|方案|要点|规划|条例|规定|细则|措施)$"
)
_MENU = re.compile(r"[•·◆■►▪\-|丨*]?\s*[^。；;，,！？]{1,30}")


def is_menu_line(line: str) -> bool:
    """A short line without sentence marks, as the head of a site has them; no sentence, no numbered label."""
    return _MENU.fullmatch(line) is not None and _OF_DOCUMENT.search(line) is None


_SPAM_WORDS = re.compile(
    "无码|有码|久久|国产精|亚洲精|欧美|日韩|激情|熟女|少妇|人妻|自拍|偷拍|av在线|a片|毛片|三级片|黄片|成人|情色|色情|"
    "性爱|性videos|做爱|高清精品|在线观看|免费观看|一区二区|午夜|娇妻|巨乳|调教|伦理|福利片|裸|粗口|"
    "博彩|彩票平台|时时彩|赌场|娱乐城|百家乐|棋牌|老虎机|真人荷官|澳门新葡京|葡京|下注|六合彩|开奖|"
    "代开发票|代办证件|私服|外挂|办证刻章|贷款秒批",
    re.IGNORECASE,
)
_SPAM_SURE = re.compile(
    "无码|熟女|人妻|毛片|性videos|久久久久|av在线|时时彩|百家乐|澳门新葡京|老虎机", re.IGNORECASE
)


def is_spam(line: str) -> bool:
    """Glued search spam: three of its words, one of them of the kind no policy prints, and no sentence around."""
    if _SENTENCE.search(line):
        return False
    return _SPAM_SURE.search(line) is not None and len(_SPAM_WORDS.findall(line)) >= 3
