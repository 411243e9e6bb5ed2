"""Neighbourhoods: for now training and coaching, from the course in the catalogue to what came of it."""
