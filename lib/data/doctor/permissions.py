"""What each role may do, as the catalogue says it: nothing more than the design gives it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, literal, select, text, union_all

from lib.data import engines, roles
from lib.data.contract import DERIVED, SOURCES
from lib.data.doctor.finding import Finding, wrong
from lib.data.role_names import USUAL, names

_MIGRATE = "run python -m lib migrate"


def _of_the_app() -> list[str]:
    """Every role but the owner."""
    return [names().reader, names().publisher, names().public_reader]


def check(database: str, connection: Connection) -> list[Finding]:
    """Roles with too many powers, grants that are missing or too wide, rollups left open."""
    mighty = list(_mighty(database, connection))
    if mighty:
        # Whoever is above the policies has every privilege: no need to list them all.
        return mighty
    findings = list(_others(database, connection))
    if database not in SOURCES:
        findings += beyond(database, connection)
        tables = filter(roles.has_policies, DERIVED[database].sorted_tables)
        return [*findings, *_rollups(database, connection, list(tables))]
    findings += _owner(database, connection)
    findings += exposed(database, connection, "source", _of_the_app())
    findings += exposed(database, connection, "rollup", (names().public_reader,))
    return [*findings, *_rollups(database, connection, DERIVED[database].sorted_tables)]


def _others(database: str, connection: Connection) -> Iterator[Finding]:
    """Whether those with whom the server is shared get into the database."""
    if names() != USUAL and roles.is_open_to_others(connection):
        name = connection.scalar(text("SELECT quote_ident(current_database())"))
        mend = " ".join(f"{statement};" for statement in roles.closing(str(name)))
        yield wrong(database, "whoever has a login on the server gets into the database", mend)


def beyond(database: str, connection: Connection) -> Iterator[Finding]:
    """Whether each role has in the dashboard's own database what ``info`` of its tables says."""
    rows = connection.execute(
        text(
            "SELECT role, c.oid::regclass::text, privilege FROM pg_class c,"
            " unnest(CAST(:roles AS text[])) AS role,"
            " unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','TRIGGER']) AS privilege"
            " WHERE relkind IN ('r', 'p', 'v', 'm')"
            " AND relnamespace::regnamespace::text IN ('dashboard', 'tejido')"
            " AND EXISTS (SELECT FROM pg_roles WHERE rolname = role)"
            " AND has_table_privilege(role, c.oid, privilege)"
            " AND NOT (role = :reader AND privilege = 'SELECT') ORDER BY 1, 2, 3"
        ),
        {"roles": _of_the_app(), "reader": names().reader},
    )
    granted = {
        (role, table.fullname, privilege.split()[0])
        for table in DERIVED[database].sorted_tables
        for role, key in zip(_of_the_app(), ("reader", "publisher", "public_reader"), strict=True)
        for privilege in table.info.get(key, ())
        if "(" not in privilege  # of some columns, which is not the table
    }
    for role, relation, privilege in rows:
        if (role, relation, privilege) not in granted:
            mend = f"REVOKE {privilege} ON {relation} FROM {role}, PUBLIC;"
            yield wrong(database, f"{role} may {privilege} on {relation}", mend)


def _mighty(database: str, connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        text(
            "SELECT rolname, rolsuper, rolbypassrls, pg_has_role(rolname, :owner, 'MEMBER')"
            " FROM pg_roles WHERE rolname = ANY (:roles) ORDER BY rolname"
        ),
        {"roles": _of_the_app(), "owner": names().owner},
    )
    for role, is_super, bypasses, owns in rows:
        if is_super:
            yield wrong(database, f"{role} is a superuser", f"ALTER ROLE {role} NOSUPERUSER;")
        elif bypasses:
            mend = f"ALTER ROLE {role} NOBYPASSRLS;"
            yield wrong(database, f"{role} bypasses row security", mend)
        elif owns:
            mend = f"REVOKE {names().owner} FROM {role};"
            yield wrong(database, f"{role} is a member of {names().owner}", mend)


def _owner(database: str, connection: Connection) -> Iterator[Finding]:
    """What a refresh needs the owner to be able to do."""
    name = connection.scalar(text("SELECT current_database()"))
    if not connection.scalar(
        text("SELECT has_database_privilege(:owner, current_database(), 'TEMP')"),
        {"owner": names().owner},
    ):
        mend = f'GRANT TEMPORARY ON DATABASE "{name}" TO {names().owner};'
        yield wrong(database, f"{names().owner} may not make temporary tables", mend)
    unread = connection.scalars(
        text(
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('source')"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND NOT has_table_privilege(:owner, oid, 'SELECT') ORDER BY relname"
        ),
        {"owner": names().owner},
    )
    for relation in unread:
        mend = f"GRANT SELECT ON source.{relation} TO {names().owner};"
        yield wrong(database, f"{names().owner} may not read source.{relation}", mend)


