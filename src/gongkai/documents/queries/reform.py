"""Organs that ended: who follows them, and whose documents wait to be dealt out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ, Succession
from gongkai.organs.policy import within_reach


@dataclass(frozen=True, slots=True)
class Undivided:
    """An organ that was divided and ended, with documents still under its name, and the organs that follow it."""

    organ: Organ
    documents: int
    followers: tuple[Organ, ...]


def follower(organ_id: int) -> int | None:
    """The organ itself while it exists, else the one that mergers lead to; None where a split leaves a choice."""
    seen: set[int] = set()
    while organ_id not in seen:
        seen.add(organ_id)
        if Organ.objects.filter(pk=organ_id, valid_to=None).exists():
            return organ_id
        links = Succession.objects.filter(predecessor=organ_id).exclude(kind=Succession.Kind.RENAME)
        following = set(links.values_list("successor_id", flat=True))
        if len(following) != 1:
            return None
        organ_id = following.pop()
    return None


def followers(organ_id: int) -> tuple[Succession, ...]:
    """By what the organ was followed, in order: for the page of an organ that ended (1 query)."""
    links = Succession.objects.filter(predecessor=organ_id, predecessor__valid_to__isnull=False)
    return tuple(links.exclude(kind=Succession.Kind.RENAME).select_related("successor"))


def undivided(actor: Actor) -> list[Undivided]:
    """Organs within the actor's reach whose documents people must deal out (``documents.acts`` transfer)."""
    splits = Succession.objects.filter(
        within_reach(actor, Permission.CHANGE_ORGAN, organ="predecessor"),
        kind=Succession.Kind.SPLIT,
        predecessor__valid_to__lte=timezone.localdate(),
    )
    waiting = Organ.objects.filter(pk__in=splits.values("predecessor")).annotate(number=Count("documents"))
    return [
        Undivided(organ, organ.number, tuple(link.successor for link in followers(organ.pk)))
        for organ in waiting.filter(number__gt=0)
    ]
