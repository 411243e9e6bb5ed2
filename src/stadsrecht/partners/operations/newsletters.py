"""Newsletters: an organisation writes its own, the core group of a theme writes those of the theme."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from stadsrecht.kernel import audit, records
from stadsrecht.kernel.packs import PackRefers, PackUnreadable, localised, read_pack
from stadsrecht.kernel.permissions import Person
from stadsrecht.partners.bridge.identity import identity
from stadsrecht.partners.bridge.needs import needs
from stadsrecht.partners.errors import NewsletterAhead, NotYourNewsletter
from stadsrecht.partners.models import Newsletter, Organisation
from stadsrecht.partners.operations.rules import require_link, require_needs
from stadsrecht.partners.permissions import PERMISSIONS
from stadsrecht.partners.queries.newsletters import may_write_for

FILE = "newsletters.toml"


def _require(newsletter: Newsletter, on: date) -> None:
    """Raises LinkRefused, NewsletterAhead: everyone reads it at once, so its day has come."""
    require_link(newsletter.link, field="link")
    if newsletter.published_on > on:
        raise NewsletterAhead


@transaction.atomic
def publish_newsletter(
    *,
    organisation: Organisation | None,
    theme: str,
    values: Mapping[str, Any],
    acting_user: Person,
    on: date,
    at: datetime,
) -> Newsletter:
    """A newsletter of an organisation, or of a theme where `organisation` is None. Everyone reads it at once.

    Raises NotYourNewsletter, UnknownCode, LinkRefused, NewsletterAhead.
    """
    if not may_write_for(acting_user, organisation, theme):
        raise NotYourNewsletter
    if organisation is None:
        require_needs([theme], field="of")
    made = Newsletter(organisation=organisation, theme=theme, created_at=at, changed_at=at, **values)
    _require(made, on)
    made.code = records.free_code(Newsletter, made.title)
    made.uuid = identity("newsletter", made.code, at.isoformat())
    return records.add(made, acting_user=acting_user, at=at, verb="publish_newsletter")


@transaction.atomic
def edit_newsletter(
    *,
    newsletter: Newsletter,
    version: int | None,
    values: Mapping[str, Any],
    acting_user: Person,
    on: date,
    at: datetime,
) -> Newsletter:
    """Changes of one; its address and identity stay.

    Raises NotYourNewsletter, EditConflict, LinkRefused, NewsletterAhead.
    """
    if not may_write_for(acting_user, newsletter.organisation, newsletter.theme):
        raise NotYourNewsletter
    present = records.opened(Newsletter, newsletter.pk, version, values)
    _require(Newsletter(link=values.get("link", ""), published_on=values.get("published_on", present.published_on)), on)
    return records.change(present, values, acting_user=acting_user, at=at, verb="edit_newsletter")


@transaction.atomic
def withdraw_newsletter(*, newsletter: Newsletter, acting_user: Person, at: datetime) -> None:
    """Take one away; the trail keeps what it said. Raises NotYourNewsletter."""
    if not may_write_for(acting_user, newsletter.organisation, newsletter.theme):
        raise NotYourNewsletter
    records.remove(newsletter, acting_user=acting_user, at=at, verb="withdraw_newsletter")


@transaction.atomic
def load_newsletters(pack: Path, *, acting_user: Person, at: datetime) -> int:
    """The newsletters of `pack`/newsletters.toml that are new; what people changed or withdrew is left as it is.

    Raises PackRefers for an organisation or a theme that does not exist, PackUnreadable where a row has both.
    """
    PERMISSIONS.require(acting_user, "load_pack")
    rows = read_pack(pack / FILE).get("newsletter", ()) if (pack / FILE).exists() else ()
    known = set(Newsletter.objects.values_list("code", flat=True))
    known |= {old["code"] for old in audit.olds_of(Newsletter, "withdraw_newsletter")}
    new = [row for row in rows if row["code"] not in known]
    organisations = {row.code: row for row in Organisation.objects.filter(code__in=[row.get("by", "") for row in new])}
    for row in new:
        if "by" in row and row["by"] not in organisations:
            raise PackRefers(file=FILE, what=row["by"])
        if "by" in row and row.get("theme"):
            raise PackUnreadable(file=f"{FILE}, {row['code']}", why="by + theme")
        if "by" not in row and row.get("theme") not in needs():
            raise PackRefers(file=FILE, what=row.get("theme", "theme"))
        made = Newsletter(
            code=row["code"],
            uuid=identity("newsletter", row["code"]),
            organisation=organisations.get(row.get("by", "")),
            theme=row.get("theme", ""),
            link=row.get("link", ""),
            published_on=row["on"],
            created_at=at,
            changed_at=at,
            **{name: localised(row.get(name)) for name in ("title", "text", "for_show")},
        )
        require_link(made.link, field="link")
        records.add(made, acting_user=acting_user, at=at, verb="load_newsletter")
    return len(new)
