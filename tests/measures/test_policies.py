"""What the codes of policies mean, what is in force, and what changed, by hand."""

from datetime import date

import pandas as pd
import pytest

from lib.measures.policies import by_place, changes, in_force, kind_of, lists, undated

DAY = date(2026, 3, 25)
COLUMNS = [
    "policy", "state_fips", "county_fips", "in_force_from", "in_force_until",
    "first_listed_on", "last_listed_on",
]  # fmt: skip


def policies(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    """Policies of Arizona; of each: code, county, from, until, first list, last list."""
    filled = [(*row, *[None] * (6 - len(row))) for row in rows]
    frame = pd.DataFrame([(code, "04", *rest) for code, *rest in filled], columns=COLUMNS)
    dates = frame.columns[3:]
    frame[dates] = frame[dates].apply(pd.to_datetime)
    return frame


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("287g_task_force", "task_force"),
        ("287g_jail_enforcement", "jail_enforcement"),
        ("287g_warrant_service_officer", "warrant_service_officer"),
        ("287g", "agreement"),
        ("287g_tribal", "agreement"),  # a model of a day to come
        ("pending_287g_task_force", "pending"),
        ("sanctuary_county", "protects"),
        ("welcoming", "protects"),
        ("ice_free_zone", "protects"),
        ("ice_detention_facility", "other"),
    ],
)
def test_what_a_code_is(code: str, kind: str) -> None:
    assert kind_of(pd.Series([code])).tolist() == [kind]


def test_what_is_in_force_is_counted_by_county_and_whole_state() -> None:
    found = by_place(
        in_force(
            policies(
                ("287g_task_force", "04019", "2020-01-01"),
                ("287g_task_force", "04019", "2021-01-01"),
                ("287g_jail_enforcement", "04019"),  # nobody knows since when
                ("287g_task_force", "04019", "2026-03-26"),  # from tomorrow on
                ("287g_task_force", "04019", "2020-01-01", "2026-03-24"),  # until yesterday
                ("pending_287g_task_force", "04019"),
                ("welcoming_county", "04013", "2019-01-01", "2026-03-25"),  # until today
                ("287g_warrant_service_officer", None),
                ("ice_detention_facility", "04021"),  # a building
            ),
            DAY,
        )
    )
    rows = found.set_index("county_fips")
    kinds = ["agreements", "task_force", "jail_enforcement", "pending", "protects"]
    assert rows.loc["04019", kinds].tolist() == [3, 2, 1, 1, 0]
    assert rows.loc["04019", "newest"] == pd.Timestamp("2021-01-01")
    assert rows.loc["04013", kinds].tolist() == [0, 0, 0, 0, 1]
    whole = found[found["county_fips"].isna()].iloc[0]
    assert (whole["agreements"], whole["warrant_service_officer"]) == (1, 1)
    assert len(found) == 3


LISTED = policies(
    # On the first list (3 July) and the newest.
    ("287g_task_force", "04001", "2019-05-01", None, "2025-07-03", "2025-07-18"),
    # Signed the day before the first list and not on it: new since then.
    ("287g_task_force", "04003", "2025-07-02", None, "2025-07-18", "2025-07-18"),
    # On the first list alone.
    ("287g_task_force", "04005", None, "2025-07-17", "2025-07-03", "2025-07-03"),
    # A county's own, of no list.
    ("sanctuary", "04007", "2025-07-10"),
    ("welcoming", "04009"),  # nobody knows since when
    ("pending_287g_task_force", "04011", None, None, "2025-07-18", "2025-07-18"),
)


@pytest.mark.parametrize(
    ("since", "changed"),
    [
        # As the list of that day had it.
        (date(2025, 7, 3), {"04003": "new", "04005": "ended", "04007": "new"}),
        # The last day on which it counts as in force, and the day after.
        (date(2025, 7, 17), {"04003": "new", "04005": "ended"}),
        (date(2025, 7, 18), {}),
        # Before any list: what was signed since.
        (date(2025, 7, 1), {"04003": "new", "04005": "ended", "04007": "new"}),
        (date(2018, 1, 1), {"04001": "new", "04003": "new", "04005": "ended", "04007": "new"}),
    ],
)
def test_what_changed_since_a_day(since: date, changed: dict[str, str]) -> None:
    found = changes(LISTED, since, DAY)
    assert dict(zip(found["county_fips"], found["change"], strict=True)) == changed


def test_one_that_came_and_went_is_neither_new_nor_ended() -> None:
    brief = policies(("287g_task_force", "04001", "2025-08-01", "2025-09-01"))
    found = changes(brief, date(2025, 7, 1), DAY)
    assert found["change"].tolist() == ["came_and_went"]
    assert found["changed_on"].tolist() == [pd.Timestamp("2025-09-02")]


def test_those_without_a_day_are_counted() -> None:
    assert undated(LISTED, date(2018, 1, 1)) == 2  # the one that ended, and the welcoming county
    assert undated(LISTED, date(2025, 7, 3)) == 1  # of the other its list is known


def test_the_days_of_lists_are_those_of_agreements() -> None:
    assert lists(LISTED) == [date(2025, 7, 3), date(2025, 7, 18)]
    assert lists(policies(("sanctuary", "04001"))) == []
