"""Sentences as a list."""

from lib.ui.text import points


def test_what_is_not_said_is_no_point() -> None:
    assert points(["One.", "", "Two."]) == "- One.\n- Two."
    assert points([""]) == ""
