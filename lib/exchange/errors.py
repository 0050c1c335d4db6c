"""Why a file, or one row of it, can't be imported."""


class NotImportable(Exception):  # noqa: N818
    """The file can't be imported at all; the message is one sentence that says what to do."""


class Rejected(Exception):  # noqa: N818
    """One row can't be imported: the column of the contract that it is about, and the reason."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column = column
        self.reason = reason
