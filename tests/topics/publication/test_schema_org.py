"""What is held against schema.org's vocabulary would be found: its terms, and their values."""

import pytest

from tests.topics.publication.schema_org import invalid

DATASET = {"@context": "https://schema.org/", "@type": "Dataset", "name": "Numbers"}
FILE = {"@type": "DataDownload", "contentUrl": "/a.csv"}


def test_terms_of_the_type_and_of_all_that_it_is_a_kind_of_are_known() -> None:
    # distribution is the Dataset's own, license of a creative work, url of everything.
    terms = {"distribution": [FILE], "license": "https://x.org/l", "url": "/1/"}
    assert invalid(DATASET | terms) == []


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"licence": "https://x.org"}, "Dataset has no property licence"),
        # A property that there is, of another type.
        ({"contentUrl": "/a.csv"}, "Dataset has no property contentUrl"),
        ({"isAccessibleForFree": "yes"}, "isAccessibleForFree is no Boolean: 'yes'"),
        ({"datePublished": "Jun 3, 2024"}, "datePublished is no Date or DateTime: 'Jun 3, 2024'"),
        ({"url": "no address"}, "url is no URL: 'no address'"),
        ({"creator": "Tejido"}, "creator is no Organization or Person: 'Tejido'"),
        ({"distribution": [FILE | {"rows": 3}]}, "DataDownload has no property rows"),
        ({"@type": "DataSet"}, "there is no type DataSet"),
    ],
)
def test_what_schema_org_does_not_know_is_named(terms: dict[str, object], said: str) -> None:
    assert said in invalid(DATASET | terms)
