"""In the invented organization some committees are taken, so that it shows how that looks."""

import pytest

from lib.access import taking
from lib.data.reading import read
from lib.data.scope import Scope
from lib.serving.demo_promises import take_for_demo
from tests.templates.copying import using

pytestmark = pytest.mark.slow


def test_each_organizer_looks_after_one_committee_that_lacks_coordinators() -> None:
    with using("pages"):
        take_for_demo()
        for region in ("southwest", "southeast"):
            scope = Scope((region,))
            taken = read("dashboard", "taken", scope, **taking.parameters())
            assert taken["username"].tolist() == [region]
            # And one promise to another ran out a week ago.
            over = read("dashboard", "promises_over", scope, today=taking.today())
            assert over["plan"].tolist() == ["visit"]
            assert not set(over["committee_id"]) & set(taken["committee_id"])
            committees = read("membership", "committees", scope, as_of=taking.today())
            active = committees[committees["status"] == "active"].set_index("committee_id")
            of_taken = active.loc[taken["committee_id"].iloc[0]]
            assert of_taken["coordinators"] == active["coordinators"].min()
