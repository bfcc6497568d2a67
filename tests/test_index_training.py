"""Training of the encoder: every stage on a few words, and a tiny run that learns."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from index.static_encoder import StaticEncoder
from index.training.ahead import draw_steps
from index.training.augment import Augmenter, make_augmenter
from index.training.batches import INSIDE, QUESTION, Batch, Part, draw_batch
from index.training.composition import Composition, compose
from index.training.curve import draw_losses
from index.training.export import export_model, quantize_rows
from index.training.lexicon import Lexicon
from index.training.mining import mine_rivals
from index.training.model import RowModel
from index.training.packed import pack_batch
from index.training.pairs import Item, encode_texts, make_paragraph_items, make_question_items
from index.training.prepare import Family, Prepared
from index.training.sources import Pair, Paragraph
from index.training.ties import tie_tokens
from index.training.train import falling_rate
from index.training.vocabulary import WordCounts, list_spellings, make_tokenizer

SHARED = Path(__file__).parents[2] / "shared"
ENTRIES = {
    ("subsidy", "补贴"): 2.0,
    ("allowance", "补贴"): 1.0,
    ("allowance", "津贴"): 1.0,
    ("enterprise", "企业"): 2.0,
    ("tax", "税"): 2.0,
    ("school", "学校"): 2.0,
    ("social insurance", "社会保险"): 2.0,
    ("specialize", "专业"): 1.0,
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    chinese: dict[str, dict[str, float]] = {}
    english: dict[str, dict[str, float]] = {}
    for (phrase, word), weight in ENTRIES.items():
        chinese.setdefault(phrase, {})[word] = weight
        english.setdefault(word, {})[phrase] = weight
    return Lexicon(chinese, english, frozenset(chinese))


@pytest.fixture(scope="module")
def counts() -> WordCounts:
    words = Counter(
        {"补贴": 50, "津贴": 20, "企业": 90, "税": 40, "学校": 30, "社会保险": 9, "社会": 9, "专业": 5}
    )
    characters = Counter("补贴津企业税学校社会保险专的")
    characters.update(characters)
    english = Counter(
        "subsidy allowance enterprise tax school social insurance specialize what how the".split()
    )
    english.update(english)
    return WordCounts(words, characters, english, Counter())


@pytest.fixture(scope="module")
def tokenizer(counts: WordCounts, lexicon: Lexicon) -> object:
    return make_tokenizer(counts, lexicon, (100, 100, 100))


@pytest.fixture(scope="module")
def composition(tokenizer: object, lexicon: Lexicon) -> Composition:
    return compose(tokenizer, lexicon, {})


@pytest.fixture(scope="module")
def augmenter(tokenizer: object, lexicon: Lexicon, counts: WordCounts) -> Augmenter:
    return make_augmenter(tokenizer, lexicon, counts)


def test_british_spellings_are_added(tokenizer: object) -> None:
    assert list_spellings("specialize") == ["specialise"]
    assert tokenizer.encode("specialise").tokens == ["specialise"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("企業補貼", ["企业", "补贴"]),
        ("Social  Insurance", ["social insurance"]),
        ("subsidy,tax", ["subsidy", "tax"]),
        ("2024年", ["2024"]),
    ],
)
def test_tokenizer_cuts_words_phrases_and_numbers(tokenizer: object, text: str, tokens: list[str]) -> None:
    assert [token for token in tokenizer.encode(text).tokens if token in tokenizer.get_vocab()][
        : len(tokens)
    ] == tokens


def test_words_share_rows_with_parts_and_translations(composition: Composition, tokenizer: object) -> None:
    vocabulary = tokenizer.get_vocab()

    def features(word: str) -> set[int]:
        return set(composition.take(np.array([vocabulary[word]]))[0].tolist())

    assert {vocabulary["补"], vocabulary["贴"], vocabulary["补贴"]} <= features("补贴")
    assert features("补贴") <= features("subsidy")
    assert features("specialise") >= {vocabulary["专业"]}


def test_questions_are_switched_to_english(augmenter: Augmenter, tokenizer: object) -> None:
    rng = np.random.default_rng(0)
    (tokens,) = encode_texts(tokenizer, ["企业补贴"])
    switched = augmenter.switch_code(tokens, rng, whole=True)
    words = {tokenizer.id_to_token(int(token)) for token in switched}
    assert "enterprise" in words
    assert words & {"subsidy", "allowance"}


def test_keywords_come_from_the_text(augmenter: Augmenter, tokenizer: object) -> None:
    (tokens,) = encode_texts(tokenizer, ["企业补贴学校社会保险"])
    drawn = augmenter.draw_keywords(tokens, np.random.default_rng(1))
    assert set(drawn.tolist()) <= set(tokens.tolist())
    assert len(drawn) >= 2


def _list_paragraphs(tokenizer: object) -> list[Item]:
    paragraphs = [Paragraph("corpus", "企业", (f"第{n}号企业补贴,", "学校税"), f"g{n}") for n in range(24)]
    return make_paragraph_items(tokenizer, paragraphs)


def test_neighbours_and_rivals_share_a_batch(augmenter: Augmenter, tokenizer: object) -> None:
    items = _list_paragraphs(tokenizer)
    groups = [item.group for item in items]
    assert len(set(groups)) == 24
    parts = [Part(items, INSIDE, 1.0, run=4)]
    batch = draw_batch(parts, 12, augmenter, np.random.default_rng(0), rivals=items, extra=5)
    assert (len(batch.questions), len(batch.passages)) == (12, 17)
    places = [groups.index(group) for group in batch.groups[:12].tolist()]
    assert all(places[n] // 4 == places[n // 4 * 4] // 4 for n in range(12)), "runs of neighbours"
    assert set(batch.groups[12:].tolist()) <= set(groups)


def test_hard_negatives_compete(augmenter: Augmenter, tokenizer: object) -> None:
    items = _list_paragraphs(tokenizer)
    hard = np.full((len(items), 2), 5, np.int32)
    parts = [Part(items, INSIDE, 1.0, hard=hard)]
    batch = draw_batch(parts, 4, augmenter, np.random.default_rng(0), rivals=items, extra=6)
    assert batch.groups[4:8].tolist() == [items[5].group] * 4
    assert len(batch.passages) == 10, "any rivals fill up what is missing"
    parts = [Part(items, INSIDE, 1.0, hard=np.full((len(items), 2), -1, np.int32))]
    assert len(draw_batch(parts, 4, augmenter, np.random.default_rng(0), items, 6).passages) == 10


def test_steps_lower_the_loss_and_keep_groups_apart(composition: Composition, tokenizer: object) -> None:
    pairs = [
        ("subsidy", "补贴"),
        ("enterprise", "企业"),
        ("tax", "税"),
        ("school", "学校"),
        ("allowance", "津贴"),
    ]
    items = make_question_items(tokenizer, [Pair("own", e, c, c) for e, c in pairs])
    model = RowModel.create(composition, 16, seed=0)
    questions = [item.question for item in items]
    passages = [item.sentences[0] for item in items]
    batch = Batch(questions, passages, np.array([item.group for item in items]))
    losses = [float(model.step(pack_batch(batch, composition), 0.01)) for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    merged = replace(batch, groups=np.zeros(len(items), np.int64))
    assert model.step(pack_batch(merged, composition), 0.0) < 1e-3


def test_a_warm_start_takes_rows_by_name(composition: Composition) -> None:
    one, other = (RowModel.create(composition, 8, seed) for seed in (0, 1))
    assert other.take_over(composition.names[:10], one.rows[:10]) == 10
    assert other.rows[:10].equal(one.rows[:10])


def test_exported_folder_gives_the_models_vectors(
    composition: Composition, tokenizer: object, tmp_path: Path
) -> None:
    rows = RowModel.create(composition, 16, seed=3).token_rows()
    rows[:2] = 0  # unknown and space
    targets = np.arange(len(rows))
    targets[3] = 2
    export_model(rows, targets, tokenizer, tmp_path)
    encoder = StaticEncoder.load(tmp_path)
    assert np.array_equal(encoder.rows[3], encoder.rows[2]), "a tied token"
    (tokens,) = encode_texts(tokenizer, ["企业补贴多少 what tax"])
    wanted = rows[targets][tokens].sum(axis=0)
    found = encoder.encode_passages(["企业补贴多少 what tax"])[0]
    assert found @ wanted / np.linalg.norm(wanted) > 0.999
    assert json.loads((tmp_path / "modules.json").read_text())[0]["type"].endswith("StaticEmbedding")


def test_quantized_rows_stay_close() -> None:
    rows = np.random.default_rng(0).standard_normal((50, 32)).astype(np.float32)
    rows[3] = 0
    small, scales = quantize_rows(rows)
    assert small.dtype == np.int8
    assert np.abs(small * scales[:, None] - rows).max() < 0.02
    assert scales[3] == 0


@pytest.mark.parametrize(
    ("step", "progress", "rate"), [(0, 0.0, 0.01), (99, 0.0, 1.0), (500, 0.5, 0.5), (9, 1.0, 0.0)]
)
def test_rate_rises_then_falls(step: int, progress: float, rate: float) -> None:
    assert falling_rate(step, progress, 1.0) == pytest.approx(rate)


def test_losses_become_a_picture(tmp_path: Path) -> None:
    table = tmp_path / "losses.csv"
    table.write_text("step,seconds,legal,<b>\n200,9,5.5,0.2\n400,18,4.0,0.1\n", encoding="utf-8")
    picture = draw_losses(table)
    assert picture.count("<polyline") == 2
    assert "&lt;b&gt;" in picture
    table.write_text("step,seconds,legal\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no row"):
        draw_losses(table)


def test_items_know_where_the_answer_is(tokenizer: object) -> None:
    (item,) = make_question_items(tokenizer, [Pair("reading", "税", "企业税。学校补贴。", "g", "补贴")])
    assert isinstance(item, Item)
    assert item.answer == 1


def test_forms_and_rare_words_are_tied(tokenizer: object, lexicon: Lexicon, counts: WordCounts) -> None:
    vocabulary = tokenizer.get_vocab()
    ties = tie_tokens(tokenizer, lexicon, counts, seldom=1)
    assert ties[vocabulary["specialise"]] == ties[vocabulary["specialize"]] == vocabulary["专业"]
    seen = replace(counts, running=Counter({"specialize": 3, "subsidy": 2}))
    ties = tie_tokens(tokenizer, lexicon, seen, seldom=1)
    assert ties[vocabulary["specialise"]] == vocabulary["specialize"]
    assert vocabulary["subsidy"] not in ties
    assert vocabulary["补贴"] not in ties
    tied = compose(tokenizer, lexicon, ties)
    assert tied.targets[vocabulary["specialise"]] == vocabulary["specialize"]
    rows = RowModel.create(tied, 8, seed=0).token_rows()
    assert np.array_equal(rows[vocabulary["specialise"]], rows[vocabulary["specialize"]])


def _prepare_few(composition: Composition, tokenizer: object, augmenter: Augmenter) -> Prepared:
    items = _list_paragraphs(tokenizer)
    asked = make_question_items(
        tokenizer, [Pair("own law", "企业税", p, p) for p in ("企业应当纳税。", "学校给予补贴。")]
    )
    families = {
        "law": Family(0.5, (Part(items, INSIDE, 1.0, run=4),)),
        "legal": Family(0.5, (Part(asked, QUESTION, 1.0),), tuple(items)),
    }
    return Prepared(tokenizer, composition, augmenter, families)


def test_batches_do_not_depend_on_who_draws_them(
    composition: Composition, tokenizer: object, augmenter: Augmenter
) -> None:
    prepared = _prepare_few(composition, tokenizer, augmenter)
    alone, helped = (list(draw_steps(prepared, 4, 7, 2, 9, processes)) for processes in (0, 2))
    assert [name for name, _ in alone] == [name for name, _ in helped]
    assert len({name for name, _ in alone}) == 2
    for (_, one), (_, other) in zip(alone, helped, strict=True):
        assert np.array_equal(one.local, other.local)
        assert np.array_equal(one.touched, other.touched)


def test_mined_rivals_are_near_but_not_the_right_text(
    composition: Composition, tokenizer: object, augmenter: Augmenter
) -> None:
    prepared = _prepare_few(composition, tokenizer, augmenter)
    same = make_question_items(tokenizer, [Pair("x", "?", "企业应当纳税。", "same")])
    pool = (*prepared.families["legal"].rivals, *same)
    families = prepared.families | {"legal": replace(prepared.families["legal"], rivals=pool)}
    mined = mine_rivals(RowModel.create(composition, 16, seed=0), replace(prepared, families=families))
    hard = mined.families["legal"].parts[0].hard
    assert hard is not None
    assert hard.shape[0] == 2
    assert len(pool) - 1 not in hard[0], "the right text under another name"
    assert mined.families["law"].parts[0].hard is None
