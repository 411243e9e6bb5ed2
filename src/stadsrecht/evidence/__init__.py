"""Spine 4: evidence with source and date, and the localisation matrix that counts it."""
