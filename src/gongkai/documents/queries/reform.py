"""Organs that ended: who follows them, and whose documents wait to be dealt out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from gongkai.documents.models import DisclosureOffice, Document
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import ApiToken, Organ, Post, Succession, valid_on
from gongkai.organs.policy import within_reach


@dataclass(frozen=True, slots=True)
class Undivided:
    """An organ that was divided and ended, with documents still under its name, and the organs that follow it."""

    organ: Organ
    documents: int
    followers: tuple[Organ, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What a merger left for people: at which organ that ended, who follows it, and what is to be done."""

    organ: Organ
    into: Organ
    kind: str  # office, posts, nobody or tokens
    number: int


def left_over(actor: Actor, on: datetime.date) -> list[Left]:
    """What no machine may decide after mergers within the actor's reach: who works where, keys, the new office."""
    merged = Succession.objects.filter(
        within_reach(actor, Permission.CHANGE_ORGAN, organ="predecessor"),
        kind=Succession.Kind.MERGE,
        predecessor__valid_to__lte=on,
    )
    found: list[Left] = []
    for organ in Organ.objects.filter(pk__in=merged.values("predecessor")):
        into = Organ.objects.filter(pk__in=[follower(organ.pk)]).first()
        if into is not None:
            found += [Left(organ, into, kind, number) for kind, number in _left_at(organ, into, on) if number]
    return found


def _left_at(organ: Organ, into: Organ, on: datetime.date) -> Iterator[tuple[str, int]]:
    works = Document.objects.filter(organ=into)
    if not DisclosureOffice.objects.filter(organ=into).exists():
        yield "office", int(works.exists())
    if not Post.objects.filter(valid_on(on), organ=into).exists():
        yield "nobody", int(works.filter(editions__state__in=OPEN_STATES).exists())
    yield "posts", Post.objects.filter(valid_on(on), organ=organ).count()
    yield "tokens", ApiToken.objects.filter(valid_on(on), organ=organ, revoked_at=None).count()


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
