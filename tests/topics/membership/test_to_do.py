"""Whom to call because members slip away, and what may be told of them."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.measures.months import Months
from lib.measures.slipping import slipping
from lib.topics.membership import loss_words, slips, to_do
from lib.topics.membership.slips import Slips
from lib.ui.filters import Choice

COUNTRY = Choice(Scope(("west", "south")), 13)
REGION = Choice(Scope(("west",)), 13)


@pytest.fixture(autouse=True)
def _organization(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (to_do, loss_words):
        monkeypatch.setattr(module, "region_name", str.title)
    monkeypatch.setattr(to_do, "committee_names", lambda _scope: {"c0": "Committee zero"})
    months = Months(pd.Timestamp("2026-11-27").date(), 3)
    monkeypatch.setattr(to_do, "months", lambda _choice: months)
    monkeypatch.setattr(to_do, "tier_names", lambda _scope: {"south": "Standard"})


def losses(*rows: tuple[int, int, int], regions: tuple[tuple[int, int], ...] = ()) -> Slips:
    """Committees by members at the end, behind and lapsed; regions by members and slipped."""
    counts = pd.DataFrame(rows, columns=["members", "behind", "lapsed"], dtype=float)
    committees = slips.followed(counts).assign(
        committee_id=[f"c{n}" for n in range(len(rows))],
        region_id="west",
        place_name="Tucson",
        usps="AZ",
        name="as recorded",
    )
    wide = pd.DataFrame(regions, columns=["members", "slipped"], dtype=float)
    wide["group"] = ["west", "south", "east"][: len(regions)]
    return Slips(
        slipping(committees), slipping(wide), slipping(wide), are_dues_known=True, is_late=False
    )


USUAL = [(45, 3, 2)] * 10
"""Ten committees of which 5 of 47 slipped."""


def test_everybody_who_was_a_member_and_who_of_them_slipped() -> None:
    counts = slips.followed(pd.DataFrame({"members": [45.0], "behind": [3.0], "lapsed": [2.0]}))
    assert counts[["members", "slipped"]].to_numpy().tolist() == [[47, 5]]


def test_a_committee_to_call_has_its_cause_its_deed_and_its_page() -> None:
    with use("en"):
        due = pd.Series({"c0": 12.0})
        shown = to_do.in_words(replace(losses((40, 20, 8), *USUAL), due=due), COUNTRY)
    assert shown.title == (
        "1 of 11 committees loses more members than usual: call before they are gone"
    )
    assert shown.listing is not None
    (row,) = shown.listing.rows
    assert row.href == "committee?committee=c0"
    name, why, what = row.cells
    assert (name.text, name.notes) == ("Committee zero", ("Tucson, AZ · West",))
    # Of the 40 and the 8 who lapsed, 28.
    assert why.text == "58% (28 of 48) lapsed or are behind with their dues"
    assert why.notes[0] == "8 lapsed · 20 behind"
    assert why.notes[1].startswith("allowing for chance ")
    assert why.notes[2] == "dues of 12 more run out within 90 days"
    assert what.text == "Call those who are behind, before their membership lapses"
    assert len(shown.everyone) == 1


def test_where_most_have_left_they_are_asked_why_and_no_small_part_is_told() -> None:
    with use("en"):
        shown = to_do.in_words(losses((20, 4, 24), *USUAL), REGION)
    assert shown.listing is not None
    _name, why, what = shown.listing.rows[0].cells
    assert what.text == "Ask those who left what happened, and invite them back"
    # Four behind are too few to be told; the 24 would tell them.
    assert "24" not in "".join(why.notes)
    assert why.text.startswith("64% (28 of 44)")


def test_five_are_listed_and_the_file_has_all() -> None:
    many = [(40, 20, 8 + n) for n in range(7)]
    with use("en"):
        shown = to_do.in_words(losses(*many, *(USUAL * 8)), REGION)
    assert shown.title.startswith("7 of 87 committees")
    assert shown.listing is not None
    # Most people beyond the usual first: the seventh lost fourteen more.
    assert [row.href for row in shown.listing.rows] == [
        f"committee?committee=c{n}" for n in (6, 5, 4, 3, 2)
    ]
    assert len(shown.everyone) == 7
    assert "Listed are the 5 where most people slip away" in shown.note


def test_late_sources_call_nobody_and_say_nothing_is_well() -> None:
    with use("en"):
        shown = to_do.in_words(replace(losses((40, 20, 8), *USUAL), is_late=True), COUNTRY)
    assert shown.title == "The sources are late: whose members slip away can't be told"
    assert shown.listing is None
    assert shown.losing == ""


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (USUAL, "No committee loses more members than chance explains"),
        ([(40, 20, 8)], "With one committee there is none to compare with"),
        ([], "No committee had members in these months: whose slip away can't be told"),
        ([(0, 0, 0)], "No committee had members in these months: whose slip away can't be told"),
    ],
)
def test_where_nothing_stands_out_it_says_so(rows: list[tuple[int, int, int]], title: str) -> None:
    with use("en"):
        shown = to_do.in_words(losses(*rows), REGION)
    assert shown.title == title
    assert shown.listing is None


@pytest.mark.slow
def test_without_dues_nobody_is_known_to_be_behind() -> None:
    with use("en"):
        shown = to_do.in_words(replace(losses((40, 0, 28), *USUAL), are_dues_known=False), REGION)
    assert shown.listing is not None
    why = shown.listing.rows[0].cells[1]
    assert why.text == "41% (28 of 68) lapsed"
    assert "behind" not in " ".join(why.notes)
    assert "Who is behind can't be told: no payment of dues was ever recorded." in shown.note


def test_leadership_hears_which_region_and_tier_lose() -> None:
    regions = ((1000, 150), (1000, 300), (1000, 150))
    with use("en"):
        lost = to_do.losing(losses(*USUAL, regions=regions), COUNTRY).splitlines()
        even = to_do.losing(losses(*USUAL, regions=((1000, 150), (1000, 150))), COUNTRY)
        alone = to_do.losing(losses(*USUAL, regions=((1000, 150),)), COUNTRY)
    assert lost[0].startswith(
        "- **South** loses more members than usual: 30% (300 of 1,000) lapsed"
    )
    assert lost[1].startswith("- **Standard** loses more members than usual: 30% (300 of 1,000)")
    assert len(lost) == 2
    assert even == (
        "- No region loses more members than chance explains.\n"
        "- No tier of membership loses more members than chance explains."
    )
    assert alone == ""


def test_a_tiers_members_are_those_of_the_last_month_and_its_lapses_those_of_all() -> None:
    monthly = pd.DataFrame(
        [
            ("2026-09-01", 30, 20, 1, 0, 4),
            ("2026-10-01", 28, 20, 2, 1, 3),  # 28 less 23: five are behind
        ],
        columns=["month_start", "members", "good_standing", "no_payment", "not_listed", "lapsed"],
    ).assign(tier_id="standard")
    counts = slips.followed(slips.at_the_end(monthly))
    # 28 and the 7 who lapsed; of these the 7 and the five who are behind.
    assert counts[["members", "slipped"]].sum().tolist() == [35, 12]


def test_tiers_without_dues_and_unknown_ones_are_compared_with_none() -> None:
    monthly = pd.DataFrame({"tier_id": ["free", "standard", None], "owed_days": [0, 300, 10]})
    assert slips.with_dues(monthly)["tier_id"].tolist() == ["standard"]
