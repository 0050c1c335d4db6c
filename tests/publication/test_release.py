"""A release from the sources to signed files, and what no later action can change of it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lib.data import engines
from lib.data.role_names import USUAL
from lib.publication import areas, package, store
from lib.publication.formats import CITATION, Source, files
from lib.publication.gate import GateError, examine
from lib.publication.noise import BudgetError
from lib.publication.parameters import NATION, parameters
from lib.publication.proposing import ATOM, NothingDue, propose
from lib.publication.release import publish
from lib.publication.rounding import MASKED
from lib.publication.signing import CopyError, KeyFileError, make_key, verify
from tests.data.rows import Rows
from tests.publication.conftest import TODAY, refresh_both

pytestmark = pytest.mark.slow

NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)
TABLES = ("tejido.csv", "tejido-hxl.csv", "tejido.json")
NAMES = (*TABLES, CITATION, areas.NAME, areas.TAGGED, package.NAME)


def value(frame: pd.DataFrame, metric: str, area: str, start: str) -> list[int]:
    rows = frame[(frame["metric"] == metric) & (frame["area"] == area)]
    return rows.loc[rows["period_start"] == start, "value"].tolist()


def everything(number: int = 1) -> dict[str, bytes | None]:
    return {name: store.file(number, name) for name in NAMES}


def test_a_release_tells_what_is_four_weeks_past(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    published = store.atoms()
    # 2024-01-29 to 02-25, 20 gatherings a region, 40 in all.
    assert value(published, "gatherings", "southwest", "2024-01-29") == [20]
    assert value(published, "gatherings", NATION, "2024-01-29") == [40]
    assert value(published, "attendance", "southeast", "2024-01-29") == [200]
    assert value(published, "committees_active", "southwest", "2024-01-29") == [MASKED]
    assert value(published, "hotline_calls", "southwest", "2024-01-01") == [MASKED]
    # The four weeks that ended on 19 May are only two weeks past; those to 21 April are six.
    assert published["period_start"].max() == pd.Timestamp("2024-03-25")


def test_a_day_too_early_tells_of_a_period_less(organization: Rows, key: str) -> None:
    # 2024-03-25 to 04-21 may be told from Monday 20 May on.
    starts = [
        propose(day).cells["period_start"].max() for day in (date(2024, 5, 19), date(2024, 5, 20))
    ]
    assert starts == [pd.Timestamp("2024-02-26"), pd.Timestamp("2024-03-25")]


def test_what_was_told_is_never_told_again(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    with pytest.raises(NothingDue):
        propose(TODAY)


def test_a_late_report_alters_no_release(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    before = everything()
    late = [{"committee_id": f"southwest-{n % 5}", "held_on": "2024-02-01"} for n in range(50)]
    organization("membership", "gathering", *late)
    refresh_both()
    later = TODAY + timedelta(weeks=4)
    publish(propose(later), now=NOW + timedelta(weeks=4))
    assert everything() == before
    published = store.atoms()
    # 70 by now, still told as the 20 of its release.
    assert value(published, "gatherings", "southwest", "2024-01-29") == [20]
    assert value(published, "gatherings", "southwest", "2024-04-22") != []
    # The same bytes again from the atoms that the release had.
    source = Source("Tejido", NOW.date())
    made = files(store.atoms(1), 1, parameters(), source)
    assert made == {n: before[n] for n in (*TABLES, CITATION)}


def test_a_release_names_the_one_before(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    publish(propose(TODAY + timedelta(weeks=4)), now=NOW)
    newest, first = store.rows("releases")
    assert newest["previous_digest"] == first["digest"]
    assert first["previous_digest"] is None


def test_below_the_threshold_and_withheld_are_the_same_bytes(organization: Rows, key: str) -> None:
    proposal = propose(TODAY)
    few = proposal.cells["metric"].eq("gatherings") & proposal.cells["area"].eq("southwest")
    published = []
    for raw, reason in ((3, "below"), (5_000, "dominated")):
        cells = proposal.cells.copy()
        cells.loc[few, ["raw", "value", "reason"]] = [raw, MASKED, reason]
        published.append(files(cells, 1, parameters(), Source("Tejido", NOW.date())))
    assert published[0] == published[1]
    assert b'"value":null' in published[0]["tejido.json"]
    line = next(
        r for r in published[0]["tejido.csv"].split(b"\n") if r.startswith(b"southwest,gath")
    )
    assert b",<15,rounded" in line


def test_no_raw_number_or_reason_is_in_the_dashboard_database(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    with engines.owner("dashboard").connect() as connection:
        columns = set(
            connection.scalars(
                text(
                    "SELECT column_name FROM information_schema.columns"
                    " WHERE table_schema = 'dashboard' AND table_name = 'atom'"
                )
            )
        )
    assert columns == {
        "area", "metric", "period_start", "weeks", "value", "class", "release_number",
    }  # fmt: skip


CHANGES = ("UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE")


def test_not_even_the_owner_changes_what_was_published(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    for table in ("release", "atom", "period_choice", "release_file"):
        column = "weeks" if table == "period_choice" else "release_number"
        for change in CHANGES:
            with (
                pytest.raises(DBAPIError, match="what was published stands"),
                engines.owner("dashboard").begin() as connection,
            ):
                connection.execute(text(change.format(f"dashboard.{table}", column, column)))


@pytest.mark.parametrize("role", [USUAL.reader, USUAL.public_reader, USUAL.publisher])
def test_who_may_do_what_with_releases(clean: object, role: str) -> None:
    with engines.owner("dashboard").connect() as connection:
        for table in ("release", "atom", "period_choice", "release_file"):
            privileges = [
                privilege
                for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
                if connection.scalar(
                    text("SELECT has_table_privilege(:role, :name, :privilege)"),
                    {"role": role, "name": f"dashboard.{table}", "privilege": privilege},
                )
            ]
            assert privileges == (["SELECT", "INSERT"] if role == USUAL.publisher else ["SELECT"])


def test_the_app_sees_no_raw_number(organization: Rows) -> None:
    for database in ("membership", "incidents"):
        counts = {}
        for name in ("reader", "publisher"):
            with getattr(engines, name)(database).connect() as connection:
                scope = {"s": "southwest,southeast,unknown"}
                connection.execute(text("SELECT set_config('app.regions', :s, true)"), scope)
                result = connection.execute(text("SELECT count(*) FROM rollup.public_input"))
                counts[name] = result.scalar_one()
        assert counts["reader"] == 0
        assert counts["publisher"] > 0


def test_publishing_is_in_the_audit(organization: Rows, key: str) -> None:
    proposal = propose(TODAY)
    publish(proposal, now=NOW)
    with engines.owner("dashboard").connect() as connection:
        rows = connection.execute(text("SELECT event, facts FROM dashboard.audit")).all()
    assert [tuple(row) for row in rows] == [
        ("published", {"release": 1, "atoms": len(proposal.cells)})
    ]


def test_a_proposal_that_was_overtaken_is_refused(organization: Rows, key: str) -> None:
    first, second = propose(TODAY), propose(TODAY)
    publish(first, now=NOW)
    before = everything()
    with pytest.raises(store.Superseded):
        publish(second, now=NOW)
    assert everything() == before


def test_a_release_that_the_gate_refuses_leaves_nothing_behind(
    organization: Rows, key: str
) -> None:
    proposal = propose(TODAY)
    cells = proposal.cells.copy()
    cells.loc[cells["area"].eq(NATION) & cells["metric"].eq("attendance"), "value"] = 5_000
    examination = examine(cells[ATOM], ["southeast", "southwest"], parameters())
    with pytest.raises(GateError, match=r"attendance in nation, 4 weeks from 2024-01-01"):
        publish(replace(proposal, cells=cells, examined=examination), now=NOW)
    assert store.rows("releases") == []


def test_without_a_key_nothing_is_published(organization: Rows) -> None:
    with pytest.raises(KeyFileError, match="publish key makes one"):
        publish(propose(TODAY), now=NOW)
    assert store.rows("releases") == []


def test_a_key_is_never_replaced(key: str) -> None:
    with pytest.raises(KeyFileError, match="is there already"):
        make_key()


@pytest.fixture
def copy(organization: Rows, key: str, tmp_path: Path) -> Path:
    """A copy of the first release's files."""
    publish(propose(TODAY), now=NOW)
    for name, content in everything().items():
        assert content is not None
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_copy_is_checked(copy: Path, key: str) -> None:
    checked = verify(copy / package.NAME, key)
    assert (checked.release, checked.public_key) == ("1", key)
    assert checked.names == tuple(sorted(NAMES[:-1]))
    assert verify(copy / "tejido.csv").names == ("tejido.csv",)


