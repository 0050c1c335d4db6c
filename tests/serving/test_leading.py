"""From the full app to the same in the light edition: always to an address of its own."""

import pytest

from lib.serving.light.leading import light_of


@pytest.mark.parametrize(
    ("query", "regions", "expected"),
    [
        ({"page": "this_week"}, [], "/light"),
        ({"page": "response", "lang": "es"}, ["west"], "/light/response?lang=es&region=west"),
        ({"page": "support"}, ["west"], "/light?region=west"),
        ({"page": "support"}, ["west", "midwest"], "/light"),  # several: all
        ({"page": "committee", "committee": "tx-houston"}, ["west"], "/light/committee/tx-houston"),
        ({"page": "committee"}, [], "/light"),
        ({"page": "committee", "committee": ".."}, [], "/light"),
        ({"page": "committee", "committee": "../a?b"}, [], "/light/committee/..%2Fa%3Fb"),
        ({"page": "//evil.example"}, ["//evil.example"], "/light?region=%2F%2Fevil.example"),
        ({"page": "response", "lang": "x\r\ny"}, [], "/light/response"),
    ],
)
def test_a_page_leads_to_the_light_one_of_the_same(
    query: dict[str, str], regions: list[str], expected: str
) -> None:
    assert light_of(query, regions) == expected
