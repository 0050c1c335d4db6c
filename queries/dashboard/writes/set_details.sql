-- How an account is greeted, and its address at the identity provider.
UPDATE dashboard.account SET display_name = :display_name, email = :email
WHERE username = :username