def test_a_changed_copy_is_found_out(copy: Path) -> None:
    original = (copy / "tejido.csv").read_bytes()
    (copy / "tejido.csv").write_bytes(original.replace(b",20,", b",30,", 1))
    with pytest.raises(CopyError, match=r"tejido\.csv was changed"):
        verify(copy / package.NAME)
    description = json.loads((copy / package.NAME).read_text())
    description["created"] = "2024-06-04T12:00:00+00:00"
    (copy / package.NAME).write_text(json.dumps(description))
    with pytest.raises(CopyError, match="signature does not fit"):
        verify(copy / package.NAME)


def test_a_copy_signed_by_someone_else_is_found_out(copy: Path, key: str) -> None:
    with pytest.raises(CopyError, match="another key"):
        verify(copy / package.NAME, "00" * 32)


def test_a_file_that_is_not_of_the_release_is_found_out(copy: Path) -> None:
    (copy / "more.csv").write_text("area\n")
    with pytest.raises(CopyError, match="no file of the release"):
        verify(copy / "more.csv")
    (copy / package.NAME).unlink()
    with pytest.raises(CopyError, match="can't be read"):
        verify(copy / "tejido.csv")


def test_the_dry_run_says_what_the_release_would_hide_and_why(organization: Rows, key: str) -> None:
    publish(propose(date(2024, 5, 1)), now=NOW)
    frame = propose(TODAY).beside_raw()
    gatherings = frame[frame["metric"].eq("gatherings") & frame["area"].eq("southwest")]
    row = gatherings.iloc[0]
    assert (row["raw"], row["value"], row["value_before"], row["reason"]) == (20, 20, 20, "")
    assert (row["least"], row["greatest"], row["verdict"]) == (15, 25, "")
    # Five committees in a region, ten in all.
    active = frame[frame["metric"].eq("committees_active") & frame["area"].eq(NATION)]
    assert active["reason"].tolist() == ["below"]


