"""Spells of membership: derived from the cover of dues, from the list, or recorded."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from lib.data.refresh import refresh, working
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
FREE = {"tier_id": "free"}
Spell = tuple[str, str | None, int, str]


def paid(first: str, last: str, **more: Any) -> dict[str, Any]:
    return {"paid_on": first, "covers_from": first, "covers_to": last, **more}


Member = tuple[dict[str, Any], list[dict[str, Any]]]


@pytest.fixture
def spells(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The spells of members: beginning, end, which, and what decided."""
    kept: dict[str, list[Spell]] = defaultdict(list)
    derive = working.derive

    def watched(connection: Any, name: str, *more: Any) -> None:
        derive(connection, name, *more)
        if name == "spell":
            found = connection.execute(
                text(
                    "SELECT member_id, began_on::text, ended_on::text, nth::int, basis FROM spell"
                    " ORDER BY member_id, began_on"
                )
            )
            for member, *spell in found:
                kept[member].append(tuple(spell))

    monkeypatch.setattr(working, "derive", watched)

    def of(
        members: dict[str, Member], recorded: tuple[dict[str, Any], ...] = ()
    ) -> dict[str, list[Spell]]:
        # Another's payment, from which on payments are on record.
        rows("membership", "member", {"member_id": "other", "joined_on": "2024-01-01"})
        first = paid("2024-01-01", "2024-01-31")
        rows("membership", "dues_payment", {"member_id": "other", **first})
        rows("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
        for who, (member, payments) in members.items():
            rows("membership", "member", {"member_id": who, "committee_id": "c1", **member})
            for table, given in (("dues_payment", payments), ("membership_spell", recorded)):
                for row in given:
                    rows("membership", table, {"member_id": who, **row})
        refresh("membership", AS_OF)
        return kept

    return of


JOINED = {"joined_on": "2025-01-01"}


CASES: list[tuple[dict[str, Any], list[dict[str, Any]], list[Spell]]] = [
    # Covered today.
    (JOINED, [paid("2025-01-01", "2026-12-31")], [("2025-01-01", None, 1, "dues")]),
    # Covered until March 31; sixty days of grace: May 30 is the first day without membership.
    (JOINED, [paid("2025-01-01", "2025-03-31")], [("2025-01-01", "2025-05-31", 1, "dues")]),
    # Sixty days without cover are no lapse …
    (
        JOINED,
        [paid("2025-01-01", "2025-03-31"), paid("2025-05-31", "2026-12-31")],
        [("2025-01-01", None, 1, "dues")],
    ),
    # … sixty-one are: who returns has two spells.
    (
        JOINED,
        [paid("2025-01-01", "2025-03-31"), paid("2025-06-01", "2026-12-31")],
        [("2025-01-01", "2025-05-31", 1, "dues"), ("2025-06-01", None, 2, "dues")],
    ),
    # Cover ended on January 24: behind, and a member still; a day earlier: lapsed today.
    (JOINED, [paid("2025-01-01", "2026-01-24")], [("2025-01-01", None, 1, "dues")]),
    (JOINED, [paid("2025-01-01", "2026-01-23")], [("2025-01-01", "2026-03-25", 1, "dues")]),
    # The list's lapse ends it at once, within the grace and while dues still cover.
    (
        {**JOINED, "lapsed_on": "2025-04-10"},
        [paid("2025-01-01", "2025-03-31")],
        [("2025-01-01", "2025-04-10", 1, "dues")],
    ),
    (
        {**JOINED, "lapsed_on": "2025-03-10"},
        [paid("2025-01-01", "2025-03-31")],
        [("2025-01-01", "2025-03-10", 1, "dues")],
    ),
    # The list holds the first of two lapses only: who paid again after it has returned.
    (
        {**JOINED, "lapsed_on": "2025-03-31"},
        [paid("2025-01-01", "2025-03-30"), paid("2025-09-01", "2026-12-31")],
        [("2025-01-01", "2025-03-31", 1, "dues"), ("2025-09-01", None, 2, "dues")],
    ),
    # It holds the second only: the first is seen all the same.
    (
        {**JOINED, "lapsed_on": "2026-01-01"},
        [paid("2025-01-01", "2025-01-31"), paid("2025-09-01", "2025-12-31")],
        [("2025-01-01", "2025-04-02", 1, "dues"), ("2025-09-01", "2026-01-01", 2, "dues")],
    ),
    # The first payment came within the grace after joining, or later.
    (JOINED, [paid("2025-03-02", "2026-12-31")], [("2025-01-01", None, 1, "dues")]),
    (JOINED, [paid("2025-03-03", "2026-12-31")], [("2025-03-03", None, 1, "dues")]),
    # Dues of a calendar year, paid in March: membership begins with joining.
    (
        {"joined_on": "2025-03-10"},
        [paid("2025-01-01", "2026-12-31", paid_on="2025-03-10")],
        [("2025-03-10", None, 1, "dues")],
    ),
    # A member since before payments are on record; and one who was away when they began.
    (
        {"joined_on": "2020-01-01"},
        [paid("2024-02-01", "2026-12-31")],
        [("2020-01-01", None, 1, "dues")],
    ),
    (
        {"joined_on": "2020-01-01"},
        [paid("2025-02-01", "2026-12-31")],
        [("2025-02-01", None, 2, "dues")],
    ),
    # A lapse before the joining: neither day is believed, and the first that dues tell of is first.
    (
        {"joined_on": "2025-06-01", "lapsed_on": "2025-05-01"},
        [paid("2025-02-01", "2025-03-31"), paid("2025-09-01", "2026-12-31")],
        [("2025-02-01", "2025-05-31", 1, "dues"), ("2025-09-01", None, 2, "dues")],
    ),
    # A tier without dues, and who never paid: what the list says.
    ({**JOINED, **FREE}, [], [("2025-01-01", None, 1, "free")]),
    (
        {**JOINED, **FREE, "lapsed_on": "2025-06-01"},
        [paid("2025-01-01", "2026-12-31")],
        [("2025-01-01", "2025-06-01", 1, "free")],
    ),
    ({**JOINED, "lapsed_on": "2025-06-01"}, [], [("2025-01-01", "2025-06-01", 1, "list")]),
    # A failed payment and a gift are no cover.
    (
        JOINED,
        [
            paid("2025-01-01", "2025-03-31", kind="failed"),
            paid("2025-01-01", "2025-01-31", kind="gift"),
        ],
        [("2025-01-01", None, 1, "list")],
    ),
    # Nobody is a member before they join, or for no day at all.
    ({"joined_on": "2026-03-26"}, [], []),
    ({**JOINED, "lapsed_on": "2025-01-01"}, [], []),
]  # fmt: skip
"""A member, their payments, and the spells that follow."""


@pytest.mark.slow
def test_spells_of_a_member(spells: Any) -> None:
    # All members in one organization: what another did decides nothing but since when there are
    # payments on record, which is before any of theirs.
    found = spells({f"m{n}": (member, payments) for n, (member, payments, _) in enumerate(CASES)})
    faults = [
        (member, payments, expected, found[f"m{n}"])
        for n, (member, payments, expected) in enumerate(CASES)
        if found[f"m{n}"] != expected
    ]
    assert not faults


@pytest.mark.slow
def test_recorded_spells_stand_above_all_else(spells: Any) -> None:
    recorded = (
        {"began_on": "2019-01-01", "ended_on": "2020-01-01"},
        # Goes on from the last without a day between.
        {"began_on": "2020-01-01", "ended_on": "2020-07-01"},
        {"began_on": "2025-01-01"},
        # Impossible, and to come: no spell.
        {"began_on": "2023-01-02", "ended_on": "2023-01-01"},
        {"began_on": "2026-03-26"},
    )
    found = spells({"m1": (JOINED, [paid("2021-01-01", "2021-12-31")])}, recorded)
    assert found["m1"] == [
        ("2019-01-01", "2020-07-01", 1, "recorded"),
        ("2025-01-01", None, 2, "recorded"),
    ]


@pytest.mark.slow
def test_another_grace_makes_other_spells(spells: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "GRACE_DAYS", 30)
    found = spells(
        {
            # Covered until March 31: the 30 days are over on April 30.
            "m1": (JOINED, [paid("2025-01-01", "2025-03-31")]),
            # Thirty days without cover are no lapse; thirty-one are.
            "m2": (JOINED, [paid("2025-01-01", "2025-03-31"), paid("2025-05-01", "2026-12-31")]),
            "m3": (JOINED, [paid("2025-01-01", "2025-03-31"), paid("2025-05-02", "2026-12-31")]),
        }
    )
    assert found["m1"] == [("2025-01-01", "2025-05-01", 1, "dues")]
    assert found["m2"] == [("2025-01-01", None, 1, "dues")]
    assert found["m3"] == [("2025-01-01", "2025-05-01", 1, "dues"),
                           ("2025-05-02", None, 2, "dues")]  # fmt: skip
