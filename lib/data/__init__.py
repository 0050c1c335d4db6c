"""The databases: contract, roles, scope, reading, refreshing and checking them."""
