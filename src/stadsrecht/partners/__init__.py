"""Organisations that work with the city."""
