"""The open requests, by how long they wait."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.accompaniment import accompaniment, by_age
from lib.topics.support.accompanied import today
from lib.topics.support.charts.divided_bars import Part, divided_bars
from lib.topics.support.day_words import days_of, group_name
from lib.topics.support.recorded import NO_REQUESTS, is_recorded
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.palette import SERIES
from lib.ui.tables import Column
from lib.ui.text import Text


@dataclass(frozen=True)
class Waiting:
    """The open requests.

    :ivar requests: of ``requests_waiting``.
    :ivar today: the day that they are told of.
    """

    requests: pd.DataFrame
    today: pd.Timestamp

    @property
    def open(self) -> int:
        """How many there are."""
        return int(self.requests["open"].sum())

    @property
    def unanswered(self) -> int:
        """How many of them nobody answered."""
        return int(self.requests["unanswered"].sum())


def waiting(choice: Choice) -> Waiting | None:
    """The open requests of a choice; ``None`` where no request was ever recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    kept = reads.membership.committee_support(choice.scope, columns=("requests_open",))
    if not is_recorded(kept, "requests_open"):
        return None
    return Waiting(reads.membership.requests_waiting(choice.scope), today())


def ages_chart(requests: Waiting, _choice: Choice) -> Chart | Text:
    """The open requests by how long they wait."""
    if not requests.open:
        return Text(title=_("No request is open"))
    groups = by_age(requests.requests, requests.today, accompaniment().age_days)
    frame = groups.assign(
        name=[group_name(*pair) for pair in zip(groups["first"], groups["last"], strict=True)]
    )
    parts = {
        "unanswered": Part(_("Without any answer"), SERIES[1]),
        # Translators: requests that somebody has answered but that are not resolved
        "answered": Part(_("Answered, not resolved"), SERIES[0], "/"),
    }
    return Chart(
        title=_ages_title(requests, groups),
        alt=_("Open requests by how many days they wait, answered and not."),
        plot=divided_bars(frame, parts, label="name"),
        table=frame,
        columns={
            # Translators: how long a request has been open
            "name": Column(_("Open for"), pinned=True),
            # Translators: requests that are not resolved
            "open": Column(_("Open"), kind="number"),
            "unanswered": Column(parts["unanswered"].name, kind="number"),
            "answered": Column(parts["answered"].name, kind="number"),
        },
    )


def _ages_title(requests: Waiting, groups: pd.DataFrame) -> str:
    n, silent, old = requests.open, requests.unanswered, int(groups["open"].iloc[-1])
    counted = ngettext("{n} request is open", "{n} requests are open", n, n=formats.number(n))
    longer = days_of(accompaniment().age_days[-1])
    sentences = {
        (False, False): _("{requests}, none for more than {days}, all answered"),
        (True, False): _("{requests}, {old} for more than {days}, all answered"),
        (False, True): _("{requests}, none for more than {days}, {silent} without any answer"),
        (True, True): _("{requests}, {old} for more than {days}, {silent} without any answer"),
    }
    return sentences[bool(old), bool(silent)].format(
        requests=counted,
        days=longer,
        old=formats.number(old),
        silent=formats.number(silent),
    )


AGES = Figure("request_ages", waiting, ages_chart, empty=NO_REQUESTS)
