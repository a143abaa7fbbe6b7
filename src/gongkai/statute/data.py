"""Access to the folder ``law/``: dated norms as YAML, validated against a schema before anybody sees them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class LawDataError(ValueError):
    """A file under ``law/`` is missing, is no YAML or breaks its schema. The message names file and place."""


class LawModel(BaseModel):
    """Base of all schemas of law data: unknown keys are refused, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=LawModel)


@cache
def law_folder() -> Path:
    """The folder of the norms: ``gongkai/_law`` in an installed package, ``law`` of the repository in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_law", package.parent.parent / "law"):
        if folder.is_dir():
            return folder
    raise LawDataError(f"找不到法规数据目录 law（应在 {package} 之内或仓库根目录），请重新安装本软件")


def read_yaml(path: Path) -> Any:
    """The content of a YAML file under ``law/``.

    Raises:
        LawDataError: the file is missing or is no YAML.
    """
    try:
        # The C loader is eight times as fast; both know only plain YAML values.
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except FileNotFoundError as error:
        raise LawDataError(f"法规数据文件不存在：{path.name}") from error
    except yaml.YAMLError as error:
        raise LawDataError(f"法规数据文件 {path.name} 不是有效的 YAML：{error}") from error


def load(model: type[Model], relative: str, folder: Path | None = None) -> Model:
    """Read ``law/<relative>`` and validate it.

    Raises:
        LawDataError: with the file and, per fault, the place in it (``tables.0.blocks.2.rows.1.key``).
    """
    path = (folder or law_folder()) / relative
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        faults = "；".join(f"{'.'.join(map(str, fault['loc']))}：{fault['msg']}" for fault in error.errors())
        raise LawDataError(f"法规数据文件 {relative} 不符合格式：{faults}") from error
