"""What the committees are called, and their rows."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from lib.data.contract.membership import COMMITTEE_KINDS, COMMITTEE_STATUSES
from lib.demo.columns import Batch, batch, dates, moments, picked
from lib.demo.network import ACTIVE, AFFINITY, LOCAL, PARTNER_HOSTED, Network
from lib.demo.period import NEVER, Period
from lib.demo.plan import Plan
from lib.reference import places

CRM = "https://crm.example.org/committees/"

FIRST = ("{}", "Comité de {}", "Comité de Defensa de {}", "{} Community Defense", "Vecinas de {}")
FURTHER = (
    "Comité de {} Este",
    "North {}",
    "Comité de {} Sur",
    "{} West Side",
    "Comité del Centro de {}",
    "Greater {}",
)
AFFINITIES = {
    "women": "Mujeres de {}",
    "youth": "{} Youth",
    "queer_and_trans": "Cuir {}",
    "workers": "Trabajadoras y trabajadores de {}",
    "teachers": "{} Teachers",
    "faith": "Comunidades de fe de {}",
    "afro_latinx": "Afrolatinxs de {}",
    "indigenous": "Pueblos originarios en {}",
}


def committee_ids(network: Network) -> list[str]:
    """Ids such as ``tx-houston`` and, for the second committee of a place, ``tx-houston-2``."""
    count_in_place: Counter[str] = Counter()
    ids = []
    for place in network.place.tolist():
        place_id = places()[place].place_id
        count_in_place[place_id] += 1
        ids.append(
            place_id if count_in_place[place_id] == 1 else f"{place_id}-{count_in_place[place_id]}"
        )
    return ids


def _name(network: Network, i: int, number: int, choice: int, affinity: str) -> str:
    city = places()[int(network.place[i])].name
    if network.kind[i] == AFFINITY:
        pattern = AFFINITIES[affinity]
    elif network.kind[i] == PARTNER_HOSTED:
        pattern = f"{{}}: {network.partners.names[choice % len(network.partners.names)]}"
        pattern = pattern.split(" (")[0]
    else:
        pattern = (
            FIRST[choice % len(FIRST)] if number == 1 else FURTHER[(number - 2) % len(FURTHER)]
        )
    return pattern.format(city).replace("de The ", "del ")


def rows(plan: Plan, period: Period, network: Network) -> Iterator[Batch]:
    """Rows of ``committee``."""
    rng = plan.rng("committees")
    n = len(network)
    affinity = rng.integers(0, len(AFFINITIES), n)
    host = rng.integers(0, len(network.partners.ids), n)
    local = (network.kind == LOCAL) & (network.status == ACTIVE)
    choice = np.where(local, rng.integers(0, len(FIRST), n), host)
    count_in_place: Counter[int] = Counter()
    names = []
    for i, place in enumerate(network.place.tolist()):
        count_in_place[place] += 1
        kind_of_affinity = list(AFFINITIES)[affinity[i]]
        names.append(_name(network, i, count_in_place[place], int(choice[i]), kind_of_affinity))
    ids = committee_ids(network)
    is_closed = network.closed < NEVER
    updated = np.select(
        [is_closed, network.quiet < NEVER],
        [network.closed, network.changed],
        period.end - rng.integers(2, 120, n),
    )
    yield batch(
        "membership",
        "committee",
        committee_id=ids,
        name=names,
        kind=picked(COMMITTEE_KINDS, network.kind),
        affinity=picked(list(AFFINITIES), affinity, network.kind == AFFINITY),
        place_id=picked([p.place_id for p in places()], network.place),
        host_partner_id=picked(network.partners.ids, host, network.kind == PARTNER_HOSTED),
        status=picked(COMMITTEE_STATUSES, network.status),
        formed_on=dates(network.formed, network.formed_known),
        closed_on=dates(network.closed, is_closed),
        crm_url=[CRM + committee_id for committee_id in ids],
        updated_at=moments(period.recorded(rng, updated)),
    )
