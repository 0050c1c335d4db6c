"""The page that Tejido's pages are measured against: constant, two charts, a map and a table.

    python -m tests.benchmarks.reference_page --port PORT

A page as anyone would write it: no database, no account, no navigation, no languages; the figures
are built in every run, for that is what a Streamlit script does.
"""

import os
import sys
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

WEEKS = pd.date_range("2026-01-05", periods=52, freq="7D")
KINDS = ("raid", "home arrest", "checkpoint", "traffic stop", "detention")
STATES = (
    *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN"),
    *("IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH"),
    *("NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT"),
    *("VT", "VA", "WA", "WV", "WI", "WY"),
)
COMMITTEES = 120


def bars() -> go.Figure:
    """Stacked bars: five kinds over a year of weeks."""
    return go.Figure(
        [
            go.Bar(name=kind, x=WEEKS, y=[(7 * week + 3 * row) % 11 for week in range(len(WEEKS))])
            for row, kind in enumerate(KINDS)
        ],
        layout={"barmode": "stack", "height": 300},
    )


def lines() -> go.Figure:
    """Two lines over a year of weeks."""
    return go.Figure(
        [
            go.Scatter(name=name, x=WEEKS, y=[base + week % 9 for week in range(len(WEEKS))])
            for name, base in (("Members", 900), ("In good standing", 700))
        ],
        layout={"height": 300},
    )


def states() -> go.Figure:
    """The states shaded, and a point for each committee."""
    points = range(COMMITTEES)
    return go.Figure(
        [
            go.Choropleth(locations=STATES, locationmode="USA-states", z=list(range(len(STATES)))),
            go.Scattergeo(
                lat=[28 + point % 20 for point in points],
                lon=[-120 + point / 2.5 for point in points],
                text=[f"Committee {point}" for point in points],
                mode="markers",
            ),
        ],
        layout={"geo": {"scope": "usa"}, "height": 430},
    )


def table() -> pd.DataFrame:
    """A row for each committee."""
    rows = range(COMMITTEES)
    return pd.DataFrame(
        {
            "Committee": [f"Committee {row}" for row in rows],
            "State": [STATES[row % len(STATES)] for row in rows],
            "Members": [40 + 7 * row % 300 for row in rows],
            "In good standing": [30 + 5 * row % 200 for row in rows],
            "Coordinators": [row % 4 for row in rows],
            "Last gathering": [WEEKS[row % len(WEEKS)] for row in rows],
        }
    )


def draw() -> None:
    """The page."""
    st.set_page_config(layout="wide")
    st.title("Reference")
    left, right = st.columns(2)
    left.plotly_chart(bars())
    right.plotly_chart(lines())
    st.plotly_chart(states())
    st.dataframe(table(), hide_index=True)


def main() -> None:
    """Serve this file in place of this process, under the project's configuration."""
    arguments = [
        "run",
        str(Path(__file__)),
        "--server.port",
        sys.argv[sys.argv.index("--port") + 1],
    ]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", *arguments])


if __name__ == "__main__":
    if st.runtime.exists():
        draw()
    else:
        main()
