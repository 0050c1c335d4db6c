"""Every row of the invented organization, table by table, parents before children."""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.demo import (
    campaigns,
    cases,
    committees,
    communications,
    courses,
    dues,
    gatherings,
    hotline,
    incidents,
    members,
    network,
    partners,
    reports,
    responses,
    roles,
    support,
    training,
)
from lib.demo.columns import Batch
from lib.demo.network import Network
from lib.demo.period import Period
from lib.demo.plan import Plan


@dataclass(frozen=True)
class Organization:
    """What was invented first, and everything else hangs on."""

    plan: Plan
    period: Period
    network: Network


def invent(plan: Plan) -> Organization:
    """Invent the organization's frame: its committees and partners in their three years."""
    period = Period(plan)
    return Organization(plan, period, network.invent(plan, period))


def generate(organization: Organization) -> Iterator[Batch]:
    """The rows of every table but those of the shipped facts, in bounded memory.

    The members come in chunks, each followed by its dues and enrollments.
    """
    plan, period, net = organization.plan, organization.period, organization.network
    yield from partners.rows(plan, period, net.partners)
    yield from committees.rows(plan, period, net)
    yield from members.tier_rows(period)
    yield from courses.rows(period)
    yield from gatherings.resource_rows(plan, period, net)
    invented = incidents.invent(plan, period, net)
    yield from _incidents(organization, invented)
    yield from _members(organization)
    yield from roles.rows(plan, period, net)
    yield from gatherings.rows(plan, period, net)
    yield from support.rows(plan, period, net)
    yield from campaigns.rows(plan, period, net)
    yield from communications.rows(plan, period, net, invented)


def _members(organization: Organization) -> Iterator[Batch]:
    plan, period, net = organization.plan, organization.period, organization.network
    joining, enrolling = members.joining(period), training.enrolling(period)
    for part in range(members.chunks(plan)):
        chunk = members.invent(plan, period, net, joining, part)
        yield from members.rows(plan, period, net, chunk)
        yield from dues.rows(plan, period, net, chunk)
        yield from training.rows(plan, period, net, enrolling, chunk)


def _incidents(organization: Organization, invented: incidents.Incidents) -> Iterator[Batch]:
    plan, period, net = organization.plan, organization.period, organization.network
    yield from reports.rows(plan, period, net, invented)
    answers = responses.invent(plan, period, net, invented)
    yield from responses.rows(plan, period, net, invented, answers)
    yield from responses.mobilization_rows(plan, period, invented, answers)
    yield from hotline.rows(plan, period, invented)
    yield from cases.rows(plan, period, net)
