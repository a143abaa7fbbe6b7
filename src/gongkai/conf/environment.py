"""What the machine tells the product: environment variables, read once, refused when unsafe."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings that differ from machine to machine.

    ``GONGKAI_ENV`` (development | production), ``GONGKAI_SECRET_KEY``, ``GONGKAI_HOSTS`` (comma separated),
    ``GONGKAI_FIELD_KEYS`` (Fernet keys with commas, the first seals) and ``GONGKAI_MARK_KEY`` for personal data
    (:mod:`gongkai.kernel.sealing`),
    ``GONGKAI_DEBUG``, ``GONGKAI_VAR`` (folder for data), ``GONGKAI_ORIGINS`` (trusted https origins),
    ``GONGKAI_PROXY`` (one reverse proxy sets X-Forwarded-Proto and appends to X-Forwarded-For),
    ``GONGKAI_SITE`` (JSON object, see :mod:`gongkai.look.site`), ``GONGKAI_LOG`` (json | text), ``DATABASE_URL``.
    """

    production: bool
    debug: bool
    secret_key: str
    field_keys: tuple[str, ...]
    mark_key: str
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    behind_proxy: bool
    var: Path
    database: dict[str, object]
    site: dict[str, str]
    json_log: bool


def load(base: Path) -> Environment:
    """Read the environment. Raises ImproperlyConfigured in production when something weak is set."""
    env = environ.Env()
    mode = env.str("GONGKAI_ENV", default="development")
    if mode not in ("development", "production"):
        raise ImproperlyConfigured(f"GONGKAI_ENV 只能是 development 或 production，现为 {mode!r}。")
    production = mode == "production"
    var = Path(env.str("GONGKAI_VAR", default=str(base / "var"))).absolute()
    var.mkdir(parents=True, exist_ok=True)
    hosts = tuple(env.list("GONGKAI_HOSTS", default=[]))
    loaded = Environment(
        production=production,
        debug=env.bool("GONGKAI_DEBUG", default=False),
        secret_key=env.str("GONGKAI_SECRET_KEY", default="") or ("" if production else _local(var, "secret_key")),
        field_keys=tuple(env.list("GONGKAI_FIELD_KEYS", default=[]))
        or (() if production else (_local(var, "field_key"),)),
        mark_key=env.str("GONGKAI_MARK_KEY", default="") or ("" if production else _local(var, "mark_key")),
        hosts=hosts if production else (*LOCAL_HOSTS, *hosts),
        origins=tuple(env.list("GONGKAI_ORIGINS", default=[])),
        behind_proxy=env.bool("GONGKAI_PROXY", default=False),
        var=var,
        database=database(env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'gongkai.sqlite3'}")),
        site=env.json("GONGKAI_SITE", default={}),
        json_log=env.str("GONGKAI_LOG", default="json" if production else "text") == "json",
    )
    if production:
        refuse_weak(loaded)
    return loaded


def refuse_weak(environment: Environment) -> None:
    """Raise ImproperlyConfigured, naming every weak value at once."""
    faults = []
    if environment.debug:
        faults.append("GONGKAI_DEBUG 必须关闭")
    for name, key in (("GONGKAI_SECRET_KEY", environment.secret_key), ("GONGKAI_MARK_KEY", environment.mark_key)):
        if len(key) < MIN_SECRET_LENGTH or len(set(key)) < 10:
            faults.append(f"{name} 至少 {MIN_SECRET_LENGTH} 个随机字符")
    if not environment.field_keys or not all(map(_is_field_key, environment.field_keys)):
        faults.append("GONGKAI_FIELD_KEYS 须是逗号分隔的 Fernet 密钥（`gongkai manage field_keys new` 生成）")
    if not environment.hosts or "*" in environment.hosts:
        faults.append("GONGKAI_HOSTS 必须逐个写明主机名，不能为空或 *")
    if faults:
        raise ImproperlyConfigured("生产环境拒绝启动：" + "；".join(faults) + "。")


def database(parsed: dict[str, object]) -> dict[str, object]:
    """Django's DATABASES entry for a parsed DATABASE_URL: WAL and immediate transactions, or a psycopg pool."""
    engine = str(parsed["ENGINE"])
    if engine.endswith("sqlite3"):
        return {
            **parsed,
            "CONN_MAX_AGE": 600,  # seconds; opening the file and its pragmas cost more than a small page
            "OPTIONS": {
                # A transaction that reads first cannot wait for SQLite's write lock later: take it at once.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if "postgresql" in engine:
        return {**parsed, "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}}
    raise ImproperlyConfigured("DATABASE_URL 只支持 sqlite 与 postgres。")


def _is_field_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def _local(var: Path, name: str) -> str:
    """A key of a development machine: made once, readable by its owner only."""
    path = var / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = Fernet.generate_key().decode() if name == "field_key" else secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key