# Also a privilege that PUBLIC or another role hands down counts, so the grantees are named.
_EXPOSED = """
SELECT role, c.relname, ARRAY(
    SELECT DISTINCT coalesce(g.rolname::text, 'PUBLIC')
    FROM (
        SELECT c.relacl UNION ALL SELECT attacl FROM pg_attribute WHERE attrelid = c.oid
    ) AS grants (acl)
    CROSS JOIN aclexplode(grants.acl) AS x
    LEFT JOIN pg_roles AS g ON g.oid = x.grantee
    WHERE g.oid IS NULL OR pg_has_role(role, g.oid, 'USAGE')
    ORDER BY 1
)
FROM pg_class AS c, unnest(CAST(:roles AS text[])) AS role
WHERE
    c.relnamespace = to_regnamespace(:schema)
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND (
        has_table_privilege(
            role, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'
        )
        OR has_any_column_privilege(role, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
    )
ORDER BY c.relname, role
"""


def exposed(
    database: str, connection: Connection, schema: str, forbidden: Sequence[str]
) -> Iterator[Finding]:
    """Relations of a schema on which, or on a column of which, a role has any privilege."""
    rows = connection.execute(
        text(_EXPOSED),
        {"roles": list(forbidden), "schema": schema},
    )
    for role, relation, grantees in rows:
        name = f"{schema}.{relation}"
        mend = f"REVOKE ALL ON {name} FROM {', '.join(grantees) or role};"
        yield wrong(database, f"{role} has a privilege on {name} or a column of it", mend)


_SECURITY = text("""
SELECT
    name, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner),
    ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid),
    has_table_privilege(:reader, c.oid, 'SELECT'),
    has_table_privilege(:reader, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
FROM unnest(CAST(:names AS text[])) AS name
JOIN pg_class AS c ON c.oid = to_regclass(name)
""")


def _rollups(database: str, connection: Connection, tables: Sequence[Table]) -> Iterator[Finding]:
    """Whether each of them is under row security that is forced, with our policies alone."""
    values = {"names": [table.fullname for table in tables], "reader": names().reader}
    rows = {name: tuple(row) for name, *row in connection.execute(_SECURITY, values)}
    readable = []
    for table in tables:
        if table.fullname in rows:
            enabled, forced, owner, policies, may_read, may_write = rows[table.fullname]
            yield from _secured(database, table, owner, is_forced=enabled and forced)
            yield from _policies(database, table, set(policies))
            yield from _granted(database, table, may_read=may_read, may_write=may_write)
            if may_read and enabled:
                readable.append(table)
    yield from _open(database, readable)


def _secured(database: str, table: Table, owner: str, *, is_forced: bool) -> Iterator[Finding]:
    name = table.fullname
    if owner != names().owner:
        mend = f"ALTER TABLE {name} OWNER TO {names().owner};"
        yield wrong(database, f"{name} belongs to {owner}, not to {names().owner}", mend)
    if not is_forced:
        mend = f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
        yield wrong(database, f"row security is not forced on {name}", mend)


def _policies(database: str, table: Table, policies: set[str]) -> Iterator[Finding]:
    name, ours = table.fullname, roles.policies_of(table)
    for policy in sorted(ours - policies):
        yield wrong(database, f"the policy {policy} of {name} is missing", _MIGRATE)
    for policy in sorted(policies - ours):
        mend = f'DROP POLICY "{policy}" ON {name};'
        yield wrong(database, f"a policy {policy} that is not Tejido's opens {name}", mend)


def _granted(database: str, table: Table, *, may_read: bool, may_write: bool) -> Iterator[Finding]:
    name = table.fullname
    if not may_read:
        yield wrong(database, f"{names().reader} may not read {name}", _MIGRATE)
    if may_write and not roles.writes_of(table):
        mend = f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {name} FROM {names().reader}, PUBLIC;"
        yield wrong(database, f"{names().reader} may change {name}", mend)


def _open(database: str, tables: Sequence[Table]) -> Iterator[Finding]:
    """Whether the app sees a row that it should not: what a policy does, not its name, counts.

    Without a scope nothing may show, and in the scope of no region nothing that has a region.
    """
    of_regions = [t for t in tables if "region_id" in t.c and not t.info.get("catalogue")]
    with engines.reader(database).connect() as connection:
        shown = _shown(connection, tables)
        connection.execute(text("SELECT set_config('app.regions', '-', true)"))
        shown |= _shown(connection, of_regions)
    for table in tables:
        if table.fullname in shown:
            mend = f"DROP POLICY scope ON {table.fullname}; then run python -m lib migrate"
            yield wrong(database, f"{table.fullname} shows rows outside the reader's scope", mend)


def _shown(connection: Connection, tables: Sequence[Table]) -> set[str]:
    """The tables of which the app sees a row, in one statement."""
    if not tables:
        return set()
    each = [
        select(literal(table.fullname)).where(select(literal(1)).select_from(table).exists())
        for table in tables
    ]
    return set(connection.scalars(union_all(*each)))
