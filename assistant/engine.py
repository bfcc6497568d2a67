"""The story in one screen: understand → look up or retrieve → ground → gather → write. Start reading here."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType

from assistant.cite import cite_hits
from assistant.copies import Copies, name_copies
from assistant.exact import asks_which_clause, find_exact, join_exact
from assistant.extractive import Draft, ExtractiveWriter, Writer
from assistant.gather import gather_evidence
from assistant.ground import GroundModel, decide_answer
from assistant.header import find_header_hits
from assistant.priors import Prior, make_priors
from assistant.rank import Ranked, rank_candidates
from assistant.records import Answer, Decision, Evidence, Query, Turn
from assistant.refusal_text import refuse_declined, write_refusal
from assistant.rerank import Reranker, rerank_best
from assistant.retrieve import Plan, find_candidates
from assistant.understand.holdings import Holdings
from assistant.understand.periods import read_target_years
from assistant.understand.query import understand_question
from assistant.validity import find_repealed
from assistant.widen import widen_scope
from assistant.writers import OnText, StreamingWriter, rewrite_question, write_draft
from index.encoder import Encoder
from index.load_encoder import load_encoder
from index.records import Hit
from index.search import ClauseSearch
from index.store import Store
from index.words import cut_words

DEPTH, KEPT = Plan().depth, Plan().kept
_NEAREST = 3
_LONGEST_QUESTION = 2_000  # characters; what is longer is a document, not a question


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question: the hits an answer may use, the nearest ones for a refusal, the whole ranking."""

    decision: Decision
    hits: Sequence[Hit] = ()
    nearest: Sequence[Hit] = ()
    ranked: Sequence[Ranked] = ()


