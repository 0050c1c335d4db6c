"""How long committees wait for a response and for a resolution, open requests followed too."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.measures.accompaniment import (
    STEPS,
    accompaniment,
    followed_at,
    wait_curves,
    wait_medians,
)
from lib.measures.periods import Period
from lib.topics.support.charts import wait_curves as charts
from lib.topics.support.day_words import days_of
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

_TICKS = (0, 15, 30, 60, 90)


def weeks_of_waits() -> tuple[date, date]:
    """The first and the last week of asking: those of a year, and the running one.

    :raises Unavailable: if the membership database can't be read.
    """
    return Period(reads.as_of("membership"), accompaniment().wait_weeks).span


@dataclass(frozen=True)
class Waits:
    """How long requests waited.

    :ivar counts: of ``request_waits``.
    :ivar curves: by ``wait_curves``, up to the last drawn day.
    :ivar medians: of all kinds together, by step.
    """

    counts: pd.DataFrame
    curves: pd.DataFrame
    medians: pd.DataFrame


def read(choice: Choice) -> Waits | None:
    """The waits of a year's requests; ``None`` without any.

    :raises Unavailable: if the membership database can't be read.
    """
    counts = reads.membership.request_waits(choice.scope, *weeks_of_waits())
    if counts.empty:
        return None
    least, last = accompaniment().minimum_followed, accompaniment().drawn_days
    curves = wait_curves(counts, least)
    return Waits(
        counts=counts,
        curves=_until(curves, last),
        medians=wait_medians(counts, (), least).set_index("step"),
    )


def _until(curves: pd.DataFrame, last: int) -> pd.DataFrame:
    """The curves up to a day, on which each that goes on has a last point."""
    kept = curves[curves["day"] <= last]
    beyond = curves.loc[curves["day"] > last, "step"].unique()
    ends = kept[kept["step"].isin(beyond)].drop_duplicates("step", keep="last")
    ends = ends[ends["day"] < last].assign(day=float(last))
    return pd.concat([kept, ends], ignore_index=True).sort_values(
        ["step", "day"], kind="stable", ignore_index=True
    )


def _names() -> dict[str, str]:
    return {
        # Translators: of a request: the first response to it
        "answer": _("First response"),
        # Translators: of a request: that what was asked for was done
        "resolution": _("Resolution"),
    }


def chart(waits: Waits, _choice: Choice) -> Chart | Text:
    """The curves of both steps, with how many wait still."""
    names = {step: name for step, name in _names().items() if step in set(waits.curves["step"])}
    weeks, least = accompaniment().wait_weeks, accompaniment().minimum_followed
    if not names:
        return Text(
            title=_(
                "Fewer than {n} requests in {weeks} weeks: how long they wait can't be told",
                n=formats.number(least),
                weeks=weeks,
            )
        )
    last = accompaniment().drawn_days
    ticks = [tick for tick in _TICKS if tick <= last]
    ends = dict(zip(waits.medians.index, waits.medians["median"], strict=True))
    return Chart(
        title=_title(ends, weeks),
        alt=_("Share of requests with a first response and a resolution, by days since asking."),
        plot=charts.wait_curves(
            waits.curves, followed_at(waits.counts, ticks), names, last_day=last
        ),
        table=waits.curves.assign(name=waits.curves["step"].map(names)),
        columns={
            "name": Column(_("Step"), pinned=True),
            "day": Column(_("Days since asking"), kind="number"),
            "followed": Column(_("Waiting still"), kind="number"),
            "done": Column(_("Done by then"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
        caption=_(
            "Requests of {weeks} weeks. Those that are open still count for as long as they have"
            " waited (Kaplan–Meier); bands are 95 % intervals. A line ends where fewer than {n}"
            " wait.",
            weeks=weeks,
            n=formats.number(least),
        ),
    )


def _title(medians: dict[str, float], weeks: int) -> str:
    answer, resolution = (medians.get(step, float("nan")) for step in STEPS)
    if pd.isna(answer):
        return _("Less than half of the requests of {weeks} weeks had a response", weeks=weeks)
    if pd.isna(resolution):
        return _(
            "Half of the requests of {weeks} weeks had a response within {answer}; when half are"
            " resolved can't be told yet",
            weeks=weeks,
            answer=_within(answer),
        )
    return _(
        "Half of the requests of {weeks} weeks had a response within {answer}, and were resolved"
        " within {resolution}",
        weeks=weeks,
        answer=_within(answer),
        resolution=_within(resolution),
    )


def _within(days: float) -> str:
    # Translators: half had a response within …
    return days_of(days) if days else _("the same day")


WAITS = Figure(
    "request_waits",
    read,
    chart,
    empty=N_("No request of a year is on record: how long they wait can't be told"),
)
