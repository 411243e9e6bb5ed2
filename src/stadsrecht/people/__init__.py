"""Accounts, roles, teams and portfolios, and sign-in with a second factor."""
