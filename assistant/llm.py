"""The writer with a language model, through llama-index: off by default, checked afterwards, never alone.

Evidence is numbered and quoted as data; the reply streams with its marks cleaned; every sentence is checked against
its clause. Whatever goes wrong ends in the extractive answer with one line that says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.chat import ChatModel, LlamaIndexChat, Message, ModelFailure, read_reply
from assistant.check import Verdict, check_text, mark_unsupported
from assistant.cite import MarkStream, find_marks, replace_marks
from assistant.errors import WriterFailure
from assistant.extractive import Draft, ExtractiveWriter, Writer
from assistant.places import name_clause
from assistant.records import Decision, Evidence, Language, Query, Turn
from assistant.rewrite import rewrite_followup
from assistant.sentences import clause_sentences, split_sentences
from assistant.settings import Settings
from assistant.understand.language import detect_language
from assistant.writers import OnText
from assistant.writing.frames import say
from index.fold import fold_text
from index.records import Span
from index.words import cut_content_words
from prompts import REFUSAL, choose_fence, enclose_data, load_prompt

TOKEN_BUDGET = 6_000
DEFAULT_TIME_LIMIT_S = 30.0
REWRITE_LIMIT_S = 10.0
_LANGUAGE_NAMES: dict[Language, str] = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
_REFUSAL_SLACK = 40  # characters a model may put around the refusal phrase
_NOISE = re.compile(r"[\W_]+")


class LlmWriter:
    """Words the answer with a model. `time_limit_s` (seconds) bounds a reply, `token_budget` the evidence sent."""

    def __init__(
        self,
        model: ChatModel,
        fallback: Writer | None = None,
        time_limit_s: float = DEFAULT_TIME_LIMIT_S,
        token_budget: int = TOKEN_BUDGET,
    ) -> None:
        self._model = model
        self._fallback: Writer = ExtractiveWriter() if fallback is None else fallback
        self._time_limit_s = time_limit_s
        self._token_budget = token_budget

    def write(
        self,
        query: Query,
        evidence: Sequence[Evidence],
        decision: Decision,
        on_text: OnText | None = None,
    ) -> Draft:
        """See `Writer`. `on_text` gets the text while it streams, marks cleaned and nothing live."""
        if not evidence:
            return self._fallback.write(query, evidence, decision)
        sent = fit_budget(evidence, self._token_budget)
        messages, versions = compose_messages(query, sent)
        stream = MarkStream([item.mark for item in sent])
        parts: list[str] = []

        def take(piece: str) -> None:
            shown = stream.feed(piece)
            parts.append(shown)
            if on_text is not None and shown:
                on_text(shown)

        try:
            read_reply(self._model, messages, self._time_limit_s, take)
        except ModelFailure as failure:
            why = say(f"why_{failure.why}", query.language)
            return self._fall_back(
                query, evidence, decision, say("model_failed", query.language, why=why), versions
            )
        last = stream.close()
        if on_text is not None and last:
            on_text(last)
        text = "".join(parts) + last
        if is_refusal(text):
            return Draft(text.strip(), (), (), versions, "llm", declined=True)
        verdicts = check_text(text, sent, query.standalone or query.question)
        if not any(verdict.supported for verdict in verdicts):
            return self._fall_back(query, evidence, decision, say("model_rejected", query.language), versions)
        return _finish(text, sent, verdicts, stream.removed, versions, query.language)

    def stream(
        self, query: Query, evidence: Sequence[Evidence], decision: Decision, on_text: OnText
    ) -> Draft:
        """See `StreamingWriter`."""
        return self.write(query, evidence, decision, on_text)

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """See `RewritingWriter`: what the model adds must stand in the talk."""
        limit = min(self._time_limit_s, REWRITE_LIMIT_S)
        return rewrite_followup(self._model, question, history, detect_language(question), limit)

    def close(self) -> None:
        """Give back the connections of a model that holds any."""
        close = getattr(self._model, "close", None)
        if close is not None:
            close()

    def _fall_back(
        self,
        query: Query,
        evidence: Sequence[Evidence],
        decision: Decision,
        note: str,
        versions: Mapping[str, str],
    ) -> Draft:
        draft = self._fallback.write(query, evidence, decision)
        return replace(draft, notes=(note, *draft.notes), prompts=versions)


def count_tokens(text: str) -> int:
    """A safe estimate without a tokenizer: one for each Chinese character, one for three others, rounded up."""
    wide = sum(character > "\u2e7f" for character in text)
    return wide + (len(text) - wide + 2) // 3


def fit_budget(evidence: Sequence[Evidence], budget: int) -> list[Evidence]:
    """The evidence that fits, best first: the first always, cut at a sentence end when it alone is too long."""
    sent: list[Evidence] = []
    left = budget
    for item in evidence:
        size = count_tokens(item.hit.clause.text) + 60  # its title and delimiters
        if size > left and sent:
            break
        if size > left:
            item = _cut_clause(item, left)
        sent.append(item)
        left -= size
    return sent


def _cut_clause(item: Evidence, budget: int) -> Evidence:
    clause = item.hit.clause
    end = 0
    for span in split_sentences(clause.text):
        if count_tokens(clause.text[: span.end]) > budget:
            break
        end = span.end
    text = clause.text[: end or max(1, budget)]
    cut = replace(clause, text=text, end=clause.start + len(text))
    return replace(item, hit=replace(item.hit, clause=cut))


def compose_messages(query: Query, evidence: Sequence[Evidence]) -> tuple[list[Message], dict[str, str]]:
    """The messages for a question and the versions of the prompts they are made of."""
    language = "en" if query.language == "en" else "zh"
    question = query.standalone or query.question
    titles = [
        f"[{item.mark}] {name_clause(item.hit.document, item.hit.clause, query.language)}"
        for item in evidence
    ]
    texts = [item.hit.clause.text for item in evidence]
    fence = choose_fence([question, *titles, *texts])
    quoted = [enclose_data(text, fence, title) for text, title in zip(texts, titles, strict=True)]
    system, writing = load_prompt("system", language), load_prompt("write_answer", language)
    system_text = system.render(
        fence=fence, refusal=REFUSAL[language], language=_LANGUAGE_NAMES[query.language]
    )
    user_text = writing.render(
        count=str(len(evidence)),
        evidence="\n\n".join(quoted),
        question=enclose_data(question, fence),
        refusal=REFUSAL[language],
    )
    versions = {f"{prompt.name}.{prompt.language}": prompt.version for prompt in (system, writing)}
    return [Message("system", system_text), Message("user", user_text)], versions


def is_refusal(text: str) -> bool:
    """Whether a reply is the refusal phrase, give or take a few words and marks."""
    packed = _NOISE.sub("", fold_text(text))
    return any(
        phrase in packed and len(packed) <= len(phrase) + _REFUSAL_SLACK
        for phrase in (_NOISE.sub("", fold_text(words)) for words in REFUSAL.values())
    )


def _finish(
    text: str,
    evidence: Sequence[Evidence],
    verdicts: Sequence[Verdict],
    removed: int,
    versions: Mapping[str, str],
    language: Language,
) -> Draft:
    """The checked answer: failed sentences marked and counted, its citations numbered afresh."""
    failed = sum(not verdict.supported for verdict in verdicts)
    cited = set(find_marks(text))
    kept = [item for item in evidence if item.mark in cited]
    numbers = {item.mark: number for number, item in enumerate(kept, start=1)}
    used = tuple(
        replace(item, mark=numbers[item.mark], sentences=_find_support(item, verdicts)) for item in kept
    )
    notes = []
    if removed:
        notes.append(say("marks_removed", language, count=removed))
    if failed:
        notes.append(say("sentences_failed", language, count=failed))
    marked = replace_marks(mark_unsupported(text.strip("\n"), _shift(text, verdicts), language), numbers)
    return Draft(marked, used, tuple(notes), versions, "llm", False, removed, failed)


def _shift(text: str, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts with offsets into the text without its leading line breaks."""
    lead = len(text) - len(text.lstrip("\n"))
    return [
        replace(v, claim=replace(v.claim, start=v.claim.start - lead, end=v.claim.end - lead))
        for v in verdicts
    ]


