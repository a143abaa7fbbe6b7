"""What the machine check compares with: the terms of an organ, and marks of every public text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document
from gongkai.organs.models import Organ


class OrganTerm(models.Model):
    """A wording that an organ's own list (词表) watches; categories are those of ``law/screening/terms.yaml``."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="terms")
    text = models.CharField(_("词语"), max_length=60)
    category = models.CharField(_("类别"), max_length=20)
    replacement = models.CharField(_("建议改为"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    exceptions = models.JSONField(_("例外"), default=list, help_text=_("包含该词语而写法正确的"))

    class Meta:
        ordering = ("organ_id", "text")
        verbose_name = _("词表")
        constraints = (models.UniqueConstraint(fields=("organ", "text"), name="term_once"),)

    def __str__(self) -> str:
        return self.text


class TextMark(models.Model):
    """One of the few marks of a public text by which texts nearly the same are found; see ``documents.likeness``."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="text_marks")
    value = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "value"), name="text_mark_once"),)
        indexes = (models.Index(fields=("value",), name="text_mark_value"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.value}"
