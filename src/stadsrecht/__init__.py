"""Stadsrecht: a right is translated into policy, policy into actions, actions leave evidence, the city gives account."""

__version__ = "0.1.0"
