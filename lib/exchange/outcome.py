"""What became of the rows of a file."""

from dataclasses import dataclass
from pathlib import Path

from lib.exchange.notes import Note


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file's rows.

    ``rows_in = new + changed + unchanged + rejected + left_out + taken_together``.
    """

    rows_in: int
    new: int
    changed: int
    unchanged: int
    rejected_by_column: dict[str, int]
    """By the column of the contract that the rows failed at; the empty one is the row as such."""
    rejects: Path
    ended: int | None = None
    """Rows of a whole list that it no longer has; none where nothing could be ended."""
    gone: tuple[str, ...] = ()
    """The keys of some of those rows."""
    is_whole_list: bool = False
    left_out: int = 0
    """Rows that the mapping does not mean (``only``, ``without``)."""
    taken_together: int = 0
    """Rows of a key of which another counts (``several``)."""
    rows_read: int | None = None
    """Rows of the file, where more or fewer are made of them (``unpivot``)."""
    notes: tuple[Note, ...] = ()
    """What is to be told of rows that were imported."""
    unused: tuple[str, ...] = ()
    """Columns of the file that the mapping neither uses nor says to be unused."""
    also: tuple[tuple[str, "Outcome"], ...] = ()
    """What became of them in the further tables that the mapping names, in order."""

    @property
    def ignored(self) -> list[str]:
        """Columns that no table of the import uses."""
        used_elsewhere = [set(outcome.unused) for _, outcome in self.also]
        return [name for name in self.unused if all(name in names for names in used_elsewhere)]

    @property
    def accounted_for(self) -> int:
        """All rows of which it is said what became of them."""
        loaded = self.new + self.changed + self.unchanged
        return loaded + self.rejected + self.left_out + self.taken_together

    @property
    def rejected(self) -> int:
        """Rows that were not imported; they are in the file ``rejects``."""
        return sum(self.rejected_by_column.values())
