"""A release as its pages need it: what it tells, and what that adds up to."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from lib.data.configuration import configuration
from lib.publication import open_data, rungs, totals
from lib.publication.areas import Areas
from lib.publication.as_released import as_released
from lib.publication.ladder import families, parts
from lib.publication.metric import Metric
from lib.publication.open_data import Release
from lib.publication.parameters import Parameters, parameters
from lib.publication.rungs import Told
from lib.publication.series import PublishedMetric, published_metrics
from lib.publication.totals import Total
from lib.topics.publication.definitions import Redefined, redefined
from lib.topics.publication.total_words import Quote, quote


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """What a release and those before it tell.

    :ivar metrics: the protected ones, each with its topic, in the order of the parameters.
    :ivar sums: as :func:`lib.publication.totals.tables` makes them.
    :ivar told: how coarsely each metric that joins is told in its newest year, by its name.
    :ivar redefined: since when metrics are counted in another way than before, by their names.
    """

    release: Release
    atoms: pd.DataFrame
    areas: Areas
    rules: Parameters
    metrics: tuple[PublishedMetric, ...]
    sums: pd.DataFrame
    told: dict[str, Told]
    redefined: dict[str, Redefined]

    def of_period(self, published: PublishedMetric) -> Total | None:
        """What the newest period adds up to, where it says enough."""
        return _useful(totals.newest(self.sums, [published.code], self.rules))

    def of_year(
        self, metric: Metric, codes: tuple[str, ...], sums: pd.DataFrame | None = None
    ) -> Total | None:
        """What the periods of the year add up to, where they may be added up and say enough.

        What was counted in another way is not added to what is counted now.

        :param sums: of one region; of all of them unless given.
        """
        if not metric.adds_up:
            return None
        sums, since = self.sums if sums is None else sums, self.redefined.get(metric.name)
        if since is not None:
            sums = sums[sums["period_start"] >= pd.Timestamp(since.since)]
        return _useful(totals.this_year(sums, codes, self.rules))

    def codes_of(self, metric: Metric) -> tuple[str, ...]:
        """The codes of what was ever published of a metric, however coarsely."""
        codes = self.sums["metric"]
        return tuple(codes[families(codes) == metric.name].unique())

    def codes_in(self, published: PublishedMetric) -> tuple[str, ...]:
        """The codes of what was ever published of what one metric tells of now."""
        metric = published.metric
        own = set(parts(metric, published.code))
        return tuple(c for c in self.codes_of(metric) if own.issuperset(parts(metric, c)))

    def standing_for(self, code: str) -> PublishedMetric | None:
        """What now tells of a code: it, or what it is joined in or was taken apart to."""
        if code.partition(".")[0] not in self.rules.protected_names:
            return None
        metric = self.rules.metric(code)
        own = set(parts(metric, code))
        for each in self.metrics:
            if each.metric.name == metric.name and own & set(parts(metric, each.code)):
                return each
        return None

    def best(self, metric: Metric) -> Total | None:
        """What is said of a metric in one number: of the year where it adds up, else the newest."""
        codes = self.codes_of(metric)
        if metric.adds_up:
            return self.of_year(metric, codes)
        return _useful(totals.newest(self.sums, codes, self.rules))

    def quotes(self) -> list[Quote]:
        """The sentences that may be quoted, in the order of the parameters."""
        organization = configuration().organization.name
        found = []
        by_name = {metric.name: metric for metric in self.rules.metrics}
        for metric in (by_name[name] for name in self.rules.quotes.order if name in by_name):
            total = self.best(metric)
            if total is not None:
                found.append(quote(metric, total, organization, self.rules))
        return found[: self.rules.quotes.most]


def _useful(total: Total | None) -> Total | None:
    return total if total is not None and total.is_narrow else None


@lru_cache(8)
def edition(release: Release) -> Edition:
    """What is known of a release; it never changes.

    :raises Unavailable: if the dashboard database can't be read.
    """
    atoms = open_data.atoms(release.number)
    rules = as_released(parameters(), open_data.described(release.number))
    areas = open_data.areas(release.number)
    metrics = published_metrics(atoms, rules, areas)
    sums, told = totals.tables(atoms, rules), rungs.newest(atoms, rules)
    since = redefined(release, atoms)
    return Edition(release, atoms, areas, rules, metrics, sums, told, since)
