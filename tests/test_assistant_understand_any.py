"""Any text is understood without an error, and what is reported lies in the question."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understand.holdings import Holdings
from assistant.understand.query import understand_question
from assistant.understand.wording import read_wording
from tests.policy_records import DOCUMENTS

HOLDINGS = Holdings(DOCUMENTS)
PIECES = st.sampled_from(
    "湖南省 株洲 2024年 2021-2023 第十三条 第（三）项 《 》 二（五）2 那 呢 ? Hunan 's Article 10 "
    "of Part II 上一条 它 和 贛 〔2024〕 1号 去年 ①".split()
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_any_question_and_history(question: str, earlier: str) -> None:
    query = understand_question(question, HOLDINGS, [(earlier, "")])
    assert query.question == question
    assert query.documents is None or query.documents <= set(HOLDINGS.by_id)
    assert (query.documents == frozenset()) <= any(not item.held for item in query.filters)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_wording_leads_back_to_the_source(text: str) -> None:
    wording = read_wording(text)
    assert len(wording.text) == len(wording.starts) == len(wording.cased)
    assert (
        wording.words(0, len(wording.text)) == text[wording.starts[0] :].strip() if wording.starts else True
    )
