"""The regions' outlines: the projection against its reference, and every region in the picture."""

import re

import pytest

from lib.reference import regions
from lib.topics.publication.outlines import HEIGHT, WIDTH, Conic, middles, outlines


def test_the_projection_is_snyders() -> None:
    # Snyder, Map Projections: A Working Manual, appendix A, Albers on a sphere of radius 1:
    # parallels 29.5 and 45.5, origin 23 N 96 W; 35 N 75 W is x = 0.2952720, y = 0.2416774.
    conic = Conic((29.5, 45.5), -96, (0, 23), (0, 0), 1)
    x, y = conic(-75, 35)
    assert (x, -y) == pytest.approx((0.2952720, 0.2416774), abs=1e-7)


def test_every_region_has_an_outline_inside_the_picture() -> None:
    assert set(outlines()) == {region.region_id for region in regions()}
    for d in outlines().values():
        starts = [(int(x), int(y)) for x, y in re.findall(r"M(-?\d+) (-?\d+)", d)]
        assert starts
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in starts)
        assert d.count("z") == len(starts)


def test_names_stand_where_the_regions_are() -> None:
    at = middles()
    assert at["west"][0] < at["southwest"][0] < at["midwest"][0] < at["northeast"][0]
    assert at["midwest"][1] < at["southeast"][1]


@pytest.mark.slow
def test_regions_that_were_drawn_anew_have_outlines_of_their_own() -> None:
    """Nevada and Utah are shipped in two lists of states; here they are one region alone."""
    drawn = (("NV", "basin"), ("UT", "basin"), ("ME", "coast"))
    shapes = outlines(drawn)
    assert set(shapes) == {"basin", "coast"}
    # A subpath a state, neither of which has an island.
    assert shapes["basin"].count("M") == 2
    x, y = middles(drawn)["basin"]
    # West of the middle of the country, and east of the Pacific.
    assert 100 < x < WIDTH / 2
    assert 100 < y < HEIGHT / 2 + 50
