"""The brief's line on committees that an organizer has taken."""

from datetime import date

from lib.access.taking import Taken
from lib.topics.priorities.looked_after import sentence


def _taken(n: int) -> Taken:
    return Taken(f"c{n}", "southwest", "ana", "Southwest organizer", "visit", date(2026, 12, 4))


def test_it_names_the_committee_who_has_it_and_until_when() -> None:
    # c2 has no name any more.
    assert sentence((_taken(1), _taken(2)), {"c1": "North Tucson"}) == (
        "Committees that an organizer has taken: North Tucson (Southwest organizer, until"
        " Dec 4, 2026); c2 (Southwest organizer, until Dec 4, 2026)."
    )


def test_a_long_list_says_how_many_more() -> None:
    assert sentence(tuple(map(_taken, range(14))), {}).endswith("; and 2 more.")
