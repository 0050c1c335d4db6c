"""What an account makes of its viewer: permissions by role, and never a region too many."""

import pytest

from lib.access.accounts import Account
from lib.access.permissions import ROLES, Permission
from lib.access.viewer import Refusal, Refused, viewer_of

REGIONS = ("midwest", "southeast", "southwest")


def _account(role: str, *regions: str, is_disabled: bool = False) -> Account:
    return Account("someone", "Someone", role, regions, is_disabled=is_disabled)


def test_an_organizer_sees_their_own_regions_alone() -> None:
    viewer = viewer_of(_account("organizer", "southeast", "midwest"), REGIONS)
    assert viewer.scope.regions == ("midwest", "southeast")
    assert not viewer.may(Permission.VIEW_SOURCES)
    assert not viewer.may(Permission.VIEW_EVERY_REGION)


def test_a_region_that_the_organization_does_not_have_is_dropped() -> None:
    viewer = viewer_of(_account("organizer", "southeast", "atlantis"), REGIONS)
    assert viewer.scope.regions == ("southeast",)


def test_an_organizer_never_sees_the_reserved_region() -> None:
    viewer = viewer_of(_account("organizer", "southeast", "unknown"), REGIONS)
    assert viewer.scope.regions == ("southeast",)


def test_a_national_viewer_sees_every_region_and_the_unknown_place() -> None:
    viewer = viewer_of(_account("national"), REGIONS)
    assert viewer.scope.regions == ("midwest", "southeast", "southwest", "unknown")


@pytest.mark.parametrize("role", ["partner", "administrator"])
def test_other_roles_have_no_scope_even_with_regions_on_the_account(role: str) -> None:
    assert viewer_of(_account(role, "southeast"), REGIONS).scope.regions == ()


def test_only_an_administrator_manages_accounts_and_sees_no_programme_data() -> None:
    permissions = {name: role.permissions for name, role in ROLES.items()}
    assert [n for n, p in permissions.items() if Permission.MANAGE_ACCOUNTS in p] == [
        "administrator"
    ]
    assert Permission.VIEW_REGION_WORK not in permissions["administrator"]


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        (None, Refusal.NO_ACCOUNT),
        (_account("national", is_disabled=True), Refusal.NO_ACCOUNT),
        (_account("chief"), Refusal.NO_ROLE),
        (_account(""), Refusal.NO_ROLE),
        (_account("organizer"), Refusal.NO_REGION),
        (_account("organizer", "atlantis"), Refusal.NO_REGION),
    ],
)
def test_what_opens_nothing_is_refused_with_its_reason(
    account: Account | None, reason: Refusal
) -> None:
    with pytest.raises(Refused) as refused:
        viewer_of(account, REGIONS)
    assert refused.value.reason is reason


def test_a_national_viewer_of_an_organization_without_regions_is_refused() -> None:
    # Not even the unknown place: a scope of nothing but it would show what no one checked.
    with pytest.raises(Refused) as refused:
        viewer_of(_account("national"), ())
    assert refused.value.reason is Refusal.NO_REGION
