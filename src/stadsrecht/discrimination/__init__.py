"""Rib: the front door for reports of discrimination, kept sealed, and the cases of the independent office."""