def _find_support(item: Evidence, verdicts: Sequence[Verdict]) -> tuple[Span, ...]:
    """The sentences of a clause that its supported claims come from, by words in common, best first."""
    sentences = clause_sentences(item.hit.clause)
    words = [set(cut_content_words(sentence.text)) for sentence in sentences]
    spans: list[Span] = []
    for verdict in verdicts:
        if verdict.supported and item.mark in verdict.claim.marks and sentences:
            said = set(cut_content_words(verdict.claim.words))
            best = max(range(len(sentences)), key=lambda at: len(words[at] & said))
            spans.append(sentences[best].span)
    return tuple(dict.fromkeys(spans))


def open_writer(settings: Settings, fallback: Writer | None = None) -> LlmWriter:
    """The writer for the model that is set: an OpenAI-compatible endpoint, or Ollama when no address is given.

    Raises WriterFailure when the settings name no model.
    """
    if settings.llm_model is None:
        raise WriterFailure("未设语言模型。请设置 POLICYQA_LLM_MODEL / no model set: set POLICYQA_LLM_MODEL")
    return LlmWriter(LlamaIndexChat(_open_llm(settings)), fallback, settings.time_limit_s)


def _open_llm(settings: Settings) -> object:
    """The llama-index LLM; one try only, since the extractive answer is always at hand."""
    if settings.llm_base_url is None:
        from llama_index.llms.ollama import Ollama

        return Ollama(model=settings.llm_model, request_timeout=settings.time_limit_s, temperature=0.0)
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_base_url,
        api_key=settings.llm_api_key or "none",
        is_chat_model=True,
        is_function_calling_model=False,
        context_window=32_000,
        timeout=settings.time_limit_s,
        max_retries=0,
        temperature=0.0,
    )
