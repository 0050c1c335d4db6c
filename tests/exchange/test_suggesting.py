"""Mappings proposed from files: they load what they can, and say what is not sure."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lib.exchange.errors import NotImportable
from lib.exchange.importing import import_file
from lib.exchange.mapping import parsed
from lib.exchange.suggest_command import suggested
from lib.exchange.suggesting.layouts import layout_of
from lib.exchange.suggesting.values import date_formats, number_words
from tests.exchange import sheets
from tests.exchange.conftest import DATA, read
from tests.exchange.test_command import app

EXPORTS = DATA / "exports"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,name\n1,Peña\n", {}),
        ("id;name\n1;Peña\n", {"delimiter": ";"}),
        ('id\tname\n1\t"a, b, c"\n', {"delimiter": "\t"}),
        ("id,name\n1,Peña\n".encode("cp1252"), {"encoding": "cp1252"}),
        ("id,name\r1,Peña\r".encode("mac_roman"), {"encoding": "mac_roman"}),
        ("id,name\n1,Peña\n".encode("utf-16"), {"encoding": "utf-16"}),
        ("A report,\n\nid,name,day\n1,Peña,x\n2,Ana,y\n", {"skip_lines": 2}),
        ('{"total": 1, "people": [{"id": 1, "name": "Peña"}]}', {"rows": "people"}),
    ],
)
def test_how_a_file_is_read(tmp_path: Path, content: str | bytes, said: dict[str, object]) -> None:
    layout = layout_of(write(tmp_path / "file.csv", content))
    assert layout.said == said
    assert layout.header[:2] == ["id", "name"]
    assert layout.cells("id")[0] == "1"


def test_the_longest_sheet_is_taken_and_the_others_told(tmp_path: Path) -> None:
    sheets.write(tmp_path / "a.xlsx", [["id"], [1]], ("Notes", "Members"))
    layout = layout_of(tmp_path / "a.xlsx")
    assert layout.said == {"sheet": "Notes"}
    assert layout.unsure == ["file.sheet: Notes has most rows of Notes, Members"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("texts", "formats"),
    [
        (["2026-05-01", "2026-05-01T14:05:00Z"], ["iso"]),
        (["5/1/2026", "12/31/2026"], ["%m/%d/%Y"]),
        (["31/12/2026"], ["%d/%m/%Y"]),
        (["5/1/2026 2:05 PM"], ["%m/%d/%Y %I:%M %p"]),
        (["1777600000"], ["unix"]),
        (["15 de marzo de 2026"], ["%d de %B de %Y"]),
        (["2026-05-01", "5/13/2026"], ["iso", "%m/%d/%Y"]),
        # One of them shows the order of all.
        (["13/5/2026 2:05:33 p. m.", "1/4/2026 14:05"], ["%d/%m/%Y %H:%M", "%d/%m/%Y %I:%M:%S %p"]),
        (["Ana", "Beto"], []),
        (["46143"], []),
    ],
)
def test_how_dates_are_written(texts: list[str], formats: list[str]) -> None:
    assert date_formats(texts)[0] == formats


def test_an_order_of_day_and_month_that_nobody_can_tell_is_told() -> None:
    assert "month or day first" in str(date_formats(["5/1/2026", "6/1/2026"])[1])
    assert date_formats(["5/1/2026", "6/13/2026"])[1] is None


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["25", "10.50"], {}),
        (["$1,200.00", "$5"], {"strip": "$ ", "thousands": ","}),
        (["1.200,50", "5,00"], {"decimal": ",", "thousands": "."}),
        (["25.00 USD"], {"strip": "DSU "}),
        (["−$25.00"], {"strip": "$ "}),
        (["($25.00)"], {"strip": "$ "}),  # a sign is none to leave out
    ],
)
def test_how_numbers_are_written(texts: list[str], words: dict[str, str]) -> None:
    assert number_words(texts) == words


MEMBERS = (
    "Member ID,First name,Apellido,Correo,Fecha de ingreso,State,Shoe size\n"
    "901,Ana,Peña,ana@example.org,13/02/2025,Arizona,7\n"
    "902,Beto,Q,beto@example.org,01/03/2025,GA,9\n"
)


def test_a_member_list_is_understood(places: None, tmp_path: Path) -> None:
    text = suggested("member", write(tmp_path / "Members 2026.csv", MEMBERS))
    assert "# Not used: Shoe size" in text
    mapping = write(tmp_path / "mapping.toml", text)
    outcome = import_file("member", tmp_path / "Members 2026.csv", mapping)
    assert (outcome.new, outcome.rejected) == (2, 0)
    columns = "member_id, given_name, family_name, email, joined_on::text, state_fips"
    assert read("membership", f"SELECT {columns} FROM source.member ORDER BY 1") == [
        ("members-901", "Ana", "Peña", "ana@example.org", "2025-02-13", "04"),
        ("members-902", "Beto", "Q", "beto@example.org", "2025-03-01", "13"),
    ]


def test_reports_without_an_id_and_with_words_of_their_own(places: None, tmp_path: Path) -> None:
    content = (
        "Marca temporal;¿Qué pasó?;Estado;Personas\n"
        "15/3/2026 14:05;Raid;Arizona;2\n16/3/2026 9:00;Traffic stop;Georgia;1\n"
        "17/3/2026 9:00;Retén;Georgia;\n"
    )
    text = suggested("incident", write(tmp_path / "form.csv", content))
    assert "identity: no column tells rows apart" in text
    assert "kind: what are 'Retén'? it is one of raid" in text
    assert "verification: no column of the file" in text
    outcome = import_file("incident", tmp_path / "form.csv", write(tmp_path / "m.toml", text))
    assert (outcome.new, outcome.rejected) == (3, 0)
    columns = "kind, occurred_at::text, state_fips, people_affected"
    assert read("incidents", f"SELECT {columns} FROM source.incident ORDER BY 2") == [
        ("raid", "2026-03-15 19:05:00+00", "04", 2),
        ("traffic_stop", "2026-03-16 14:00:00+00", "13", 1),
        ("other", "2026-03-17 14:00:00+00", "13", None),
    ]


@pytest.mark.parametrize(
    ("table", "file", "name"),
    [
        ("member", "action_network_report.csv", "action_network_report.toml"),
        ("enrollment", "moodle_completion.csv", "moodle_completion.toml"),
        ("incident", "odk_groups.csv", "odk_incidents.toml"),
        ("role_term", "civicrm_relationships.csv", "civicrm_relationships.toml"),
        ("member", "action_network_people-*.json", "action_network_people.toml"),
    ],
)
def test_a_shipped_mapping_that_fits_is_named(table: str, file: str, name: str) -> None:
    text = suggested(table, EXPORTS / file)
    assert text.startswith(f"# The file fits {name}")
    assert parsed(text, name).table == table


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "file"),
    [
        ("dues_payment", "cases/dues_accounting_negative/input.csv"),
        ("gathering", "cases/attendance_rows_to_gathering/input.csv"),
        ("enrollment", "exports/mobilize_signups.csv"),
        ("incident", "exports/kobo_groups.csv"),
        ("support_request", "exports/airtable_requests.csv"),
        ("member", "cases/membership_renewed_as_new_row/input.csv"),
        ("incident", "cases/other_formats/x.xlsx"),
        ("incident", "cases/other_formats/a.ndjson"),
        ("incident", "cases/other_formats/two.zip"),
        ("hotline_call", "cases/other_formats/serial.csv"),
    ],
)
def test_whatever_is_proposed_is_a_mapping(table: str, file: str) -> None:
    assert parsed(suggested(table, DATA / file), file).table == table


def test_payments_are_told_by_what_looks_like_an_id() -> None:
    text = suggested("dues_payment", DATA / "cases/dues_accounting_negative/input.csv")
    assert 'template = "input-{Payment}"' in text
    assert '"monthly dues" = "dues"' in text
    assert 'T-shirt = "reject"' in text


def test_what_the_table_needs_and_the_file_lacks_is_told(tmp_path: Path) -> None:
    text = suggested("member", write(tmp_path / "a.csv", "Email\na@example.org\n"))
    assert "# Missing: joined_on, which the table needs" in text


def test_the_command_proposes_and_shows_the_first_rows(places: None, tmp_path: Path) -> None:
    file = write(tmp_path / "members.csv", MEMBERS + "903,Cira,R,c@example.org,nunca,GA,\n")
    result = CliRunner().invoke(app, ["member", str(file), "--suggest"])
    assert result.exit_code == 0
    assert parsed(result.stdout, "the output").table == "member"
    assert "as they would load" in result.stderr
    assert "2025-02-13" in result.stderr
    assert "rejected" in result.stderr
    assert read("membership", "SELECT count(*) FROM source.member") == [(0,)]


def test_a_header_alone_gets_a_mapping_and_is_told_to_have_no_rows(
    places: None, tmp_path: Path
) -> None:
    file = write(tmp_path / "members.csv", "Member ID,Joined,State\n")
    result = CliRunner().invoke(app, ["member", str(file), "--suggest"])
    assert result.exit_code == 0
    assert parsed(result.stdout, "the output").identity.prefix == "members-"
    assert "a header and no rows" in result.stderr


def test_without_a_mapping_nothing_is_imported(clean, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["member", str(write(tmp_path / "a.csv", "id\n1\n"))])
    assert result.exit_code == 1
    assert "--suggest to have one proposed" in result.stderr
    with pytest.raises(NotImportable, match="there is no table membr"):
        suggested("membr", tmp_path / "a.csv")
