"""A release's description keeps to Frictionless Data Package 1.0."""

import re
from datetime import UTC, datetime

from lib.publication.package import defined, describe
from lib.publication.parameters import parameters

RULES = parameters()


def test_resources_have_names_that_the_profile_allows() -> None:
    # https://specs.frictionlessdata.io/data-package-identifier/: small letters, and . - _ /
    files = {"tejido.csv": b"", "tejido-hxl.csv": b"", "areas.csv": b"", "CITATION.cff": b""}
    day = datetime(2024, 6, 3, tzinfo=UTC)
    described = describe(files, 1, day, "Tejido", None, RULES, defined(RULES))
    names = [each["name"] for each in described["resources"]]
    assert names == ["tejido-csv", "tejido-hxl-csv", "areas-csv", "citation-cff"]
    assert all(re.fullmatch(r"[-a-z0-9._/]+", name) for name in [*names, described["name"]])


def test_what_is_no_table_is_called_none() -> None:
    files = {"tejido.csv": b"", "tejido.json": b""}
    described = describe(
        files, 1, datetime(2024, 6, 3, tzinfo=UTC), "Tejido", None, RULES, defined(RULES)
    )
    # A tabular package has tables alone.
    assert described["profile"] == "data-package"
    profiles = [each.get("profile") for each in described["resources"]]
    assert profiles == ["tabular-data-resource", None]
