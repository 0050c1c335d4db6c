-- Begins a letter, or takes up one that was begun and not handed on; no row: it is done.
INSERT INTO dashboard.letter (username, kind, due_on, state)
VALUES (:username, :kind, :due_on, 'begun')
ON CONFLICT (username, kind, due_on) DO UPDATE SET begun_at = now()
WHERE letter.state = 'begun'
