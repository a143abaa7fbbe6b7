"""Full-text search over generated documents: time against the engine's own query, and recall of random substrings."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bench.measure import percentile, report

QUERIES = 200


def run(*, quick: bool) -> None:
    """Once on SQLite and once on PostgreSQL, each in a process of its own because settings are read once."""
    documents = 20_000 if quick else 200_000
    command = [sys.executable, "-m", "bench.search", str(documents)]
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        url = f"sqlite:///{folder}/search.sqlite3"
        subprocess.run(command, check=True, env={**os.environ, "DATABASE_URL": url})
    code = subprocess.run([sys.executable, "script/postgres.py", *command], check=False).returncode
    if code:
        print(f"PostgreSQL left out or failed (exit code {code})")


# Building blocks of generated Chinese; common ones come often, as in real text.
_WORDS = """
    公开 信息 政府 工作 服务 办理 申请 群众 部门 平台 政策 解读 发布 网站 制度 监督 规范 管理 项目 资金
    教育 医疗 就业 养老 环境 保护 安全 生产 应急 交通 水利 农业 乡村 振兴 产业 发展 投资 建设 规划 审批
    许可 处罚 收费 采购 公报 热线 答复 复议 诉讼 培训 考核 评议 目录 指南 渠道 意见 征集 回应 关切 数据
    共享 档案 保密 审查 时限 流程 窗口 事项 清单
""".split()  # noqa: SIM905 - easier to read than eighty quotes
_RARE = [chr(code) for code in range(0x4E00, 0x9FA5, 7)]


def _sentence(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.randint(5, 12)):
        chosen = min(int(rng.paretovariate(1.1)) - 1, len(_WORDS) - 1)
        parts.append(_WORDS[chosen] if rng.random() < 0.8 else rng.choice(_RARE) + rng.choice(_RARE))
    return "".join(parts) + f"{rng.randint(1, 9999)}件" + rng.choice("，。；")


def _texts(count: int) -> list[tuple[str, str, date]]:
    rng = random.Random(20261122)
    pool = [_sentence(rng) for _ in range(20_000)]
    start = date(2010, 1, 1)
    return [
        (
            rng.choice(pool)[:24] + str(number),
            "".join(rng.choices(pool, k=20)),
            start + timedelta(days=number * 5000 // count),
        )
        for number in range(count)
    ]


def _questions(texts: list[tuple[str, str, date]]) -> list[str]:
    rng = random.Random(1)
    questions: list[str] = []
    while len(questions) < QUERIES:
        body = rng.choice(texts)[1]
        start, length = rng.randrange(len(body) - 10), rng.randint(2, 10)
        questions.append(body[start : start + length])
    return questions


def main(count: int) -> None:
    """Build, ask, compare; the database is the one DATABASE_URL names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.conf.settings")
    import django  # noqa: PLC0415 - settings come from the environment of this process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from gongkai.search import backends, bigrams, index, queries  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    texts = _texts(count)
    started = time.perf_counter()
    for first in range(0, count, 10_000):
        index.put_later(
            [
                index.Text("bench", number, f"/{number}", *texts[number])
                for number in range(first, min(first + 10_000, count))
            ]
        )
    for _ in index.catch_up():
        pass
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_text")
            cursor.execute("VACUUM ANALYZE search_entry")
    seconds = time.perf_counter() - started
    print(f"{connection.vendor}: {count} documents indexed in {seconds:.1f} s ({count / seconds:.0f} a second)")

    questions = _questions(texts)
    normalised = [bigrams.normalise(title) + "\n" + bigrams.normalise(body) for title, body, _ in texts]
    found_all, ours, raw = 0, [], []
    for question in questions:
        started = time.perf_counter()
        page = queries.search(question)
        ours.append(time.perf_counter() - started)
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(*backends.backend().statement(bigrams.words(question), backends.Filters(), queries.CAP))
            cursor.fetchall()
        raw.append(time.perf_counter() - started)
        truth = sum(all(word in text for word in bigrams.words(question)) for text in normalised)
        found_all += page.total == min(truth, queries.CAP)
    print(f"{connection.vendor}: totals equal to a scan of the texts for {found_all} of {len(questions)} questions")
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        report(
            f"{connection.vendor} search page {name}",
            percentile(ours, share) * 1000,
            "ms",
            "the engine's own query",
            percentile(raw, share) * 1000,
            "≤ 1.5",
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main(int(sys.argv[1]))
