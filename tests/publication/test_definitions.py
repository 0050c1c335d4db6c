"""What changed in what is counted, from one release's description to the next."""

from lib.publication.definitions import compare, named
from lib.publication.package import defined
from lib.publication.parameters import parameters

RULES = parameters()
NOW = defined(RULES)


def earlier(name: str, **parts: object) -> dict[str, object]:
    """The definitions with one metric as it was before."""
    metrics = [m | parts if m["name"] == name else m for m in NOW["metrics"]]
    return {**NOW, "metrics": metrics}


def test_nothing_changed_between_the_same() -> None:
    assert compare(NOW, NOW) == []


def test_before_the_first_release_nothing_was_another() -> None:
    assert compare({}, NOW) == []


def test_a_new_meaning_is_told_in_both_languages() -> None:
    before = earlier("attendance", description="Heads", description_es="Cabezas")
    (change,) = compare(before, NOW)
    metric = RULES.metric("attendance")
    assert change == {
        "metric": "attendance", "change": "changed", "part": "description",
        "before": "Heads", "now": metric.what_en,
        "before_es": "Cabezas", "now_es": metric.what_es,
    }  # fmt: skip
    assert named([change]) == "attendance (description)"


def test_another_title_is_no_other_meaning() -> None:
    assert compare(earlier("attendance", title="Who came"), NOW) == []


def test_each_part_that_decides_a_number_is_told() -> None:
    before = earlier("attendance", unit="hours", kind="stock")
    assert [c["part"] for c in compare(before, NOW)] == ["unit", "kind"]
    assert named(compare(before, NOW)) == "attendance (unit, kind)"


def test_what_comes_and_what_goes_is_told() -> None:
    without = {**NOW, "metrics": [m for m in NOW["metrics"] if m["name"] != "partners"]}
    assert compare(without, NOW) == [{"metric": "partners", "change": "new"}]
    assert compare(NOW, without) == [{"metric": "partners", "change": "gone"}]


def test_a_rule_of_the_protection_is_told_with_its_values() -> None:
    (change,) = compare({**NOW, "rules": NOW["rules"] | {"insider": {"width": 2}}}, NOW)
    assert change == {
        "rule": "insider", "change": "changed", "before": {"width": 2}, "now": {"width": 4}
    }  # fmt: skip
    assert named([change]) == "[insider] (changed)"


def test_a_release_from_before_there_were_rules_in_it_says_nothing_of_them() -> None:
    assert compare({"metrics": NOW["metrics"]}, NOW) == []
