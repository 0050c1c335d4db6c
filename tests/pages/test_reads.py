"""Reads are shared among viewers, and no viewer can change what another sees."""

from lib import reads
from lib.data.scope import Scope

SOUTHEAST, SOUTHWEST = Scope(("southeast",)), Scope(("southwest",))


def test_what_one_page_changes_in_its_frame_no_other_page_sees(organization: None) -> None:
    mine = reads.membership.committees(SOUTHEAST)
    names = mine["name"].tolist()
    mine["name"] = "spoilt"
    mine.loc[0, "region_id"] = "southwest"
    mine["name"].array[:] = "spoilt again"
    theirs = reads.membership.committees(SOUTHEAST)
    assert theirs["name"].tolist() == names
    assert set(theirs["region_id"]) == {"southeast"}


def test_a_kept_read_never_serves_another_scope(organization: None) -> None:
    read = {scope: reads.membership.committees(scope) for scope in (SOUTHEAST, SOUTHWEST, Scope())}
    assert set(read[SOUTHEAST]["region_id"]) == {"southeast"}
    assert set(read[SOUTHWEST]["region_id"]) == {"southwest"}
    assert read[Scope()].empty
