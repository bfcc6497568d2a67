"""Prompts as files: one a prompt and language, filled by name, versioned by content.

`write_answer.zh.md` is `load_prompt("write_answer", "zh")`. A hole is written {{name}}; a missing or unknown one is
an error. What is filled in is data: it is never read for holes again, and evidence stands inside a fence it cannot
close.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_HOLE = re.compile(r"\{\{([a-z_]{1,40})\}\}")
_NAME = re.compile(r"[a-z_]{1,40}")
LANGUAGES = ("zh", "en")
# What a model is told to say when the evidence does not answer; prompt, code and tests share it.
REFUSAL = {"zh": "所给条款没有回答这个问题。", "en": "The given clauses do not answer this question."}


class PromptFailure(Exception):
    """A prompt that does not exist, or whose holes are not filled as they must be."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The text of one prompt. `version` is the start of the SHA-256 of the text, so it changes with every edit."""

    name: str
    language: str
    text: str

    @property
    def version(self) -> str:
        """Example: "5f2c9d0a1b3e"."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:12]

    @property
    def holes(self) -> frozenset[str]:
        """The names that `render` must be given."""
        return frozenset(_HOLE.findall(self.text))

    def render(self, **values: str) -> str:
        """The text with every hole filled. Raises PromptFailure when one is missing or unknown.

        Example: Prompt("hi", "en", "Hello {{name}}").render(name="{{x}}") -> "Hello {{x}}".
        """
        missing, unknown = self.holes - values.keys(), values.keys() - self.holes
        if missing or unknown:
            raise PromptFailure(
                f"提示词 {self.name}.{self.language} 缺少 {sorted(missing)}，多出 {sorted(unknown)}。"
                f"请按文件中的空位填写 / "
                f"prompt holes missing {sorted(missing)}, unknown {sorted(unknown)}: fill those in the file"
            )
        return _HOLE.sub(lambda match: values[match.group(1)], self.text)


@lru_cache(maxsize=64)
def load_prompt(name: str, language: str = "zh") -> Prompt:
    """The prompt of that name in "zh" or "en". Raises PromptFailure when there is none."""
    if not _NAME.fullmatch(name) or language not in LANGUAGES:
        raise PromptFailure(
            f"没有提示词 {name}.{language}。现有：{'、'.join(list_prompts())} / no such prompt"
        )
    try:
        text = files("prompts").joinpath(f"{name}.{language}.md").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PromptFailure(
            f"没有提示词 {name}.{language}。现有：{'、'.join(list_prompts())} / no such prompt"
        ) from error
    return Prompt(name, language, text.strip())


def list_prompts() -> list[str]:
    """The names of all prompts with their language, sorted. Example: ["system.en", "system.zh", …]."""
    return sorted(item.name[:-3] for item in files("prompts").iterdir() if item.name.endswith(".md"))


def choose_fence(texts: Sequence[str]) -> str:
    """A word for delimiters that none of the texts holds, in any width or case; the same for the same texts.

    Example: ["甲"] -> a word such as "DATA-3f9a0c12".
    """
    joined = "\n".join(unicodedata.normalize("NFKC", text).casefold() for text in texts)
    seed = joined
    while True:
        seed = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()
        if f"data-{seed[:8]}" not in joined:
            return f"DATA-{seed[:8]}"


def enclose_data(text: str, fence: str, title: str = "") -> str:
    """A text as data between two delimiters it does not hold. Raises PromptFailure if it holds the fence.

    Example: ("甲", "DATA-3f9a0c12", "[1]") -> "<DATA-3f9a0c12> [1]\\n甲\\n</DATA-3f9a0c12>".
    """
    if fence.casefold() in unicodedata.normalize("NFKC", f"{title}{text}").casefold():
        raise PromptFailure("资料含有分隔标记，请另选 / the data holds its own delimiter: choose another")
    head = f"<{fence}> {title}".rstrip()
    return f"{head}\n{text}\n</{fence}>"
