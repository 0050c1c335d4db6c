"""The browser that benchmarks look with."""

import shutil

from playwright.sync_api import Browser, Playwright


def launched(playwright: Playwright) -> Browser:
    """The machine's own Chromium, headless; without one, Playwright's."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
