-- Letters that were handed to the mail server, of all accounts; a row a letter that may come back.
SELECT username, kind, due_on, begun_at
FROM dashboard.letter
WHERE state IN ('handed', 'sent', 'refused')
ORDER BY due_on DESC, username, kind
