"""Which coding a client takes, by RFC 9110, 12.5.3; and that what is packed comes back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.serving.codings import CODINGS, NotPackedError, chosen, packed, unpacked


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),  # as browsers say it over HTTPS
        ("gzip, deflate", "gzip"),  # as they say it over HTTP
        ("zstd, gzip", "zstd"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("BR;Q=0.5, gzip;q=0.5", "br"),  # names and q in any case
        ("br;q=0, *", "zstd"),  # what is named does not fall under the star
        ("*;q=0", ""),
        ("br;q=0", ""),
        ("identity, gzip;q=0.5", ""),  # asked for as it is
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0", ""),  # nothing that there is: it gets it as it is
        ("", ""),
        # Forged: no weight is none that is taken, and never an error.
        ("br;q=2, gzip", "gzip"),
        ("br;q=nan, gzip;q=inf", ""),
        ("br;q=-1, gzip", "gzip"),
        ("br;q=0.9999, gzip", "gzip"),  # four digits
        ("br;x=1, gzip", "gzip"),
        ("br;q=1;q=0, gzip", "gzip"),
        (";;;,,,;q=", ""),
        ("br" * 50_000, ""),
        ("x," * 1_000 + "br", ""),  # beyond what is looked at
    ],
)
def test_a_client_gets_what_it_takes(accepted: str, coding: str) -> None:
    assert chosen(accepted, CODINGS) == coding


def test_what_is_not_there_yet_is_not_offered() -> None:
    assert chosen("br, gzip", {"gzip": b""}) == "gzip"
    assert chosen("br", {"gzip": b""}) == ""
    assert chosen("br", ()) == ""


@pytest.mark.slow
@given(st.text(max_size=200))
def test_whatever_is_said_one_form_is_chosen(accepted: str) -> None:
    assert chosen(accepted, CODINGS) in ("", *CODINGS)


@pytest.mark.parametrize("coding", CODINGS)
def test_packed_it_is_small_and_comes_back_whole(coding: str) -> None:
    content = b"export const a = 1;\n" * 500
    form = packed(content, coding)
    assert len(form) < len(content) / 50
    assert unpacked(form, coding) == content
    # The same content is always packed alike, or processes would send different bytes.
    assert packed(content, coding) == form


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("spoilt", [lambda whole: whole[: len(whole) // 2], lambda _whole: b"no"])
def test_half_of_it_is_nothing(coding: str, spoilt: object) -> None:
    assert callable(spoilt)
    half = spoilt(packed(bytes(range(256)) * 9, coding))
    with pytest.raises(NotPackedError):
        unpacked(half, coding)
