"""Records of decisions: each in the index, numbered once, linked both ways to what replaces it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "decisions"
HEADING = re.compile(r'^## <a id="(\d+)"></a>(\d+)\. (.+)\n\n(.+)\n', re.MULTILINE)
LINK = re.compile(r"\[(\d+)\]\(([\w.]*)#(\d+)\)")
INDEX_ROW = re.compile(r"^\| (\d+) \| (\S+) \| \[(.+)\]\((\w+\.md)#(\d+)\) \| (\w+) \| (.+) \|$")
MEANINGS = ("replaced in part by", "replaced by", "replaces in part", "replaces", "refined by",
            "refines")  # fmt: skip


@dataclass
class Record:
    number: int
    title: str
    theme: str
    date: str
    status: str
    related: dict[str, set[int]] = field(default_factory=dict)


def _record(match: re.Match[str], file: Path, themes: dict[int, str]) -> Record:
    """A record as its heading and the line below it tell it; every link has to lead there."""
    anchor, number, title, line = match.groups()
    assert anchor == number
    date, *parts = line.split(" · ")
    record = Record(int(number), title, file.stem, date, parts[0])
    for part in parts:
        for shown, target, to in LINK.findall(part):
            assert shown == to
            assert (target or file.name) == f"{themes[int(to)]}.md", f"{number} links to {target}"
            meaning = next(m for m in MEANINGS if part.startswith(m))
            record.related.setdefault(meaning, set()).add(int(to))
        assert part == "accepted" or LINK.search(part), f"{number}: {part}"
    return record


def _records() -> list[Record]:
    files = sorted(FOLDER.glob("*.md"))
    headings = [(m, f) for f in files for m in HEADING.finditer(f.read_text(encoding="utf-8"))]
    themes = {int(match[1]): file.stem for match, file in headings}
    return [_record(match, file, themes) for match, file in headings]


RECORDS = _records()
BY_NUMBER = {record.number: record for record in RECORDS}


def test_numbers_are_unique_and_none_is_skipped() -> None:
    assert sorted(r.number for r in RECORDS) == list(range(1, len(RECORDS) + 1))
    # Every heading has a number, a date and a status, or it would not have been read.
    headings = sum(f.read_text().count("\n## ") for f in FOLDER.glob("*.md"))
    assert headings == len(RECORDS) >= 73


def _status(text: str) -> str:
    """A status without the addresses of its links, which depend on where it stands."""
    return LINK.sub(r"\1", text)


def test_the_index_lists_every_record_as_it_is() -> None:
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [match.groups() for line in lines if (match := INDEX_ROW.match(line))]
    assert [
        (int(number), date, title, file, int(anchor), theme, _status(status))
        for number, date, title, file, anchor, theme, status in rows
    ] == [
        (r.number, r.date, r.title, f"{r.theme}.md", r.number, r.theme, _status(r.status))
        for r in sorted(RECORDS, key=lambda r: r.number)
    ]


def test_dates_are_days_and_never_go_back() -> None:
    dates = [BY_NUMBER[number].date for number in sorted(BY_NUMBER)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    assert dates == sorted(dates)


def test_what_replaces_or_refines_is_said_on_both_sides() -> None:
    pairs = (
        ("replaces", "replaced by"),
        ("replaces in part", "replaced in part by"),
        ("refines", "refined by"),
    )
    for forward, backward in pairs:
        there = {(r.number, o) for r in RECORDS for o in r.related.get(forward, ())}
        back = {(o, r.number) for r in RECORDS for o in r.related.get(backward, ())}
        assert there == back, forward
        # Only a later record can change an earlier one.
        assert all(later > earlier for later, earlier in there)


def test_a_record_that_is_replaced_is_not_called_accepted() -> None:
    replaced = {o for r in RECORDS for o in r.related.get("replaces", set())}
    assert {r.number for r in RECORDS if r.status.startswith("replaced by")} == replaced
    # 38 took the form out of 9 and 10; what else they say still holds.
    assert BY_NUMBER[38].related["replaces in part"] >= {9, 10}


def test_records_that_are_spoken_of_exist() -> None:
    spoken = re.compile(r"\b(?:record|decision)s? (\d+)(?: and (\d+))?")
    for path in (*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")):
        for match in spoken.finditer(path.read_text(encoding="utf-8")):
            assert {int(n) for n in match.groups() if n} <= BY_NUMBER.keys(), (path, match[0])
