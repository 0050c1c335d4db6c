"""The shapes that are served, and the script that fetches them."""

import json

import pytest
from streamlit import config

from lib.access.prefix import prefix
from lib.reference.compiling import shapes
from lib.reference.shapes import ANY_PROJECTION, COUNTRY, FOLDER, middles
from lib.ui.maps import shapes_url

# A grid of tenths of a degree with its corner at 60° W, 10° N.
GRID = {"scale": [0.1, 0.1], "translate": [-60, 10]}


def test_a_ring_is_read_from_its_arcs_forwards_and_backwards():
    topology = {
        "transform": GRID,
        # Steps: (0,0) (10,0) (10,10); and (0,0) (0,10) (10,10), which is walked backwards.
        "arcs": [[[0, 0], [10, 0], [0, 10]], [[0, 0], [0, 10], [10, 0]], [[5, 5], [1, 0]]],
        "objects": {
            "states": {
                "geometries": [
                    {"id": "71", "type": "MultiPolygon", "arcs": []},
                    # An islet of two points, then the main island.
                    {"id": "72", "type": "MultiPolygon", "arcs": [[[2]], [[0, ~1]]]},
                ]
            }
        },
    }
    assert shapes.largest_ring(topology, "72") == [
        [-60, 10],
        [-59, 10],
        [-59, 11],
        [-60, 11],
        [-60, 10],
    ]


def test_a_country_is_redrawn_as_steps_from_point_to_point():
    topology = {
        "transform": GRID,
        "arcs": [[[1, 1]]],
        "objects": {"countries": {"geometries": [{"id": "PRI", "type": "Polygon", "arcs": [[0]]}]}},
    }
    # The second point is in the same step as the first: left out.
    shapes.redraw(topology, "PRI", [[-60, 10], [-59.99, 10], [-59, 10], [-59, 11], [-60, 10]])
    assert topology["objects"]["countries"]["geometries"][0]["arcs"] == [[1]]
    assert topology["arcs"][1] == [[0, 0], [10, 0], [0, 10], [-10, -10]]


def test_the_states_are_served_and_puerto_rico_is_more_than_nine_corners():
    assert len(middles()) == 51
    shapes = json.loads((FOLDER / ANY_PROJECTION).read_text())
    (island,) = (
        country
        for country in shapes["objects"]["countries"]["geometries"]
        if country.get("id") == "PRI"
    )
    ((arc,),) = island["arcs"]
    assert len(shapes["arcs"][arc]) > 50
    assert (FOLDER / COUNTRY).stat().st_size < 100_000


def test_the_licences_go_with_the_shapes():
    licences = (FOLDER / "LICENSES.txt").read_text()
    assert shapes.PLOTLY_SHAPES in licences
    assert shapes.CENSUS_SHAPES in licences
    assert "Permission is hereby granted" in licences
    assert "Permission to use, copy, modify" in licences


@pytest.fixture
def known_anew():
    """A prefix that no other test keeps."""
    yield
    prefix.cache_clear()


@pytest.mark.usefixtures("known_anew")
@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("", "/app/static/topojson/"),
        ("tejido", "/tejido/app/static/topojson/"),
        ("/a/b/", "/a/b/app/static/topojson/"),
    ],
)
def test_the_shapes_are_found_under_the_servers_base_path(monkeypatch, base, url):
    monkeypatch.setattr(config, "get_option", {"server.baseUrlPath": base}.__getitem__)
    prefix.cache_clear()
    assert shapes_url() == url


def test_a_lake_is_drained_by_its_middle():
    # Steps: a square of one degree at the corner, and one far from it.
    near, far = [[0, 0], [10, 0], [0, 10], [-10, 0]], [[100, 100], [10, 0], [0, 10], [-10, 0]]
    lakes = [{"type": "Polygon", "arcs": [[n]]} for n in (0, 1)]
    topology = {
        "transform": GRID,
        "arcs": [near, far],
        "objects": {"lakes": {"geometries": lakes}},
    }
    shapes.drain(topology, (-59.5, 10.5))
    assert topology["objects"]["lakes"]["geometries"] == lakes[1:]
