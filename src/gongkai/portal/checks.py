"""What a machine lacks for the public pages, told when the product is started or checked."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning

from gongkai.papers.faces import NoFontsError, chosen_faces, machine_families


def fonts_for_pdf(**_given: Any) -> list[CheckMessage]:
    """A warning where no PDF can be printed, with what to install."""
    try:
        chosen_faces(machine_families())
    except NoFontsError as error:
        return [Warning(str(error), id="gongkai.W001")]
    return []
