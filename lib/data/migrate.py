"""Create and update the schemas, tables, roles and row security of the three databases.

Safe to run again on a database in use: only what is missing is made, behind a short lock timeout.
"""

from collections.abc import Set

from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import (
    AddConstraint,
    CreateColumn,
    CreateIndex,
    CreateSchema,
    CreateTable,
    SetColumnComment,
    SetTableComment,
)

from lib.data import engines, in_force, present, roles
from lib.data.contract import DATABASES, DERIVED, SOURCES, metadata_of
from lib.data.layout import LAYOUT_VERSION, NotOurs, mark, refuse_newer
from lib.data.role_names import names

_LOCK = 7_365_001
"""Key of the advisory lock that lets one migration run at a time."""


def migrate(database: str) -> int | None:
    """Bring one database to the layout of this version.

    :return: the version that it had; None if it was not laid out.
    :raises NotOurs: if it holds other tables than Tejido's, is another of the three databases, or
        was laid out by a newer version.
    :raises RoleError: if a role is missing and can't be created.
    """
    with engines.owner(database).begin() as connection:
        # Another migration may take as long as it needs: who waits for it is in nobody's way.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        before = _check_ours(connection, database)
        _check_roles(connection)
        roles.create_roles(connection)
        _bring_along(connection)
        roles.close_to_others(connection)
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        _become_owner(connection, database)
        _mark(connection, database)
        for metadata in metadata_of(database):
            _create(connection, metadata)
        _secure(connection, database)
    return before


def migrate_all() -> None:
    """Bring the three databases to the layout of this version."""
    for database in DATABASES:
        migrate(database)


def _bring_along(connection: Connection) -> None:
    """Let the roles bring along what must be in force, as far as the connected one may say so.

    Where it may not, or where the app has a login of its own, the app sets it for itself.
    """
    for role in (names().reader, names().public_reader):
        in_force.put_on_role(connection, role, in_force.FOR_PAGES)
    in_force.put_on_role(connection, names().publisher, in_force.FOR_COMMANDS)


def _relations(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.execute(
        text(
            "SELECT nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname !~ '^(pg_|information_schema)'"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
        )
    )
    return {(schema, name) for schema, name in rows}


def _check_ours(connection: Connection, database: str) -> int | None:
    name = connection.scalar(text("SELECT current_database()"))
    relations = _relations(connection)
    if ("tejido", "layout") in relations:
        marked, version = mark(connection) or (database, None)
        if marked != database:
            raise NotOurs(f"{name}: this is the {marked} database, not the {database} database")
        refuse_newer(connection)
        return version
    offered = {t for schema, t in relations if schema == "source"}
    contract = {t.name for t in SOURCES[database].sorted_tables} if database in SOURCES else set()
    if relations and not (offered and offered <= contract):
        schema, table = sorted(relations)[0]
        raise NotOurs(
            f"{name}: is not ours: it holds {len(relations)} other tables, such as"
            f" {schema}.{table}; name an empty database, or one whose schema source has"
            " views of the contract's names"
        )
    return None


def _check_roles(connection: Connection) -> None:
    """Refuse what was laid out with roles of other names: that is another organization's."""
    owner = connection.scalar(
        text(
            "SELECT pg_get_userbyid(relowner) FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = relnamespace WHERE nspname = 'tejido' AND relname = 'layout'"
        )
    )
    if owner is None or owner == names().owner:
        return
    name = connection.scalar(text("SELECT current_database()"))
    raise NotOurs(
        f"{name}: was laid out by {owner}, and databases.role_prefix makes the owner"
        f" {names().owner}: correct the prefix, or rename all four roles first"
    )


def _become_owner(connection: Connection, database: str) -> None:
    roles.take_owner(connection)
    schemas = ("tejido", "dashboard") if database == "dashboard" else ("tejido", "source", "rollup")
    there = set(connection.scalars(text("SELECT nspname FROM pg_namespace")))
    for schema in schemas:
        if schema in there:
            # An organization may have made schema source for its views before the first migration.
            connection.execute(text(f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {names().owner}"))
    connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
    for schema in schemas:
        if schema not in there:
            connection.execute(CreateSchema(schema))


def _mark(connection: Connection, database: str) -> None:
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS tejido.layout (database text PRIMARY KEY,"
            " version int NOT NULL, migrated_at timestamptz NOT NULL DEFAULT now())"
        )
    )
    connection.execute(
        text(
            "INSERT INTO tejido.layout (database, version) VALUES (:database, :version)"
            " ON CONFLICT (database) DO UPDATE SET version = excluded.version, migrated_at = now()"
            " WHERE layout.version < excluded.version"
        ),
        {"database": database, "version": LAYOUT_VERSION},
    )
    connection.execute(text(f"GRANT USAGE ON SCHEMA tejido TO {names().reader}"))
    connection.execute(text(f"GRANT SELECT ON tejido.layout TO {names().reader}"))


def _create(connection: Connection, metadata: MetaData) -> None:
    tables = present.columns(connection, metadata.schema, present.TABLES)
    for table in metadata.sorted_tables:
        if table.name in tables:
            _complete(connection, table, tables[table.name])
    # Rollups that are made anew are gone by now.
    there = present.columns(connection, metadata.schema)
    # An organization's own views take the place of the contract's tables.
    views = there.keys() - tables.keys()
    for table in metadata.sorted_tables:
        if table.name not in there:
            _create_table(connection, table, views)


def _create_table(connection: Connection, table: Table, views: Set[str]) -> None:
    keys = [k for k in table.foreign_key_constraints if k.referred_table.name not in views]
    connection.execute(CreateTable(table, include_foreign_key_constraints=keys))
    for index in sorted(table.indexes, key=lambda i: str(i.name)):
        connection.execute(CreateIndex(index))
    connection.execute(SetTableComment(table))
    for column in table.columns:
        if column.comment:
            connection.execute(SetColumnComment(column))


def _complete(connection: Connection, table: Table, there: frozenset[str]) -> None:
    """Give an existing table the columns that it lacks.

    A rollup is made anew instead, also where it has a column too many: what fills it no longer
    knows of that one, which may not be null. The next refresh fills it again.
    """
    missing = [column for column in table.columns if column.name not in there]
    if table.schema == "rollup" and there != set(table.columns.keys()):
        connection.execute(text(f"DROP TABLE {table.fullname} CASCADE"))
        return
    for column in missing:
        ddl = CreateColumn(column).compile(dialect=connection.dialect)
        try:
            connection.execute(text(f"ALTER TABLE {table.fullname} ADD COLUMN {ddl}"))
        except IntegrityError:
            raise NotOurs(
                f"{table.fullname} has rows and lacks the required column {column.name};"
                " add the column, fill it, and migrate again"
            ) from None
    for key in table.foreign_key_constraints:
        if {column.name for column in key.columns} & {column.name for column in missing}:
            connection.execute(AddConstraint(key))


def _secure(connection: Connection, database: str) -> None:
    if database == "dashboard":
        roles.grant_dashboard(connection, DERIVED[database])
    else:
        roles.secure_rollup(connection, DERIVED[database])
