"""Who opens which page with which link."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.comparison import house
from tests.comparison.organization import ACCOUNTS

Link = dict[str, str | list[str]]

PERIODS: list[Link] = [{"weeks": "4"}, {"weeks": "52"}, {"weeks": "156"}]
REGIONS: list[Link] = [{"region": "southwest"}, {"region": ["midwest", "west"]}]
CHOICES: dict[str, list[Link]] = {
    "this_week": [*PERIODS, *REGIONS],
    "committees": [*REGIONS, {"status": ["dormant", "forming"]}, {"kind": "affinity"}],
    "training": [
        *PERIODS,
        *REGIONS,
        {"learners": "steps"},
        {"stalls_by": "region"},
        {"learners_by": "cohort", "weeks": "52"},
        {"learners_by": "region"},
        {"learners": "steps", "learners_by": "region", "weeks": "52"},
    ],
    "response": [
        *PERIODS,
        *REGIONS,
        {"verification": "verified", "place": "unanswered"},
        {"verification": "unverified", "place": "readiness"},
        {"delays": "month", "weeks": "52"},
        {"delays": "hour"},
        {"delays": "month", "step": "verification"},
        {"delays": "hour", "step": "arrival", "region": "southwest"},
    ],
    "priorities": [
        *REGIONS,
        {"view": "choose"},
        {"view": "choose", "organizers": "5", "trainings": "1", "minutes": "120"},
        {"view": "scenarios"},
        {"view": "scenarios", "scenario": "2"},
        {"view": "regions"},
        {"w_need": "0"},
        {"w_need": "5", "region": "southwest"},
    ],
    "metrics": [
        {"metric": "hotline_calls"},
        {"release": "1"},
        {"metric": "members", "release": "1"},
    ],
}
"""A page's address → the links it is opened with, beside the bare one."""
PRESSED: dict[str, list[Link]] = {
    "publish": [{}],
    "priorities": [
        {"view": "choose"},
        {"view": "choose", "organizers": "5", "trainings": "1", "minutes": "120"},
    ],
}
"""A page's address → the links with which its first button is pressed as well, by who may."""
STATE = {"scenario_a": 1, "scenario_b": 2}
"""Choices that no link makes: the two scenarios that are compared."""


@dataclass(frozen=True)
class Case:
    """A page, opened.

    :ivar page: its address.
    :ivar script: its file under ``pages/``.
    :ivar account: who opens it; ``None`` is nobody.
    :ivar link: what stands in the address after the question mark.
    :ivar is_pressed: whether its first button is pressed.
    """

    page: str
    script: str
    account: str | None
    language: str
    link: Link = field(default_factory=dict)
    is_pressed: bool = False

    @property
    def name(self) -> str:
        """``response / national / es / delays=hour``."""
        words = [
            f"{key}={'+'.join(value) if isinstance(value, list) else value}"
            for key, value in self.link.items()
        ]
        words += ["pressed"] if self.is_pressed else []
        return " / ".join([self.page, self.account or "nobody", self.language, "&".join(words)])


def every_case(committees: list[str]) -> Iterator[Case]:
    """Every page × role × language, and every link for who sees one region and who sees all.

    :param committees: two committees whose page is opened.
    """
    for page in sorted(house.PAGES, key=lambda page: page.path):
        for account in ACCOUNTS:
            for language in house.LANGUAGES:
                for link in _links(page.path, account, committees):
                    yield Case(page.path, page.script, account, language, link)
                if account == "national":
                    for link in PRESSED.get(page.path, []):
                        yield Case(page.path, page.script, account, language, link, True)


def _links(page: str, account: str | None, committees: list[str]) -> list[Link]:
    links: list[Link] = [{"committee": each} for each in committees] if page == "committee" else []
    if account in ("southwest", "national") or page == "metrics":
        links += CHOICES.get(page, [])
    return [{}, *links]
