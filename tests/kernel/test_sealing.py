"""Personal data at rest: opened by any of the keys, sealed by the first, found again by a mark."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from gongkai.kernel import sealing

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PERSON = {"name": "张申请", "phone": "0875-0000000"}


def test_what_is_sealed_tells_nothing_and_opens_again(settings: Settings) -> None:
    settings.FIELD_KEYS = (OLD,)
    first, second = sealing.seal(PERSON), sealing.seal(PERSON)
    assert "张" not in first
    assert first != second
    assert sealing.unseal(first) == PERSON


def test_a_file_has_a_key_of_its_own_which_is_sealed(settings: Settings) -> None:
    settings.FIELD_KEYS = (OLD,)
    stored, key = sealing.seal_bytes(b"\x00file")
    settings.FIELD_KEYS = (NEW, OLD)
    key = sealing.reseal(key)
    settings.FIELD_KEYS = (NEW,)
    assert sealing.unseal_bytes(stored, key) == b"\x00file"
    with pytest.raises(sealing.SealError, match="改动"):
        sealing.unseal_bytes(stored[:-4], key)


def test_the_digest_stays_under_another_key_and_tells_nothing(settings: Settings) -> None:
    settings.FIELD_KEYS = (NEW, OLD)
    token = sealing.seal(PERSON)
    assert sealing.digest(sealing.reseal(token)) == sealing.digest(token)
    assert sealing.digest(sealing.seal(PERSON)) != sealing.digest(token)


def test_keys_change_without_losing_anything(settings: Settings) -> None:
    settings.FIELD_KEYS = (OLD,)
    token = sealing.seal(PERSON)
    settings.FIELD_KEYS = (NEW, OLD)
    assert sealing.unseal(token) == PERSON
    assert not sealing.sealed_with_first(token)
    again = sealing.reseal(token)
    settings.FIELD_KEYS = (NEW,)
    assert sealing.sealed_with_first(again)
    assert sealing.unseal(again) == PERSON


def test_a_lost_key_is_named_not_guessed(settings: Settings) -> None:
    settings.FIELD_KEYS = (OLD,)
    token = sealing.seal(PERSON)
    settings.FIELD_KEYS = (NEW,)
    for act in (sealing.unseal, sealing.reseal):
        with pytest.raises(sealing.SealError, match="GONGKAI_FIELD_KEYS"):
            act(token)


def test_a_mark_is_equal_for_equal_values_of_one_purpose_only() -> None:
    assert sealing.mark("person", "a") == sealing.mark("person", "a")
    assert sealing.mark("person", "a") != sealing.mark("code", "a")
    assert sealing.mark("person", "a") != sealing.mark("person", "b")
