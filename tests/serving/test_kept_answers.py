"""Which form of an answer a client takes."""

import pytest

from lib.serving.kept_answers import takes_gzip


@pytest.mark.parametrize(
    ("accepted", "is_taken"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),  # RFC 9110: weight 0 is "not acceptable"
        ("gzip; q=0.000", False),
        ("gzip;q=0.001", True),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),  # what is named does not fall under the star
        ("identity", False),
        ("x-gzipped", False),  # another word
        ("", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(accepted: str, is_taken: bool) -> None:
    assert takes_gzip(accepted) is is_taken
