"""``python -m lib serve``: check the configuration, prepare the demo if there is no data, serve."""

import os
import sys
from typing import Annotated

import typer

from lib.data.configuration import ROOT, configuration
from lib.serving import starting


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="where the dashboard is")] = 8501,
    address: Annotated[str, typer.Option(help="where to listen")] = "localhost",
    members: Annotated[int, typer.Option(help="of the invented organization")] = 40_000,
) -> None:
    """Serve the dashboard; without configured databases, with the invented organization."""
    starting.check_exposure(address)
    if configuration().is_embedded:
        _prepare_demo(members, port)
    starting.check_connections()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")),
        *("--server.port", str(port), "--server.address", address),
    ]
    os.chdir(ROOT)
    os.execv(sys.executable, command)  # noqa: S606 - fixed program, no shell


def _prepare_demo(members: int, port: int) -> None:
    # Only here: a server of configured databases needs none of this.
    from lib.access import demo_accounts
    from lib.data.migrate import migrate_all
    from lib.demo import command as demo
    from lib.demo import is_empty

    migrate_all()
    if is_empty():
        demo.demo(members=members)
        demo_accounts.create()
        take_for_demo()
    demo_accounts.create()
    publish_demo()
    lines = [f"  {name:<12}{demo_accounts.PASSWORD}" for name, *_ in demo_accounts.DEMO]
    typer.echo(f"\nTejido is at http://localhost:{port}\n\nAccounts of the demo, with passwords:")
    typer.echo("\n".join(lines) + "\n")


def take_for_demo() -> None:
    """Let each organizer of the invented organization look after one committee, for two weeks."""
    from lib.access import accounts, taking
    from lib.access.demo_accounts import DEMO
    from lib.access.viewer import viewer_of
    from lib.data.reading import read
    from lib.serving.demo_promises import promise_in_vain

    for username, role, regions, _name in DEMO:
        if role != "organizer":
            continue
        viewer = viewer_of(accounts.find(username), regions)
        committees = read("membership", "committees", viewer.scope, as_of=taking.today())
        active = committees[committees["status"] == "active"]
        # The largest that nobody coordinates, or that the fewest do.
        first = active.sort_values(["coordinators", "members"], ascending=[True, False]).head(1)
        for committee_id in first["committee_id"]:
            taking.take(viewer, committee_id, "find_coordinator", 14)
        promise_in_vain(viewer, tuple(first["committee_id"]))


def publish_demo() -> None:
    """Publish the last year of the invented organization in two releases, signed with a new key."""
    from lib.publication import open_data, proposing, signing
    from lib.publication.parameters import parameters
    from lib.publication.periods import BLOCK, WEEK
    from lib.publication.release import publish

    if open_data.releases():
        return
    if not signing.key_path().exists():
        signing.make_key()
    rules = parameters()
    year = rules.periods.model_copy(update={"first_weeks": 52})
    for day in (proposing.today() - 2 * BLOCK * WEEK, proposing.today()):
        publish(proposing.propose(day, rules.model_copy(update={"periods": year})))
