"""Cut the fonts that every page fetches down to what it writes: ``python -m lib.serving.fonts``.

Streamlit's have 3,600 icons and four alphabets. What is cut is written to ``pages/static/fonts``,
named by its hash, and stands in the page's style after Streamlit's own: a browser takes the later
of two. Letters beyond those that were kept are still fetched from Streamlit's file, where one is
written. Run it again after a new icon or another version of Streamlit; a test says when.
"""

import hashlib
import re
import string
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lib.data.configuration import ROOT
from lib.serving.components import STREAMLIT

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = ROOT / "pages" / "static" / "fonts"
_MEDIA, _SCRIPTS = STREAMLIT / "static" / "media", STREAMLIT / "static" / "js"
ICON = re.compile(r":material/([a-z0-9_]+)")
LETTERS = (
    "U+20-7E, U+A0-FF, U+2010-2015, U+2018-201E, U+2022, U+2026, U+202F, U+2190-2193, U+2212"
    ", U+2248, U+2264-2265, U+25A0-25FF, U+2605-2606, U+2713"
)
"""English and Spanish with their signs, arrows and comparisons, as CSS writes it."""
_LETTERS_OF_NAMES = string.ascii_lowercase + string.digits + "_"


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the page's style declares it.

    :ivar name: what its file begins with.
    :ivar source: what Streamlit's file begins with.
    :ivar declares: family, style and weights, as Streamlit's own style sheet has them.
    """

    name: str
    source: str
    declares: str

    def original(self) -> Path:
        """Streamlit's file."""
        return next(_MEDIA.glob(f"{self.source}.*.woff2"))

    def cut(self) -> Path:
        """What was cut from it."""
        return next(FOLDER.glob(f"{self.name}.*.woff2"))


ICONS = Face(
    "icons",
    "MaterialSymbols-Rounded",
    "font-family:Material Symbols Rounded;font-style:normal;font-weight:400;font-display:block",
)
_SANS = f"font-family:Source Sans;font-weight:100 900;unicode-range:{LETTERS};font-display:swap"
UPRIGHT = Face("sans", "SourceSansVF-Upright", f"{_SANS};font-style:normal")
ITALIC = Face("sans-italic", "SourceSansVF-Italic", f"{_SANS};font-style:italic")
FACES = (ICONS, UPRIGHT, ITALIC)


def style() -> str:
    """The rules by which a browser fetches what was cut; addresses are relative to a page."""
    return "".join(
        f'@font-face{{{face.declares};src:url("./{address(face)}")format("woff2")}}\n'
        for face in FACES
    )


def address(face: Face) -> str:
    """Where a browser fetches a font, without a slash before it."""
    return f"app/static/fonts/{face.cut().name}"


def used_icons() -> set[str]:
    """The icons that pages name, and those that Streamlit's own scripts do."""
    scripts = [
        *(file for folder in ("lib", "pages") for file in (ROOT / folder).rglob("*.py")),
        *_SCRIPTS.glob("*.js"),
    ]
    return {name for file in scripts for name in ICON.findall(file.read_text(encoding="utf-8"))}


def icons_of(font: "TTFont") -> dict[str, str]:
    """The names by which icons are written → the glyphs that they become."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters.get(glyph, "") for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for lookup in font["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
        for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items()
        for ligature in ligatures
    }


def _cut(face: Face) -> bytes:
    # Only here: pages are served without it.
    from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

    options = Options(flavor="woff2", layout_closure=face is not ICONS, name_IDs=[0, 13, 14])
    options.layout_features = ["rlig", "liga", "kern", "mark", "ccmp", "locl", "tnum", "lnum"]
    font = load_font(str(face.original()), options)
    subsetter = Subsetter(options)
    if face is ICONS:
        known = icons_of(font)
        glyphs = [known[name] for name in sorted(used_icons() & known.keys())]
        subsetter.populate(glyphs=glyphs, text=_LETTERS_OF_NAMES)
    else:
        subsetter.populate(unicodes=parse_unicodes(LETTERS.replace("U+", "").replace(" ", "")))
    subsetter.subset(font)
    written = BytesIO()
    save_font(font, written, options)
    return written.getvalue()


def main() -> None:
    """Write all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for face in FACES:
        content = _cut(face)
        for old in FOLDER.glob(f"{face.name}.*.woff2"):
            old.unlink()
        name = f"{face.name}.{hashlib.sha256(content).hexdigest()[:12]}.woff2"
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} of {face.original().stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
