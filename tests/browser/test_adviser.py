"""An adviser ties policy to rights, and the public matrix changes with each step."""

from playwright.sync_api import expect

from tests.browser.test_resident import matrix

TITLE = {
    "nl": "Een bank in elke straat",
    "en": "A bench in every street",
    "fr": "Un banc dans chaque rue",
}
WHERE = {"nl": "paragraaf 1, bladzijde 2", "en": "section 1, page 2", "fr": "section 1, page 2"}
WHY = {
    "nl": "Wie kan zitten, komt anderen tegen.",
    "en": "Who can sit down meets others.",
    "fr": "Qui peut s’asseoir rencontre les autres.",
}
NO_MONEY = {
    "nl": "Er is dit jaar geen geld.",
    "en": "There is no money this year.",
    "fr": "Il n’y a pas d’argent cette année.",
}


def untouched_rights(reader):
    """Two rights with neither policy nor evidence."""
    rows = [row for row in matrix(reader).values() if row["state"] == "unaddressed" and row["evidence"] == "0"]
    return rows[0]["reference"], rows[-1]["reference"]


def states(reader, rights):
    """What the table of the matrix says of these rights; the page's numbers must agree with it."""
    rows = matrix(reader)
    reader.go("matrix/")
    shown = [int(number) for number in reader.page.locator("main > .sr-standing .sr-states strong").all_inner_texts()]
    names = ("unaddressed", "policy-without-action", "acting", "evidenced")
    assert shown == [sum(row["state"] == name for row in rows.values()) for name in names]
    return shown, [rows[right]["state"] for right in rights]


def record_policy(reader):
    reader.go("desk/policies/new/")
    reader.page.fill(reader.field("title"), TITLE[reader.language])
    reader.page.select_option("[name=field]", index=1)
    reader.send()
    return reader.path.removeprefix("desk/policies/").removesuffix("/")


def anchor(reader, code, right, *, place="", reason=""):
    reader.go(f"desk/policies/{code}/anchors/new/")
    reader.page.fill("[name=provision]", right)
    reader.page.check(f"[name=is_explicit][value={'yes' if place else 'no'}]")
    reader.page.fill(reader.field("place"), place)
    reader.page.fill(reader.field("reason"), reason)
    reader.page.check("[name=duty][value=fulfil]")
    reader.send()
    assert reader.path == f"desk/policies/{code}/"


def move_policy(reader, code, state):
    reader.go(f"desk/policies/{code}/state/")
    reader.page.check(f"[name=state][value={state}]")
    reader.send()
    assert reader.path == f"desk/policies/{code}/"


def add_action(reader, code):
    reader.go(f"desk/policies/{code}/actions/new/")
    reader.page.fill(reader.field("title"), TITLE[reader.language])
    reader.page.fill("[name=due_on]", "2030-06-30")
    reader.send()
    return reader.path.removeprefix("desk/actions/").removesuffix("/")


def stall(reader, action):
    """First without a reason: the page says what is missing, next to the field, and keeps what was chosen."""
    page = reader.page
    reader.go(f"desk/actions/{action}/state/")
    page.check("[name=state][value=stalled]")
    reader.send()
    message = reader.says("Give a reason. Residents and council members will ask for it.")
    reason = page.locator(".utrecht-form-field--invalid").filter(has=page.locator(reader.field("reason")))
    expect(reason.locator(".utrecht-form-field-error-message")).to_have_text(message)
    expect(page.locator("[name=state][value=stalled]")).to_be_checked()
    page.fill(reader.field("reason"), NO_MONEY[reader.language])
    reader.send()
    assert reader.path == f"desk/actions/{action}/"


def test_an_adviser_ties_a_policy_to_two_rights(reader):
    """Draft, in force, with an action, stalled: the two rights move through the states, and the totals with them."""
    rights = untouched_rights(reader)
    before, _states = states(reader, rights)
    reader.sign_in("adviser")
    code = record_policy(reader)
    anchor(reader, code, rights[0], place=WHERE[reader.language])
    anchor(reader, code, rights[1], reason=WHY[reader.language])
    assert states(reader, rights) == (before, ["unaddressed"] * 2)
    move_policy(reader, code, "adopted")
    move_policy(reader, code, "in_force")
    with_policy = [before[0] - 2, before[1] + 2, *before[2:]]
    assert states(reader, rights) == (with_policy, ["policy-without-action"] * 2)
    action = add_action(reader, code)
    assert states(reader, rights) == ([before[0] - 2, before[1], before[2] + 2, before[3]], ["acting"] * 2)
    stall(reader, action)
    assert states(reader, rights) == (with_policy, ["policy-without-action"] * 2)
    reader.go(f"actions/{action}/")
    expect(reader.page.locator("main")).to_contain_text(NO_MONEY[reader.language])
    reader.go(f"rights/{rights[1].replace(':', '/', 1)}/")
    expect(reader.page.locator("section[aria-labelledby=policies]")).to_contain_text(WHY[reader.language])
