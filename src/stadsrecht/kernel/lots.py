"""A draw that anybody can check: who stands where in a line, when all who asked in time weigh the same.

Before the draw a seed is chosen and only its commitment, its SHA-256, is told. Afterwards the seed is told. Each ticket
gets the SHA-256 of seed and ticket, and the line is that of these numbers: nobody can know it before, or change it
after. The seed is chance, so it comes from the edge.
"""

import hashlib
import hmac
from collections.abc import Iterable

SEED_BYTES = 32


def commitment(seed: bytes) -> str:
    """What is told before the draw: the SHA-256 of the seed, as 64 hexadecimal characters."""
    return hashlib.sha256(seed).hexdigest()


def number_of(seed: bytes, ticket: str) -> str:
    """Where a ticket stands: the SHA-256 of the seed followed by the ticket in UTF-8, as hexadecimal characters."""
    return hashlib.sha256(seed + ticket.encode()).hexdigest()


def drawn(seed: bytes, tickets: Iterable[str]) -> list[str]:
    """Each ticket once, the lowest number first."""
    return sorted(set(tickets), key=lambda ticket: number_of(seed, ticket))


def is_kept(told: str, seed: bytes, line: Iterable[str]) -> bool:
    """Whether a line is what the commitment told before leads to."""
    line = list(line)
    return hmac.compare_digest(commitment(seed), told) and line == drawn(seed, line)
