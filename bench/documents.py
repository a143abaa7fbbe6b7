"""Documents at three sizes on both engines: import, publish, lists, search, the page of a document.

Each against what the engine or a bare view needs in the same run. ``GONGKAI_BENCH_DOCUMENTS`` = other sizes, with
commas (1000000 takes an hour).
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.load import requests_per_second
from bench.measure import percentile, process, report
from bench.pages import server
from bench.search import _questions, _sentence, _texts

SIZES = (10_000, 31_000, 100_000)
PUBLISHED = 30
ASKED = 100
PAGES = 200


def run(*, quick: bool) -> None:
    """On SQLite, then on PostgreSQL, each size in a database of its own."""
    named = os.environ.get("GONGKAI_BENCH_DOCUMENTS", "")
    sizes = tuple(map(int, named.split(","))) if named else SIZES
    sizes = tuple(size // 10 for size in sizes) if quick and not named else sizes
    for size in sizes:
        for postgres in (False, True):
            with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
                environment = {**os.environ, "GONGKAI_VAR": folder}
                environment.pop("DATABASE_URL", None)
                start = [sys.executable, "script/postgres.py"] if postgres else []
                command = [*start, sys.executable, "-m", "bench.documents", "all", folder, str(size)]
                if subprocess.run(command, check=False, env=environment).returncode:
                    print(f"{'PostgreSQL' if postgres else 'SQLite'} with {size}: left out or failed")


def write_list(path: Path, count: int) -> None:
    """A list of generated documents: a few hundred characters each, like a short notice."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["标题", "发布日期", "成文日期", "发文字号", "公文种类", "主题分类", "正文"])
        for number, (title, body, day) in enumerate(_texts(count)):
            text = "".join(f"<p>{body[start : start + 80]}</p>" for start in range(0, len(body), 80))
            writer.writerow([title, day, day, f"云政办发〔{day.year}〕{number + 1}号", "通知", "综合政务", text])


def take_in(path: str, jobs: int) -> None:
    """Import a list; in a process of its own, so that its memory can be seen."""
    _set_up()
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.documents.importing.sources import open_source  # noqa: PLC0415
    from gongkai.documents.takeover import Takeover, take_over  # noqa: PLC0415
    from gongkai.organs.policy import actor_of  # noqa: PLC0415

    user = get_user_model().objects.get(display_name="王公开")
    started = time.perf_counter()
    written: list[float] = []

    def note(state: Takeover) -> None:
        if not state.indexed:
            written[:] = [time.perf_counter() - started]

    source = open_source(Path(path))
    actor = actor_of(user, timezone.localdate())
    done = take_over(actor, user.organ_id, source, "bench", Path(path).with_suffix(".out"), jobs=jobs, progress=note)
    seconds = time.perf_counter() - started
    print(
        f"imported {done.added} of {done.read}: {done.added / written[0]:.0f} a second (goal ≥ 1000 on PostgreSQL), "
        f"{done.added / seconds:.0f} a second with the index"
    )