class Assistant:
    """Answers questions over one store. Safe to share between threads; keeps nothing of a conversation."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        writer: Writer | None = None,
        today: Callable[[], date] = date.today,
        ground_models: Mapping[str, GroundModel] | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.store = store
        self.search_index = ClauseSearch(store, encoder)
        self._writer: Writer = ExtractiveWriter(encoder, store.clauses_of) if writer is None else writer
        self._today = today
        self._ground_models = ground_models
        self._reranker = reranker
        self._holdings: tuple[int, Holdings] | None = None
        self._priors: tuple[Holdings, dict[str, Prior]] | None = None

    @classmethod
    def open(
        cls, folder: Path, encoder_setting: str | None = None, writer: Writer | None = None
    ) -> Assistant:
        """Open a store with the encoder it was made with. Raises StoreFailure, StaleStore or EncoderFailure."""
        store = Store.open(folder)
        try:
            return cls(store, load_encoder(encoder_setting), writer)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Release the store."""
        self.store.close()

    def with_writer(self, writer: Writer) -> Assistant:
        """The same assistant over the same store with another writer; closing either closes the store."""
        other = copy.copy(self)
        other._writer = writer
        return other

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        id: str | None = None,
        dropped: Sequence[str] = (),
        on_text: OnText | None = None,
    ) -> Answer:
        """One cited answer or an honest no. `dropped` names filters ("region", …) that the reader has taken off.

        `on_text` gets the text of a writer that streams while it is made; the answer is what counts.
        """
        started = time.perf_counter()
        query = self.understand(question, history, dropped)
        understood = time.perf_counter()
        findings = self._find_evidence(query)
        decision = findings.decision
        evidence = self._make_evidence(query, findings) if decision.answers else []
        found = time.perf_counter()
        if decision.answers:
            draft = write_draft(self._writer, query, evidence, decision, on_text)
            if draft.declined:
                decision, draft = refuse_declined(query, decision, draft, findings.hits[:_NEAREST])
        else:
            draft = write_refusal(query, decision, findings.nearest)
        ended = time.perf_counter()
        timing = {
            "understand": understood - started,
            "retrieve": found - understood,
            "write": ended - found,
            "total": ended - started,
        }
        return self._make_answer(query, decision, draft, id, timing)

    def understand(self, question: str, history: Sequence[Turn] = (), dropped: Sequence[str] = ()) -> Query:
        """What a question is about, given what is held."""
        holdings = self.holdings
        asked = question[:_LONGEST_QUESTION]
        whole = rewrite_question(self._writer, asked, history)
        if whole is None:
            read = understand_question(asked, holdings, history, self._today(), dropped)
        else:
            made = understand_question(whole, holdings, (), self._today(), dropped)
            read = replace(made, question=asked)
        return widen_scope(read, holdings)

    @property
    def streams(self) -> bool:
        """Whether `ask` gives text to `on_text` before the answer is ready."""
        return isinstance(self._writer, StreamingWriter)

    @property
    def priors(self) -> Mapping[str, Prior]:
        """What is known of the documents before a question; made anew when the store changes."""
        holdings = self.holdings
        if self._priors is None or self._priors[0] is not holdings:
            repealed = find_repealed(self.search_index, holdings)
            sizes = self.search_index.count_clauses()
            self._priors = (holdings, make_priors(holdings, sizes, repealed))
        return self._priors[1]

    @property
    def holdings(self) -> Holdings:
        """The documents held, prepared for understanding questions; made anew when the store changes."""
        generation = self.store.generation
        if self._holdings is None or self._holdings[0] != generation:
            self.search_index.refresh()
            made = Holdings(self.store.documents(), self._mentions, self._read_target_years)
            self._holdings = (generation, made)
        return self._holdings[1]

    def _mentions(self, words: str) -> bool:
        return all(self.search_index.holds_word(word) for word in cut_words(words))

    def _read_target_years(self, document_id: str) -> frozenset[int]:
        return read_target_years("\n".join(clause.text for clause in self.store.clauses_of(document_id)))

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = ()) -> list[Hit]:
        """The k best clauses within the question's scope, no answer."""
        query = self.understand(question, history)
        ranked = self.rank(query, k)[:k]
        return [
            Hit(item.candidate.clause, item.candidate.document, item.score, rank)
            for rank, item in enumerate(ranked, start=1)
        ]

    def rank(self, query: Query, kept: int = KEPT) -> list[Ranked]:
        """The best candidates of a question after the second stage, best first."""
        priors = self.priors
        plan = Plan(kept=max(kept, KEPT), depth=max(DEPTH, kept))
        candidates = find_candidates(query, self.search_index, priors, plan)
        ranked = rank_candidates(query, candidates, self.search_index, priors)
        return ranked if self._reranker is None else rerank_best(query.standalone, ranked, self._reranker)

    def _find_evidence(self, query: Query) -> Findings:
        """The decision, the hits an answer may use, and the nearest ones when there is none."""
        early = refuse_early(query, bool(self.store.documents()))
        if early is not None and early.reason != "scope_not_held":
            return Findings(early)
        if early is None and query.kind == "metadata":
            hits = find_header_hits(query, self.store)
            if hits:
                return Findings(Decision(True, 1.0, "certain"), hits)
        exact = None
        if early is None and query.reference is not None:
            exact = find_exact(query, query.reference, self.store, lambda: self._find_near(query))
            goes_on = query.kind == "comparison" or (exact.hits and asks_which_clause(query.standalone))
            if not goes_on:
                return Findings(exact.decision, exact.hits, exact.nearest)
        ranked = self.rank(query if early is None else self._free_scope(query))
        decision = early or decide_answer(query, ranked, self.search_index, self._ground_models)
        if exact is not None and exact.hits:
            joined = join_exact(query, exact.hits, ranked, self.store)
            return Findings(Decision(True, 1.0, "certain"), joined, (), ranked)
        hits = gather_evidence(query, ranked, self.store, self.priors)
        return Findings(decision, hits if decision.answers else (), hits[:_NEAREST], ranked)

    def _make_evidence(self, query: Query, findings: Findings) -> list[Evidence]:
        """The hits as evidence with marks from 1, and where else their words stand; a header stands in one place."""
        evidence = [Evidence(mark, hit) for mark, hit in enumerate(findings.hits, start=1)]
        if query.kind == "metadata":
            return evidence
        return name_copies(evidence, Copies(self.store, findings.ranked, self.priors))

    def _free_scope(self, query: Query) -> Query:
        """The query over the documents of the places it names, or over everything when none of these is held."""
        places = [item.value for item in query.filters if item.field == "region"]
        held = frozenset(i for place in places for i in self.holdings.by_region.get(place, ()))
        return replace(query, documents=held or None)

    def _find_near(self, query: Query) -> list[str]:
        """Ids of the documents of the best candidates, best first."""
        return [item.candidate.document.id for item in self.rank(query)]

    def _make_answer(
        self,
        query: Query,
        decision: Decision,
        draft: Draft,
        id: str | None,
        timing: Mapping[str, float],
    ) -> Answer:
        cited = cite_hits(draft.evidence, query.language)
        return Answer(
            question=query.question,
            language=query.language,
            text=draft.text,
            citations=cited if decision.answers else (),
            nearest=() if decision.answers else cited,
            refused=not decision.answers,
            reason=decision.reason,
            id=id,
            store=self.store.fingerprint,
            writer=draft.writer,
            kind=query.kind,
            confidence=decision.confidence,
            standalone=query.standalone,
            filters=query.filters,
            notes=draft.notes,
            prompts=draft.prompts,
            timing_ms={stage: round(seconds * 1000, 3) for stage, seconds in timing.items()},
        )


def refuse_early(query: Query, holds_documents: bool) -> Decision | None:
    """The refusal that needs no search, None when there is something to look for."""
    if not query.question.strip():
        return Decision(False, 0.0, "certain", "empty_question")
    if query.kind == "smalltalk":
        return Decision(False, 0.0, "certain", "smalltalk")
    if not holds_documents:
        return Decision(False, 0.0, "certain", "empty_store")
    missing = [item for item in query.filters if not item.held]
    if missing:
        detail = "; ".join(f"{item.field}: {item.value}" for item in missing)
        return Decision(False, 0.0, "certain", "scope_not_held", detail)
    return None
