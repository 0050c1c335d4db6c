-- The oldest rows of the audit, taken away; only the owner may, and only where it is said first.
DELETE FROM dashboard.audit WHERE entry_id <= :through
