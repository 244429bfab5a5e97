"""Take the pictures of the front pages from the running demo (截图): ``python docs/take_screenshots.py [ADDRESS]``.

Start the demo first (``python3 start.py``). Chromium is taken from DAYLIGHT_CHROMIUM or the path.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent / "images"
#: Name of the picture, whose eyes, address, width, height.
PICTURES = (
    ("board", "city", "/", 1280, 1000),
    ("target", "city", "/targets/classes-66-gone/", 1280, 900),
    ("clause", "city", "/clauses/c2-3-2/", 1280, 900),
    ("today", "head", "/today/", 1280, 800),
    ("public", "", "/open/", 1280, 1000),
    ("public-en", "", "/open/", 1280, 1000),
    ("phone", "", "/open/", 390, 844),
)


def signed_in(page: Page, address: str, username: str) -> None:
    """Sign a demo account in."""
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", f"sunshine-{username}")
    page.click("form button.button")
    page.wait_for_load_state()


def take(browser: Any, address: str, picture: tuple[str, str, str, int, int]) -> None:
    """Take one picture."""
    name, username, path, width, height = picture
    locale = "en-GB" if name.endswith("-en") else "zh-CN"
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    page = context.new_page()
    if username:
        signed_in(page, address, username)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")
    context.close()


def main() -> None:
    """Take them all."""
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    HERE.mkdir(exist_ok=True)
    chromium = os.environ.get("DAYLIGHT_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            take(browser, address, picture)
            print(HERE / f"{picture[0]}.png")
        browser.close()


if __name__ == "__main__":
    main()
