-- Tables outside the catalogue that the connected role may read or change, beside the known ones.
SELECT n.nspname || '.' || c.relname AS relation
FROM pg_class AS c
INNER JOIN pg_namespace AS n ON c.relnamespace = n.oid
WHERE
    c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND n.nspname <> 'information_schema'
    AND n.nspname NOT LIKE 'pg\_%'
    AND (
        (
            n.nspname || '.' || c.relname <> ALL (:known)
            AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT'))
        )
        OR has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    )
ORDER BY relation
