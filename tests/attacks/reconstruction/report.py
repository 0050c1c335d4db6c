"""All attacks on one organization over several years, as a table."""

import numpy as np
import pandas as pd

from lib.publication.parameters import Parameters, parameters
from lib.publication.rounding import MASKED, rounded
from tests.attacks.reconstruction import adversary, insider
from tests.attacks.reconstruction.organizations import Organization, invent
from tests.attacks.reconstruction.schemes import HIDDEN_BELOW, naive, protected

COLUMNS = ["attack", "attacked", "narrowed", "recovered"]
OURS = "Tejido: "
"""How the attacks begin that must find nothing."""


def _counted(name: str, found: pd.DataFrame) -> tuple[str, int, int, int]:
    return name, len(found), int(found["narrowed"].sum()), int(found["recovered"].sum())


def _groups(atoms: pd.DataFrame, rules: Parameters) -> list[pd.DataFrame]:
    """Metrics that share no constraint, each (or each coupled pair) for itself."""
    partner = {m.at_most: m.name for m in rules.metrics if m.at_most}
    group = atoms["metric"].replace({v: k for k, v in partner.items()})
    return [frame for _, frame in atoms.groupby(group)]


def on_tejido(
    before: Organization, after: Organization, rules: Parameters, *, whole: bool = True
) -> pd.DataFrame:
    """Each atom as the adversary knows it after all releases."""
    atoms, _ = protected(before, after, rules)
    found = [
        adversary.attack(group, before.regions, rules, whole=whole)
        for group in _groups(atoms, rules)
    ]
    return adversary.judged(pd.concat(found), rules)


def differences(before: Organization, after: Organization, rules: Parameters) -> pd.DataFrame:
    """Numbers told once by Tejido, with and without a record, as two releases would differ."""
    one, _ = protected(before, before, rules)
    other, _ = protected(before, after, rules)
    same = one.merge(other, on=["metric", "period_start", "area"], suffixes=("", "_after"))
    differs = same["value"] != same["value_after"]
    return same.assign(narrowed=differs, recovered=differs)


def all_people_but_one(cells: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """Numbers of people told, to who knows each person but one: they tell of that one's presence
    where a number without would have been told otherwise.
    """  # noqa: D205
    told = cells[cells["value"] != MASKED]
    differs = rounded(told["raw"] - 1, rules.rounding) != told["value"].to_numpy()
    return told.assign(narrowed=differs, recovered=differs)


def naive_differences(before: Organization, after: Organization) -> pd.DataFrame:
    """Regions' numbers told exactly before and after a record was added or removed."""
    both = naive(before).assign(later=naive(after)["value"])
    both = both[(both["area"] != "nation") & (both["value"] >= 0) & (both["later"] >= 0)]
    differs = both["value"] != both["later"]
    return both.assign(narrowed=differs, recovered=differs)


def naive_rates(organization: Organization) -> pd.DataFrame:
    """Hidden completions, from a rate per member (in %, two decimals) of the raw numbers."""
    release = naive(organization).set_index(["period_start", "area"])
    done = release[release["metric"] == "training_completed.security"]
    people = release[release["metric"] == "members"]["value"].reindex(done.index)
    hidden = done[(done["value"] < 0) & (people > 0).to_numpy()]
    people = people.reindex(hidden.index)
    rate = (100 * hidden["raw"] / people).round(2)
    least = np.ceil((rate - 0.005) / 100 * people)
    greatest = np.floor((rate + 0.005) / 100 * people)
    return hidden.assign(narrowed=greatest - least < HIDDEN_BELOW - 1, recovered=greatest == least)


def report(seed: int = 1, periods: int = 39) -> pd.DataFrame:
    """Every attack on an organization of five regions over so many periods of four weeks."""
    rules = parameters()
    before = invent(seed, periods)
    after = before.revised(np.random.default_rng(seed))
    _, cells = protected(before, after, rules)
    rows = [
        _counted(
            f"{OURS}everything ever published, integer program", on_tejido(before, after, rules)
        ),
        _counted(
            f"{OURS}a record added or removed between releases", differences(before, after, rules)
        ),
        _counted(
            f"{OURS}insider, all committees but one",
            insider.judged(insider.attack(before, cells, rules, inverts_rules=False), rules),
        ),
        _counted(
            "(not promised) insider who also inverts the rules",
            insider.judged(insider.attack(before, cells, rules, inverts_rules=True), rules),
        ),
        _counted("(not promised) who knows every person but one", all_people_but_one(cells, rules)),
        _counted(
            "naive: one release, integer program",
            adversary.attack_naive(naive(before), before.regions, HIDDEN_BELOW),
        ),
        _counted("naive: a record added or removed", naive_differences(before, after)),
        _counted("naive: rates of raw numbers", naive_rates(before)),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
