"""Five to call: what the title says where nothing is known, late, or pressing."""

from dataclasses import replace

import pytest

from lib.topics.health.calls import Call, Calls
from lib.topics.this_week.needs import card, title


def called(pressing: int = 0, judged: int = 9, opened: int = 9) -> Calls:
    return Calls(pressing=pressing, first=(), watched=(), open=opened, judged=judged)


@pytest.mark.parametrize(
    ("calls", "is_late", "said"),
    [
        (None, False, "Which committees to call first is known after the next refresh"),
        (called(1), False, "1 committee needs support this week"),
        (called(1_016), True, "1,016 committees need support this week"),
        (called(), False, "No committee stands out this week"),
        # What is late can't say that all is well, and neither can no data.
        (called(), True, "The sources are late: whether a committee needs support can't be told"),
        (
            called(judged=0),
            False,
            "Which committees need support can't be told: none has enough data",
        ),
        # All of a region's are closed: none of them lacks data.
        (called(judged=0, opened=0), False, "No committee is open here"),
    ],
)
def test_the_title_is_never_an_all_clear_without_data(
    calls: Calls | None, is_late: bool, said: str
) -> None:
    assert title(calls, is_late=is_late) == said


CALL = Call(
    committee_id="a",
    name="North Tucson",
    cause="Nobody coordinates it: all 18 points lost",
    facts=("▼ Fragile", "37 of 100"),
    deed="Find someone to coordinate",
    change="+5.4 points",
    ours=("No visit yet", "No open request"),
    crm_url="",
    action="find_first_coordinator",
)


def test_a_card_says_the_cause_first_then_one_deed_then_the_rest() -> None:
    assert card(CALL) == (
        "**Nobody coordinates it: all 18 points lost**  \n"
        "→ Find someone to coordinate :small[(+5.4 points)]  \n"
        ":small[▼ Fragile · 37 of 100 · No visit yet · No open request]"
    )


@pytest.mark.parametrize(
    ("url", "within"),
    [
        ("https://crm.example/people?of=a%20b&x=1#y", "https://crm.example/people?of=a%20b&x=1#y"),
        # Neither ends the link early, nor begins another, nor a formula.
        ("https://crm.example/a) [b](c", "https://crm.example/a%29%20%5Bb%5D%28c"),
        ("https://crm.example/<$*`\\", "https://crm.example/%3C%24%2A%60%5C"),
    ],
)
def test_the_link_to_its_people_is_whole_and_no_more(url: str, within: str) -> None:
    assert card(replace(CALL, crm_url=url)).endswith(f"] · [Its people (CRM)]({within})")
