-- An account opened again, with its days of disuse counted anew.
UPDATE dashboard.account SET disabled_at = NULL, last_used_at = now() WHERE username = :username
