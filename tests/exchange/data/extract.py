"""Write the small extracts beside this file anew from the real files.

    python tests/exchange/data/extract.py ../shared/samples

Sources: ICE ERO administrative arrests (2019-ICFO-53623, US federal record); Open University
Learning Analytics dataset (CC BY 4.0, Kuzilek, Hlosta and Zdrahal 2017); ICE facility locations
(The Marshall Project); the column names of a member list (no people).
"""

import csv
import gzip
import io
import sys
from pathlib import Path

HERE = Path(__file__).parent


def arrests(source: Path) -> None:
    """The first row of each area and of each method, two of HQ, and the first rows that are alike.

    Bytes as they are: preamble, quotes, trailing blanks.
    """
    with gzip.open(source / "EROArrests_FY2016.csv.gz", "rt", encoding="ascii", newline="") as file:
        lines = file.readlines()
    sample, seen = lines[:6], set()
    for line in lines[6:]:
        cells = line.split("|")
        if cells[0] not in seen or cells[2] not in seen:
            sample.append(line)
            seen |= {cells[0], cells[2]}
    alike = [line for line in lines[6:3000] if lines[6:3000].count(line) == 3][:3]
    hq = [line for line in lines[6:] if line.startswith('"HQ')][:2]
    (HERE / "ero_arrests.csv").write_text("".join([*sample, *alike, *hq]), encoding="ascii")


def facilities(source: Path) -> None:
    """Chosen facilities: MacRoman letters, CR line ends, one inside a cell, every form of date."""
    content = (source / "marshall_facility_locations_macroman_CR.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("mac_roman"), newline="")))
    codes = ("ABRDNWA", "ABTHOLD", "RICRANS", "ADAMSWA", "AGAHOLD", "BPC", "PAVHRPR", "")
    sample = io.StringIO(newline="")
    csv.writer(sample, lineterminator="\r").writerows(
        row for row in rows if row[0] in ("DETLOC", *codes)
    )
    (HERE / "facilities.csv").write_bytes(sample.getvalue().encode("mac_roman"))


def learners(source: Path) -> None:
    """Twenty learners of two runs, among them those who withdrew, with all that they handed in."""
    tables = {}
    for name in ("courses", "studentRegistration", "studentInfo", "assessments"):
        with (source / f"oulad_{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    registrations = tables["studentRegistration"]
    unregistered = [row for row in registrations if row["date_unregistration"]]
    sample = [*registrations[:14], *unregistered[:6]]
    students = {(r["code_module"], r["code_presentation"], r["id_student"]) for r in sample}
    runs = {student[:2] for student in students}

    def student(row: dict[str, str]) -> tuple[str, ...]:
        return row["code_module"], row["code_presentation"], row["id_student"]

    _write("courses", [r for r in tables["courses"] if student(r | {"id_student": ""})[:2] in runs])
    _write("studentRegistration", sample)
    _write("studentInfo", [r for r in tables["studentInfo"] if student(r) in students])
    assessments = {
        r["id_assessment"]: r
        for r in tables["assessments"]
        if (r["code_module"], r["code_presentation"]) in runs
    }
    _write("assessments", list(assessments.values()))
    with (source / "oulad_studentAssessment.csv").open(encoding="utf-8", newline="") as file:
        _write(
            "studentAssessment",
            [
                r
                for r in csv.DictReader(file)
                if r["id_assessment"] in assessments
                and student(assessments[r["id_assessment"]] | {"id_student": r["id_student"]})
                in students
            ],
        )


def _write(name: str, rows: list[dict[str, str]]) -> None:
    with (HERE / f"oulad_{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def members(source: Path) -> None:
    """The header of the member list."""
    header = (source / "dsa_member_export_header.csv").read_text(encoding="utf-8")
    (HERE / "dsa_member_export_header.csv").write_text(header, encoding="utf-8")


if __name__ == "__main__":
    for extract in (arrests, facilities, learners, members):
        extract(Path(sys.argv[1]))
