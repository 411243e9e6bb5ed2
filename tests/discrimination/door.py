"""Going through the door as a browser without scripts does: everything a page holds is sent with the next step."""

import re
from html import unescape

from tests.reading import Page

STEPS = ("what", "where", "about", "you")


class Visit:
    """`Visit(client).fill(narrative="...").next()` sends a page's fields, hidden and typed, and keeps the answer."""

    def __init__(self, client, language="nl", address="report/form/", **headers):
        self.client, self.headers = client, headers
        self.address = f"/{language}/{address}"
        self.take(client.get(self.address, headers=headers))

    def take(self, response):
        self.response = response
        self.text = response.content.decode()
        self.fields = _fields(self.text)
        return self

    def fill(self, **typed):
        self.fields.update({name: given if isinstance(given, list) else [given] for name, given in typed.items()})
        return self

    def press(self, go, button="go", files=(), address=None):
        data = {**self.fields, button: [go]}
        if files:
            data["files"] = list(files)
        return self.take(self.client.post(address or self.address, data, headers=self.headers))

    def next(self, **typed):
        return self.fill(**typed).press("next")

    def to_the_end(self, **typed):
        """Through all steps with these answers, up to the last page."""
        asked = {"narrative": "Iets", **typed}
        for _step in STEPS:
            self.next(**asked)
        return self

    def send(self, *files):
        return self.press("send", files=files)

    @property
    def receipt(self):
        found = re.search(r'class="code"[^>]*>([0-9A-Z-]{29})<', self.text)
        return found and found[1]

    @property
    def step(self):
        return (self.fields.get("step") or [""])[0]

    @property
    def faults(self):
        return [unescape(text) for text in re.findall(r'<p class="fault"[^>]*>([^<]*)', self.text)]


def _fields(text):
    """The names and values that the page's form would send, with no button pressed."""
    found = {}
    body = text.partition('<form id="here"')[2].partition("</form>")[0]
    for tag in re.findall(r"<input[^>]*>", body):
        name, kind = _attribute(tag, "name"), _attribute(tag, "type")
        if name and kind != "file" and (kind not in ("radio", "checkbox") or " checked" in tag):
            found.setdefault(name, []).append(_attribute(tag, "value"))
    for name, value in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', body, re.DOTALL):
        found.setdefault(name, []).append(unescape(value))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found.setdefault(name, []).append(chosen[1] if chosen else "")
    return found


def _attribute(tag, name):
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def heading(response):
    return Page(response).heading.strip()
