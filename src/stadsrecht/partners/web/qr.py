"""A QR code of an address as inline SVG: paper leads back to the page."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around, as ISO/IEC 18004 asks


def qr_code(address: str, label: str) -> SafeString:
    """One path of unit squares; `label` says to a screen reader what it is."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(_run(x, y, row) for y, row in enumerate(rows) for x in range(len(row)))
    side = len(rows) + 2 * QUIET
    return format_html(
        '<svg class="sr-qr" role="img" aria-label="{}" viewBox="{} {} {} {}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M{} {}h{}v{}h-{}z"/><path d="{}"/></svg>',
        label,
        *(-QUIET, -QUIET, side, side),
        *(-QUIET, -QUIET, side, side, side),
        path,
    )


def _run(x: int, y: int, row: list[bool]) -> str:
    """The run of dark modules that begins here, as part of a path."""
    if not row[x] or (x and row[x - 1]):
        return ""
    end = next((later for later in range(x, len(row)) if not row[later]), len(row))
    return f"M{x} {y}h{end - x}v1h-{end - x}z"
