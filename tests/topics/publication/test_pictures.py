"""Pictures of public numbers: right where there is a number, and silent where there is none."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from lib.publication.parameters import parameters
from lib.publication.series import PublishedMetric, published_metrics
from lib.topics.publication.pictures import labels, region_map, share, trend
from tests.publication.frames import atoms

SVG = "{http://www.w3.org/2000/svg}"


def _told(*values: int | None) -> PublishedMetric:
    starts = pd.date_range("2024-01-01", periods=len(values), freq="28D")
    frames = [
        atoms("members", [v, 90], start=str(day)) for v, day in zip(values, starts, strict=True)
    ]
    (metric,) = published_metrics(pd.concat(frames), parameters())
    return metric


def _trend(*values: int | None) -> str:
    metric = _told(*values)
    return trend(metric, metric.series[1], alt="a & b", alone=True, width=100, height=24)


def _paths(svg: str) -> list[str]:
    return [path.attrib["d"] for path in ElementTree.fromstring(svg).iter(f"{SVG}path")]


def test_a_line_goes_from_zero_at_the_bottom_to_its_greatest_at_the_top() -> None:
    # Two periods of 50 px each, drawn in their middles; heights leave two pixels above and below:
    # 22 - 20 × 50/100 = 12, 22 - 20 × 100/100 = 2.
    assert _paths(_trend(50, 100))[-1] == "M25 12 75 2"


def test_a_masked_period_is_hatched_over_its_whole_height_and_cuts_the_line() -> None:
    hatched, _base, line = _paths(_trend(50, None, None, 100))
    assert hatched == "M25 0h50v24H25z"
    # Single points are dots: lines of no length.
    assert line == "M12 12h0M88 2h0"


def test_nothing_of_a_picture_depends_on_what_is_masked() -> None:
    # All masked: neither a scale nor a line is left.
    assert len(_paths(_trend(None, None))) == 2
    assert 'stroke-width="2"' not in _trend(None, None)


def test_a_picture_says_what_it_shows_and_escapes_it() -> None:
    assert ElementTree.fromstring(_trend(20)).attrib["aria-label"] == "a & b"


@pytest.mark.parametrize("alone", [True, False])
def test_a_map_shades_by_value_and_hatches_what_has_none(alone: bool) -> None:
    values = {"southwest": 200, "southeast": 100, "west": None, "atlantis": 50}
    said = {"southwest": "200", "southeast": "100", "west": "", "atlantis": "50"}
    names = {region: region for region in values}
    svg = region_map(values, labels(values, names, said), alt="map", alone=alone)
    # 0.12 to 0.9: the greatest 0.9, its half 0.12 + 0.78 / 2 = 0.51. Atlantis has no shape.
    assert re.findall(r'fill-opacity="([0-9.]+)"', svg) == ["0.9", "0.51"]
    assert svg.count('fill="url(#masked)"') == 1
    assert "atlantis" not in svg
    assert "circle" not in svg


def test_a_label_stands_over_the_map_where_it_would_stand_on_it() -> None:
    # The map shows 852 × 538 from 62, 16 on: its middle is 50 %.
    assert share(62 + 426, 16 + 269) == (50, 50)
    assert labels({"nowhere": 3}, {"nowhere": "Nowhere"}, {"nowhere": "3"}) == []
