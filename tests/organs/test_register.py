"""The register that comes with the law data: one province, its prefectures and counties, their usual organs."""

from __future__ import annotations

import pytest

from gongkai.kernel.actors import INSTALLER
from gongkai.organs.acts import load_register
from gongkai.organs.models import Division, Organ
from gongkai.organs.register import register_from_law


@pytest.mark.django_db
def test_yunnan_has_one_province_16_prefectures_and_129_counties() -> None:
    load_register(INSTALLER, register_from_law())
    standing = Division.objects.filter(valid_to=None)
    counts = {level: standing.filter(level=level).count() for level in Division.Level}
    assert counts == {Division.Level.PROVINCE: 1, Division.Level.PREFECTURE: 16, Division.Level.COUNTY: 129}
    for kind in (Organ.Kind.GOVERNMENT, Organ.Kind.GENERAL_OFFICE):
        assert Organ.objects.filter(kind=kind, valid_to=None).count() == 146
    offices = Organ.objects.filter(kind=Organ.Kind.GENERAL_OFFICE)
    assert not offices.exclude(authority=None).exists()
    assert not Organ.objects.exclude(kind=Organ.Kind.GENERAL_OFFICE).filter(authority=None).exists()
