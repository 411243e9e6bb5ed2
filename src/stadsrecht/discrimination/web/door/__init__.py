"""The door, which needs no account, no cookie and no script."""
