"""Spine 1: the catalogue of instruments and provisions, the crosswalk between them, and themes."""
