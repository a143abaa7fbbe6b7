"""The disclosure office of an organ: its guide (条例 12) and how it numbers."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import DisclosureOffice
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import Organ
from gongkai.statute.codes import is_credit_code, is_organ_code
from gongkai.statute.index_numbers import IndexTemplate, TemplateError
from gongkai.statute.processes import document_process


@dataclass(frozen=True, slots=True)
class OfficeEntry(Typed):
    """What the guide says of the office, the organ's codes, the template of its index numbers, gates it adds."""

    name: str
    index_template: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    fax: str = ""
    contact: str = ""
    classification: str = ""
    arrangement: str = ""
    obtaining: str = ""
    organ_code: str = ""
    credit_code: str = ""
    department_code: str = ""
    class_code: str = ""
    unit_code: str = ""
    reviewers_publish: bool = False
    extra_gates: dict[str, list[str]] = field(default_factory=dict)


@act("office.describe", Permission.MANAGE_DISCLOSURE, _("登记公开工作机构"))
def describe_office(step: Step, organ_id: int, entry: OfficeEntry) -> DisclosureOffice:
    """Register or change the disclosure office of an organ; codes must pass their check digits."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(entry.name.strip()), _("请填写政府信息公开工作机构的名称（条例第四条）。"))
    step.demand(not entry.organ_code or is_organ_code(entry.organ_code), _("组织机构代码的校验码不符，请核对。"))
    step.demand(not entry.credit_code or is_credit_code(entry.credit_code), _("统一社会信用代码的校验码不符，请核对。"))
    try:
        IndexTemplate(entry.index_template)
    except TemplateError as error:
        step.demand(False, str(error))
    for plan, gates in entry.extra_gates.items():
        document_process().plan(plan)
        for gate in gates:
            document_process().gate(gate)
    office, _created = DisclosureOffice.objects.update_or_create(
        organ=organ, defaults=dataclasses.asdict(entry) | {"updated_on": timezone.localdate(step.now)}
    )
    step.record(office, organ=organ.code, template=entry.index_template, reviewers_publish=entry.reviewers_publish)
    return office
