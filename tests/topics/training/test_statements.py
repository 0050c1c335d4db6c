"""Each title's number is the sum of its own table, and all speak of the same people."""

from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.data.scope import Scope
from lib.topics.training import certificates, completion, enrolled, funnel, stalls
from lib.ui.charts import Chart
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

# A Wednesday. The four complete weeks begin on 25 May; the newest four of which everyone has had
# 90 days begin on 23 February and end on 22 March.
AS_OF = date(2026, 6, 24)
MEMBERSHIP = (
    *("certificate", "committee", "committee_support", "committee_week", "course"),
    *("learner_stage", "region", "training_cohort"),
)
"""What the page reads."""
FOUR_WEEKS = Choice(Scope(("southwest", "unknown")), weeks=4)
IN_C1 = {"committee_id": "c1"}
NOWHERE = {"committee_id": None, "member_id": None}
DONE_IN_A_MONTH = {"started_on": "2026-03-02", "completed_on": "2026-04-01"}

ENROLLMENTS: tuple[dict[str, Any], ...] = (
    {**IN_C1, "enrolled_on": "2026-02-22", **DONE_IN_A_MONTH},  # the day before
    {**IN_C1, "enrolled_on": "2026-02-23", **DONE_IN_A_MONTH},
    {**IN_C1, "enrolled_on": "2026-03-02", **DONE_IN_A_MONTH},
    {**IN_C1, "enrolled_on": "2026-03-02", **DONE_IN_A_MONTH},
    {**IN_C1, "enrolled_on": "2026-03-22"},  # never started
    {**IN_C1, "enrolled_on": "2026-03-02", "started_on": "2026-03-09"},  # still at it
    {"committee_id": None, "member_id": "m1", "enrolled_on": "2026-03-02"},  # never started
    # Completed, but not in 90 days.
    {
        **NOWHERE,
        "enrolled_on": "2026-03-03",
        "started_on": "2026-03-03",
        "completed_on": "2026-06-12",
    },
    {**IN_C1, "enrolled_on": "2026-03-23"},  # the day after
    {**IN_C1, "enrolled_on": "2026-05-24"},  # the day before the chosen weeks
    {**IN_C1, "enrolled_on": "2026-05-25"},
    {**IN_C1, "enrolled_on": "2026-06-21"},
    {**NOWHERE, "enrolled_on": "2026-06-01"},
    {**IN_C1, "enrolled_on": "2026-06-22"},  # in the week that is not over
)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was made of another test's organization is of the same choice."""
    st.cache_data.clear()


@pytest.fixture
def organization(rows: Rows) -> Rows:
    rows("membership", "state", {"state_fips": "04"})
    rows("membership", "place", {"place_id": "tucson", "state_fips": "04"})
    rows("membership", "committee", {"committee_id": "c1", "name": "Tucson", "place_id": "tucson"})
    rows("membership", "member", {"member_id": "m1", "state_fips": "04"})
    rows("membership", "course", {"course_id": "core", "title_en": "Rights"})
    return rows


@pytest.fixture
def learners(organization: Rows) -> None:
    organization("membership", "enrollment", *ENROLLMENTS)
    derive("membership", AS_OF, *MEMBERSHIP)


def made(figure: Any, *options: str, choice: Choice = FOUR_WEEKS) -> Any:
    return figure.made(choice, *options).value


def test_who_completes_are_those_who_enrolled_in_as_many_weeks_as_chosen(learners: None) -> None:
    chart = made(completion.COMPLETION)
    assert chart.title == (
        "43% (3 of 7) of those who enrolled between Feb 23 and Mar 22, 2026 completed within"
        " 90 days"
    )
    ninety = chart.table[chart.table["horizon_days"] == 90]
    assert ninety[["completed", "enrolled"]].sum().tolist() == [3, 7]


def test_where_learners_stop_is_told_of_the_same_people(learners: None) -> None:
    chart = made(stalls.STALLS, "course").chart
    # Three have not completed; one of them began.
    assert chart.title == (
        "67% (2 of 3) of those who have not completed never started; enrolled between Feb 23 and"
        " Mar 22, 2026"
    )
    assert chart.caption == "7 enrollments; everyone has had at least 90 days."
    assert chart.table["enrolled"].tolist() == [7]
    assert chart.table["name"].tolist() == ["Rights"]


def test_committees_and_who_is_in_none_add_up_to_the_same_people(learners: None) -> None:
    chart = made(funnel.FUNNEL)
    assert isinstance(chart, Chart)
    assert chart.title.endswith("enrolled between Feb 23 and Mar 22, 2026")
    assert chart.caption == "5 enrolled in a committee, 2 without one."
    assert chart.table[["name", "enrolled", "completed"]].to_numpy().tolist() == [["Tucson", 5, 3]]


def test_committees_so_small_that_nothing_is_beyond_chance_are_no_all_clear(
    organization: Rows,
) -> None:
    # Two of whom half complete: all or none of them is chance.
    organization(
        "membership",
        "enrollment",
        {**IN_C1, "enrolled_on": "2026-03-02", **DONE_IN_A_MONTH},
        {**IN_C1, "enrolled_on": "2026-03-02"},
    )
    derive("membership", AS_OF, *MEMBERSHIP)
    title = made(funnel.FUNNEL).title
    assert title.startswith("Too few enrolled in any committee to tell it from chance;")


