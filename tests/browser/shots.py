"""Pictures of every page at 1280 and 390 px, for people to look at: ``python -m tests.browser.shots http://127.0.0.1:8000``.

Environment: ``GONGKAI_SHOTS`` (folder, default ``var/shots``), ``GONGKAI_LOGIN`` (``name:password`` of a staff account;
without it only the public pages are taken).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.chromium import find

WIDTHS = (1280, 390)
PUBLIC = {
    "home": "/",
    "reports": "/reports/",
    "report": "/reports/1/",
    "history": "/reports/1/history/",
    "organs": "/organs/",
    "division": "/divisions/530500/",
    "organ": "/organs/530500-office/",
    "compare": "/compare/?report=1&report=2",
    "compare-empty": "/compare/",
    "search": "/search/?q=公开",
    "search-nothing": "/search/?q=没有这样的话",
    "checkup": "/checkup/",
    "norms": "/norms/",
    "form": "/norms/C2021/",
    "accessibility": "/accessibility/",
    "site-map": "/site-map/",
    "missing": "/reports/999999/",
    "login": "/desk/login/",
}
DESK = {
    "desk": "/desk/",
    "desk-import": "/desk/import/",
    "desk-batch": "/desk/import/1/",
    "desk-reports": "/desk/reports/",
    "desk-review": "/desk/reports/1/",
    "desk-decide": "/desk/reports/1/withdraw/",
    "desk-ledger": "/desk/ledger/",
    "desk-account": "/desk/account/",
}


def main(base: str, only: list[str]) -> None:
    """Take the pictures; ``only`` names pages to take, all when empty."""
    folder = Path(os.environ.get("GONGKAI_SHOTS", "var/shots"))
    folder.mkdir(parents=True, exist_ok=True)
    login = os.environ.get("GONGKAI_LOGIN", "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
            _shoot(context, base, PUBLIC, only, folder, width)
            if login:
                _log_in(context, base, *login.split(":", 1))
                _shoot(context, base, DESK, only, folder, width)
        browser.close()


def _log_in(context: BrowserContext, base: str, name: str, password: str) -> None:
    page = context.new_page()
    page.goto(f"{base}/desk/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("main button")
    page.close()


def _shoot(
    context: BrowserContext, base: str, pages: dict[str, str], only: list[str], folder: Path, width: int
) -> None:
    for name, address in pages.items():
        if not only or name in only:
            page = context.new_page()
            page.goto(base + address)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2:])
