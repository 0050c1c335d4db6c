"""The accounts of the invented organization: known to everyone, for a machine of one's own."""

from sqlalchemy import text

from lib.access import accounts, organization, passwords
from lib.data import engines

PASSWORD = "tejido-demo-2017"  # noqa: S105 - printed on purpose
DEMO = (
    ("southwest", "organizer", ("southwest",), "Southwest organizer"),
    ("southeast", "organizer", ("southeast",), "Southeast organizer"),
    ("national", "national", (), "National leadership"),
    ("partner", "partner", (), "Partner"),
    ("admin", "administrator", (), "Administrator"),
)


def create() -> None:
    """Make the demo accounts that are not there yet, and mark them as such.

    None is made for regions that the organization does not have.

    The app's role may not set the mark, which spares an account its second factor on this machine.
    """
    present = {account.username for account in accounts.all_accounts()}
    known = set(organization.regions()["region_id"])
    for username, role, regions, display_name in DEMO:
        if username not in present and known.issuperset(regions):
            accounts.add(username, PASSWORD, role, regions, display_name)
    _mark()


def _mark() -> None:
    """Mark those that have the demo's name and password: also where making them was interrupted."""
    unmarked = text(
        "SELECT username, password_hash FROM dashboard.account"
        " WHERE NOT is_demo AND username = ANY (:names)"
    )
    mark = text("UPDATE dashboard.account SET is_demo = true WHERE username = ANY (:names)")
    with engines.owner("dashboard").begin() as connection:
        found = connection.execute(unmarked, {"names": [name for name, *_ in DEMO]}).all()
        names = [name for name, kept in found if passwords.matches(PASSWORD, kept)]
        connection.execute(mark, {"names": names})
