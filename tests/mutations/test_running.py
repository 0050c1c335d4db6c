"""The runner on a tree of one file and one test."""

import subprocess
from pathlib import Path

import pytest

from tests.mutations.catalogue import Mutation, mutations
from tests.mutations.running import Verdict, judged
from tests.mutations.tree import NoPlaceError, Tree

CODE = "def double(n):\n    return 2 * n  # twice\n\n\ndef half(n):\n    return n / 2\n"
TEST = "from lib.sums import double, half\n\n\ndef test_double():\n    assert double(3) == 6\n"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A work tree under git, copied."""
    source = tmp_path / "source"
    for name, text in {
        "lib/__init__.py": "",
        "lib/sums.py": CODE,
        "tests/test_sums.py": TEST,
        "tests/test_red.py": "def test_red():\n    assert False\n",
    }.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    (source / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    subprocess.run(["git", "init", "--quiet"], cwd=source, check=True)
    return Tree.copied(source, tmp_path / "copy")


def mutation(find: str, replace: str, test: str = "test_double") -> Mutation:
    """A mutation called after what it finds."""
    return Mutation(find, "because", find, replace, (test,))


@pytest.mark.slow
def test_each_verdict(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    # The plugins that are installed here take longer than the tests.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    verdicts = {
        "2 * n": Verdict.CAUGHT,
        "n / 2": Verdict.NOT_CAUGHT,
        "thrice": Verdict.NO_PLACE,
        "n)": Verdict.NO_PLACE,
        "def double": Verdict.BROKEN,
        "# twice": Verdict.RED_BEFORE,
        "def half": Verdict.NO_PLACE,
    }
    chosen = [
        mutation("2 * n", "3 * n"),
        mutation("n / 2", "n / 3"),
        mutation("thrice", "twice"),
        mutation("n)", "m)"),
        mutation("def double", "def doubled"),
        mutation("# twice", "# thrice", "test_red.py"),
        mutation("def half", "def halve", "test_half"),
    ]
    assert {r.name: r.verdict for r in judged(tree, chosen)} == verdicts
    # What was changed is as before.
    assert (tree.root / "lib/sums.py").read_text() == CODE


def test_a_test_is_found_by_its_name_or_the_end_of_its_path(tree: Tree) -> None:
    assert tree.nodes(mutation("2", "3")) == ["tests/test_sums.py::test_double"]
    assert tree.nodes(mutation("2", "3", "tests/test_sums.py")) == ["tests/test_sums.py"]
    with pytest.raises(NoPlaceError, match="no test test_dou"):
        tree.nodes(mutation("2", "3", "test_dou"))


def test_names_are_unique_and_every_mutation_changes_something() -> None:
    every = mutations()
    assert len(every) >= 44
    assert all(mutation.find != mutation.replace for mutation in every)


@pytest.mark.slow
def test_every_mutation_has_one_place_and_its_tests_in_this_tree() -> None:
    here = Tree(Path(__file__).parents[2])
    wrong = []
    for each in mutations():
        try:
            here.nodes(each)
            here.place(each)
        except NoPlaceError as problem:
            wrong.append(f"{each.name}: {problem}")
    assert wrong == []
