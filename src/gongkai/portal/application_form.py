"""The form of an application: the three groups of 条例 29 and nothing more; the purpose (用途) is not asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications.acts.intake import LONGEST
from gongkai.applications.acts.visiting import Upload
from gongkai.kernel.typed import printable
from gongkai.statute.explain import Obstacle
from gongkai.statute.intake import Applicant, Intake, Wanted, intake, missing

_FIELDS = {"description": "wanted_description"}
"""Fields of the law that are called otherwise here."""
ACCEPTED = ".pdf,.jpg,.jpeg,.png"


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class FilesField(forms.FileField):
    """Several files: a list, empty when there is none."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002 (of the base class)
        """The files, with the name and size of each judged before anything is read."""
        given = [item for item in data or [] if item]
        if len(given) > settings.EVIDENCE_FILES:
            raise forms.ValidationError(_("文件最多 %(most)s 个。") % {"most": settings.EVIDENCE_FILES})
        for item in given:
            if item.size > settings.EVIDENCE_BYTES:
                limit = settings.EVIDENCE_BYTES // 1024**2
                words = {"name": item.name, "limit": limit}
                raise forms.ValidationError(_("“%(name)s”超过 %(limit)s MB，请缩小后重新选择。") % words)
        return given


class Line(forms.CharField):
    """Typed text as the acts take it: full-width digits made narrow, nothing that cannot be seen."""

    def __init__(self, label: Any, longest: int, hint: Any = "", kind: str = "text", **more: Any) -> None:
        attributes = {key: value for key, value in more.items() if value}
        widget = forms.TextInput(attrs={"type": kind, **attributes})
        super().__init__(label=label, max_length=longest, required=False, help_text=hint, widget=widget)

    def to_python(self, value: Any) -> str:
        """One line, cleaned."""
        return printable(unicodedata.normalize("NFKC", super().to_python(value) or "")).strip()


def _lines(*names: str) -> Any:
    """A property: these fields, in the order of the page."""
    return property(lambda form: [form[name] for name in names])


