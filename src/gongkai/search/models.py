"""What can be found. The index itself lives in tables of the engine, made by the first migration."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One text that can be found: a title, a body, and where it leads. ``dated`` orders hits, newest first."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    url = models.CharField(max_length=300)
    title = models.TextField()
    body = models.TextField()
    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, null=True, related_name="+")
    year = models.SmallIntegerField(null=True)
    dated = models.DateField()
    mark = models.CharField(max_length=20, blank=True, default="")  # what its room narrows by: validity of a document
    indexed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_entry")]
        indexes: ClassVar = [
            # the backlog is asked for on every search page: it must cost nothing when there is none
            models.Index(fields=["id"], condition=models.Q(indexed=False), name="search_backlog")
        ]

    def __str__(self) -> str:
        return self.title
