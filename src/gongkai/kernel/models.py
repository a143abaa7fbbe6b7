"""Tables of the kernel: ledger, stored files, outbox, rate windows, signs of life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerEntry(models.Model):
    """One act that was done. Written only by :mod:`gongkai.kernel.ledger`; triggers refuse any change.

    The actor stands as plain values, not as a foreign key: an entry must not change when an account does.
    """

    sequence = models.BigIntegerField(primary_key=True, verbose_name=_("序号"))
    at = models.DateTimeField(verbose_name=_("时间"))
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    act = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=40)  # "reports.report"
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField()
    previous_hash = models.CharField(max_length=64, unique=True)  # unique: the chain cannot fork
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("sequence",)
        verbose_name = _("操作留痕")
        indexes = (models.Index(fields=("subject", "subject_id"), name="ledger_subject"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.subject}:{self.subject_id}"


class StoredFile(models.Model):
    """A file in the content-addressed store (:mod:`gongkai.kernel.files`)."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("字节"))
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("文件")

    def __str__(self) -> str:
        return self.sha256


class OutboxEvent(models.Model):
    """Something others must hear of, written in the transaction of the act and delivered after its commit."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text=_("最早投递时间"))
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("待发事件")
        indexes = (
            models.Index(fields=("due_at", "id"), name="outbox_due", condition=models.Q(delivered_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"


class RateWindow(models.Model):
    """How often a key was used in one window of time (:mod:`gongkai.kernel.limits`)."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "window"), name="rate_window"),)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.window}: {self.uses}"


class Heartbeat(models.Model):
    """When a kind of background process last said that it is alive."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Serial(models.Model):
    """The last number given within a scope (:mod:`gongkai.kernel.numbering`). Locked while a number is taken."""

    scope = models.CharField(max_length=120, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scope} {self.last}"
