"""The figure of the map."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import is_missing, percent, two_figures
from lib.ui.charts.plot import LEGEND, Trace, plot
from lib.ui.maps.cities import city_names, letters_of
from lib.ui.maps.geography import MAINLAND, OVERSEAS, apart_in, layout_of, subplots_of
from lib.ui.maps.layers import Row, committees, keys, lettered, names, put_apart, shading
from lib.ui.maps.scale import class_scale, edges_of

HEIGHT = 430
MOST_POINTS = 150
"""Points that a map is given at most: of more none is told from its neighbours on a phone."""
_STATE = ["usps", "name", "value"]
_POINT = ["committee_id", "latitude", "longitude", "usps", "status", "hover"]


def us_map(
    states: pd.DataFrame,
    points: pd.DataFrame | None = None,
    *,
    value_name: str,
    as_percent: bool = False,
    unclassed: str | None = None,
    country: bool = True,
    family: str = "committee_status",
) -> go.Figure:
    """A map of states and committees.

    :param states: one row a state, with columns ``usps`` (postal abbreviation), ``name`` and
        ``value``; a null value is drawn as no data, which is not zero. The others are shaded by
        at most five classes. Where there is ``said``, it is what a state's hover says.
    :param points: one row a committee, with columns ``committee_id``, ``latitude``, ``longitude``,
        ``usps``, ``status`` (a code of the family) and ``hover`` (the text over the point).
        Committees that would lie on each other are put apart. Where there are also ``place_name``
        and ``members``, the places with the most members are named.
    :param value_name: what the states are shaded by: the title of the colour scale.
    :param as_percent: the values are ratios.
    :param unclassed: what it means that a state has no value; else that there is no data.
    :param country: ``False`` draws only the states given, as large as they fit.
    :param family: whose marks (``palette.MARKS``) and names the points have.
    """
    located: list[Row] = []
    if points is not None:
        located = points.reindex(columns=[*_POINT, "place_name", "members"]).to_dict("records")
    shaded = states.reindex(columns=[*_STATE, "said"]).to_dict("records")
    codes = {state["usps"] for state in shaded}
    subplots = subplots_of(codes, country)
    drawn = dict.fromkeys((MAINLAND, *subplots.values()))
    values = [state["value"] for state in shaded if not is_missing(state["value"])]
    say, edges = percent if as_percent else two_figures, edges_of(values)
    unclassed = _("no data") if unclassed is None else unclassed
    traces: list[Trace] = []
    for subplot in drawn:
        here = [state for state in shaded if subplots.get(state["usps"], MAINLAND) == subplot]
        traces += shading(here, subplot, edges, say, unclassed)
    # After the states, or they would cover it.
    for subplot in drawn:
        degrees = apart_in(subplot, subplots, None if country else codes)
        here = [point for point in located if subplots.get(point["usps"], MAINLAND) == subplot]
        here = put_apart(here, degrees)
        if subplot == MAINLAND:
            written = lettered(sorted(codes - set(subplots)), country=country)
            letters = letters_of(written, here, degrees)
            traces.append(names(letters, subplot))
            # The projection draws these states elsewhere than their degrees say.
            inland = [point for point in here if point["usps"] not in OVERSEAS]
            traces.append(city_names(inland, list(letters.values()), subplot, degrees))
        traces += committees(here, subplot, family)
    codes_shown = [point["status"] for point in located]
    traces += keys(codes_shown, family, unclassed if len(values) < len(shaded) else None)
    return plot(
        traces,
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hovermode="closest",
        # Any truthy mode but "pan", so that a finger dragged over the map scrolls the page.
        dragmode="zoom",
        legend=LEGEND | {"y": 1.0},
        coloraxis=class_scale(edges, value_name, say),
        **layout_of(codes, subplots, country),
    )