class ApplicationForm(forms.Form):
    """What a visitor types. Errors name the field and the article; nothing typed is lost but files."""

    kind = forms.ChoiceField(label=gettext_lazy("申请人类别"), widget=forms.RadioSelect, choices=())
    name = Line(gettext_lazy("姓名或者单位名称"), 100, autocomplete="name")
    contact = Line(gettext_lazy("联系人"), 60, gettext_lazy("单位申请时填写"))
    identity = forms.ChoiceField(label=gettext_lazy("身份证明"), choices=(), required=False)
    identity_number = Line(gettext_lazy("证件号码"), 40, autocomplete="off")
    phone = Line(gettext_lazy("电话"), 40, kind="tel", autocomplete="tel")
    email = Line(gettext_lazy("电子邮箱"), 100, kind="email", autocomplete="email")
    address = Line(gettext_lazy("通信地址"), 200, autocomplete="street-address")
    postcode = Line(gettext_lazy("邮政编码"), 10, autocomplete="postal-code", inputmode="numeric")
    fax = Line(gettext_lazy("传真"), 40, gettext_lazy("选择传真时填写"))
    agent = Line(
        gettext_lazy("代理人姓名和电话"), 100, gettext_lazy("请把授权委托书和代理人身份证明一并作为附件提交。")
    )
    wanted_name = Line(gettext_lazy("信息名称"), 300, gettext_lazy("知道文件标题的，写在这里"))
    wanted_number = Line(gettext_lazy("文号"), 100, gettext_lazy("例如：保政发〔2024〕5号"))
    wanted_description = forms.CharField(
        label=gettext_lazy("其他特征性描述"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("不知道标题的，写清楚哪个机关、什么时候、关于什么事。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    form = forms.ChoiceField(label=gettext_lazy("提供信息的形式"), widget=forms.RadioSelect, choices=(), required=False)
    delivery = forms.ChoiceField(
        label=gettext_lazy("获取信息的途径"), widget=forms.RadioSelect, choices=(), required=False
    )
    evidence = FilesField(
        label=gettext_lazy("身份证明的照片或者扫描件"), required=False, widget=FilesInput(attrs={"accept": ACCEPTED})
    )
    again = forms.BooleanField(label=gettext_lazy("这是另一件申请，仍然提交"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, "label_suffix": "", **kwargs})
        law = intake()
        lists: dict[str, Any] = {
            "kind": [(item.id, item.label) for item in law.kinds],
            "identity": _identities(law),
            "form": [(item.id, item.label) for item in law.forms],
            "delivery": [(item.id, item.label) for item in law.deliveries],
        }
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["kind"].initial = law.kinds[0].id
        self.fields["evidence"].help_text = lazystr(_evidence_hint())

    def clean(self) -> dict[str, Any]:
        """Judge by 条例 29, field by field."""
        given = super().clean() or {}
        given["wanted_description"] = printable(given.get("wanted_description", "").replace("\r\n", "\n")).strip()
        if "kind" in given:
            for obstacle in missing(self.applicant(), self.wanted()):
                self._refuse(obstacle)
        return given

    def applicant(self) -> Applicant:
        """Who applies; what is asked of organisations only is not taken from a person."""
        given = self.cleaned_data
        person = intake().kind(given["kind"]).person
        names = ("name", "identity", "identity_number", "phone", "email", "address", "postcode", "fax", "agent")
        values = {name: given.get(name, "") for name in names}
        return Applicant(kind=given["kind"], contact="" if person else given.get("contact", ""), **values)

    def wanted(self) -> Wanted:
        """What is wanted and how."""
        given = self.cleaned_data
        name, number = given.get("wanted_name", ""), given.get("wanted_number", "")
        return Wanted(
            name, number, given.get("wanted_description", ""), given.get("form", ""), given.get("delivery", "")
        )

    def uploads(self) -> tuple[Upload, ...]:
        """The evidence, read."""
        return read_uploads(self.cleaned_data["evidence"])

    @property
    def refused(self) -> Iterator[tuple[str, str]]:
        """(id on the page, message) of every error, for the list above the form."""
        for name, errors in self.errors.items():
            target = self[name].id_for_label or f"id_{name}_group" if name in self.fields else ""
            yield from ((target, str(error)) for error in errors)

    def _refuse(self, obstacle: Obstacle) -> None:
        name = _FIELDS.get(obstacle.field, obstacle.field)
        if name not in self.errors:
            self.add_error(name, str(obstacle))

    what_fields = _lines("wanted_name", "wanted_number")
    description_field = _lines("wanted_description")
    supply_fields = _lines("form", "delivery")
    kind_field = _lines("kind")
    who_fields = _lines("name", "contact", "identity", "identity_number")
    reach_fields = _lines("phone", "email", "address", "postcode", "fax")
    evidence_field = _lines("evidence")
    agent_field = _lines("agent")


def read_uploads(files: list[Any]) -> tuple[Upload, ...]:
    """The files of a form, whose sizes were judged before, as the acts take them."""
    return tuple(Upload(printable(item.name or "")[-100:], item.read()) for item in files)


def _identities(law: Intake) -> list[tuple[str, object]]:
    """The proofs of identity, those of persons and those of organisations apart."""
    groups = ((_("自然人"), True), (_("单位"), False))
    return [
        ("", _("请选择")),
        *(
            (label, [(item.id, item.label) for item in law.identity if item.person is person])
            for label, person in groups
        ),
    ]


def _evidence_hint() -> str:
    words = {"most": settings.EVIDENCE_FILES, "limit": settings.EVIDENCE_BYTES // 1024**2}
    return (
        _("可以不交。PDF、JPG 或者 PNG，最多 %(most)s 个，每个不超过 %(limit)s MB；加密保存，只有办理人员能打开。")
        % words
    )
