"""A regular expression of a mapping takes no hours, whatever text it meets."""

import re
import time

import pytest

from lib.exchange.errors import Rejected
from lib.exchange.lookups import part_of
from lib.exchange.patterns import LONGEST_TEXT, check_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",  # thirty a's and no b: a billion ways
        r"^((?:\w+\s?)*)$",
        r"((?:a|aa)+)!",
        r"((?:a?){40})b",
        r"(?:(x+y?){21})",
        r"((?:ab|cd)*)",  # harmless, but one of several without end
    ],
)
def test_what_some_text_would_take_hours_of_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="repeats without end"):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"(\d+)", r"^(.*)$", r"(?:x|y)(.)", r"([a-z]+)$", r"^\s*(\S+)\s+\S+$", r"(\d{3})-\d{4}"),
        *(r"((?:\d{3})+)", r"([^,]*),.*", r"^(.+?) County$", r"(?:Dr\.? )?(\w+)", r"(?i)(ab?c)"),
    ],
)
def test_what_people_write_is_taken_and_quick(pattern: str) -> None:
    check_pattern(pattern)
    # The worst that these engines know: nothing at the end fits.
    begun = time.perf_counter()
    re.search(pattern, "a" * LONGEST_TEXT + "\n!")
    assert time.perf_counter() - begun < 1


def test_a_text_without_end_is_rejected() -> None:
    part = part_of("note", "(a+)")
    assert part("a" * LONGEST_TEXT) == "a" * LONGEST_TEXT
    with pytest.raises(Rejected, match="more than 1,000 characters"):
        part("a" * (LONGEST_TEXT + 1))
