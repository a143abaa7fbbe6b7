"""Words for the pages of documents."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from gongkai.documents import content
from gongkai.screening import sample_terms
from gongkai.statute.disclosure import Attribute, attribute_label
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import document_types, duties, theme_versions, vocabulary

register = template.Library()


@register.filter
def positive(number: int) -> int:
    """Without its sign."""
    return abs(number)


@register.filter
def word(value: str, kind: str) -> str:
    """The Chinese name of a value of the law's lists; unknown values as they are."""
    names = _names(kind)
    return names.get(value, value)


@register.filter
def words(values: list[str], kind: str) -> str:
    """Several of them."""
    return "、".join(word(value, kind) for value in values)


@register.filter
def cleaned(markup: str) -> SafeString:
    """Markup for the page, cleaned once more on the way out."""
    return mark_safe(content.clean(markup))  # noqa: S308 (that is what cleaning is for)


def _names(kind: str) -> dict[str, str]:
    process = document_process()
    match kind:
        case "plan" | "gate" | "act":
            return {item.id: item.label for item in getattr(process, f"{kind}s")}
        case "attribute":
            return {item.value: attribute_label(item) for item in Attribute}
        case "theme":
            return dict(theme_versions()[-1].paths())
        case "term":
            return {item.id: item.label for item in sample_terms().file.categories}
        case "doc_type":
            return dict(document_types().choices())
        case "duty":
            return {item.id: item.label for item in duties()}
        case _:
            return dict(getattr(vocabulary(), kind).choices())
