"""What the open interface answers about documents. Field descriptions are part of the published reference."""

from __future__ import annotations

import datetime

from ninja import Field, Schema


class DocumentOut(Schema):
    """A public document (政府信息), without its text."""

    id: int
    url: str = Field(description="Its page")
    index_number: str | None = Field(description="索引号; never changes")
    organ: str = Field(description="Code of the organ that answers for it")
    organ_name: str
    plan: str = Field(description="Class: normative, ordinary, information, interpretation or consultation")
    duty: str = Field(description="Statutory item of disclosure, e.g. 20-01")
    title: str
    document_number: str = Field(description="发文字号")
    doc_type: str = Field(description="One of the 15 types of official documents")
    genre: str = Field(description="体裁")
    theme: str = Field(description="主题分类, by theme_version")
    theme_version: str
    audience: str = Field(description="服务对象")
    keywords: list[str]
    summary: str
    source: str
    formed_on: datetime.date = Field(description="成文日期")
    published_at: datetime.datetime = Field(description="When it first went public")
    effective_on: datetime.date | None = Field(description="施行日期")
    expires_on: datetime.date | None = Field(description="有效期至")
    validity: str = Field(description="Today: in_force, amended, abolished or lapsed")
    validity_label: str
    edition: int = Field(description="Number of the edition described here")
    live: bool = Field(description="False: taken down, the kind of withdrawal leaves the text readable")


class EditionOut(Schema):
    """One readable edition of a document."""

    number: int
    title: str
    published_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    withdrawal_kind: str = Field(description="Why it holds no longer, e.g. corrected, superseded")
    live: bool


class AttachmentOut(Schema):
    """A file of an edition."""

    id: int
    name: str
    size: int = Field(description="Bytes")
    sha256: str
    url: str


class RelatedOut(Schema):
    """A public document that belongs to the one asked for (同栏关联)."""

    kind: str = Field(description="interprets, drafts, answers, amends, abolishes, replaces, forwards or related")
    label: str = Field(description="What the other document is to this one")
    id: int
    title: str


class DecisionOut(Schema):
    """From a day on the document is in force, amended, abolished or lapsed."""

    validity: str
    on: datetime.date
    basis: int | None = Field(description="The deciding document, where it is public")
    basis_text: str


class EditionTextOut(EditionOut):
    """One readable edition with its text."""

    body: str = Field(description="Cleaned HTML")
    text: str = Field(description="The same as plain text, a paragraph a line")
    text_sha256: str
    attachments: list[AttachmentOut]


class WholeDocumentOut(DocumentOut):
    """A public document with its text, editions, attachments, family and decisions about its validity."""

    body: str = Field(description="Cleaned HTML")
    text: str = Field(description="The same as plain text, a paragraph a line")
    text_sha256: str
    editions: list[EditionOut]
    attachments: list[AttachmentOut]
    family: list[RelatedOut]
    decisions: list[DecisionOut]
    maker: str = Field(description="In whose name it goes out; of what another organ made, that organ")
    partners: list[str] = Field(description="Codes of the organs that made it together with the first (联合发文)")


class CountOut(Schema):
    """How many documents have a value."""

    by: str = Field(description="plan, validity (as marked) or year (of publication)")
    value: str
    count: int


class ConsultationOut(Schema):
    """A call for opinions on a draft (意见征集)."""

    id: int
    url: str = Field(description="Its page, with the draft and, while it is open, the form")
    notice: int = Field(description="The document that announces it")
    title: str
    organ: str
    organ_name: str
    opens_on: datetime.date
    closes_on: datetime.date
    stage: str = Field(description="coming, open, closed or answered")
    feedback: int | None = Field(description="The document with the feedback, once it is public")
    feedback_by: datetime.date = Field(description="Until when feedback is due")
