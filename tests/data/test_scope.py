"""The regions that a read may return."""

import pytest

from lib.data.scope import Scope


def test_a_scope_is_the_same_however_its_regions_are_spelled_out() -> None:
    one = Scope(("southwest", "midwest", "midwest"))
    other = Scope(("midwest", "southwest"))
    assert one == other
    assert hash(one) == hash(other)
    assert one.regions == ("midwest", "southwest")
    assert one.setting == "midwest,southwest"


def test_scopes_of_other_regions_are_other_scopes() -> None:
    assert Scope(("midwest",)) != Scope(("midwest", "southwest"))


def test_no_region_is_a_scope_that_is_false_and_sets_nothing() -> None:
    assert not Scope()
    assert Scope().setting == ""
    assert Scope(("midwest",))


@pytest.mark.parametrize(
    "region", ["", "*", "a,b", "south west", "Southwest", "1st", "a'b", "a\n", "región", "a%"]
)
def test_a_region_that_would_not_survive_the_setting_is_refused(region: str) -> None:
    with pytest.raises(ValueError, match="not a region"):
        Scope((region,))


def test_what_is_wanted_outside_a_scope_is_dropped() -> None:
    scope = Scope(("midwest", "southwest"))
    assert scope.within(["southwest", "southeast"]) == Scope(("southwest",))
    assert scope.within([]) == Scope()
    assert Scope().within(["southwest"]) == Scope()


def test_membership_is_by_whole_names() -> None:
    scope = Scope(("southwest",))
    assert "southwest" in scope
    assert "south" not in scope
    assert "unknown" not in scope


def test_a_scope_cannot_be_widened_afterwards() -> None:
    with pytest.raises(AttributeError):
        Scope(("southwest",)).regions = ("southeast",)  # type: ignore[misc]
