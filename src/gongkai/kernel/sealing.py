"""Personal data at rest: sealed with keys from the environment, found again only by a keyed mark.

Sealing is Fernet (AES-128-CBC with HMAC-SHA256, the library ``cryptography``). The first of ``settings.FIELD_KEYS``
seals, all of them open, so that keys can be changed one after the other (``gongkai manage rotate_field_keys``).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gongkai.kernel.ledger import Json, canonical


class SealError(RuntimeError):
    """Sealed data cannot be opened: the key it was sealed with is not among ``GONGKAI_FIELD_KEYS``."""


def seal(value: Mapping[str, Json]) -> str:
    """An object as a token for a text column. The same object gives another token each time."""
    return _box().encrypt(canonical(value)).decode()


def unseal(token: str) -> dict[str, Json]:
    """The object behind a token. Raises SealError when no key opens it."""
    found: dict[str, Json] = json.loads(_open(token.encode()))
    return found


def seal_bytes(content: bytes) -> bytes:
    """A file as it may lie in the store."""
    return _box().encrypt(content)


def unseal_bytes(content: bytes) -> bytes:
    """The file behind what :func:`seal_bytes` made. Raises SealError."""
    return _open(content)


def reseal(token: str) -> str:
    """The same content sealed with the first key. Raises SealError."""
    try:
        return _box().rotate(token).decode()
    except InvalidToken as error:
        raise SealError(_HINT) from error


def sealed_with_first(token: str) -> bool:
    """Whether the first key opens it: then it needs no new seal."""
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(token)
    except InvalidToken:
        return False
    return True


def mark(purpose: str, value: str) -> str:
    """A keyed hash (hex, 64 characters) by which equal values of one purpose are found without opening anything.

    It hangs on ``settings.MARK_KEY``, which is not rotated: marks could not be made anew without the values.
    """
    return hmac.new(_mark_key(settings.MARK_KEY, purpose), value.encode(), hashlib.sha256).hexdigest()


_HINT = "加密数据打不开：环境变量 GONGKAI_FIELD_KEYS 中没有当时加密用的密钥，请把旧密钥补在新密钥之后。"


def _open(content: bytes) -> bytes:
    try:
        return _box().decrypt(content)
    except InvalidToken as error:
        raise SealError(_HINT) from error


def _box() -> MultiFernet:
    return _multi(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _multi(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=32)
def _mark_key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"gongkai.mark.{purpose}".encode()).derive(secret.encode())
