"""Figures: how each right fares, by area, group and year, with a judgement that can be checked."""
