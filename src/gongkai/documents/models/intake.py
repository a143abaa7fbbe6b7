"""What other systems handed in by the interface, so that a call that is repeated gets its first answer again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models.documents import Document
from gongkai.organs.models import ApiToken


class ReceivedCall(models.Model):
    """One call by its Idempotency-Key: which body it had, what came of it, what was answered."""

    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="calls")
    key = models.CharField(max_length=100)
    body_sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="received_by")
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("接口来文")
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="call_once"),)

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
