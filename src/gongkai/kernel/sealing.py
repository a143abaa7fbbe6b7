"""Personal data at rest: sealed with keys from the environment, found again only by a keyed mark.

Sealing is Fernet (AES-128-CBC with HMAC-SHA256, the library ``cryptography``). The first of ``settings.FIELD_KEYS``
seals, all of them open, so that keys can be changed one after the other (``gongkai manage field_keys rotate``).
Every sealed column is a :class:`SealedField`, so that the command finds it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

from gongkai.kernel.ledger import Json, canonical


class SealError(RuntimeError):
    """Sealed data cannot be opened: the key it was sealed with is not among ``GONGKAI_FIELD_KEYS``."""


if TYPE_CHECKING:  # the stubs are for developers only
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class SealedField(_Text):
    """A column that holds what :func:`seal` gives. Nothing opens by itself: whoever reads calls :func:`unseal`.

    ``digest``: the column with the :func:`digest` of what is sealed, where the row is frozen. The seal may be made
    anew with another key, the content may not.
    """

    def __init__(self, *args: Any, digest: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest = digest

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "digest": self.digest} if self.digest else kwargs


def seal(value: Mapping[str, Json]) -> str:
    """An object as a token for a :class:`SealedField`. The same object gives another token each time."""
    return _box().encrypt(canonical({"salt": secrets.token_hex(16), "value": value})).decode()


def unseal(token: str) -> dict[str, Json]:
    """The object behind a token. Raises SealError when no key opens it."""
    found: dict[str, Json] = json.loads(_open(token.encode()))["value"]
    return found


def digest(token: str) -> str:
    """SHA-256 (hex) of what is sealed; stays the same under another key. Raises SealError.

    The salt inside keeps short contents from being guessed by their hash.
    """
    return hashlib.sha256(_open(token.encode())).hexdigest()


def seal_bytes(content: bytes) -> tuple[bytes, str]:
    """A file as it may lie in the store, sealed with a key of its own; that key as a token for a SealedField.

    So a change of keys touches columns only, and never a stored file.
    """
    key = Fernet.generate_key()
    return Fernet(key).encrypt(content), seal({"key": key.decode()})


def unseal_bytes(content: bytes, key: str) -> bytes:
    """The file behind what :func:`seal_bytes` made, with the token of its key. Raises SealError."""
    try:
        return Fernet(str(unseal(key)["key"])).decrypt(content)
    except InvalidToken as error:
        raise SealError(_FILE) from error


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

_FILE = "加密文件打不开：内容已被改动，或者不是用这个密钥加密的。"


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
