"""How well renewals were foretold: the model beside last year's rate, by tier and cycle."""

import math

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.measures import thresholds
from lib.measures.renewals import Judgement, Verdict, calibration
from lib.measures.small_cells import hidden
from lib.topics.membership.recorded import tier_names
from lib.topics.membership.renewals import fitted_on, judged
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table

_DIGITS = 4
"""Of a Brier score: models differ by a thousandth."""


def _read(choice: Choice) -> pd.DataFrame:
    rows = [
        (tier, cycle, told.verdict.value, *_rate(told), *_score(told))
        for (tier, cycle), told in judged(fitted_on(choice)).items()
    ]
    names = ["tier_id", "cycle", "verdict", "rate", "low", "high", "due", "lapsed", "expected",
             "expected_rate", "brier", "brier_rate"]  # fmt: skip
    return pd.DataFrame(rows, columns=names)


def _rate(told: Judgement) -> tuple[float, float, float]:
    if told.rate is None:
        return (float("nan"),) * 3
    return told.rate.rate, *told.rate.limits


def _score(told: Judgement) -> tuple[float, ...]:
    if told.score is None:
        return (float("nan"),) * 6
    of = told.score
    return of.due, of.lapsed, of.expected, of.expected_rate, of.brier, of.brier_rate


def _table(rows: pd.DataFrame, choice: Choice) -> Table:
    tiers = tier_names(choice.scope)
    least = thresholds.membership().minimum_people
    few = (rows["lapsed"] < least) & (rows["lapsed"] > 0)
    frame = rows.assign(
        name=rows["tier_id"].map(tiers),
        cycle=rows["cycle"].map(cycle_names()),
        verdict=rows["verdict"].map(_verdicts()),
        lapsed=rows["lapsed"].mask(few),
        **{n: rows[n].map(lambda x: formats.number(x, _DIGITS)) for n in ("brier", "brier_rate")},
    )
    return Table(
        title=_title(rows["verdict"]),
        frame=frame,
        columns={
            "name": Column(_("Tier"), pinned=True),
            "cycle": Column(_("Dues are paid")),
            "verdict": Column(_("Foretold by"), wide=True),
            "rate": Column(_("Lapsed last year"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
            "due": Column(_("Tried on"), kind="number"),
            "lapsed": Column(_("Lapsed"), kind="number"),
            "expected": Column(_("The model said"), kind="decimal"),
            "expected_rate": Column(_("The rate said"), kind="decimal"),
            "brier": Column(_("Brier, model")),
            "brier_rate": Column(_("Brier, rate")),
        },
        alt=_("The model beside last year's rate, by tier and how often dues are paid."),
        caption=_(
            "Shifted beta-geometric model (Fader and Hardie 2007): each member lapses with a chance"
            " of their own, so who has renewed often lapses seldom. It is fitted without the last"
            " two cycles, has to foretell them, and is used only where its Brier score (mean"
            " squared error, less is better) beats that of the rate of the year before. Of monthly"
            " dues up to three run out in 90 days. Dues that ran out within the grace are in"
            " neither."
        ),
    )


def _title(verdicts: "pd.Series[str]") -> str:
    """By what the renewals of how many groups are foretold."""
    by_model = int((verdicts == Verdict.MODEL.value).sum())
    by_none = int((verdicts == Verdict.TOO_FEW.value).sum())
    said = {
        "n": formats.number(by_model),
        "all": formats.number(len(verdicts)),
        "none": formats.number(by_none),
    }
    if by_none:
        return ngettext(
            "Of {all} group, the model foretells {n}, nothing {none}; last year's rate the others",
            "Of {all} groups, the model foretells {n}, nothing {none}; last year's rate the others",
            len(verdicts),
            **said,
        )
    return ngettext(
        "Of {all} group, the model foretells {n}; last year's rate the others",
        "Of {all} groups, the model foretells {n}; last year's rate the others",
        len(verdicts),
        **said,
    )


def cycle_names() -> dict[str, str]:
    """How often dues are paid, in words."""
    return {
        "monthly": _("By the month"),
        "quarterly": _("By the quarter"),
        "yearly": _("By the year"),
    }


def _verdicts() -> dict[str, str]:
    return {
        Verdict.MODEL.value: _("the model"),
        Verdict.NOT_BETTER.value: _("last year's rate: the model was no closer"),
        Verdict.TOO_SHORT.value: _("last year's rate: records too short to try the model"),
        Verdict.CYCLE.value: _("last year's rate of all tiers: too few of this one"),
        Verdict.TOO_FEW.value: _("nothing: too few"),
    }


FORETOLD = Figure("renewals_foretold", _read, _table, empty=N_("No renewal is on record yet"))


def _told(choice: Choice) -> pd.DataFrame | None:
    """Told and came, by the number of the renewal, over all that the model was tried on."""
    tried = [
        calibration(told.model, told.held_out)
        for told in judged(fitted_on(choice)).values()
        if told.model is not None and told.held_out is not None
    ]
    if not tried:
        return None
    summed = pd.concat(tried).groupby(["first", "last"], dropna=False)
    rows = summed[["due", "lapsed", "expected"]].sum().reset_index()
    few = hidden(rows["lapsed"], thresholds.membership().minimum_people)
    return rows.assign(lapsed=rows["lapsed"].mask(few))


def _calibrated(rows: pd.DataFrame, _choice: Choice) -> Table:
    return Table(
        title=_(
            "The model told {n} lapses in the cycles that it had not seen; {came} came",
            n=formats.number(rows["expected"].sum()),
            came=formats.number(rows["lapsed"].sum()),
        ),
        frame=rows.assign(
            name=[_numbered(f, z) for f, z in zip(rows["first"], rows["last"], strict=True)]
        ),
        columns={
            # Translators: which renewal of a membership: the first, the second, and so on
            "name": Column(_("Renewal"), pinned=True),
            "due": Column(_("Tried on"), kind="number"),
            "expected": Column(_("The model said"), kind="decimal"),
            "lapsed": Column(_("Lapsed"), kind="number"),
        },
        alt=_("Lapses that the model told beside those that came, by the number of the renewal."),
    )


def _numbered(first: float, last: float) -> str:
    if math.isnan(last):
        return _("{n} and later", n=formats.number(first))
    if first == last:
        return formats.number(first)
    return _("{first} to {last}", first=formats.number(first), last=formats.number(last))


CALIBRATED = Figure("renewals_calibrated", _told, _calibrated)
