import pytest

from lib.exchange.errors import NotImportable
from tests.exchange.conftest import numbers, read

MAPPING = """
table = "enrollment"
[identity]
template = "{run}-{id}"
[columns]
course_id = "run"
enrolled_on = "day"
completed_on = "work.day"
format = "how.format"
[join.how]
file = "how.csv"
key = "person"
on = "id"
take = "format"
[join.task]
file = "task.csv"
key = "task"
take = "run"
to = "work"
[join.work]
file = "work.csv"
key = ["task.run", "person"]
on = ["run", "id"]
take = "day"
"""
ENROLLED = "run,id,day\nA,1,2024-01-01\nA,2,2024-01-01\nB,1,2024-01-01\n"
FILES = {
    "how.csv": "person,format\n1,virtual\n",
    "task.csv": "task,run\nt1,A\nt2,A\nt3,B\n",
    "work.csv": "task,person,day\nt1,1,2024-02-01\nt3,1,2024-03-01\nt9,2,2024-04-01\n",
}


@pytest.fixture
def enroll(load, rows, tmp_path):
    rows("membership", "course", {"course_id": "A"}, {"course_id": "B"})

    def enroll(several: str = "refuse", **changed: str):
        for name, content in FILES.items():
            (tmp_path / name).write_text(changed.get(name.removesuffix(".csv"), content))
        return load("enrollment", ENROLLED, f'{MAPPING}several = "{several}"')

    return enroll


def completed() -> dict[str, str | None]:
    query = "SELECT enrollment_id, completed_on::text FROM source.enrollment"
    return dict(read("membership", query))


def test_columns_of_further_files_and_of_files_joined_to_those(enroll):
    assert numbers(enroll()) == (3, 3, 0, 0, 0)
    # Task t9 is of no run, so what person 2 handed in for it counts nowhere.
    assert completed() == {"A-1": "2024-02-01", "A-2": None, "B-1": "2024-03-01"}
    formats = read("membership", "SELECT enrollment_id, format FROM source.enrollment ORDER BY 1")
    assert formats == [("A-1", "virtual"), ("A-2", None), ("B-1", "virtual")]


TWICE = FILES["work.csv"] + "t2,1,2024-02-05\n"


def test_several_rows_of_one_key_are_refused_unless_the_mapping_chooses(enroll):
    with pytest.raises(NotImportable, match=r"^work.csv: line 5: repeats the key.*join.work.sev"):
        enroll(work=TWICE)
    assert completed() == {}
    enroll("first", work=TWICE)
    assert completed()["A-1"] == "2024-02-01"


def test_the_same_row_twice_is_no_contradiction(enroll):
    assert numbers(enroll(work=FILES["work.csv"] + "t2,1,2024-02-01\n")) == (3, 3, 0, 0, 0)


@pytest.mark.parametrize(("several", "expected"), [("largest", "100"), ("smallest", "9")])
def test_the_largest_and_the_smallest_number(load, rows, tmp_path, several, expected):
    rows("membership", "course", {"course_id": "A"})
    # As texts "9" would be the largest; the empty cell is no number and does not count.
    (tmp_path / "work.csv").write_text("run,n\nA,9\nA,100\nA,\nA,10\n")
    mapping = f"""
        table = "resource"
        [identity]
        template = "{{run}}"
        [columns]
        title_en = "work.n"
        kind = "run"
        [join.work]
        file = "work.csv"
        key = "run"
        take = "n"
        several = "{several}"
    """
    load("resource", "run\nA\n", mapping)
    assert read("membership", "SELECT title_en FROM source.resource") == [(expected,)]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"work": "task,person\nt1,1\n"}, "work.csv: the header lacks the column 'day'"),
        (
            {"work": "task,person,day\nt1,1,2,3\n"},
            "work.csv: line 2: has 4 cells where the header has",
        ),
        ({"task": ""}, "task.csv: is empty"),
    ],
)
def test_a_further_file_that_does_not_fit_refuses_the_import(enroll, changed, message):
    with pytest.raises(NotImportable, match=f"^{message}"):
        enroll(**changed)


def test_a_number_that_is_none_is_named(enroll):
    with pytest.raises(NotImportable, match="work.csv: line 2: '2024-02-01' is not a number"):
        enroll("largest")