def everything(folder: str, size: int) -> None:
    """All measurements at one size in the database at hand."""
    connection = _set_up()
    from django.core.management import call_command  # noqa: PLC0415
    from tests.documents import office  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    here = office.build()
    print(f"-- {connection.vendor}, {size} documents", flush=True)
    memory = [_import(folder, count, number) for number, count in enumerate((max(size // 10, 100), size))]
    report("import, memory of the process", memory[1], "MB", "a tenth of the list", memory[0], "flat")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    _publish(connection, here)
    _lists(connection)
    _search(connection, size)
    _pages()
    connection.close()
    _served()


def _import(folder: str, count: int, number: int) -> float:
    path = Path(folder) / f"{number}.csv"
    write_list(path, count)
    done = process([sys.executable, "-m", "bench.documents", "import", str(path), str(os.cpu_count() or 1)])
    if done.code:
        raise RuntimeError(f"the import ended with {done.code}")
    print(f"import, processor of the program: {done.processor * 1000 / count:.2f} ms a document, indexed", flush=True)
    return done.megabytes


def _set_up() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django  # noqa: PLC0415 - settings come from the environment of this process

    django.setup()
    from django.db import connection  # noqa: PLC0415

    return connection


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _publish(connection: Any, here: Any) -> None:
    """The act against the statements it cannot do without, in one transaction."""
    from gongkai.documents import acts  # noqa: PLC0415

    editions, rng = [], random.Random(3)
    for number in range(2 * PUBLISHED):
        text = "".join(_sentence(rng) for _ in range(20))  # like no other: likeness is something to be settled
        edition = here.pass_gates(here.draft(f"第{number}号通知", body=f"<p>{text}</p>"))
        editions.append(acts.number(here.actor("孙审校"), edition.pk))
    actor = here.actor("孙审校")
    ours, bare = [], []
    for mine, other in zip(editions[::2], editions[1::2], strict=True):  # by turns: both see the same machine
        ours.append(_timed(lambda mine=mine: acts.publish(actor, mine.pk)))  # type: ignore[misc]
        bare.append(_timed(lambda other=other: _bare(connection, other)))  # type: ignore[misc]
    report("publish p50", percentile(ours, 0.5), "ms", "bare statements", percentile(bare, 0.5), "≤ 3")
    report("publish p95", percentile(ours, 0.95), "ms", "bare statements", percentile(bare, 0.95), "≤ 3")


def _bare(connection: Any, edition: Any) -> None:
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.documents.searching import findable  # noqa: PLC0415
    from gongkai.search import index  # noqa: PLC0415
    from gongkai.search.backends import backend  # noqa: PLC0415
    from gongkai.search.models import Entry  # noqa: PLC0415

    now, day, number = timezone.now(), timezone.localdate(), edition.document_id
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_edition SET state = 'published', published_at = %s, published_by_id = 1 WHERE id = %s",
            [now, edition.pk],
        )
        cursor.execute(
            "UPDATE documents_document SET live_id = %s, published_at = %s, validity = 'in_force' WHERE id = %s",
            [edition.pk, now, number],
        )
        cursor.execute(
            "INSERT INTO documents_posting (document_id, channel, \"on\", locator, by_id) VALUES (%s, 'x', %s, '', 1)",
            [number, day],
        )
        edition.document.published_at = now
        text = findable(edition.document, edition, ())
        row = {**index._fields(text), "indexed": True}
        names, places = ", ".join(row), ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO search_entry ({names}) VALUES ({places}) RETURNING id", list(row.values()))
        (entry,) = cursor.fetchone()
        backend().put([Entry(pk=entry, **row)])
        cursor.execute(
            "INSERT INTO kernel_outboxevent (kind, payload, created_at, due_at, attempts, last_error)"
            " VALUES ('x', '{}', %s, %s, 0, '')",
            [now, now],
        )
        cursor.execute("SELECT max(sequence) FROM kernel_ledgerentry")
        (last,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO kernel_ledgerentry (sequence, at, actor_kind, actor_name, act, subject, subject_id, detail,"
            " previous_hash, hash) VALUES (%s, %s, 'x', 'x', 'x', 'x', 'x', '{}', %s, %s)",
            [last + 1, now, f"p{last}", f"h{last}"],
        )


def _lists(connection: Any) -> None:
    """Pages of the list, narrowed or not, against the same questions asked of the engine directly."""
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from gongkai.documents.queries import public  # noqa: PLC0415
    from gongkai.organs.models import Organ  # noqa: PLC0415

    rng, organ = random.Random(2), Organ.objects.get(code="530500-office").pk
    ours, raw = [], []
    for number in range(ASKED):
        kinds = (public.Filters(), public.Filters(organ=organ), public.Filters(year=rng.randint(2011, 2022)))
        filters, page = kinds[number % 3], rng.randint(1, 40)
        with CaptureQueriesContext(connection) as asked:
            public.documents(filters, page)
        ours.append(_timed(lambda filters=filters, page=page: public.documents(filters, page)))  # type: ignore[misc]
        statements = [query["sql"] for query in asked.captured_queries]
        raw.append(_timed(lambda statements=statements: _ask(connection, statements)))  # type: ignore[misc]
    report("list p95", percentile(ours, 0.95), "ms", "the same statements", percentile(raw, 0.95), "≤ 1.5")


def _ask(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _search(connection: Any, size: int) -> None:
    from gongkai.search import backends, bigrams, queries  # noqa: PLC0415

    ours, raw = [], []
    for question in _questions(_texts(size))[:ASKED]:
        ours.append(_timed(lambda question=question: queries.search(question)))  # type: ignore[misc]
        statement, values = backends.backend().statement(bigrams.words(question), backends.Filters(), queries.CAP)
        with connection.cursor() as cursor:
            started = time.perf_counter()
            cursor.execute(statement, values)
            cursor.fetchall()
            raw.append((time.perf_counter() - started) * 1000)
    report("search p95", percentile(ours, 0.95), "ms", "the engine's query", percentile(raw, 0.95), "≤ 1.5")


def _pages() -> None:
    """What a page costs that nobody has asked for since the last change."""
    from django.test import Client  # noqa: PLC0415

    from gongkai.documents.models import Document  # noqa: PLC0415

    client, numbers = Client(SERVER_NAME="localhost"), list(Document.objects.values_list("pk", flat=True)[: PAGES + 5])
    for number in numbers[:5]:
        client.get(f"/documents/{number}/")
    started = time.process_time()
    for number in numbers[5:]:
        client.get(f"/documents/{number}/")
    used = (time.process_time() - started) * 1000 / max(1, len(numbers) - 5)
    print(f"document page, first time: {used:.2f} ms CPU a request (goal ≤ 5)")


def _served() -> None:
    """The page that many ask for, by two workers."""
    from gongkai.documents.models import Document  # noqa: PLC0415

    number = Document.objects.filter(live__isnull=False).values_list("pk", flat=True)[0]
    with server() as address:
        baseline = requests_per_second(address, "/bench/constant", 3)
        figure = requests_per_second(address, f"/documents/{number}/", 3)
        report("document page", figure, "requests/s", "bare view", baseline, "≥ 0.5")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    what, where, amount = sys.argv[1:]
    everything(where, int(amount)) if what == "all" else take_in(where, int(amount))
