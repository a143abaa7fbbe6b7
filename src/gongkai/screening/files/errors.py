"""Why a file is not cleaned: it cannot be read, or what it hides cannot be taken out without a person."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """What stands against cleaning a file that can be read."""

    KIND = "kind"
    MACROS = "macros"
    TRACKED_CHANGES = "tracked_changes"
    UNAPPLIED_REDACTION = "unapplied_redaction"
    LAYERS = "layers"


_WORDS: dict[Refusal, tuple[str, str]] = {
    Refusal.KIND: (
        "不支持清除这类文件中的隐藏信息。",
        "请转换为 PDF、.docx、.xlsx、JPEG、PNG 或 WebP 后再上传。",
    ),
    Refusal.MACROS: ("文件含有宏或者可执行的控件，不得公开。", "请用 Word/WPS 另存为不含宏的 .docx 或 .xlsx。"),
    Refusal.TRACKED_CHANGES: (
        "文件含有修订痕迹，删除的内容仍可恢复。",
        "请由经办人接受或者拒绝全部修订、关闭修订功能后另存。",
    ),
    Refusal.UNAPPLIED_REDACTION: (
        "PDF 中的遮盖标记没有真正应用，遮盖下的内容仍可提取。",
        "请在编辑软件中应用遮盖后另存。",
    ),
    Refusal.LAYERS: (
        "PDF 的图层按条件显示，无法判断哪些内容公众可以看到。",
        "请在编辑软件中拼合图层，或者打印为新的 PDF。",
    ),
}


class RefusedFile(Exception):  # noqa: N818  the name says what happened
    """A file that a person must mend first. ``reason`` is stable, ``message`` and ``advice`` are Chinese."""

    def __init__(self, reason: Refusal, name: str = "", detail: str = "") -> None:
        self.reason = reason
        self.name = name
        self.detail = detail
        self.message, self.advice = _WORDS[reason]
        super().__init__(reason, name, detail)  # all arguments, so that the error survives pickling

    def __str__(self) -> str:
        place = f"{self.name}：" if self.name else ""
        detail = f"（{self.detail}）" if self.detail else ""
        return f"{place}{self.message}{detail}{self.advice}"
