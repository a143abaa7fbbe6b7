"""Why a file cannot be read, in words a clerk understands."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    LEGACY_OFFICE = "legacy_office"
    OFD = "ofd"
    IMAGE = "image"
    LOGIN_PAGE = "login_page"
    SCRIPT_PAGE = "script_page"
    ERROR_PAGE = "error_page"
    BOMB = "bomb"
    BROKEN = "broken"
    UNKNOWN_TYPE = "unknown_type"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"


_SAVE_AS = "请用 Word/WPS 打开后另存为 .docx（表格另存为 .xlsx）再读取。"
_BROWSER = "请在浏览器中打开原页面，待正文显示后另存为网页（全部），或复制正文存为文本文件。"

_WORDS: dict[Trouble, tuple[str, str]] = {
    Trouble.EMPTY: ("文件是空的，或其中没有任何文字。", "请确认文件已完整下载后重试。"),
    Trouble.TOO_LARGE: ("文件过大，超出读取上限。", "请只保留年度报告正文和统计表后重试。"),
    Trouble.SCANNED: (
        "PDF 没有文字层，是扫描件或图片。",
        "请先用文字识别（OCR）软件转换，或向发布单位索取可复制文字的版本。",
    ),
    Trouble.ENCRYPTED: ("文件已加密，需要密码才能打开。", "请用密码打开后取消加密，另存一份再读取。"),
    Trouble.LEGACY_OFFICE: ("文件是旧版 Office/WPS 格式（.doc、.xls、.wps 等），不能直接读取。", _SAVE_AS),
    Trouble.OFD: ("文件是 OFD 版式文件，不能直接读取。", "请用 OFD 阅读器导出为 PDF 或 .docx 后再读取。"),
    Trouble.IMAGE: ("文件是图片，没有文字。", "请先用文字识别（OCR）软件转换为文本。"),
    Trouble.LOGIN_PAGE: ("这是登录页面，不是年度报告正文。", "请登录后打开正文页面，另存为网页再读取。"),
    Trouble.SCRIPT_PAGE: ("网页正文由脚本加载，保存的文件里没有正文。", _BROWSER),
    Trouble.ERROR_PAGE: ("这是网站的出错提示页（页面不存在或无法访问），没有年度报告正文。", _BROWSER),
    Trouble.BOMB: (
        "压缩文件展开后异常庞大，或包含恶意的 XML 定义，已停止读取。",
        "请核实文件来源；如确属正常文件，请另存后重试。",
    ),
    Trouble.BROKEN: ("文件已损坏，或内容与其格式不符，无法打开。", "请重新下载，或用原软件打开后另存一份。"),
    Trouble.UNKNOWN_TYPE: (
        "无法识别的文件类型。",
        "支持网页（HTML）、Word（.docx）、PDF、Excel（.xlsx）、Markdown 和纯文本。",
    ),
    Trouble.TIMEOUT: ("读取超时，已中止。", "文件可能异常复杂，请另存为 .docx 或纯文本后重试。"),
    Trouble.OUT_OF_MEMORY: ("读取时内存超出上限，已中止。", "文件可能异常复杂，请另存为 .docx 或纯文本后重试。"),
    Trouble.CRASHED: ("读取程序异常退出。", "文件可能已损坏，请另存一份后重试；仍然失败请反馈该文件。"),
}


class UnreadableFile(Exception):  # noqa: N818  the name says what happened
    """A file from which no report can be read.

    ``reason`` is stable and machine readable, ``message`` says what the file is, ``advice`` what to do; both Chinese.
    """

    def __init__(self, reason: Trouble, name: str = "", detail: str = "") -> None:
        self.reason = reason
        self.name = name
        self.detail = detail
        self.message, self.advice = _WORDS[reason]
        super().__init__(reason, name, detail)  # all arguments, so that the error survives pickling

    def __str__(self) -> str:
        place = f"{self.name}：" if self.name else ""
        detail = f"（{self.detail}）" if self.detail else ""
        return f"{place}{self.message}{detail}{self.advice}"
