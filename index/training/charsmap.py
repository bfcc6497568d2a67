"""Traditional to simplified characters inside the tokenizer, for those who use the folder without our folding.

`tokenizers` reads SentencePiece's precompiled map: a double-array trie (darts-clone) over UTF-8 bytes and the
replacements, each ended by a zero byte. Phrases that OpenCC treats as a whole (乾隆) are beyond it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from tokenizers import Regex, normalizers

from index.fold import fold_script

_HAN = r"\u3400-\u9fff"
_SPACE_BY_HAN = rf"(?<=[{_HAN}])\s+(?=[{_HAN}0-9])|(?<=[0-9])\s+(?=[{_HAN}])"
_LEAF, _BLOCK = 1 << 8, 256


@dataclass(slots=True)
class _Node:
    children: dict[int, _Node] = field(default_factory=dict)
    value: int | None = None


def list_characters() -> dict[str, str]:
    """Traditional characters with their simplified form. Example: {"貼": "贴", …}."""
    every = [chr(point) for point in range(0x3400, 0xA000)]
    return {one: folded for one in every if (folded := fold_script(one)) != one and len(folded) == 1}


def build_trie(keys: dict[bytes, int]) -> list[int]:
    """Units of a darts-clone double array that gives each key its value."""
    root = _Node()
    for key, value in keys.items():
        node = root
        for byte in key:
            node = node.children.setdefault(byte, _Node())
        node.value = value
    units, taken = [0] * _BLOCK, {0}
    _place(root, 0, units, taken)
    return units


def _place(node: _Node, place: int, units: list[int], taken: set[int]) -> None:
    labels = sorted(node.children)
    if node.value is not None:
        labels = [0, *labels]
    base = max(1, len(units) - 3 * _BLOCK)  # what is full is not searched again
    while any((base ^ label) in taken for label in labels) or base in taken:
        base += 1
    while len(units) <= base | 0xFF:
        units.extend([0] * _BLOCK)
    offset = place ^ base
    units[place] |= offset << 10 if offset < 1 << 21 else (offset >> 8 << 10) | 1 << 9
    if node.value is not None:
        units[place] |= _LEAF
        units[base] = node.value | 1 << 31
    taken.update(base ^ label for label in labels)
    taken.add(base)
    for label in sorted(node.children):
        units[base ^ label] |= label
    for label, child in sorted(node.children.items()):
        _place(child, base ^ label, units, taken)


def pack_charsmap(pairs: dict[str, str]) -> bytes:
    """The bytes that `normalizers.Precompiled` takes."""
    texts, keys = bytearray(), dict[bytes, int]()
    for old, new in sorted(pairs.items()):
        keys[old.encode()] = len(texts)
        texts += new.encode() + b"\0"
    units = build_trie(keys)
    return struct.pack(f"<I{len(units)}I", 4 * len(units), *units) + bytes(texts)


def make_normalizer() -> normalizers.Normalizer:
    """What `fold_text` does, as far as a tokenizer can: NFKC, simplified characters, lower case, spaces."""
    return normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Precompiled(pack_charsmap(list_characters())),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(_SPACE_BY_HAN), ""),
            normalizers.Replace(Regex(r"[\s\-]+"), " "),
        ]
    )
