-- Who asked for mail: everyone, or one account.
SELECT username, address, rhythm, weekday, language, asked_at
FROM dashboard.mailing
WHERE :everyone OR username = :username
ORDER BY username
