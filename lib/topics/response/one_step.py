"""How long one step takes: by the month, the hour or the weekday of the report."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from babel.dates import get_day_names

from lib import reads
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures import thresholds
from lib.measures.delays import delay_quantiles, wait_quantiles
from lib.measures.periods import YEAR
from lib.topics.response.hour_charts import delay_profile
from lib.topics.response.known import NO_INCIDENTS
from lib.topics.response.waits import columns, told_steps, with_done, zone_name
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice


@dataclass(frozen=True)
class _Waits:
    """One step's waits, group by group.

    :ivar groups: by ``wait_quantiles``.
    :ivar slower: those slower than chance makes of so many groups, by ``delay_quantiles``.
    :ivar usual: minutes within which it was done for half of those for whom it was; NaN: for none.
    """

    groups: pd.DataFrame
    slower: pd.DataFrame
    usual: float


_EVERY = {"hour": range(24), "weekday": range(1, 8)}


def _of_one_step(choice: Choice, by: str, step: str) -> _Waits | None:
    if by == "month":
        waits = reads.incidents.delays(choice.scope, *choice.period("incidents").complete_span)
        waits = waits[waits["step"] == step]
    else:
        waits = reads.incidents.delays_by_hour(choice.scope, step)
    if step not in told_steps(choice.scope):
        return None
    groups = with_done(wait_quantiles(waits, by=[by]))
    if by != "month":
        groups = groups.set_index(by).reindex(_EVERY[by]).rename_axis(by).reset_index()
    done = waits[waits["closed"].astype(bool)]
    if done.empty:
        return _Waits(groups, done, float("nan"))
    usual = float(delay_quantiles(done)["p50"].iloc[0])
    # Each of n intervals must hold, so each is allowed an n-th of the error (Bonferroni).
    error = (1 - thresholds.rates().confidence) / len(groups)
    of_groups = delay_quantiles(done, by=[by], confidence=1 - error)
    return _Waits(groups, of_groups[of_groups["p50_low"] > usual], usual)


def _profile(waits: _Waits, choice: Choice, by: str, step: str) -> Chart:
    if by == "month":
        caption = _("By the month of the report.")
    else:
        caption = _(
            "By the report's time in {zone}, over the last 52 complete weeks whatever the period.",
            zone=zone_name(),
        )
    groups = waits.groups.assign(name=[_named(by, value) for value in waits.groups[by]])
    return Chart(
        title=_title(waits, by, step, choice.weeks if by == "month" else YEAR),
        alt=_("Time from the report to the step, group by group: half and nine of ten."),
        plot=delay_profile(groups, label="name"),
        table=groups,
        # Translators: month in which incidents were reported
        columns=columns(_("Reported")),
        caption=caption,
    )


def _named(by: str, value: int | date) -> str:
    if isinstance(value, date):
        return formats.month(value)
    if by == "hour":
        return f"{int(value):02d}:00"
    return str(get_day_names("abbreviated", locale=formats.locale())[int(value) - 1])


def _title(waits: _Waits, by: str, step: str, weeks: int) -> str:
    """How long it took where it was done, and the slowest group if it is beyond chance."""
    done, n = int(waits.groups["done"].sum()), int(waits.groups["incidents"].sum())
    if not done:
        return _(
            "{step}: not done for any of {n} reports in {weeks} weeks",
            step=name_of("step", step),
            n=formats.number(n),
            weeks=weeks,
        )
    sentence = _(
        "{step}: done for {rate} of reports in {weeks} weeks, half of these within {time}",
        step=name_of("step", step),
        rate=formats.rate(done, n),
        weeks=weeks,
        time=formats.minutes(waits.usual),
    )
    return f"{sentence}; {_slowest(waits, by)}"


def _slowest(waits: _Waits, by: str) -> str:
    if waits.slower.empty:
        sentences = {
            "month": _("no month is clearly slower"),
            "hour": _("no hour is clearly slower"),
            "weekday": _("no weekday is clearly slower"),
        }
        return sentences[by]
    slowest = waits.slower.loc[waits.slower["p50"].idxmax()]
    return _(
        "{time} at the slowest ({group})",
        time=formats.minutes(slowest["p50"]),
        group=_named(by, slowest[by]),
    )


ONE_STEP = Figure("waits", _of_one_step, _profile, empty=NO_INCIDENTS)
