"""What a page shows while it comes, at some moments, side by side in one picture."""

import base64
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import CDPSession, Page

SECONDS = (0.5, 1, 2, 3, 5, 8, 12, 20)
WIDTH, GAP, BELOW = 180, 8, 22
"""Pixels: of a picture, between two, and of the words below."""


class Film:
    """Pictures of one visit."""

    def __init__(self) -> None:
        self._pictures: list[tuple[float, Image.Image]] = []

    def take(self, tab: Page, session: CDPSession) -> None:
        """Take them, from when the page was asked for."""
        self._pictures.clear()
        for due in SECONDS:
            tab.wait_for_timeout(max(0.0, due * 1000 - _now(tab)))
            before = _now(tab)
            # Not Playwright's own, which waits for fonts.
            taken = session.send("Page.captureScreenshot", {"format": "png"})
            image = Image.open(BytesIO(base64.b64decode(taken["data"])))
            self._pictures.append(((before + _now(tab)) / 2000, image.convert("RGB")))

    def write(self, file: Path) -> None:
        """Put them side by side, each with the second that it was taken at."""
        small = [
            (second, picture.resize((WIDTH, picture.height * WIDTH // picture.width)))
            for second, picture in self._pictures
        ]
        height = max(picture.height for _, picture in small) + BELOW
        strip = Image.new("RGB", (len(small) * (WIDTH + GAP) - GAP, height), "white")
        words = ImageDraw.Draw(strip)
        for at, (second, picture) in enumerate(small):
            left = at * (WIDTH + GAP)
            strip.paste(picture, (left, 0))
            words.rectangle((left, 0, left + WIDTH - 1, picture.height - 1), outline="#999")
            middle = (left + WIDTH // 2, height - BELOW // 2)
            font = ImageFont.load_default(14)
            words.text(middle, f"{second:.1f} s", fill="black", font=font, anchor="mm")
        strip.save(file, quality=60, method=6)


def _now(tab: Page) -> float:
    """Milliseconds since the page was asked for."""
    return float(tab.evaluate("() => performance.now()"))
