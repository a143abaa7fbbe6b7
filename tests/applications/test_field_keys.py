"""Keys change while frozen rows stay frozen: another seal, the same content."""

from __future__ import annotations

import re
from importlib import import_module
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from pytest_django.fixtures import Settings

from gongkai.applications import acts, course, persons
from gongkai.applications.models import Application, Happening
from gongkai.kernel import resealing, sealing
from gongkai.kernel.ledger import verify
from gongkai.kernel.resealing import sealed_columns
from tests.applications.office import APPLICANT, Office

NEW = Fernet.generate_key().decode()
GUARDS = import_module("gongkai.applications.migrations.0003_history_is_append_only").GUARDS
LATER = {"applications_delivery": {"signed_on"}}  # may be added once


def rotate() -> str:
    out = StringIO()
    call_command("field_keys", "rotate", stdout=out)
    return out.getvalue()


def test_after_a_rotation_the_old_key_is_needed_no_more(
    here: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    applications = [here.submit(f"token-{number}").application for number in range(3)]
    acts.note_unreached(here.actor("李经办"), applications[0].pk, 1, applications[0].happenings.get().on, "无人接听")
    settings.FIELD_KEYS = (NEW, *settings.FIELD_KEYS)
    said = rotate()
    assert "applications_application.sealed：已查 2 行，重新加密 2 项" in said
    assert "applications_application.sealed：已查 3 行，重新加密 3 项" in said
    settings.FIELD_KEYS = (NEW,)
    assert persons.unseal(Application.objects.get(pk=applications[2].pk)) == APPLICANT
    assert course.note_of(Happening.objects.get(kind="unreached")) == "无人接听"
    assert "重新加密 0 项" in rotate().splitlines()[-1]
    assert verify().broken is None


def test_a_key_that_is_missing_stops_the_rotation_with_what_to_do(here: Office, settings: Settings) -> None:
    here.submit()
    settings.FIELD_KEYS = (NEW,)
    with pytest.raises(CommandError, match="GONGKAI_FIELD_KEYS"):
        rotate()


def test_frozen_content_exchanged_behind_the_guards_is_named(here: Office, settings: Settings) -> None:
    application = here.submit().application
    acts.note_unreached(here.actor("李经办"), application.pk, 1, application.happenings.get().on, "无人接听")
    Happening.objects.filter(kind="unreached").update(note_sealed=sealing.seal({"text": "当日已确认"}))
    settings.FIELD_KEYS = (NEW, *settings.FIELD_KEYS)
    with pytest.raises(CommandError, match="applications_happening"):
        rotate()


def test_a_key_is_made_that_the_settings_take() -> None:
    out = StringIO()
    call_command("field_keys", "new", stdout=out)
    Fernet(out.getvalue().strip())


def test_guards_hold_every_column_but_the_sealed_ones_and_what_may_be_added() -> None:
    """A new column of a frozen table must be named in the guard."""
    kept = {guard.table: set(re.findall(r'NEW\."(\w+)"', guard.when)) for guard in GUARDS if 'NEW."' in guard.when}
    assert len(kept) == 5
    for table, columns in kept.items():
        model = next(item for item in apps.get_models() if item._meta.db_table == table)
        sealed = {column.field.column for column in sealed_columns() if column.model is model}
        fields = {field.column for field in model._meta.get_fields() if isinstance(field, models.Field)}
        assert columns == fields - sealed - LATER.get(table, set())
