-- Whether an account needs a second factor, whatever its role.
UPDATE dashboard.account SET needs_second_factor = :needed WHERE username = :username
