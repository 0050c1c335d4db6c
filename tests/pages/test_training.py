"""The training page: what it compares, what a link opens, and what it says."""

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.language.formats import plain
from tests.pages.conftest import Visit, words

SCRIPT = "organizer/training.py"


def _one(query: str) -> int:
    with engines.owner("membership").connect() as connection:
        return int(connection.scalar(text(query)) or 0)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["course", "region", "cohort"])
@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("curves", "half of the learners complete within"),
        ("steps", "Half of the learners start within"),
    ],
)
def test_a_link_opens_a_view_and_a_comparison(visit: Visit, view: str, said: str, by: str) -> None:
    seen = visit(SCRIPT, "national", learners=view, learners_by=by)
    assert not seen.exception
    assert said.lower() in words(seen).lower()
    assert seen.segmented_control(key="learners").value == view
    assert seen.segmented_control(key="learners_by").value == by
    # Only what was chosen is drawn.
    others = {"curves": "Kaplan–Meier", "steps": "Medians with"}
    assert [name for name, sign in others.items() if sign in words(seen)] == [view]


@pytest.mark.slow
@pytest.mark.parametrize("by", ["course", "region"])
def test_a_link_opens_where_learners_stop_by_course_or_region(visit: Visit, by: str) -> None:
    seen = visit(SCRIPT, "national", stalls_by=by)
    assert not seen.exception
    assert seen.segmented_control(key="stalls_by").value == by
    assert "of those who have not completed" in words(seen)


def test_the_page_goes_from_what_to_do_to_how_we_know(visit: Visit) -> None:
    seen = visit(SCRIPT, "national")
    assert [header.value for header in seen.header] == [
        "Whom to train now",
        "Where do learners stop?",
        "Who completes in time?",
        "Who enrolls?",
    ]


@pytest.mark.slow
def test_a_viewer_of_one_region_has_no_regions_to_compare(visit: Visit) -> None:
    seen = visit(SCRIPT, "southwest", learners_by="region")
    assert seen.segmented_control(key="learners_by").options == ["Course", "When they enrolled"]
    assert seen.segmented_control(key="learners_by").value == "course"


@pytest.mark.slow
def test_a_comparison_that_is_no_longer_offered_falls_back(visit: Visit) -> None:
    seen = visit(SCRIPT, "national", learners_by="region")
    seen.pills(key="region").set_value(["midwest"]).run()
    assert not seen.exception
    assert seen.segmented_control(key="learners_by").value == "course"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("weeks", "since", "until"),
    [
        # The complete weeks before the one of 24 June 2026 begin on 25 May; three years in 2023.
        (4, "May 25", "Jun 21, 2026"),
        (156, "Jun 26, 2023", "Jun 21, 2026"),
    ],
)
def test_enrollments_are_those_of_the_chosen_weeks_in_every_title(
    visit: Visit, weeks: int, since: str, until: str
) -> None:
    enrolled = _one(
        "SELECT count(*) FROM source.enrollment e JOIN source.committee c USING (committee_id)"
        " JOIN source.place p USING (place_id) JOIN source.state s USING (state_fips)"
        f" WHERE s.region_id = 'southwest' AND enrolled_on >= date '2026-06-22' - 7 * {weeks}"
        " AND enrolled_on < '2026-06-22'"
    ) + _one(
        "SELECT sum(enrolled) FROM rollup.training_cohort WHERE committee_id IS NULL"
        f" AND region_id = 'southwest' AND enrolled_week >= date '2026-06-22' - 7 * {weeks}"
        " AND enrolled_week < '2026-06-22'"
    )
    seen = visit(SCRIPT, "southwest", weeks=str(weeks))
    assert f"{enrolled:,} enrollments between {since} and {until}, by course" in words(seen)


def test_courses_with_too_few_learners_for_a_line_are_named(visit: Visit) -> None:
    # A national viewer's choice of one region, where some course has had fewer than fifteen.
    with engines.owner("membership").connect() as connection:
        region, title = connection.execute(
            text(
                "SELECT region_id, title_en FROM rollup.learner_days JOIN rollup.course"
                " USING (course_id) WHERE enrolled_quarter >= '2025-04-01'"
                " AND region_id <> 'unknown' GROUP BY 1, 2 HAVING sum(learners) < 15 LIMIT 1"
            )
        ).one()
    seen = visit(SCRIPT, "national", learners_by="course")
    seen.pills(key="region").set_value([region]).run()
    _before, said, names = words(seen).partition("Fewer than 15 learners, so no line: ")
    assert said
    assert plain(title) in names.splitlines()[0]


@pytest.mark.slow
def test_dates_that_cannot_be_are_counted_on_the_page(visit: Visit) -> None:
    with engines.owner("membership").begin() as connection:
        changed = connection.execute(
            text(
                "UPDATE rollup.learner_stage SET left_out = 1"
                " WHERE enrolled_week BETWEEN '2025-12-22' AND '2026-03-16'"
                " AND region_id = 'southeast'"
            )
        ).rowcount
    assert changed > 1
    seen = visit(SCRIPT, "southeast")
    try:
        assert f"{changed} enrollments are left out, since their dates can't be" in words(seen)
    finally:
        with engines.owner("membership").begin() as connection:
            connection.execute(text("UPDATE rollup.learner_stage SET left_out = 0"))