def test_noise_takes_the_place_of_rounding_where_it_is_switched_on(organization: Rows) -> None:
    rules = parameters()
    privacy = rules.differential_privacy.model_copy(update={"is_enabled": True})
    periods = rules.periods.model_copy(update={"first_weeks": 12})
    noisy = rules.model_copy(update={"differential_privacy": privacy, "periods": periods})
    proposal = propose(TODAY, noisy)
    # Members and seven topics, for the four weeks from 26 February and from 25 March: 16 × 0.25.
    assert proposal.epsilon == 4.0
    kinds = proposal.cells.groupby("metric")["class"].agg(set)
    assert kinds["members"] == kinds["training_completed.security"] == {"noisy"}
    assert kinds["gatherings"] == {"rounded"}
    # Three years at once would spend more than a year may.
    with pytest.raises(BudgetError):
        propose(TODAY, rules.model_copy(update={"differential_privacy": privacy}))


def test_cases_are_told_of_the_country_by_52_weeks_with_noise(organization: Rows) -> None:
    """The years that are over, from that in which the first release begins, three years back."""
    organization(
        "incidents",
        "deportation_case",
        *(
            {
                "case_id": f"case {n}",
                "state_fips": ("04", "13")[n % 2],
                "opened_on": "2023-01-02",
                "closed_on": "2023-06-01",
                "outcome": "released",
            }
            for n in range(100)
        ),
    )
    refresh_both()
    cells = propose(TODAY).cells
    won = cells[cells["metric"] == "cases_won"]
    assert set(won["area"]) == {NATION}
    starts = [date(2020, 12, 7), date(2021, 12, 6), date(2022, 12, 5)]
    assert won["period_start"].dt.date.tolist() == starts
    assert won["raw"].tolist() == [0, 0, 100]
    assert set(won["class"]) == {"noisy"}
    # What is told of 100 lies within 40 of it but once in a hundred million times.
    assert abs(won["value"].iloc[2] - 100) < 40
    assert won["value"].iloc[0] == MASKED
    # A half for each year, and for nothing else.
    assert propose(TODAY).epsilon == 1.5
    # Two dry runs draw anew; a release is drawn once.
    draws = {propose(TODAY).cells.loc[won.index[2], "value"] for _ in range(6)}
    assert len(draws) > 1


def test_a_year_that_began_earlier_brings_nothing_else_back(organization: Rows, key: str) -> None:
    """What was due before the first release looked back is not told by the second."""
    publish(propose(TODAY), now=NOW)
    first = store.atoms()
    earliest = first.loc[first["weeks"] == 4, "period_start"].min()
    assert first.loc[first["weeks"] == 52, "period_start"].min() < earliest
    second = propose(TODAY + timedelta(weeks=4)).cells
    assert second["period_start"].min() > first.loc[first["weeks"] == 4, "period_start"].max()


def test_partners_are_told_of_the_country_alone(organization: Rows) -> None:
    """Eight in each region: below the threshold there, and 16 in the country, told as 20."""
    faith = {"sector": "faith", "joined_on": "2024-01-01"}
    organization(
        "membership",
        "partner",
        *(
            {**faith, "partner_id": f"{place} {n}", "place_id": place}
            for place in ("southwest", "southeast")
            for n in range(8)
        ),
    )
    refresh_both()
    proposal = propose(TODAY)
    told = proposal.cells[proposal.cells["metric"] == "partners.community"]
    assert set(told["area"]) == {NATION}
    assert value(told, "partners.community", NATION, "2024-01-29") == [20]
    assert value(told, "partners.community", NATION, "2023-12-04") == [MASKED]
    proposal.examined.check()


def test_every_file_says_how_to_cite_it(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    told = everything()
    cited = "Tejido, public numbers, release 1, 2024-06-03"
    for name in ("tejido.json", package.NAME):
        assert json.loads(told[name] or b"")["citation"] == cited
    lines = (told[CITATION] or b"").decode().splitlines()
    assert lines[0] == 'cff-version: "1.2.0"'
    assert {'version: "1"', 'date-released: "2024-06-03"', 'license: "CC-BY-4.0"'} <= set(lines)
    assert lines[-2:] == ["authors:", '  - name: "Tejido"']
