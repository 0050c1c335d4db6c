"""One of Streamlit's files is sent otherwise: each chart is drawn once, at a width it has."""

import logging
from pathlib import Path

import pytest

from lib.serving import mended
from lib.serving.components import STREAMLIT
from lib.serving.mended import content, is_mended

THEIRS = (
    b"function Le(e,t,n){let r=JSON.parse(ke(JSON.stringify(e),n,t));"
    b"return t===`streamlit`&&Ae(r,n),r}"
    b"var Ye=A(e=>{let{width:t}=E(k);return t?i(Je,{width:t,...e}):null});"
)
# What has the theme stays what it is, and -1 is no width.
OURS = (
    b"function Le(e,t,n){let r=JSON.parse(ke(JSON.stringify(e),n,t));"
    b"return t===`streamlit`&&Ae(r,n),JSON.stringify(r)===JSON.stringify(e)?e:r}"
    b"var Ye=A(e=>{let{width:t}=E(k);return t>0?i(Je,{width:t,...e}):null});"
)


@pytest.fixture
def component(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The component of charts of a Streamlit."""
    path = tmp_path / "PlotlyChart.Ab-1_x.js"
    monkeypatch.setattr(mended, "_charts", lambda: {path})
    path.write_bytes(THEIRS)
    return path


def test_a_chart_is_drawn_once_and_waits_for_its_width(component: Path) -> None:
    assert content(component) == OURS


@pytest.mark.parametrize(
    "other",
    [
        THEIRS.replace(b"return t?", b"return u?"),  # waits for another thing
        THEIRS.replace(b",r}", b",e}"),  # gives back what it was given
        THEIRS + THEIRS,  # which of the two draws isn't known
    ],
)
def test_a_component_of_another_kind_is_sent_as_it_is(
    component: Path, other: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    component.write_bytes(other)
    with caplog.at_level(logging.WARNING, "tejido"):
        assert content(component) == other
    assert "PlotlyChart.Ab-1_x.js" in caplog.text


def test_no_other_file_is_touched(component: Path) -> None:
    for name in ("PlotlyChart.js", "OldPlotlyChart.Ab.js", "index.Ab.js"):
        component.with_name(name).write_bytes(THEIRS)
        assert not is_mended(component.with_name(name))
        assert content(component.with_name(name)) == THEIRS


def test_the_installed_component_can_be_mended() -> None:
    path = next(path for path in STREAMLIT.rglob("*.js") if is_mended(path))
    # Both statements stand in it once; the rest is as it was.
    assert len(content(path)) == len(path.read_bytes()) + len(OURS) - len(THEIRS)


def test_only_streamlits_own_file_is_taken_for_it(component: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / "PlotlyChart.Ab-1_x.js"
    assert is_mended(component)
    assert not is_mended(elsewhere)
