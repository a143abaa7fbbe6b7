"""The draft: class, text, metadata and the disclosure decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.desk.document_forms.parts import Day, Several, Text, Words, long_text, with_none
from gongkai.desk.keys import number_of
from gongkai.documents import content, facts, proposals
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import CatalogueEntry, Edition
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute, Making, Origin, Responsible, attribute_label, exemption_grounds, older
from gongkai.statute.processes import document_process
from gongkai.statute.time_limits import time_limits
from gongkai.statute.vocabulary import document_types, duties, theme_versions, vocabulary

RESPONSIBLE = {
    Responsible.MAKER: _("制作机关"),
    Responsible.LEAD_MAKER: _("牵头制作机关"),
    Responsible.KEEPER: _("保存机关"),
    Responsible.MAKER_OR_FIRST_OBTAINER: _("制作或者最初获取的机关"),
    Responsible.OWN_NAME_BODY: _("以自己名义履行职能的机构"),
    Responsible.NAMED_BY_LAW: _("法律、法规规定的机关"),
}
ORIGINS = {
    Origin.NOBODY: _("本机关制作"),
    Origin.PUBLIC: _("从公民、法人或者其他组织获取"),
    Origin.ORGAN: _("从其他行政机关获取"),
}
SECRECY_LEVELS = [("秘密", "秘密"), ("机密", "机密"), ("绝密", "绝密")]
METADATA = (
    *("title", "document_number", "doc_type", "genre", "theme", "audience", "keywords", "summary", "source", "unit"),
    *("effective_on", "expires_on", "change_note"),
)
MAKING = ("formed_on", "obtained_from", "joint", "partners", "own_name_body", "special_law", "responsible")
DECISION = ("secrecy_level", "attribute", "grounds", "reason", "third_party_consents", "public_interest")
PUBLICATION = ("entry", "duty", "limit", "channels")


class DraftForm(forms.Form):
    """A whole draft. ``formed_on`` decides which law's grounds are offered."""

    title = forms.CharField(label=_("标题"), max_length=300, help_text=_("全称，与正文一致"))
    body = forms.CharField(
        label=_("正文"), required=False, widget=forms.Textarea(attrs={"rows": 18, "data-editor": ""})
    )
    summary = forms.CharField(
        label=_("内容概述"), required=False, widget=long_text(), help_text=_("公开目录须列出：主要内容和关键数据")
    )
    document_number = forms.CharField(
        label=_("发文字号"),
        required=False,
        max_length=60,
        help_text=_("尚未编号的留空；写法会自动规范，如“云政办发〔2026〕1号”"),
    )
    doc_type = forms.ChoiceField(label=_("公文种类"), required=False)
    genre = forms.ChoiceField(label=_("体裁"), required=False)
    theme = forms.ChoiceField(label=_("主题分类"), required=False)
    audience = forms.ChoiceField(label=_("服务对象"), required=False)
    keywords = Words(label=_("主题词"), required=False, max_length=500, help_text=_("用逗号或者空格分开"))
    source = forms.CharField(label=_("来源"), required=False, max_length=200, help_text=_("转发的，写明原发布机关"))
    unit = forms.CharField(label=_("责任部门"), required=False, max_length=100)
    effective_on = Day(label=_("施行日期"), required=False)
    expires_on = Day(label=_("有效期至"), required=False, help_text=_("规范性文件到期自动标为失效"))
    change_note = forms.CharField(
        label=_("修改说明"),
        required=False,
        widget=long_text(),
        help_text=_("与上一版相比改了什么、为什么，随新版本公布"),
    )

    formed_on = Day(label=_("成文日期"), help_text=_("公开期限自该日起算；公文为签发日期，共同制作的为最后签发日期"))
    obtained_from = forms.ChoiceField(label=_("信息从哪里来"), choices=[(k.value, v) for k, v in ORIGINS.items()])
    joint = forms.BooleanField(label=_("与其他机关共同制作"), required=False)
    partners = forms.ModelMultipleChoiceField(
        Organ.objects.filter(valid_to=None),
        label=_("共同制作机关"),
        required=False,
        help_text=_("按住 Ctrl 可以选多个"),
    )
    own_name_body = forms.BooleanField(label=_("派出机构、内设机构以自己名义履行职能形成"), required=False)
    special_law = forms.BooleanField(label=_("法律、法规对公开权限另有规定"), required=False)
    responsible = forms.ChoiceField(label=_("公开责任机关"), required=False)
    responsible_reason = forms.CharField(
        label=_("与条例第十条判断不一致的理由"), required=False, max_length=500, widget=long_text(2)
    )

    secrecy_level = forms.ChoiceField(
        label=_("密级"),
        required=False,
        choices=with_none(list(SECRECY_LEVELS), _("不涉密")),
        help_text=_("有密级的文件不得录入本系统"),
    )
    attribute = forms.ChoiceField(label=_("公开属性"), widget=forms.RadioSelect)
    grounds = Several(label=_("不予公开的理由"), required=False)
    reason = forms.CharField(label=_("说明"), required=False, max_length=2000, widget=long_text())
    third_party_consents = forms.BooleanField(label=_("第三方书面同意公开"), required=False)
    public_interest = forms.CharField(
        label=_("不公开会对公共利益造成的重大影响"), required=False, max_length=2000, widget=long_text(2)
    )
    entry = forms.TypedChoiceField(
        label=_("公开事项"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("本机关公开目录中的事项；选了的，“法定主动公开内容”可以不填"),
    )
    duty = forms.ChoiceField(label=_("法定主动公开内容"), required=False)
    limit = forms.ChoiceField(label=_("公开期限依据"))
    channels = Several(label=_("公开渠道"), required=False)

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any] | None = None, first: bool = True, organ: int | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        words = vocabulary()
        self._choose("entry", with_none(leaves_of(organ)))
        self._choose("doc_type", with_none(document_types().choices(), _("不是公文")))
        self._choose("genre", with_none(words.genres.choices()))
        self._choose("theme", with_none(list(theme_versions()[-1].paths())))
        self._choose("audience", with_none(words.audiences.choices()))
        self._choose("responsible", with_none([(k.value, str(v)) for k, v in RESPONSIBLE.items()], _("按条例第十条")))
        self._choose("attribute", [(item.value, attribute_label(item)) for item in Attribute])
        self._choose("grounds", [(item.id, item.label) for item in exemption_grounds(self.law_day).values()])
        self._choose("duty", with_none([(item.id, f"{item.id} {item.label}") for item in duties()], _("不属于")))
        self._choose("limit", _publication_limits(self.law_day))
        self._choose("channels", words.channels.choices())
        if first:
            del self.fields["change_note"]

    @property
    def law_day(self) -> datetime.date:
        """The day whose law is asked: the formed date as typed, else today."""
        typed = self.data.get("formed_on") if self.is_bound else self.initial.get("formed_on")
        try:
            return typed if isinstance(typed, datetime.date) else datetime.date.fromisoformat(str(typed))
        except ValueError:
            return timezone.localdate()

    def clean_formed_on(self) -> datetime.date:
        """A day that can be right: what follows reckons from it."""
        typed: datetime.date = self.cleaned_data["formed_on"]
        for obstacle in facts.against_day(typed, timezone.localdate()):
            raise forms.ValidationError(str(obstacle))
        return typed

    def clean_body(self) -> str:
        """Clean markup; lines without any markup become paragraphs."""
        typed = str(self.cleaned_data["body"])
        if len(typed.encode()) > content.MAX_BODY_BYTES:
            raise forms.ValidationError(_("正文过长，图片和大表格请作为附件上传。"))
        return content.clean(typed) if "<" in typed else content.from_lines(typed)

    def draft(self) -> Draft:
        """The text and metadata as typed."""
        values = {name: self.cleaned_data.get(name) for name in (*METADATA, "body")}
        days = ("effective_on", "expires_on")
        return Draft(**{name: value if value or name in days else value or "" for name, value in values.items()})  # type: ignore[arg-type]

    def proposal(self) -> Proposal:
        """The disclosure decision as typed."""
        data = self.cleaned_data
        return Proposal(
            formed_on=data["formed_on"],
            attribute=Attribute(data["attribute"]),
            grounds=tuple(data["grounds"]),
            reason=data["reason"],
            third_party_consents=data["third_party_consents"],
            public_interest=data["public_interest"],
            limit=data["limit"],
            duty=data["duty"],
            entry=data["entry"],
            channels=tuple(data["channels"]),
            secrecy_level=data["secrecy_level"],
            making=self.making(),
            responsible=Responsible(data["responsible"]) if data["responsible"] else None,
            responsible_reason=data["responsible_reason"],
            partners=tuple(organ.pk for organ in data["partners"]),
        )

    def making(self) -> Making:
        """How the information came about, as typed."""
        data = self.cleaned_data
        origin = Origin(data.get("obtained_from") or Origin.NOBODY)
        return Making(origin, bool(data.get("joint")), bool(data.get("own_name_body")), bool(data.get("special_law")))

    def group(self, *names: str) -> Iterator[BoundField]:
        """Some of the fields, those that exist."""
        return (self[name] for name in names if name in self.fields)

    @property
    def class_fields(self) -> Iterator[BoundField]:
        """Of which organ, of which class: of a first draft only."""
        return self.group("organ", "plan")

    @property
    def title_fields(self) -> Iterator[BoundField]:
        """The title."""
        return self.group("title")

    @property
    def metadata(self) -> Iterator[BoundField]:
        """Everything about the text but its title and class."""
        return self.group(*METADATA[1:])

    @property
    def making_fields(self) -> Iterator[BoundField]:
        """How it came about."""
        return self.group(*MAKING, "responsible_reason")

    @property
    def decision_fields(self) -> Iterator[BoundField]:
        """Public or not, and why."""
        return self.group(*DECISION)

    @property
    def publication_fields(self) -> Iterator[BoundField]:
        """When and where."""
        return self.group(*PUBLICATION)

    @property
    def shown_body(self) -> str:
        """The text for the editor, cleaned: what came back from the browser is not trusted either."""
        return content.clean(str(self["body"].value() or ""))

    def _choose(self, name: str, choices: list[tuple[str, Text]] | list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class NewDraftForm(DraftForm):
    """A first draft: of which organ, of which class."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("机关"))
    plan = forms.ChoiceField(label=_("文件类别"), widget=forms.RadioSelect, help_text=_("决定须经过哪些审查关口"))

    def __init__(self, organs: Any, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        typed = data.get("organ") if data is not None else (initial or {}).get("organ")
        super().__init__(data, initial=initial, organ=number_of(typed))
        organ, plan = self.fields["organ"], self.fields["plan"]
        assert isinstance(organ, forms.ModelChoiceField)
        assert isinstance(plan, forms.ChoiceField)
        organ.queryset = organs
        plan.choices = [(item.id, item.label) for item in document_process().plans]


def initial_of(edition: Edition) -> dict[str, Any]:
    """What the form of an existing draft begins with."""
    document = proposals.as_proposed(edition)
    values: dict[str, Any] = {name: getattr(edition, name) for name in (*METADATA, "body")}
    for name in (*MAKING, "responsible_reason", *DECISION[1:], *PUBLICATION[1:]):
        values[name] = getattr(document, name)
    values["entry"] = document.entry_id
    values["partners"] = proposals.partners_of(edition)
    values["responsible"] = document.responsible if document.responsible_reason else ""
    return values


def first_initial(organ: Organ | None) -> dict[str, Any]:
    """What a new draft begins with."""
    return {
        "organ": organ.pk if organ else None,
        "plan": "ordinary",
        "formed_on": timezone.localdate(),
        "attribute": Attribute.ACTIVE.value,
        "channels": ["website"],
        "limit": "publication",
        "obtained_from": Origin.NOBODY.value,
    }


def leaves_of(organ: int | None) -> list[tuple[str, str]]:
    """The leaves of an organ's catalogue to choose from, by part; none where the organ is not chosen yet."""
    rows = CatalogueEntry.objects.filter(organ=organ) if organ else ()
    return [(str(row.pk), f"{row.get_part_display()}：{row}") for row in rows]


def _publication_limits(on: datetime.date) -> list[tuple[str, str]]:
    if on < older().until:
        return [("publication", older().statement)]
    chosen = [item for item in time_limits() if item.id.partition(".")[0] == "publication" and item.holds_on(on)]
    return [(item.id, f"{item.label}：{item.length}") for item in chosen]
