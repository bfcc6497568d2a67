"""From a path to a SourceText: size and existence are checked, the suffix picks the reader.

Readers are imported only when their format comes up, so that reading a text file costs no pdf library.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from index.errors import ReadFailure
from index.records import SourceText

MAX_BYTES = 50_000_000
_READERS = {
    "txt": "plain",
    "text": "plain",
    "md": "plain",
    "markdown": "plain",
    "html": "html",
    "htm": "html",
    "shtml": "html",
    "xhtml": "html",
    "docx": "docx",
    "pdf": "pdf",
    "xlsx": "xlsx",
    "doc": "office",
    "wps": "office",
}
SUFFIXES = frozenset(f".{suffix}" for suffix in _READERS)


def check_file(path: Path, max_bytes: int = MAX_BYTES) -> None:
    """Raise ReadFailure unless `path` is a regular file of at most `max_bytes`; nothing of it is read."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise ReadFailure("找不到文件 / no such file: 请检查路径 / check the path") from error
    except (OSError, ValueError) as error:
        raise _explain_denied(error) from error
    if S_ISDIR(found.st_mode):
        raise ReadFailure("是文件夹，不是文件 / a folder, not a file: 请给出文件 / name a file")
    if not S_ISREG(found.st_mode):
        raise ReadFailure("不是普通文件 / a pipe or a device: 请给出文件 / name a file")
    if found.st_size > max_bytes:
        raise ReadFailure(
            f"文件过大：{found.st_size / 1e6:.0f} MB，上限 {max_bytes / 1e6:.0f} MB / too large: "
            "请拆分后重试 / split it and try again"
        )


def _explain_denied(error: OSError | ValueError) -> ReadFailure:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return ReadFailure(f"无法打开 / cannot be opened ({reason}): 请检查权限 / check its permissions")


def _load_bytes(path: Path, max_bytes: int) -> bytes:
    check_file(path, max_bytes)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _explain_denied(error) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ReadFailure("文件为空 / the file is empty: 请检查内容 / check its content")
    return data


def read_source(path: Path, max_bytes: int = MAX_BYTES) -> SourceText:
    """Read one file of any supported format; `max_bytes` is the largest size taken.

    Example: read_source(Path("a.txt")).text is the decoded text exactly as read. Raises ReadFailure with one line.
    """
    format_name = path.suffix.lower().lstrip(".")
    reader = _READERS.get(format_name)
    if reader is None:
        raise ReadFailure(
            f"不支持的格式 {path.suffix or '(无后缀)'} / unsupported format: "
            "请转换为 txt、md、html、docx、pdf 或 xlsx / convert it to one of these"
        )
    data = _load_bytes(path, max_bytes)
    source: SourceText = import_module(f"index.reading.{reader}").read(data, path)
    if not source.text.strip():
        raise ReadFailure("没有文字 / holds no text: 请检查内容 / check its content")
    return source
