"""Which members a statement has to run over, of those that moved.

Whose records changed in a way that a step does not look at come out of it as they were before. They
need no further step that reads it, unless something else that this one reads tells them otherwise.
"""

from dataclasses import dataclass, field

from sqlalchemy import text

from lib.data.refresh.adding_up import BEGIN, Sums
from lib.data.refresh.planning import reads
from lib.data.refresh.working import Work

NOBODY: frozenset[str] = frozenset()


@dataclass(slots=True)
class Concern:
    """What is known so far of whom the records and the statements that ran tell otherwise.

    :ivar unlike: the table of a source, or statement → the temporary tables of these members.
    :ivar by_member: the statements that ran and say of each row whose it is.
    """

    work: Work
    adding: Sums
    unlike: dict[str, frozenset[str]]
    by_member: set[str] = field(default_factory=set)
    _groups: dict[frozenset[str], str] = field(default_factory=dict)

    def may_differ(self, name: str) -> frozenset[str]:
        """The temporary tables of all whom a source table or statement may tell otherwise."""
        if name in self.unlike:
            return self.unlike[name]
        # Since when payments are on record is the same for all, or nobody is followed.
        parts = reads(self.work.database).get(name, frozenset()) - {BEGIN}
        return NOBODY.union(*(self.may_differ(part) for part in parts))

    def group(self, name: str) -> str | None:
        """The temporary table of all whom a statement, or any resting on it, may tell otherwise.

        :return: None if it is nobody.
        """
        rest = [one for one in self.adding.chain if name == one or name in self.adding.rests[one]]
        return self._table(NOBODY.union(*(self.may_differ(one) for one in rest)))

    def beyond_records(self, name: str) -> str | None:
        """The same of those whom what a statement reads beside records of a source may tell."""
        parts = reads(self.work.database)[name] - {BEGIN}
        others = (part for part in parts if not part.startswith("source."))
        return self._table(NOBODY.union(*(self.may_differ(part) for part in others)))

    def _table(self, tables: frozenset[str]) -> str | None:
        if tables and tables not in self._groups:
            made = f"group_{len(self._groups)}"
            every = " UNION ".join(f"SELECT who FROM {table}" for table in sorted(tables))  # noqa: S608
            self.work.derive(made, every)
            self._groups[tables] = made
        return self._groups.get(tables)

    def compare(self, name: str, gone: str, come: str) -> None:
        """Note whom a statement that ran tells otherwise, if it says of each row whose it is.

        :param gone: its rows over what was, of those alone that both have any number may lack.
        :param come: over what is.
        """
        if not self._says_whose(name):
            return
        self.by_member.add(name)
        sides = " UNION ALL ".join(
            f"SELECT member_id, {sign}(hash_record_extended(one, 0) >> 1) AS digest"  # noqa: S608
            f" FROM (\n{side}\n) AS one"
            for side, sign in ((gone, "-"), (come, ""))
        )
        self.work.derive(
            f"unlike_{name}",
            f"SELECT member_id AS who FROM ({sides}) AS side"  # noqa: S608
            " GROUP BY member_id HAVING sum(digest) <> 0",
        )
        found = self.work.number(f"SELECT count(*) FROM unlike_{name}")  # noqa: S608
        self.unlike[name] = frozenset({f"unlike_{name}"}) if found else NOBODY

    def _says_whose(self, name: str) -> bool:
        asked = text(
            "SELECT EXISTS (SELECT FROM pg_attribute"
            " WHERE attrelid = to_regclass(:made) AND attname = 'member_id')"
        )
        return bool(self.work.connection.scalar(asked, {"made": f"pg_temp.gone_{name}"}))
