"""Files handed in by anybody, opened in a child process with limits: cleaned for publication, or turned into markup.

The child gets the file on standard input and an emptied environment; a crash or a long run costs this one file.
It answers with a line of JSON and, after it, the bytes of the cleaned file.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

SECONDS = 60
MEMORY_BYTES = 2 * 1024**3
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "PYTHONPATH")


class Unusable(Exception):  # noqa: N818 (a refusal is not a fault of the program)
    """The file cannot be taken; the message says why and what to do (Chinese)."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that may go out. ``findings``: (kind, message) of what only a person can decide; ``text`` what it says."""

    data: bytes
    removed: tuple[str, ...]
    findings: tuple[tuple[str, str], ...]
    text: str


def clean_file(data: bytes, name: str, on: datetime.date) -> Cleaned:
    """The file without hidden data, by ``gongkai.screening``; ``on`` is the day it may go out. Raises Unusable."""
    head, body = _work("scrub", data, name, on)
    findings = tuple((str(kind), str(message)) for kind, message in head["findings"])
    return Cleaned(body, tuple(head["removed"]), findings, head["text"])


def word_markup(data: bytes, name: str) -> str:
    """The text of a Word file (.docx) as HTML, not yet cleaned; pictures are left out. Raises Unusable."""
    head, _ = _work("word", data, name, datetime.date.min)
    return str(head["markup"])


def _work(task: str, data: bytes, name: str, on: datetime.date) -> tuple[dict[str, Any], bytes]:
    try:
        ended = subprocess.run(
            [sys.executable, "-m", __name__, task, name, on.isoformat()],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={key: os.environ[key] for key in _PASSED_ON if key in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unusable(f"{name}：处理超时，文件可能异常复杂，请另存一份或者拆分后重试。") from error
    line, _, body = ended.stdout.partition(b"\n")
    if ended.returncode or not line:
        raise Unusable(f"{name}：处理程序异常退出，文件可能已损坏，请用原软件打开后另存一份再上传。")
    head: dict[str, Any] = json.loads(line)
    if "refused" in head:
        raise Unusable(head["refused"])
    return head, body


def _scrub(data: bytes, name: str, on: datetime.date) -> tuple[dict[str, object], bytes]:
    from gongkai.reading.readers import UnreadableFile  # noqa: PLC0415 (heavy, and only in the child)
    from gongkai.screening import screen_file  # noqa: PLC0415
    from gongkai.screening.files import RefusedFile, scrub  # noqa: PLC0415

    try:
        result = scrub(data, name)
    except (RefusedFile, UnreadableFile) as error:
        return {"refused": str(error)}, b""
    findings = [(item.trace.name.lower(), f"{name}：{item}") for item in result.findings]
    text = ""
    if result.kind in ("pdf", "docx", "xlsx"):
        try:
            found = screen_file(result.data, name, on=on)
            text = "\n".join([found.document.text, *(hit.text for _, hit in found.elsewhere)])
        except UnreadableFile as error:
            findings.append(("no_text", f"{name}：{error.message}机器不能检测，请人工逐页查看。"))
    else:
        findings.append(("no_text", f"{name}：图片不能由机器检测，请人工查看有无个人信息。"))
    return {"removed": [str(item) for item in result.removed], "findings": findings, "text": text}, result.data


def _word(data: bytes, name: str, _on: datetime.date) -> tuple[dict[str, object], bytes]:
    import mammoth  # noqa: PLC0415

    if not data.startswith(b"PK"):
        return {"refused": f"{name}：只能读取 .docx，旧版 .doc、.wps 请先另存为 .docx。"}, b""
    try:
        result = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {}))
    except Exception:  # a broken package fails in many ways
        return {"refused": f"{name}：不是完好的 Word 文件，请用 Word/WPS 打开后另存为 .docx 再上传。"}, b""
    return {"markup": result.value}, b""


def main(task: str, name: str, on: str) -> None:
    """Answer one request."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    data = sys.stdin.buffer.read()
    head, body = {"scrub": _scrub, "word": _word}[task](data, name, datetime.date.fromisoformat(on))
    answers.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + body)
    answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
