"""The file from which anyone can recompute a committee's score, to the last digit."""

import pandas as pd

from lib.language import _, formats
from lib.measures.health import health_thresholds
from lib.ui.columns import Column, Columns


def recomputable(table: pd.DataFrame, inputs: pd.DataFrame) -> pd.DataFrame:
    """The explanation with the raw figures that each part is made from, in ``values``.

    :param table: by ``explain``, of one committee and day.
    :param inputs: its row of ``lib.measures.health.DEFINITIONS``.
    """
    raw = inputs.iloc[0]
    values = [
        " ".join(f"{name}={_plainly(raw[name])}" for name in str(names).split(","))
        for names in table["inputs"]
    ]
    return table.assign(values=values)


def _plainly(value: float | None) -> str:
    """A figure in full; nothing where there is none."""
    return "" if value is None or pd.isna(value) else f"{float(value):.17g}"


def columns() -> Columns:
    """The file's columns; their headers say how they go together, for who has the file alone."""
    return {
        "committee_id": Column(_("Committee")),
        "as_of": Column(_("Day"), kind="date"),
        "status": Column(_("Status"), family="committee_status"),
        # Translators: one of those that a score is made from
        "indicator": Column(_("Indicator"), family="health_indicator"),
        # Translators: one of the figures that an indicator of health is made of
        "part": Column(_("Figure"), family="health_part"),
        "values": Column(_("Made from")),
        "numerator": Column(_("Numerator")),
        "denominator": Column(_("Denominator")),
        "prior_mean": Column(_("The region's mean")),
        "prior_strength": Column(_("Weight of the region's mean")),
        "value": Column(
            _("Value: (numerator + region's mean × its weight) / (denominator + its weight)")
        ),
        "zero_at": Column(_("No points at")),
        "full_at": Column(_("All points at")),
        "part_score": Column(
            _("Score of the figure: a straight line from 0 at no points to 1 at all points")
        ),
        "part_weight": Column(_("Weight of the figure")),
        "indicator_weight": Column(_("Weight of the indicator")),
        "indicator_score": Column(
            _("Score of the indicator: mean of its figures with a score, by weight")
        ),
        "indicator_level": Column(_("Level of the indicator"), family="indicator_level"),
        "points_lost": Column(_("Points lost")),
        "score": Column(
            _(
                "Score of the committee: mean of its indicators with a score, by weight; none where"
                " figures with a score make up less than {points} of 100 points",
                points=formats.number(health_thresholds().minimum_weight),
            )
        ),
    }
