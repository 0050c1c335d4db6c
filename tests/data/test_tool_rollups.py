"""The library and its use as pages read them, over a handful of rows."""

from datetime import date

from sqlalchemy import text

from lib.data import engines, reading
from lib.data.scope import Scope
from tests.data.derived import behind, derive
from tests.data.rows import Rows

AS_OF, SINCE = date(2026, 6, 1), date(2025, 6, 1)
SOUTHWEST, SOUTHEAST = Scope(("southwest",)), Scope(("southeast",))


def tools() -> dict[str, str]:
    """Each edition's tool."""
    frame = reading.read("membership", "tools", SOUTHWEST)
    return dict(zip(frame["resource_id"], frame["tool_id"], strict=True))


def test_editions_of_editions_are_editions_of_the_first(rows: Rows) -> None:
    rows(
        "membership",
        "resource",
        {"resource_id": "card"},
        {"resource_id": "card-en", "edition_of": "card"},
        {"resource_id": "card-ht", "edition_of": "card-en"},  # a chain
        {"resource_id": "bond"},
    )
    derive("membership", AS_OF, "tool")
    assert tools() == {"bond": "bond", "card": "card", "card-en": "card", "card-ht": "card"}


def test_a_circle_of_editions_is_one_tool(rows: Rows) -> None:
    rows("membership", "resource", *({"resource_id": each} for each in "abcde"))
    circle = {"a": "b", "b": "a", "c": "b", "d": "d"}  # c leads into the circle; d is its own
    with engines.owner("membership").begin() as connection:
        for each, of in circle.items():
            connection.execute(
                text("UPDATE source.resource SET edition_of = :of WHERE resource_id = :each"),
                {"each": each, "of": of},
            )
    derive("membership", AS_OF, "tool")
    assert tools() == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}


def test_one_to_four_participants_are_in_no_sum(rows: Rows) -> None:
    rows(
        "membership",
        "resource_use",
        *(
            {"used_on": "2026-05-01", "participants": n}
            # 20 and 5 are told; 4 and 1 are few; 0 is nobody; null was not counted; below 0 a slip.
            for n in (20, 5, 4, 1, 0, None, -3)
        ),
    )
    derive("membership", AS_OF, *behind("membership", "tool_uses"))
    (use,) = reading.read("membership", "tool_uses", SOUTHWEST, since=SINCE).to_dict("records")
    assert (use["uses"], use["uses_counted"], use["uses_by_few"]) == (7, 3, 2)
    assert use["participants"] == 25
    assert use["committees"] == 1


def test_a_year_ends_on_the_day_before_it_began(rows: Rows) -> None:
    rows(
        "membership",
        "resource_use",
        {"used_on": "2025-06-01"},  # a day too long ago
        {"used_on": "2025-06-02", "committee_id": "c2"},
        {"used_on": "2026-06-02", "committee_id": "c3"},  # still to come
    )
    derive("membership", AS_OF, *behind("membership", "tool_uses"))
    (use,) = reading.read("membership", "tool_uses", SOUTHWEST, since=SINCE).to_dict("records")
    assert (use["uses"], use["committees"], use["uses_ever"]) == (1, 1, 2)


def test_a_committee_has_the_topics_that_it_used_a_tool_on_in_the_year(rows: Rows) -> None:
    rows(
        "membership",
        "resource",
        {"resource_id": "r", "topic": "security"},
        {"resource_id": "k", "topic": "know_your_rights"},
        {"resource_id": "f", "topic": "facilitation"},
    )
    rows(
        "membership",
        "resource_use",
        {"committee_id": "c1", "resource_id": "r", "used_on": "2026-05-01"},
        {"committee_id": "c1", "resource_id": "k", "used_on": "2026-05-01"},
        {"committee_id": "c1", "resource_id": "k", "used_on": "2026-05-02"},  # once more
        {"committee_id": "c2", "resource_id": "r", "used_on": "2025-06-01"},  # too long ago
        {"committee_id": "c2", "resource_id": "k", "used_on": "2025-06-02"},
        {"committee_id": "c3", "resource_id": "f", "used_on": "2026-05-01"},  # not asked for
    )
    derive("membership", AS_OF, *behind("membership", "committee_tools"))
    frame = reading.read_many(
        "membership", "committee_tools", SOUTHWEST, since=SINCE, topics="know_your_rights,security"
    )
    assert frame["committee_id"].tolist() == ["c1", "c2", "c3"]
    assert frame["uses"].tolist() == [3, 1, 1]
    assert frame["topics"].fillna(0).tolist() == [1 + 2, 1, 0]


def test_what_is_not_in_the_library_was_used_by_committees_too(rows: Rows) -> None:
    used = [{"committee_id": each, "used_on": "2026-05-01"} for each in ("c1", "c2", "c2")]
    rows("membership", "resource_use", *used)
    derive("membership", AS_OF, *behind("membership", "tool_uses"))
    with engines.owner("membership").begin() as connection:
        connection.execute(text("DELETE FROM rollup.tool"))
    (use,) = reading.read("membership", "tool_uses", SOUTHWEST, since=SINCE).to_dict("records")
    assert (use["tool_id"], use["uses"], use["committees"]) == (None, 3, 2)


def test_uses_are_of_the_region_and_the_library_of_all(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "east", "place_id": "atlanta"})
    rows("membership", "resource_use", {"committee_id": "east", "used_on": "2026-05-01"})
    derive("membership", AS_OF, *behind("membership", "tool_uses", "tools"))
    assert reading.read("membership", "tool_uses", SOUTHWEST, since=SINCE).empty
    assert len(reading.read("membership", "tool_uses", SOUTHEAST, since=SINCE)) == 1
    assert len(reading.read("membership", "tools", SOUTHWEST)) == 1
    assert reading.read("membership", "tools", Scope()).empty


def test_the_newest_policy_is_dated_by_itself_or_by_its_first_list(rows: Rows) -> None:
    rows(
        "membership",
        "jurisdiction_policy",
        # The same agreement on two lists: known since the first.
        {"county_fips": "04013", "source": "list", "as_of": "2025-01-01"},
        {"county_fips": "04013", "source": "list", "as_of": "2026-01-01"},
        {"policy": "state law", "in_force_from": "2025-03-01", "as_of": "2026-05-01"},
        {"policy": "next", "in_force_from": "2027-01-01"},  # still to come
        {"policy": "undated", "state_fips": "48"},  # nobody knows since when
    )
    derive("membership", AS_OF, *behind("membership", "policy_days"))
    days = reading.read("membership", "policy_days", SOUTHWEST, as_of=AS_OF)
    assert dict(zip(days["usps"], days["began_on"].dt.date, strict=True)) == {
        "AZ": date(2025, 3, 1)
    }


def test_partners_that_left_are_no_partners(rows: Rows) -> None:
    rows(
        "membership",
        "partner",
        {"sector": "legal", "place_id": "tucson"},
        {"sector": "legal", "place_id": "tucson", "left_on": "2026-06-01"},  # left today
        {"sector": "legal", "place_id": "tucson", "joined_on": "2026-06-02"},  # joins tomorrow
        {"sector": "faith", "place_id": None},  # of no place: only who sees those
    )
    derive("membership", AS_OF, *behind("membership", "partner_sectors"))
    frame = reading.read("membership", "partner_sectors", SOUTHWEST)
    assert frame.to_dict("records") == [{"sector": "legal", "partners": 1}]