@pytest.mark.parametrize("figure", [enrolled.COURSES, enrolled.REGIONS], ids=["course", "region"])
def test_enrollments_of_the_chosen_weeks_are_the_sum_of_their_table(
    learners: None, figure: Any
) -> None:
    table = made(figure)
    assert isinstance(table, Table)
    assert table.title.startswith("3 enrollments between May 25 and Jun 21, 2026, by ")
    assert table.frame["enrolled"].sum() == 3


def test_regions_name_what_lies_in_none(learners: None) -> None:
    assert made(enrolled.REGIONS).title.endswith("by region; place unknown: 1")
    region = made(enrolled.REGIONS, choice=Choice(Scope(("southwest",)), weeks=4))
    assert region.title == "2 enrollments between May 25 and Jun 21, 2026, by region"


def test_a_longer_period_reaches_back_from_the_same_day(learners: None) -> None:
    # Thirteen weeks from 22 December on: one more, of 22 February.
    chart = made(completion.COMPLETION, choice=Choice(FOUR_WEEKS.scope, weeks=13))
    assert chart.title.startswith("50% (4 of 8) of those who enrolled between Dec 22, 2025 and Mar")


def test_nobody_is_no_finding(organization: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    assert made(completion.COMPLETION) is None
    assert made(funnel.FUNNEL) is None
    text = made(stalls.STALLS, "course")
    assert text == Text("Nobody enrolled between Feb 23 and Mar 22, 2026")


def test_no_certificate_at_all_is_no_all_clear(organization: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    assert made(certificates.EXPIRING) == Text(title="No valid certificate is on record")


def certified(until: str | None, **more: Any) -> dict[str, Any]:
    return {**IN_C1, "completed_on": "2026-01-02", "certified_until": until, **more}


def test_certificates_to_renew_are_those_of_the_table(organization: Rows) -> None:
    organization(
        "membership",
        "enrollment",
        certified("2026-07-24"),  # the thirtieth day
        certified("2026-07-25"),
        certified("2026-08-23", **NOWHERE),  # the sixtieth
        certified("2026-08-24"),
        certified(None),
    )
    derive("membership", AS_OF, *MEMBERSHIP)
    table = made(certificates.EXPIRING)
    assert table.title == "Renew 3 certificates by Aug 23, 2026, 1 of them by Jul 24, 2026"
    assert table.frame[["name", "expiring_30", "expiring_60"]].to_numpy().tolist() == [
        ["Tucson", 1, 2],
        ["Without a committee, Place unknown", 0, 1],
    ]


def test_none_to_renew_says_until_when(organization: Rows) -> None:
    organization("membership", "enrollment", certified("2027-01-01"))
    derive("membership", AS_OF, *MEMBERSHIP)
    assert made(certificates.EXPIRING).title == "No certificate expires by Aug 23, 2026"


def test_coordinators_to_train_and_to_find_are_those_of_the_table(organization: Rows) -> None:
    organization(
        "membership",
        "committee",
        {"committee_id": "c2", "name": "Mesa"},  # nobody coordinates
        {"committee_id": "c3", "name": "Yuma", "status": "closed"},  # needs nobody
    )
    organization("membership", "member", {"member_id": "m2"}, {"member_id": "m3"})
    organization("membership", "role_term", {"member_id": "m2"}, {"member_id": "m3"})
    organization("membership", "enrollment", certified("2027-01-01", member_id="m3"))
    derive("membership", AS_OF, *MEMBERSHIP)
    table = made(certificates.COORDINATORS)
    assert table.title == (
        "Train 1 coordinator in the core courses · Find a coordinator for 1 committee"
    )
    assert table.caption == "50% (1 of 2) of coordinators hold the core training."
    assert table.frame[["name", "coordinators", "untrained"]].to_numpy().tolist() == [
        ["Mesa", 0, 0],
        ["Tucson", 2, 1],
    ]


def test_nobody_is_sought_where_only_other_roles_are_on_record(organization: Rows) -> None:
    organization("membership", "role_term", {"role": "responder"})
    organization("membership", "enrollment", certified("2027-01-01"))
    derive("membership", AS_OF, *MEMBERSHIP)
    assert made(certificates.COORDINATORS) is None


def test_committees_of_one_name_are_told_apart(organization: Rows) -> None:
    organization(
        "membership",
        "committee",
        {"committee_id": "c2", "name": "Mesa", "formed_on": "2020-02-01"},
        {"committee_id": "c3", "name": "Mesa", "formed_on": "2021-02-01"},
    )
    organization(
        "membership",
        "enrollment",
        certified("2026-07-24", committee_id="c2"),
        certified("2026-07-24", committee_id="c3"),
    )
    organization("membership", "role_term")  # of c1
    derive("membership", AS_OF, *MEMBERSHIP)
    told = ["Mesa · formed 2020", "Mesa · formed 2021"]
    assert made(certificates.EXPIRING).frame["name"].tolist() == told
    assert made(certificates.COORDINATORS).frame["name"].tolist()[:2] == told


def test_no_open_committee_is_no_all_clear(rows: Rows) -> None:
    rows("membership", "state", {"state_fips": "04"})
    derive("membership", AS_OF, *MEMBERSHIP)
    assert made(certificates.COORDINATORS) is None
