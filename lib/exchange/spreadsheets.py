"""Tables as CSV that a spreadsheet shows as text and never runs.

The one place where formula injection is dealt with (CWE-1236; OWASP, "CSV Injection").
"""

import re
from typing import Any

import pandas as pd

# A cell becomes a formula by its first character, or, where the program splits at semicolons or
# tabs (Excel does under a Spanish locale), by the first character after one. Excel reads the
# full-width forms as well, and skips blanks.
_STARTS_A_FORMULA = re.compile('(^|[;\t\r\n])(?=[\\s"\ufeff\u200b]*[=+\\-@＝＋－＠])')
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


def neutralise(cell: Any) -> Any:
    """The cell with an apostrophe wherever a spreadsheet would begin a formula.

    Numbers, whether of a numeric type or written as text, and all other types are left alone.
    Neutralising twice changes nothing more.
    """
    if not isinstance(cell, str) or _NUMBER.fullmatch(cell):
        return cell
    return _STARTS_A_FORMULA.sub(r"\1'", cell)


def _may_hold_text(column: Any) -> bool:
    return not (
        pd.api.types.is_numeric_dtype(column)
        or pd.api.types.is_bool_dtype(column)
        or pd.api.types.is_datetime64_any_dtype(column)
    )


def safe(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of the frame with every text cell and every column name neutralised."""
    copy = frame.copy()
    for position in range(frame.shape[1]):
        column = frame.iloc[:, position]
        if _may_hold_text(column):
            plain = (
                column.astype(object) if isinstance(column.dtype, pd.CategoricalDtype) else column
            )
            copy.isetitem(position, plain.map(neutralise, na_action="ignore"))
    copy.columns = [neutralise(name) for name in frame.columns]
    return copy


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame, made safe, as RFC 4180 CSV without its index.

    UTF-8 with a byte order mark: without one Excel takes the file for Latin-1 and garbles Spanish.
    """
    text: str = safe(frame).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")
