"""The environment: development works out of the box, production starts only when nothing is weak."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.conf.environment import load

STRONG = {
    "GONGKAI_ENV": "production",
    "GONGKAI_SECRET_KEY": "k3Jx9-wQ7Lm2_Zt8Rb5Yc1Vn4Hs6Gd0Fp-Ae_UoIqTjXkMzWnB",
    "GONGKAI_HOSTS": "open.example.gov.cn",
    "GONGKAI_FIELD_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "GONGKAI_MARK_KEY": "p7Qw2-eR9tYu_Io4Pa6Sd8Fg1Hj3Kl5Zx-Cv0BnMqWaSeDrFtGy",
}
NAMES = (*STRONG, "GONGKAI_DEBUG", "GONGKAI_VAR", "GONGKAI_SITE", "DATABASE_URL")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_a_development_machine_needs_nothing_set_and_keeps_its_key(tmp_path: Path) -> None:
    first, second = load(tmp_path), load(tmp_path)
    assert not first.production
    assert not first.debug
    assert (first.secret_key, first.field_keys, first.mark_key) == (
        second.secret_key,
        second.field_keys,
        second.mark_key,
    )
    for name in ("secret_key", "field_key", "mark_key"):
        assert stat.S_IMODE((tmp_path / "var" / name).stat().st_mode) == 0o600
    assert set(first.hosts) == {"127.0.0.1", "localhost", "[::1]"}


def test_production_starts_when_all_is_strong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, **STRONG)
    loaded = load(tmp_path)
    assert loaded.production
    assert loaded.hosts == ("open.example.gov.cn",)
    assert loaded.json_log


def test_who_publishes_is_told_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert load(tmp_path).site == {}
    given(monkeypatch, GONGKAI_SITE='{"organizer": "青溪县人民政府"}')
    assert load(tmp_path).site == {"organizer": "青溪县人民政府"}


@pytest.mark.parametrize(
    ("weak", "named"),
    [
        ({"GONGKAI_SECRET_KEY": ""}, "GONGKAI_SECRET_KEY"),
        ({"GONGKAI_SECRET_KEY": "short"}, "GONGKAI_SECRET_KEY"),
        ({"GONGKAI_SECRET_KEY": "a" * 60}, "GONGKAI_SECRET_KEY"),
        ({"GONGKAI_FIELD_KEYS": ""}, "GONGKAI_FIELD_KEYS"),
        ({"GONGKAI_FIELD_KEYS": "short"}, "GONGKAI_FIELD_KEYS"),
        ({"GONGKAI_MARK_KEY": "short"}, "GONGKAI_MARK_KEY"),
        ({"GONGKAI_HOSTS": ""}, "GONGKAI_HOSTS"),
        ({"GONGKAI_HOSTS": "*"}, "GONGKAI_HOSTS"),
        ({"GONGKAI_DEBUG": "true"}, "GONGKAI_DEBUG"),
        ({"GONGKAI_ENV": "prod"}, "GONGKAI_ENV"),
        ({"DATABASE_URL": "mysql://u@h/d"}, "DATABASE_URL"),
    ],
)
def test_production_refuses_what_is_weak(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, weak: dict[str, str], named: str
) -> None:
    given(monkeypatch, **(STRONG | weak))
    with pytest.raises(ImproperlyConfigured, match=named):
        load(tmp_path)


def test_a_url_chooses_postgresql_with_a_pool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, DATABASE_URL="postgres://gongkai@db.internal:5432/gongkai")
    database = load(tmp_path).database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert "pool" in database["OPTIONS"]  # type: ignore[operator]


@pytest.mark.django_db
def test_every_answer_carries_the_safe_headers(client: Client) -> None:
    headers = client.get("/healthz").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_foreign_keys_are_enforced_and_no_migration_is_missing(settings: Settings) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
