"""Lines of iCalendar (RFC 5545 and 7986) and vCard (RFC 6350): escaped, folded, moments in UTC."""

from collections.abc import Iterable
from datetime import UTC, datetime

LINE = 75  # octets
AGAIN_AFTER = "PT6H"  # how long a calendar that follows this one waits before it fetches it again


def escaped(text: str) -> str:
    for sign, replacement in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, replacement)
    return text


def folded(line: str) -> str:
    """Fold by octets without cutting a sign in two; each further line begins with a space."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        if len(part) + len(sign.encode()) > LINE - (1 if parts else 0):
            parts.append(part)
            part = b""
        part += sign.encode()
    return b"\r\n ".join([*parts, part]).decode()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def calendar(maker: str, title: str, lines: Iterable[str]) -> str:
    """A whole calendar around the lines of its events."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Stadsrecht//{maker}//EN", "METHOD:PUBLISH"]
    head += [f"NAME:{escaped(title)}", f"X-WR-CALNAME:{escaped(title)}"]
    head += [f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN_AFTER}", f"X-PUBLISHED-TTL:{AGAIN_AFTER}"]
    whole = [*head, *lines, "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in whole)
