"""The browser that tests and benchmarks look with."""

import shutil

from playwright.sync_api import Browser, Playwright


def executable() -> str | None:
    """The Chromium of the machine; without one, Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def launched(playwright: Playwright) -> Browser:
    """A headless one for a benchmark."""
    return playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
