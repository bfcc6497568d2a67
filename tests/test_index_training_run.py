"""The whole training command over a handful of texts of every kind."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from index.static_encoder import StaticEncoder
from index.training.__main__ import main

READING = [
    {
        "src": "cmrc2018:train",
        "question": f"第{n}号文件补贴多少元?",
        "context": f"第{n}号文件规定,补贴{n}元。由县政府发放。",
        "answers": [f"{n}元"],
    }
    for n in range(30)
]
LEGAL = [
    {
        "src": f"lawyer-llama:{kind}",
        "question": f"老板欠我{n}个月工资怎么办",
        "passages": [f"《劳动法》第五十条:工资应当按月支付{n}。"],
    }
    for n in range(8)
    for kind in ("advice", "counsel")
]
SCIENCE = [
    {"src": "csl:title", "question": f"方法{n}", "passages": [f"提出了一种方法{n},用于节能。"]}
    for n in range(8)
]
REPORT = "\n".join(f"一、第{n}段。加快发展先进制造业,支持中小企业创新,扩大就业{n}万人。" for n in range(30))
REPORTS = [{"title": "政府工作报告", "text": REPORT}]
ARTICLES = [
    {
        "id": n,
        "law": "劳动法",
        "section": "第一章",
        "article": f"第{n}条",
        "text": f"应当支付工资{n}。不得拖欠。",
    }
    for n in range(30)
]
LEXICON = "cedict\t补贴\tsubsidy; allowance\ncedict\t工资\twages\necdict\tn. 企业, 公司\tenterprise\n"
PARALLEL = "tatoeba\t你好。\tHi there.\ntico19\t疫情防控。\tEpidemic control.\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder laid out as the shared one, with a few rows of everything."""
    rows = {
        "train/reading-comprehension.jsonl.gz": READING,
        "train/legal-consultations.jsonl.gz": LEGAL,
        "train/science-abstracts.jsonl.gz": SCIENCE,
        "train/government-reports.jsonl.gz": REPORTS,
        "bench/statutes/articles.jsonl.gz": ARTICLES,
    }
    for name, listed in rows.items():
        _write(tmp_path / name, "\n".join(json.dumps(row, ensure_ascii=False) for row in listed))
    _write(tmp_path / "train/lexicon-zh-en.tsv.gz", LEXICON)
    _write(tmp_path / "train/parallel-zh-en.tsv.gz", PARALLEL)
    _write(
        tmp_path / "corpus/hebei/a.txt",
        "补贴办法\n" + "对中小企业给予研发补贴,标准为每年十万元,由县财政承担。\n" * 30,
    )
    return tmp_path


def test_one_command_makes_a_model_and_can_go_on(shared: Path) -> None:
    common = ["--shared", str(shared), "--steps", "8", "--out"]
    for name, drawing in (("one", "0"), ("two", "1")):
        assert main([*common, str(shared / name), "--processes", drawing, "--device", "cpu"]) == 0
    out = shared / "one"
    encoder = StaticEncoder.load(out / "model")
    assert encoder.dimensions == 512
    vectors = encoder.encode_passages(["企业补贴", "subsidy"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-4)
    assert (out / "losses.csv").read_text(encoding="utf-8").splitlines()[-1].startswith("8,")
    assert encoder.fingerprint == StaticEncoder.load(shared / "two" / "model").fingerprint, "seeds are fixed"
    first = StaticEncoder.load(out / "first")
    assert first.fingerprint != encoder.fingerprint and first.pieces == encoder.pieces, "refined"
    assert main([*common, str(shared / "refined"), "--refine", str(out / "first")]) == 0
    assert StaticEncoder.load(shared / "refined" / "model").fingerprint == encoder.fingerprint
    warm = str(out / "step-000008.pt")
    assert main([*common, str(shared / "again"), "--warm", warm, "--rate", "0.001"]) == 0
