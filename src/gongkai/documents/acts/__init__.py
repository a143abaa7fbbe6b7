"""Everything that changes a document; see :mod:`gongkai.kernel.acts`."""

from gongkai.documents.acts.attachments import arrange, attach, detach, prepare
from gongkai.documents.acts.drafting import (
    Proposal,
    create_document,
    discard,
    edit_draft,
    new_edition,
    recall,
    submit,
)
from gongkai.documents.acts.editions import Draft
from gongkai.documents.acts.life import archive, convert, post, reassess, relate, set_validity, unrelate
from gongkai.documents.acts.offices import describe_office
from gongkai.documents.acts.old_editions import close_edition, reopen_edition
from gongkai.documents.acts.publication import (
    confirm_seen,
    file_document,
    number,
    publish,
    publish_at_once,
    withdraw,
)
from gongkai.documents.acts.review import pass_gate, refer, resume, return_edition
from gongkai.documents.acts.screening import excuse, mask

__all__ = [
    "Draft",
    "Proposal",
    "archive",
    "arrange",
    "attach",
    "close_edition",
    "confirm_seen",
    "convert",
    "create_document",
    "describe_office",
    "detach",
    "discard",
    "edit_draft",
    "excuse",
    "file_document",
    "mask",
    "new_edition",
    "number",
    "pass_gate",
    "post",
    "prepare",
    "publish",
    "publish_at_once",
    "reassess",
    "recall",
    "refer",
    "relate",
    "reopen_edition",
    "resume",
    "return_edition",
    "set_validity",
    "submit",
    "unrelate",
    "withdraw",
]
