-- An account's letters of the last weeks, the newest first.
SELECT kind, due_on, state, begun_at, handed_at, told
FROM dashboard.letter
WHERE username = :username AND due_on > :after
ORDER BY due_on DESC, kind
