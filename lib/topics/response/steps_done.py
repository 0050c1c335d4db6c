"""How long it takes to verify, to send someone and to be there, over a period."""

import pandas as pd

from lib import reads
from lib.data.contract.rollup import STEPS
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.delays import wait_quantiles
from lib.topics.response.delay_charts import delay_ranges
from lib.topics.response.known import NO_INCIDENTS
from lib.topics.response.waits import columns, told_steps, with_done
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text


def of_steps(choice: Choice) -> pd.DataFrame | None:
    """The waits of each step that can be told, by ``wait_quantiles``; ``None`` without data.

    :raises Unavailable: if the incident database can't be read.
    """
    waits = reads.incidents.delays(choice.scope, *choice.period("incidents").complete_span)
    told = told_steps(choice.scope)
    if not told:
        return None
    return with_done(wait_quantiles(waits[waits["step"].isin(told)], by=["step"]))


def ranges(steps: pd.DataFrame, choice: Choice) -> Chart | Text:
    """Put the waits of all steps in a chart.

    :param steps: by :func:`of_steps`.
    """
    order = [step for step in STEPS if step in set(steps["step"])]
    steps = steps.set_index("step").loc[order].reset_index()
    steps = steps.assign(name=[name_of("step", step) for step in order])
    if steps.empty:
        return Text(_("No incident was reported in {weeks} weeks", weeks=choice.weeks))
    return Chart(
        title=_title(steps, choice.weeks),
        alt=_("Time from the report to each step: half and nine of ten within it."),
        plot=delay_ranges(
            _rows(steps), group="name", median="p50", p90="p90", missing=_("fewer than half so far")
        ),
        table=steps,
        columns=columns(_("From the report to")),
    )


def _rows(steps: pd.DataFrame) -> pd.DataFrame:
    """Two rows a step: of all reports, and of those where it was done, if there are any."""
    rows = []
    for step in steps.to_dict("records"):
        n, done = int(step["incidents"]), int(step["done"])
        fields = {"step": step["name"], "n": formats.number(n), "done": formats.number(done)}
        of_all = ngettext("{step}: {n} report", "{step}: all {n} reports", n, **fields)
        rows.append({"name": of_all, "p50": step["p50"], "p90": step["p90"]})
        if done:
            where = _("{step}: the {done} where it was done", **fields)
            rows.append({"name": where, "p50": step["closed_p50"], "p90": step["closed_p90"]})
    return pd.DataFrame(rows)


def _title(steps: pd.DataFrame, weeks: int) -> str:
    by_step = steps.set_index("step")
    if "arrive" not in by_step.index:
        return _("There is no data on who reached the place in {weeks} weeks", weeks=weeks)
    arrive = by_step.loc["arrive"]
    reports, done = int(arrive["incidents"]), int(arrive["done"])
    if not done:
        return ngettext(
            "Nobody reached the place of {n} report in {weeks} weeks",
            "Nobody reached the place of any of {n} reports in {weeks} weeks",
            reports,
            n=formats.number(reports),
            weeks=weeks,
        )
    return _(
        "Someone was there in {rate} of reports in {weeks} weeks; half of these within {time}",
        rate=formats.rate(done, reports),
        time=formats.minutes(arrive["closed_p50"]),
        weeks=weeks,
    )


STEPS_DONE = Figure("waits", of_steps, ranges, empty=NO_INCIDENTS)
