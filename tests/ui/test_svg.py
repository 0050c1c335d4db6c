"""Lengths, lines and images of pictures."""

from urllib.parse import unquote

import pytest

from lib.ui.svg import address, image, runs, scale


def test_a_scale_goes_straight_from_its_start_to_its_end() -> None:
    # Upwards: 10 at 28, 30 at 2, and half the way, 20, at 28 - 26 / 2 = 15.
    up = scale(10, 30, 28, 2)
    assert [up(10), up(20), up(30)] == [28, 15, 2]


def test_a_scale_of_one_value_has_it_at_the_start() -> None:
    assert scale(5, 5, 24, 176)(5) == 24


@pytest.mark.parametrize(
    ("points", "cut"),
    [
        ([1, 2, 3], [[1, 2, 3]]),
        ([None, 0, None, None, 4, 5, None], [[0], [4, 5]]),
        ([None], []),
        ([], []),
    ],
)
def test_a_line_is_cut_where_a_point_is_missing(
    points: list[int | None], cut: list[list[int]]
) -> None:
    assert runs(points) == cut


def test_a_picture_as_an_address_is_the_picture() -> None:
    picture = '<svg aria-label="a &amp; b, &#39;ñ&#39;"><path d="M0 0#1"/></svg>'
    url = address(f"{picture}\n")
    assert unquote(url.removeprefix("data:image/svg+xml,")) == picture
    assert not set("\"'<>#ñ") & set(url)


def test_an_image_has_a_name_that_can_hold_anything() -> None:
    assert image("<svg/>", 'a & "b"') == (
        '<img src="data:image/svg+xml,%3Csvg/%3E" alt="a &amp; &#34;b&#34;">'
    )
    assert image("<svg/>", "", "width: 1px").endswith(' alt="" style="width: 1px">')
