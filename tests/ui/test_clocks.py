"""What nobody can read is late: nothing over it stays in full colour or is all clear."""

import pandas as pd
import pytest

from lib.data import reading
from lib.data.errors import Reason, Unavailable
from lib.data.scope import Scope
from lib.ui import clocks

SCOPE = Scope(("southwest",))


def test_a_database_that_is_down_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(database: str, *_: object, **__: object) -> pd.DataFrame:
        raise Unavailable(database, Reason.DOWN)

    monkeypatch.setattr(reading, "read", fail)
    assert clocks.is_late(SCOPE, membership=("member",))
    assert clocks.is_late(SCOPE, incidents=("incident",), membership=("member",))
    # What rests on nothing has nothing that could be late.
    assert not clocks.is_late(SCOPE)
