"""What the database roles may do, and the row security that holds the scope."""

from collections.abc import Iterator

from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from lib.data.contract import audit, publication
from lib.data.role_names import USUAL, names
from lib.expected import Expected

# As scalar sub-queries these are computed once a statement, not once a row: of what is around one
# nothing is, so the array is made within (the cast says that it is one value, and no set of rows).
# No setting, an empty one and one that a rollback took back all compare as null: no row.
_REGIONS = "NULLIF(current_setting('app.regions', true), '')"
IN_SCOPE = f"region_id = ANY ((SELECT string_to_array({_REGIONS}, ','))::text[])"
ANY_SCOPE = f"(SELECT {_REGIONS}) IS NOT NULL"


class RoleError(Expected):
    """A role is missing and can't be made; the message says how to mend it."""


def create_roles(connection: Connection) -> None:
    """Make the roles that the server does not have yet: able to log in, without a password.

    :raises RoleError: if one is missing and the connected role may not create it.
    """
    present = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    missing = [role for role in names() if role not in present]
    if not missing:
        return
    may = connection.scalar(
        text("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
    )
    if not may:
        commands = [f"CREATE ROLE {role} LOGIN NOBYPASSRLS;" for role in missing]
        raise _missing(connection, "roles are missing", commands)
    for role in missing:
        _make(connection, role)


def _make(connection: Connection, role: str) -> None:
    """Make a role, unless a migration of another database of the server does so meanwhile."""
    try:
        with connection.begin_nested():
            connection.execute(text(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB"))
    except (IntegrityError, ProgrammingError):
        made = "SELECT FROM pg_roles WHERE rolname = :role"
        if connection.execute(text(made), {"role": role}).first() is None:
            raise


def take_owner(connection: Connection) -> None:
    """See that the connected role can act as the owner, and the owner make schemas here.

    :raises RoleError: if it can't and may not arrange it, with the commands for whoever may.
    """
    try:
        if not _asked(connection, f"pg_has_role(current_user, '{names().owner}', 'MEMBER')"):
            connection.execute(text(f"GRANT {names().owner} TO CURRENT_USER"))
        allowed = f"has_database_privilege('{names().owner}', current_database(), 'CREATE')"
        if not _asked(connection, allowed):
            name = connection.scalar(text("SELECT quote_ident(current_database())"))
            connection.execute(text(f"GRANT CREATE ON DATABASE {name} TO {names().owner}"))
            # Granting what one may not grant is only a warning to PostgreSQL.
            if not _asked(connection, allowed):
                raise _missing(connection, f"{names().owner} may not create here", [])
    except ProgrammingError:
        raise RoleError(
            f"the connected role can't act as {names().owner}; have an administrator of the server"
            f" run: GRANT {names().owner} TO the role of the owner's URL;"
        ) from None


def close_to_others(connection: Connection) -> None:
    """Let nobody but these roles into the database, where other organizations share its server.

    That is so where the roles have names of their own; else whoever has a login keeps coming in.
    The connected role is asked, not the owner: a database may belong to another.
    """
    if names() == USUAL:
        return
    name = connection.scalar(text("SELECT quote_ident(current_database())"))
    if _asked(connection, "pg_has_role(current_user, datdba, 'USAGE')" + _OF_THIS_DATABASE):
        for statement in closing(str(name)):
            connection.execute(text(statement))


def closing(database: str) -> tuple[str, ...]:
    """The statements that let nobody but these roles into a database.

    :param database: its name, quoted where it has to be.
    """
    return (
        f"REVOKE CONNECT, TEMPORARY ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {', '.join(names())}",
        f"GRANT TEMPORARY ON DATABASE {database} TO {names().owner}",
    )


_OF_THIS_DATABASE = " FROM pg_database WHERE datname = current_database()"


def is_open_to_others(connection: Connection) -> bool:
    """Whether whoever has a login on the server gets into the database."""
    access = "EXISTS (SELECT FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))"
    public = f"{access} WHERE grantee = 0 AND privilege_type = 'CONNECT')"
    return _asked(connection, public + _OF_THIS_DATABASE)


def _asked(connection: Connection, condition: str) -> bool:
    return bool(connection.scalar(text(f"SELECT {condition}")))


def _missing(connection: Connection, what: str, commands: list[str]) -> RoleError:
    """The error that names every command that an administrator must run, once."""
    user, name = connection.execute(
        text("SELECT quote_ident(current_user), quote_ident(current_database())")
    ).one()
    grant = [f"GRANT {names().owner} TO {user};"] if user != names().owner else []
    database = f"GRANT CREATE ON DATABASE {name} TO {names().owner};"
    needed = " ".join([*commands, *grant, database])
    return RoleError(f"{what}; have an administrator of the server run: {needed}")


def has_policies(table: Table) -> bool:
    """Whether a table of schema ``dashboard`` is under row security, as every rollup is."""
    return "region_id" in table.c or bool(table.info.get("catalogue"))


def writes_of(table: Table) -> frozenset[str]:
    """What the app may do to a table under row security, beside reading it."""
    privileges = {privilege.split()[0] for privilege in table.info.get("reader", ())}
    return frozenset(privileges - {"SELECT"})


def policies_of(table: Table) -> frozenset[str]:
    """The names of a table's policies."""
    return frozenset(name for name, _rule in _policies(table))


def _policies(table: Table) -> Iterator[tuple[str, str]]:
    catalogue = table.info.get("catalogue") or "region_id" not in table.c
    condition = ANY_SCOPE if catalogue else IN_SCOPE
    # What a release is made from, the app can't read: without a policy for it no row shows.
    both = f"{names().reader}, {names().publisher}"
    who = names().publisher if table.info.get("publisher_only") else both
    yield "scope", f"FOR SELECT TO {who} USING ({condition})"
    # What the app may write, it writes within the scope, too.
    if "INSERT" in writes_of(table):
        yield "scope_insert", f"FOR INSERT TO {names().reader} WITH CHECK ({condition})"
    if "DELETE" in writes_of(table):
        yield "scope_delete", f"FOR DELETE TO {names().reader} USING ({condition})"
    yield "owner", f"TO {names().owner} USING (true) WITH CHECK (true)"


def secure_rollup(connection: Connection, metadata: MetaData) -> None:
    """Force row security on every rollup table and grant its reading."""
    for role in (names().reader, names().publisher):
        connection.execute(text(f"GRANT USAGE ON SCHEMA rollup TO {role}"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA rollup TO {role}"))
    for table in metadata.sorted_tables:
        _secure(connection, table)


def _secure(connection: Connection, table: Table) -> None:
    name = table.fullname
    row = connection.execute(
        text(
            "SELECT relrowsecurity AND relforcerowsecurity,"
            " (SELECT coalesce(json_object_agg(polname, obj_description(p.oid, 'pg_policy')), '{}')"
            " FROM pg_policy p WHERE polrelid = c.oid)"
            " FROM pg_class c WHERE c.oid = to_regclass(:name)"
        ),
        {"name": name},
    ).one()
    forced, present = row
    if not forced:
        connection.execute(text(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"))
        connection.execute(text(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"))
    for policy, rule in _policies(table):
        # A policy's comment is the rule that it was made from, so that a changed rule is seen.
        if present.get(policy) != rule:
            connection.execute(text(f"DROP POLICY IF EXISTS {policy} ON {name}"))
            connection.execute(text(f"CREATE POLICY {policy} ON {name} {rule}"))
            quoted = rule.replace("'", "''").replace(":", "\\:")
            connection.execute(text(f"COMMENT ON POLICY {policy} ON {name} IS '{quoted}'"))


def grant_dashboard(connection: Connection, metadata: MetaData) -> None:
    """What the app may do in its own database: what each table's ``info["reader"]`` says."""
    connection.execute(text(f"GRANT USAGE ON SCHEMA dashboard TO {names().reader}"))
    for table in metadata.sorted_tables:
        for privilege in table.info.get("reader", ()):
            connection.execute(text(f"GRANT {privilege} ON {table.fullname} TO {names().reader}"))
        if has_policies(table):
            _secure(connection, table)
    for statement in (*audit.triggers(names().owner), *publication.securing(names())):
        connection.exec_driver_sql(statement)
