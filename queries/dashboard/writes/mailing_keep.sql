-- Mail for an account, as its holder asks for it.
INSERT INTO dashboard.mailing (username, address, rhythm, weekday, language)
VALUES (:username, :address, :rhythm, :weekday, :language)
ON CONFLICT (username) DO UPDATE
SET address = excluded.address, rhythm = excluded.rhythm, weekday = excluded.weekday,
    language = excluded.language, asked_at = now()
