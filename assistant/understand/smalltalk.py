"""Small talk, chores, weather, questions to the assistant itself and attempts to give it orders.

A question about policy passes even when it holds such words (气象灾害, 翻译人才, "weather modification measures").
"""

from __future__ import annotations

import re
from typing import Literal

Smalltalk = Literal["greeting", "thanks", "about_me", "weather", "chore", "injection"]

_EDGE = r"[\s,，.。!！?？~～、…:：]*"
_LONGEST_PLEASANTRY = 80  # characters
_GREETING = re.compile(
    rf"^{_EDGE}(?:(?:你好|您好|早上好|上午好|中午好|下午好|晚上好|早安|晚安|嗨|哈喽|哈啰|在吗|在不在|"
    rf"hello|hi|hey|"
    rf"good (?:morning|afternoon|evening|night)|greetings)(?:\s?(?:呀|啊|吗|there|everyone|大家))?{_EDGE}){{1,4}}"
    rf"(?:最近(?:怎么样|好吗|如何)|吃了吗|how are you|nice to meet you)?{_EDGE}$"
)
_THANKS = re.compile(
    rf"^{_EDGE}(?:(?:非常|太|多|十分)?(?:谢谢|感谢|多谢|辛苦|再见|拜拜|好的|明白了?|知道了|不客气|厉害|"
    rf"thanks?|thank you|bye|goodbye|ok|okay|great|"
    rf"never mind)(?:\s?(?:你|您|了|啦|you|very much|so much|a lot|for your help|的帮助|你的帮助|您的帮助|！|"
    rf"!)){{0,3}}{_EDGE}){{1,4}}$"
)
_ABOUT_ME = re.compile(
    r"你(?:是谁|叫什么|是什么|几岁|多大|会什么|能做什么|可以做什么|能干什么|有什么功能|是.{0,6}(?:模型|"
    r"机器人|人工智能|ai|gpt))|你的(?:名字|功能|作者|开发者|模型)|谁(?:开发|创造|制作|训练)了?你|"
    r"介绍一下你自己|自我介绍|"
    r"\bwho are you\b|\bwhat(?:'s| is) your name\b|\bwhat can you do\b|\bare you (?:an? )?(?:ai|human|"
    r"robot|bot|chatgpt|gpt|real|sentient)\b|\bwho (?:made|created|built|trained) you\b|\bhow are you\b|"
    r"\bhow old are you\b"
)
_WEATHER = re.compile(
    r"天气|气温|下雨吗|会下雨|下雪吗|冷不冷|热不热|\bweather\b|\btemperature (?:today|tomorrow|in)\b|"
    r"\bis it raining\b|\bwill it (?:rain|snow)\b"
)
_WEATHER_POLICY = re.compile(
    r"气象|预警|津贴|标准|灾害|极端|恶劣|应急|防汛|防灾|人工影响|高温(?:津贴|补贴|作业)|重污染|政策|补贴|规定|办法|"
    r"条例|措施|停工|停课|预案|农业|保险|责任|赔偿|航班|施工|"
    r"\bpolic|\bmeasures?\b|\bsubsid|\bregulation|\bemergency|\bmodification|\bwarning|\bdisaster|"
    r"\bextreme|\bsevere|\binsurance|\brules?\b"
)
_CHORE = re.compile(
    r"(?:写|作|编|创作|来)(?:一|1)?(?:首|篇|个|段|封)?.{0,12}(?:诗|歌词|小说|故事|笑话|情书|作文|段子|歌|"
    r"代码|程序|脚本|邮件)|(?:讲|说)(?:一?个).{0,10}(?:笑话|故事)|唱(?:首|一首)?歌|"
    r"^.{0,6}(?:翻译(?:一下|成|下面)|帮我翻译)|陪我聊|聊聊天|推荐.{0,8}(?:电影|餐厅|美食|歌|小说|景点)|"
    r"做什么菜|怎么做(?:菜|饭|蛋糕|才?好吃)|好不好吃|失恋|心情不好|股市|用(?:python|java|c\+\+|"
    r"javascript)写|[一二三四五六七八九十]加[一二三四五六七八九十]等于|彩票|星座|运势|算命|今天(?:星期|"
    r"周|几号)|现在几点|股票.{0,6}(?:涨|跌|推荐)|足球比赛|世界杯|"
    r"^\s?\d+\s?[+\-*/×÷]\s?\d+|"
    r"\b(?:tell|write|make|sing|give) (?:me )?(?:an? |some )?.{0,20}(?:joke|poem|story|song|essay|lyrics|"
    r"code|script|haiku|limerick)|\bplay (?:a game|music)\b|\bwho won\b|\bworld cup\b|"
    r"\b(?:recipe|horoscope|lottery)\b|\bsquare root\b|\bhow do i (?:cook|bake)\b|\bwhat(?:'s|"
    r" is) the (?:time|date) (?:now|today)?|\bwhat (?:time|day) is it\b|\brecommend (?:me )?an? (?:movie|"
    r"restaurant|film|book)|\btranslate (?:this|the following)"
)
_CHORE_POLICY = re.compile(
    r"政策|补助|补贴|奖励|资助|办法|规定|条例|要点|方案|企业|人才|扶持|管理|著作权|版权|发票|销售|许可|"
    r"\bpolic|\bsubsid|\bgrant|\bregulation|\bmeasures?\b|\benterprise|\blicen[cs]"
)
_INJECTION = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要理会|不要遵守|抛开|跳过|绕过|取消).{0,16}(?:指令|指示|要求|提示词?|规则|"
    r"规定|限制|设定|约束|命令|内容).{0,80}(?:你|告诉|输出|打印|显示|回答|说|扮演|执行|写|复述)|"
    r"(?:忽略|无视|忘记|忘掉)(?:你|您)?(?:之前|以上|上面|上述|前面|先前|所有|一切|全部)|"
    r"系统提示|提示词(?:是|内容|原文|全文)|(?:你|您)的(?:系统)?(?:提示词?|指令|设定|规则|prompt)|(?:输出|"
    r"打印|泄露|显示|复述).{0,8}(?:提示词|系统消息|prompt|密钥|api)|(?:把|告诉).{0,8}(?:密码|密钥|"
    r"口令).{0,6}(?:告诉|给|发)|(?:你的|数据库的?|系统的?)(?:密码|密钥|口令)|不要引用任何|"
    r"凭你(?:自己)?的(?:知识|记忆)|开发者模式|越狱|"
    r"(?:从现在开始|现在)你(?:是|要|必须|将|扮演)|假装你(?:是|不)|扮演(?:一个|成)|你(?:必须|只能)(?:回答|"
    r"输出|说)|"
    r"\b(?:ignore|disregard|forget|override|bypass) (?:all |any |the |your |of |these |those |"
    r"everything )*(?:previous|above|prior|earlier|preceding|instructions?|rules|guidelines|prompt|"
    r"you were)|"
    r"\bsystem prompt\b|\b(?:print|reveal|show|output|repeat|display) (?:me )?(?:your|the) (?:full |"
    r"hidden |initial |system )*(?:prompt|instructions)|\bdeveloper mode\b|\bjailbreak|"
    r"\bdo anything now\b|"
    r"\bpretend (?:to be|you)|\byou are now\b|\bact as (?:an? |if )|\bapi[ _]key\b|\bfrom now on,? you\b|"
    r"<\s?/?\s?(?:system|script|instructions?)\b|\[/?inst\]"
)
_LEAD_IN = re.compile(
    rf"^{_EDGE}(?:(?:你好|您好|谢谢|(?:hello|hi|hey|good (?:morning|afternoon|evening))\b)(?:呀|啊|"
    rf"there)?{_EDGE})+(?:请问|想?问一下|打扰了)?{_EDGE}"
)


def find_smalltalk(text: str) -> Smalltalk | None:
    """What kind of talk a folded question is, None for a question to answer.

    Example: "你好" -> "greeting"; "你好,请问高温津贴怎么发" -> None; "今天天气怎么样" -> "weather".
    """
    if _INJECTION.search(text):
        return "injection"
    is_short = len(text) <= _LONGEST_PLEASANTRY
    if is_short and _GREETING.match(text):
        return "greeting"
    if is_short and _THANKS.match(text):
        return "thanks"
    if _ABOUT_ME.search(text):
        return "about_me"
    if _WEATHER.search(text) and not _WEATHER_POLICY.search(text):
        return "weather"
    if _CHORE.search(text) and not _CHORE_POLICY.search(text):
        return "chore"
    return None


def strip_greeting(text: str) -> str:
    """A question without the politeness before it. Example: "你好，请问补贴多少" -> "补贴多少"."""
    stripped = _LEAD_IN.sub("", text)
    return stripped or text
