"""An organization in which choosing regions would tell of single people if nothing prevented it."""

from datetime import date, timedelta

from tests.data.rows import Rows

AS_OF = date(2026, 4, 10)
"""The last twelve months are April 2025 to March 2026."""
LONG_AGO, LATER = date(2024, 1, 1), date(2027, 12, 31)
STATES = {"southwest": "04", "southeast": "13", "midwest": "17", "northeast": "36", "unknown": None}
BASE: dict[str, dict[str, int]] = {
    "southwest": {"standard": 60, "low": 12},
    "southeast": {"standard": 20, "low": 3},  # three of a tier
    "midwest": {"standard": 3},  # a region of three
    "northeast": {"standard": 9},  # a region of few, of whom two lapsed
    "unknown": {"standard": 2},  # two of whom nobody knows the state
}
"""Members throughout, by region and tier."""
JOINED = {"southwest": 14, "southeast": 8, "northeast": 0}
"""In November, all of them."""
RETURNED = {"southwest": 7, "southeast": 2}
LAPSED = {"southwest": 9, "southeast": 6, "northeast": 2}
"""In June."""
BEHIND = {"southwest": 11, "southeast": 4}
SOON = {"southwest": 15, "southeast": 3, "midwest": 2, "northeast": 2, "unknown": 1}
"""Whose dues run out within 30 days; of ``BASE``."""


def make(rows: Rows) -> None:
    """Fill the membership database; nobody is in a committee."""
    for tier in ("standard", "low"):
        rows("membership", "membership_tier", {"tier_id": tier, "name_en": tier.title()})
    for region, tiers in BASE.items():
        soon = SOON.get(region, 0)
        for tier, n in tiers.items():
            for number in range(n):
                runs_out = AS_OF + timedelta(days=20) if soon > 0 else LATER
                soon -= 1
                _pays(rows, f"{region}-{tier}{number}", region, tier, (LONG_AGO, runs_out))
    for name, counts, covers in (
        ("joined", JOINED, [(date(2025, 11, 5), LATER)]),
        # Covered until January 31: lapsed on April 2, back in September.
        ("returned", RETURNED, [(LONG_AGO, date(2025, 1, 31)), (date(2025, 9, 1), LATER)]),
        ("lapsed", LAPSED, [(LONG_AGO, date(2025, 4, 30))]),
        ("behind", BEHIND, [(LONG_AGO, date(2026, 2, 28))]),
    ):
        for region, n in counts.items():
            for number in range(n):
                _pays(rows, f"{region}-{name}{number}", region, "standard", *covers)


def _pays(rows: Rows, name: str, region: str, tier: str, *covers: tuple[date, date]) -> None:
    member = {"member_id": name, "state_fips": STATES[region], "tier_id": tier}
    rows("membership", "member", {**member, "joined_on": covers[0][0]})
    paid = ({"covers_from": a, "covers_to": b, "paid_on": a} for a, b in covers)
    rows(
        "membership", "dues_payment", *({"member_id": name, "amount_cents": 500, **p} for p in paid)
    )
