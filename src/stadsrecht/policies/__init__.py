"""Spine 2 and 3: policies, their anchoring in rights, actions with owner and day, progress notes."""
