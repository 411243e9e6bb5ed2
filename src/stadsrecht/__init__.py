"""Stadsrecht: rights become policy, policy becomes actions, actions leave evidence, the city gives account."""

__version__ = "0.1.0"
