"""What stays different between committees: some meet, pay, train and answer more than others."""

from dataclasses import dataclass, fields

import numpy as np

from lib.demo.columns import Bools, Floats
from lib.demo.plan import Plan

COMMON = 0.75
"""Correlation of each trait with a committee's vigor: who meets often also trains often."""


@dataclass(frozen=True)
class Character:
    """One element for each committee and a last one, ordinary, for who is in none.

    Each is a standard normal: 0 is an ordinary committee, 1 one of the sixth that does best.
    """

    vigor: Floats
    rhythm: Floats
    turnout: Floats
    growth: Floats
    dues: Floats
    coordination: Floats
    training: Floats
    readiness: Floats
    drills: Floats
    speed: Floats
    visits: Floats
    requests: Floats


def invent(plan: Plan, ordinary: Bools) -> Character:
    """Invent the character of each committee.

    :param ordinary: the committees that are not unlike the others in anything.
    """
    rng = plan.rng("character")
    n = len(ordinary)
    vigor = rng.normal(0.0, 1.0, n)
    # So that no organization, however small, has only strong committees.
    vigor = (vigor - vigor.mean()) / vigor.std()
    own = np.sqrt(1.0 - COMMON**2)
    traits = {
        field.name: COMMON * vigor + own * rng.normal(0.0, 1.0, n)
        for field in fields(Character)
        if field.name != "vigor"
    }
    return Character(
        **{
            name: np.append(np.where(ordinary, 0.0, values), 0.0)
            for name, values in ({"vigor": vigor} | traits).items()
        }
    )
