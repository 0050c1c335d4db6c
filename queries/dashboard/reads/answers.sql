-- Whether the dashboard database answers, and accounts can be read in it.
SELECT count(*) AS accounts FROM (SELECT FROM dashboard.account LIMIT 1) AS account
