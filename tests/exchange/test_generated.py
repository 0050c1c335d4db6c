"""A few of the files that ``tests.trials.fuzz_import`` makes thousands of."""

from pathlib import Path
from random import Random

import pytest

from tests.data.rows import Rows
from tests.trials.fuzz_import import tried
from tests.trials.generated_files import generate

pytestmark = pytest.mark.slow


def test_generated_files_are_imported_or_refused_and_accounted_for(
    rows: Rows, tmp_path: Path
) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    ended = []
    for seed in range(25):
        folder = tmp_path / str(seed)
        folder.mkdir()
        ended.append(tried(generate(Random(seed), folder)))
    assert set(ended) == {"imported", "refused"}
    # Most of them can succeed.
    assert ended.count("imported") > 12
