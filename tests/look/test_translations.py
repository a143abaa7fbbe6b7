"""Every string of the interface has its English: in templates and in Python, of every room."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext_lazy, override
from django.utils.translation.template import templatize

from gongkai.kernel.errors import TooMany
from gongkai.statute.report_forms import forms

PACKAGE = Path(settings.LOCALE_PATHS[0]).parent
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALL = re.compile(
    r"""\b(_|gettext|pgettext|ngettext)\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")(?:,\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))?"""
)
FUNCTIONS = {"_", "gettext", "gettext_lazy"}

Message = tuple[str, str]
"""(context, text)"""


def in_templates() -> Iterator[Message]:
    for path in PACKAGE.rglob("*.html"):
        for function, first, second in CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
            one, two = ast.literal_eval(first), ast.literal_eval(second) if second else ""
            yield (one, two) if function == "pgettext" else ("", one)


def in_python() -> Iterator[Message]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(said)), *_]) if name in FUNCTIONS:
                    yield "", said


def test_every_message_is_translated() -> None:
    catalogue = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    used = {message for message in (*in_templates(), *in_python()) if message[1].strip()}
    assert len(used) > 300
    assert used - catalogue == set()


def test_the_names_of_the_official_forms_are_translated() -> None:
    catalogue = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    assert {form.short_name for form in forms()} <= catalogue


def test_a_translation_keeps_the_places_of_its_message() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        names = set(re.findall(r"%\(\w+\)s", entry.msgid))
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            assert not text or set(re.findall(r"%\(\w+\)s", text)) == names, entry.msgid


def test_catalogues_are_compiled_without_gettext(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(CATALOGUE.read_bytes())
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path])
    call_command("compile_translations", verbosity=0)
    compiled = polib.mofile(str(source.with_suffix(".mo")))
    assert compiled.find("跳到正文").msgstr == "Skip to content"


REFUSALS = {"Refused", "Unlawful", "NotPermitted", "NotFound", "TooMany", "OutOfDate"}


def test_no_refusal_is_said_in_one_language_only() -> None:
    """What ``step.demand`` and the errors of the kernel are given is a translation, or made of texts of the law."""
    bare = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="demand"), args=[_, said, *_]):
                    pass
                case ast.Call(func=ast.Name(id=name), args=[said, *_]) if name in REFUSALS:
                    pass
                case _:
                    continue
            if isinstance(said, ast.JoinedStr | ast.Constant):
                bare.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert bare == []


def test_a_refusal_is_read_in_the_language_of_its_reader() -> None:
    refusal = TooMany(gettext_lazy("使用过于频繁，请约 %(minutes)s 分钟后再试。"), retry_after=60, minutes=1)
    with override("en"):
        assert refusal.message == "Used too often. Please try again in about 1 minutes."
    with override("zh-hans"):
        assert str(refusal) == refusal.message == "使用过于频繁，请约 1 分钟后再试。"
