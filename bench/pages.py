"""Requests per second of the report page and the search page, two workers, against a bare view on the same server."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from bench.load import requests_per_second
from bench.measure import report


def run(*, quick: bool) -> None:
    """With the sample county on SQLite, then on PostgreSQL."""
    seconds = "2" if quick else "8"
    command = [sys.executable, "-m", "bench.pages", seconds]
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {**os.environ, "GONGKAI_VAR": folder}
        environment.pop("DATABASE_URL", None)
        subprocess.run(command, check=True, env=environment)
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {**os.environ, "GONGKAI_VAR": folder}
        code = subprocess.run([sys.executable, "script/postgres.py", *command], check=False, env=environment).returncode
    if code:
        print(f"PostgreSQL left out or failed (exit code {code})")


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """The product under gunicorn on a free loopback port, stopped by its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "gongkai.conf.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    process = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        _wait_for(f"http://127.0.0.1:{port}/bench/constant")
        yield "127.0.0.1", port
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def _report_path(address: tuple[str, int]) -> str:
    """The first report in the site's own map."""
    with urllib.request.urlopen(f"http://{address[0]}:{address[1]}/sitemap.xml") as answer:
        found = re.search(r"<loc>https?://[^/]+(/reports/[^<]+)</loc>", answer.read().decode())
    if found is None:
        raise LookupError("the site map lists no report")
    return found.group(1)


def main(seconds: float) -> None:
    """Prepare the sample county in the database at hand, serve it, measure."""
    subprocess.run([sys.executable, "-m", "gongkai", "manage", "prepare"], check=True, stdout=subprocess.DEVNULL)
    engine = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    with server() as address:
        baseline = requests_per_second(address, "/bench/constant", seconds)
        pages = {"report page": _report_path(address), "search page": f"/search/?q={quote('政府信息公开')}"}
        for name, path in pages.items():
            figure = requests_per_second(address, path, seconds)
            report(f"{engine} {name}", figure, "requests/s", "bare view", baseline, "≥ 0.5")


if __name__ == "__main__":
    main(float(sys.argv[1]))
