"""How a campaign's stage, and what follows it, look on every chart of the page."""

from lib.ui.palette import FAINT_TEXT, SEQUENTIAL, SERIES

STAGE_COLORS = {
    "research": SEQUENTIAL[1],
    "base_building": SEQUENTIAL[3],
    "demand": SEQUENTIAL[5],
    "negotiation": SEQUENTIAL[7],
    "paused": SERIES[4],
    "won": SERIES[2],
    "lost": SERIES[5],
}
"""From the first to the last on the way darker, then where it stands still or is over."""
PATTERNS = {"paused": "/", "lost": "x", "back": "\\", "still": "."}
"""What fills a bar beside its colour."""
FOLLOW_COLORS = {
    "on": SEQUENTIAL[6],
    "won": SERIES[2],
    "still": SEQUENTIAL[1],
    "back": SERIES[3],
    "paused": SERIES[4],
    "lost": SERIES[5],
}
"""In the order in which the parts of a bar stand."""
LINE = {"color": FAINT_TEXT, "width": 0.5}
