"""What follows for documents when organs change (机构改革). Each handler may be called again and then does nothing."""

from __future__ import annotations

from typing import cast

from gongkai.documents.acts.reform import transfer_documents
from gongkai.documents.queries.reform import follower
from gongkai.kernel import outbox
from gongkai.kernel.actors import Actor, ActorKind, Reach
from gongkai.kernel.ledger import Json
from gongkai.kernel.permissions import Permission


@outbox.on("organ.merged")
def pass_on_documents(payload: dict[str, Json]) -> None:
    """Documents and open work of organs that a merger ended pass to the organ that follows.

    A rename moves nothing. After a split people decide (:func:`gongkai.documents.queries.reform.undivided`).
    """
    into = follower(int(str(payload["into"])))
    for organ in cast(list[int], payload["organs"]):
        if into is not None and organ != into:
            transfer_documents(_reformer(organ, into), organ, into, None, str(payload["basis"]))


def _reformer(*organs: int) -> Actor:
    """The system with the right to carry out this one merger and no other."""
    grants = frozenset((Permission.CHANGE_ORGAN, Reach("", organ)) for organ in organs)
    return Actor(ActorKind.SYSTEM, None, "系统（机构改革）", grants)
