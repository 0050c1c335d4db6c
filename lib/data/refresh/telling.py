"""Tell whoever watches a refresh how far it is, and whoever reads of its end at which step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from lib.data.refresh.ordering import RefreshError, statements

Progress = Callable[[str, str, float], None]
"""Called with the database, the step that begins, and the share (0 to 1) of its steps done."""


class Told:
    """Counts the steps, reports each to whoever watches, and names the one that fails."""

    def __init__(self, database: str, progress: Progress | None) -> None:
        self.database = database
        self.progress = progress
        self.done = 0
        # Beside the statements: comparing, flagging, replacing, recording.
        self.total = len(statements(database)) + 4

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What is done within is this step.

        :raises RefreshError: if a statement of it fails.
        """
        if self.progress:
            self.progress(self.database, name, self.done / self.total)
        try:
            yield
        except DBAPIError as error:
            # The primary message only: the detail may quote a row of the source.
            reason = getattr(getattr(error.orig, "diag", None), "message_primary", None)
            if reason is None or error.connection_invalidated:
                raise
            raise RefreshError(
                f"{self.database}: the refresh stopped at {name}: {reason}"
                " (python -m lib doctor says more); the rollups are as they were"
            ) from None
        self.done += 1
