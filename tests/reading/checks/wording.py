"""Ways in which reports put the figures of their tables into words; all sentences were made up for these tests.

Placeholders are names of :func:`figures`; every number in a sentence is one of them, so that each can be made wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.statute.forms import FormId
from tests.reading.checks.build import result_rows

REQUESTS = (
    "2022年，我局共收到政府信息公开申请{new}件，上年结转{over}件，办结{done}件，结转下年度继续办理{forward}件。",
    "本年度新收政府信息公开申请{new}件，上年度结转政府信息公开申请{over}件。已办结{done}件，其中予以公开{granted}件，部分公开{partial}件，"
    "不予公开{denied}件，无法提供{unable}件，不予处理{refused}件，其他处理{other}件。结转下年度{forward}件。",
    "全年受理依申请公开{new}件，均在法定期限内处理。从结果看，{granted}件予以公开，{partial}件部分公开，{denied}件不予公开，{unable}件无法提供，"
    "{refused}件不予处理，{other}件作其他处理。",
    "青溪县教育局全年收到公民、法人和其他组织提出的政府信息公开申请{new}件，答复{done}件。",
    "本机关共办理政府信息公开申请{done}件，予以公开{granted}件、部分公开{partial}件、不予公开{denied}件、无法提供{unable}件、不予处理{refused}件、"
    "作其他处理{other}件。",
    "收到申请共计{handled}件（含上年结转{over}件），答复申请{done}件，转下年办理{forward}件。",
    "12345热线受理工单310件，办结309件。县教育局受理政府信息公开申请{new}件，答复{done}件。",
    "全县各级行政机关共收到政府信息公开申请9450件，其中，青溪县教育局收到政府信息公开申请{new}件。",
)
DISPUTES = (
    "因政府信息公开引发行政复议{review}件，其中结果维持{upheld}件，结果纠正{corrected}件，其他结果{rest}件，尚未审结{pending}件。",
    "全年发生涉及政府信息公开的行政复议案件{review}件、行政诉讼案件{litigation}件。",
    "行政诉讼案件共{litigation}件，其中未经复议直接起诉{direct}件，复议后起诉{after}件。",
)
GROUPS = (REQUESTS, DISPUTES)


def figures(values: Mapping[str, int | None], form_id: FormId = FormId.C2021) -> dict[str, int]:
    """What the sentences say about tables III and IV."""

    def total(row: str) -> int:
        return values[f"applications.{row}.total"] or 0

    def group(prefix: str) -> int:
        return sum(total(row) for row in result_rows(form_id) if row.startswith(prefix))

    def dispute(cell: str) -> int:
        return values[f"review_litigation.{cell}"] or 0

    said = {
        "new": total("new_received"),
        "over": total("carried_over"),
        "done": total("results_total"),
        "forward": total("carried_forward"),
        "handled": total("new_received") + total("carried_over"),
        "granted": total("granted"),
        "partial": total("partially_granted"),
        "denied": group("denied"),
        "unable": group("unable"),
        "refused": group("refused"),
        "other": group("other"),
        "review": dispute("review.total"),
        "upheld": dispute("review.upheld"),
        "corrected": dispute("review.corrected"),
        "rest": dispute("review.other"),
        "pending": dispute("review.pending"),
        "direct": dispute("litigation_direct.total"),
        "after": dispute("litigation_after_review.total"),
    }
    return {**said, "litigation": said["direct"] + said["after"]}


def chapters(requests: str, disputes: str) -> str:
    """A report text with these sentences in their chapters."""
    return f"三、收到和处理政府信息公开申请情况\n{requests}\n四、政府信息公开行政复议、行政诉讼情况\n{disputes}\n"
