"""Words for the pages of applications."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils import timezone

from gongkai.applications.models import Answer, Application
from gongkai.applications.queries.queue import wanted_of
from gongkai.desk.application_forms.events import OPINIONS
from gongkai.statute.clocks import channel_labels, letters, services, steps
from gongkai.statute.disclosure import exemption_grounds
from gongkai.statute.intake import intake
from gongkai.statute.outcomes import outcomes

register = template.Library()


@register.filter
def label(value: str, kind: str) -> str:
    """The Chinese name of a value of the law's lists; unknown values as they are."""
    return _names(kind).get(value, value)


@register.filter
def wanted(application: Application) -> str:
    """What is asked for, in one line."""
    return wanted_of(application)


@register.filter
def finer(answer: Answer) -> str:
    """The finer reason of an answer."""
    reasons = outcomes()[answer.outcome].sub_reasons
    return next((item.label for item in reasons if item.id == answer.sub_reason), answer.sub_reason)


@register.filter
def of(values: Mapping[object, str], key: object) -> str:
    """What a mapping holds under a key, "" where nothing."""
    return values.get(key, "")


def _names(kind: str) -> Mapping[str, str]:
    law = intake()
    match kind:
        case "channel":
            return {item.value: name for item, name in channel_labels().items()}
        case "event":
            return {name: item.label for name, item in steps().items()}
        case "letter":
            return {name: item.label for name, item in letters().items()}
        case "outcome":
            return {name: item.label for name, item in outcomes().items()}
        case "service":
            return {item.value: rule.label for item, rule in services().items()}
        case "ground":
            return {name: item.label for name, item in exemption_grounds(timezone.localdate()).items()}
        case "opinion":
            return {name: str(words) for name, words in OPINIONS}
        case _:
            options = {"kind": law.kinds, "identity": law.identity, "form": law.forms, "delivery": law.deliveries}
            return {item.id: item.label for item in options[kind]}
