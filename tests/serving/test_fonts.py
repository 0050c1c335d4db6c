"""What is cut from Streamlit's fonts has every icon and every letter that pages write."""

import hashlib

import pytest
from babel.messages.pofile import read_po
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

from lib.language import LANGUAGES, po_file
from lib.serving import fonts
from lib.serving.fonts import FACES, ICONS, ITALIC, UPRIGHT, Face

MAKE = "python -m lib.serving.fonts"
MOST_BYTES = {ICONS: 20_000, UPRIGHT: 30_000, ITALIC: 30_000}


@pytest.fixture(scope="module")
def original() -> dict[str, str]:
    return fonts.icons_of(TTFont(ICONS.original()))


@pytest.mark.slow
def test_every_icon_that_is_used_is_in_the_font(original: dict[str, str]) -> None:
    """Of our pages and of Streamlit's own buttons; an icon that lacks would be read as a word."""
    there = fonts.icons_of(TTFont(ICONS.cut()))
    # Streamlit's scripts name a few that its own font has not.
    lacking = (fonts.used_icons() & original.keys()) - there.keys()
    assert not lacking, f"{sorted(lacking)}: {MAKE}"
    # The menu, the navigation's arrows, a closed expander: drawn by Streamlit on every page.
    assert {"more_vert", "keyboard_double_arrow_left", "keyboard_arrow_right"} <= there.keys()
    assert {"groups", "local_fire_department", "history_toggle_off"} <= there.keys()


def test_every_icon_that_we_name_is_one_of_streamlits(original: dict[str, str]) -> None:
    named = {
        name
        for folder in ("lib", "pages")
        for file in (fonts.ROOT / folder).rglob("*.py")
        for name in fonts.ICON.findall(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    assert named <= original.keys()


@pytest.mark.parametrize("face", [UPRIGHT, ITALIC])
def test_letters_are_those_of_the_original_in_every_weight(face: Face) -> None:
    cut, whole = TTFont(face.cut()), TTFont(face.original())
    wanted = set(parse_unicodes(fonts.LETTERS.replace("U+", "").replace(" ", "")))
    there = set(cut.getBestCmap())
    assert there == wanted & set(whole.getBestCmap())
    assert set(map(ord, "ABCxyz0189áéíóúñÑüÜ¿¡—–“”…→≥−")) <= there
    (axis,) = cut["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 200, 900)
    assert cut["hmtx"]["A"] == whole["hmtx"]["A"]


def test_no_message_fetches_the_whole_font() -> None:
    """Letters beyond come from Streamlit's file, ten times as large; no message has one."""
    wanted = set(parse_unicodes(fonts.LETTERS.replace("U+", "").replace(" ", "")))
    written: set[str] = set()
    for language in LANGUAGES[1:]:
        with po_file(language).open("rb") as file:
            for message in read_po(file):
                written |= {*"".join(map(str, (message.id, message.string)))}
    assert {c for c in written if ord(c) not in wanted} <= {"\n", "✕"}


@pytest.mark.parametrize("face", FACES)
def test_a_font_is_small_and_named_by_its_hash(face: Face) -> None:
    content = face.cut().read_bytes()
    assert hashlib.sha256(content).hexdigest()[:12] in face.cut().name
    assert len(content) <= MOST_BYTES[face]
    assert f"./app/static/fonts/{face.cut().name}" in fonts.style()


def test_the_style_declares_what_streamlits_does() -> None:
    """Or a browser would take it for another font."""
    sheet = next((fonts.STREAMLIT / "static" / "css").glob("index.*.css"))
    theirs = sheet.read_text(encoding="utf-8")
    for face in FACES:
        name = face.original().name
        rule = next(r for r in theirs.split("@font-face") if name in r).partition("}")[0]
        for part in ("font-family", "font-style", "font-weight"):
            value = rule.partition(f"{part}:")[2].partition(";")[0]
            assert f"{part}:{value};" in f"{face.declares};"
