"""The accounts of the invented organization: known to everyone, for a machine of one's own."""

from sqlalchemy import text

from lib.access import accounts
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

    The app's role may not set the mark, which spares an account its second factor on this machine.
    """
    present = {account.username for account in accounts.all_accounts()}
    missing = [name for name, *_ in DEMO if name not in present]
    for username, role, regions, display_name in DEMO:
        if username in missing:
            accounts.add(username, PASSWORD, role, regions, display_name)
    with engines.owner("dashboard").begin() as connection:
        mark = text("UPDATE dashboard.account SET is_demo = true WHERE username = ANY (:missing)")
        connection.execute(mark, {"missing": missing})
