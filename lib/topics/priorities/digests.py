"""Frames that are told apart by what is in them.

A refresh that changes nothing of them changes nothing that is made of them: draws and answers,
which take seconds, are kept past it.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Digested:
    """A frame that is equal to every other one with the same digest.

    :ivar digest: of the columns that are measured.
    :ivar rows: shared: nobody may change it.
    """

    digest: str
    rows: pd.DataFrame = field(compare=False, repr=False)


def digested(rows: pd.DataFrame, columns: Collection[str]) -> Digested:
    """A frame with the digest of some columns, to the last digit.

    :param columns: everything that is measured of it.
    """
    hashes = pd.util.hash_pandas_object(rows[list(columns)], index=False)
    return Digested(hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest(), rows)


def arguments_alone() -> None:
    """What has to be the same for what is made of digested frames to be kept: nothing else."""
