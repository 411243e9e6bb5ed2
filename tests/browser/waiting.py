"""What the demonstration lacks: links of letters, a change that waits for the city, and a request for the core group.

They are made in the site's own database by the operations that make them, in one go.
"""

import json
from typing import Any

# Whoever confirms answers all letters about that organisation: so each letter is about another one.
PROGRAM = """
import json
from datetime import date
from django.utils import timezone
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.models import Ask, Editorship, Organisation
from stadsrecht.partners.operations import ask_to_join, change_own_entry, token_of
from stadsrecht.people.models import User
now, partner = timezone.now(), User.objects.get(email="partner@demo.invalid")
found = {}
for name, code in (("nl", "example-association"), ("en", "example-business"), ("fr", "solgu"), ("letter", "pann")):
    about = Organisation.objects.get(code=code)
    Editorship.objects.get_or_create(organisation=about, person=partner)
    found[name] = token_of(Ask.objects.create(organisation=about, recipient=partner, about_on=date(2026, 1, 1)))
about, text = Organisation.objects.get(code="pann"), LocalisedText(en="Example")
[change] = change_own_entry(organisation=about, version=None, values={"name": text}, acting_user=partner, at=now)
asked = ask_to_join(
    organisation=about, theme="housing", role="bearer", text=text, acting_user=partner, on=now.date(), at=now
)
print(json.dumps({**found, "proposal": change.pk, "join_request": asked.pk}))
"""


def made_to_wait(site: Any) -> dict[str, Any]:
    """Tokens of letters by language (and `letter`), and the numbers of a `proposal` and a `join_request`."""
    found: dict[str, Any] = json.loads(site.command("shell", "--no-imports", "-c", PROGRAM).splitlines()[-1])
    return found
