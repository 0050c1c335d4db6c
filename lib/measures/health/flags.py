"""Inputs that can't be true: named, and left out of the figures that they would distort."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.health.codes import Flag
from lib.measures.health.inputs import COUNTS, DAYS, Inputs, read_inputs
from lib.measures.health.settings import health_thresholds
from lib.measures.rates import FloatArray

# (the flag, what is too large, for what; what is then not believed)
EXCEEDING: tuple[tuple[Flag, str, str, tuple[str, ...]], ...] = (
    (
        Flag.MORE_CORE_THAN_COORDINATORS,
        "coordinators_core",
        "coordinators",
        ("coordinators_core", "coordinators"),
    ),
    (Flag.MORE_COVERED_THAN_MEMBERS, "covered_by_dues", "members", ("covered_by_dues",)),
    (Flag.MORE_CERTIFIED_THAN_MEMBERS, "core_certified", "members", ("core_certified",)),
    (
        Flag.MORE_COUNTED_THAN_HELD,
        "counted_gatherings_90",
        "gatherings_90",
        ("counted_gatherings_90",),
    ),
    (
        Flag.MORE_ANSWERED_THAN_DISPATCHED,
        "dispatches_within_60",
        "dispatches_90",
        ("dispatches_within_60",),
    ),
    (
        Flag.MORE_OVERDUE_THAN_OPEN,
        "requests_open_over_14_days",
        "requests_open",
        ("requests_open_over_14_days",),
    ),
)

Mask = NDArray[np.bool_]
Finding = tuple[Flag, tuple[str, ...], Mask]


@dataclass(frozen=True)
class Examined:
    """The inputs without what can't be true, and what that was.

    ``flags`` has one row a finding: the keys, ``flag`` and ``columns`` (the inputs left out, joined
    by a comma). ``count`` is their number by row of the inputs.
    """

    inputs: Inputs
    flags: pd.DataFrame
    count: NDArray[np.int64]


def examine(inputs: Inputs) -> Examined:
    """Find the inputs that can't be true and make them no data."""
    numbers = {name: values.copy() for name, values in inputs.numbers.items()}
    age = inputs.age.copy()
    count = np.zeros(len(age), dtype=np.int64)
    flagged: list[pd.DataFrame] = []
    for flag, columns, mask in _findings(inputs):
        if not mask.any():
            continue
        count += mask
        for name in columns:
            (age if name == "formed_on" else numbers[name])[mask] = np.nan
        keys = inputs.keys.loc[mask, ["region_id", "committee_id", "as_of"]]
        flagged.append(keys.assign(flag=str(flag), columns=",".join(columns)))
    none = inputs.keys.iloc[:0][["region_id", "committee_id", "as_of"]]
    flags = pd.concat(flagged or [none.assign(flag="", columns="")], ignore_index=True)
    return Examined(replace(inputs, numbers=numbers, age=age), flags, count)


def _findings(inputs: Inputs) -> Iterator[Finding]:
    for name, values in inputs.numbers.items():
        yield Flag.NOT_FINITE, (name,), np.isinf(values)
    # What was found already is not compared with anything else.
    numbers = {name: np.where(np.isinf(x), np.nan, x) for name, x in inputs.numbers.items()}
    for name in COUNTS:
        yield Flag.NEGATIVE_COUNT, (name,), numbers[name] < 0
    for name in DAYS:
        # Fewer than no days ago is a day to come.
        yield Flag.FUTURE_DATE, (name,), numbers[name] < 0
    yield Flag.FUTURE_DATE, ("formed_on",), inputs.age < 0
    for flag, larger, smaller, columns in EXCEEDING:
        yield flag, columns, numbers[larger] > numbers[smaller]
    could_lapse = numbers["members_90_days_ago"] + numbers["joined_90"]
    yield Flag.MORE_LAPSED_THAN_MEMBERS, ("lapsed_90",), numbers["lapsed_90"] > could_lapse
    yield Flag.ATTENDANCE_OVER_MEMBERSHIP, ("attended_90",), _too_many_came(numbers)


def _too_many_came(numbers: dict[str, FloatArray]) -> Mask:
    """Guests are welcome: only a multiple of the members, or people at no gathering, is absurd."""
    seats = numbers["counted_gatherings_90"] * numbers["members"]
    absurd: Mask = numbers["attended_90"] > health_thresholds().absurd_turnout * seats
    return absurd


def examine_rows(rows: pd.DataFrame) -> Examined:
    """Take rows apart and find what can't be true of them, once for all that is measured.

    :raises InputError: as ``read_inputs``.
    """
    return examine(read_inputs(rows))


def bad_inputs(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the findings among rows, ``Examined.flags``, to be counted by ``flag`` or listed.

    :raises InputError: as ``read_inputs``.
    """
    return examine_rows(rows).flags
