"""The accounts of the invented organization: known to everyone, for a machine of one's own."""

from lib.access import accounts

PASSWORD = "tejido-demo-2017"  # noqa: S105 - printed on purpose
DEMO = (
    ("southwest", "organizer", ("southwest",), "Southwest organizer"),
    ("southeast", "organizer", ("southeast",), "Southeast organizer"),
    ("national", "national", (), "National leadership"),
    ("partner", "partner", (), "Partner"),
    ("admin", "administrator", (), "Administrator"),
)


def create() -> None:
    """Make the demo accounts that are not there yet."""
    present = {account.username for account in accounts.all_accounts()}
    for username, role, regions, display_name in DEMO:
        if username not in present:
            accounts.add(username, PASSWORD, role, regions, display_name)
