"""Who waits for us: the open requests by age, and the committees that made them, oldest first."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.access.taking import Taken
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import accompaniment, by_age
from lib.topics.support import taken_cells
from lib.topics.support.accompanied import accompanied, address, today
from lib.topics.support.charts.divided_bars import Part, divided_bars
from lib.topics.support.day_words import days_of, group_name
from lib.topics.support.long_list import LongList, Record
from lib.topics.support.recorded import NO_REQUESTS, is_known
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Row
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
    if not is_known(kept, "requests_open"):
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
        # Translators: requests that nobody has answered
        "unanswered": Part(_("Nobody answered"), SERIES[1]),
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


def by_committee(choice: Choice, _takings: tuple[Taken, ...]) -> pd.DataFrame | None:
    """The committees that wait, those that wait for longest in front.

    ``committee_id, label, where, region, status, oldest_on, days, open, unanswered``, and in words
    ``kinds``, what they asked for.

    :raises Unavailable: if the membership database can't be read.
    """
    found = waiting(choice)
    return None if found is None else committees_waiting(found, choice)


def committees_waiting(found: Waiting, choice: Choice) -> pd.DataFrame:
    """The same of open requests that were read."""
    sums = found.requests.groupby("committee_id", as_index=False).agg(
        oldest_on=("opened_on", "min"), open=("open", "sum"), unanswered=("unanswered", "sum")
    )
    names = accompanied(choice.scope, (), with_health=False)
    named = ["committee_id", "label", "where", "region", "status"]
    frame = sums.merge(names[named], on="committee_id", how="left")
    frame["days"] = (found.today - frame["oldest_on"]).dt.days.astype(float)
    frame["kinds"] = frame["committee_id"].map(_kinds(found.requests))
    # As long: by name.
    return frame.sort_values("label").sort_values(
        ["days", "unanswered"], ascending=False, kind="stable", ignore_index=True
    )


def _kinds(requests: pd.DataFrame) -> "pd.Series[str]":
    """What each committee asked for: ``Training (2), Mentorship``."""
    counts = requests.groupby(["committee_id", "kind"], as_index=False)["open"].sum()
    names = {kind: name_of("request_kind", kind) for kind in counts["kind"].unique()}
    several = [f" ({formats.number(n)})" if n > 1 else "" for n in counts["open"]]
    said = counts["kind"].map(names) + several
    made: pd.Series[str] = said.groupby(counts["committee_id"]).agg(", ".join)
    return made


def committees_list(
    committees: pd.DataFrame, choice: Choice, takings: tuple[Taken, ...]
) -> LongList | None:
    """The committees that wait as a list."""
    if committees.empty:
        return None
    by_id = {taken.committee_id: taken for taken in takings}
    return LongList(
        title=_waiting_title(committees),
        frame=taken_cells.with_takings(committees, by_id),
        row=lambda record: _row(record, by_id, several=choice.is_country),
        headers=(
            _("Committee"),
            # Translators: header: how long a committee has waited
            _("Waits for"),
            # Translators: header: what a committee asked of us
            _("Asked for"),
            _("Taken by"),
        ),
        columns={
            "label": Column(_("Committee")),
            "where": Column(_("Place")),
            "region": Column(_("Region")),
            "oldest_on": Column(_("Oldest request"), kind="date"),
            "days": Column(_("Days open"), kind="number"),
            "open": Column(_("Open requests"), kind="number"),
            "unanswered": Column(_("Nobody answered"), kind="number"),
            "kinds": Column(_("Asked for")),
        }
        | taken_cells.columns(),
        alt=_("Committees with open requests, those that wait for longest in front."),
    )


def _waiting_title(committees: pd.DataFrame) -> str:
    n = len(committees)
    counted = ngettext(
        "{n} committee waits for us", "{n} committees wait for us", n, n=formats.number(n)
    )
    first = committees.iloc[0]
    return _(
        "{committees}; {name} for longest: {days}",
        committees=counted,
        name=formats.plain(str(first["label"])),
        days=days_of(first["days"]),
    )


def _row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    text = {str(name): str(value) for name, value in record.items()}
    where = [text["where"], *([text["region"]] if several else [])]
    if text["status"] != "active":
        where.append(name_of("committee_status", text["status"]))
    unanswered = int(float(text["unanswered"]))
    silent = (
        ngettext(
            "{n} without any answer",
            "{n} without any answer",
            unanswered,
            n=formats.number(unanswered),
        ),
    )
    return Row(
        (
            Cell(text["label"], (" · ".join(where),)),
            Cell(days_of(float(text["days"])), (formats.day(record["oldest_on"]),)),  # type: ignore[arg-type]
            Cell(text["kinds"], silent if unanswered else ()),
            taken_cells.cell(takings.get(text["committee_id"])),
        ),
        href=address(text["committee_id"]),
    )


AGES = Figure("request_ages", waiting, ages_chart, empty=NO_REQUESTS)
WAITING = Figure("waiting_committees", by_committee, committees_list)
