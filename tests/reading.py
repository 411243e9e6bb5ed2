"""Reading a page as a visitor does: its heading, what stands in its inputs, and the error next to each field."""

from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """`Page(response)` with `language`, `heading`, `text`, `inputs` (name -> what stands in it) and `errors`."""

    def __init__(self, response):
        super().__init__()
        self.language, self.heading, self.text = "", "", ""
        self.inputs, self.errors, self.links = {}, {}, []
        self._open, self._select, self._textarea = [], None, None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.language = has.get("lang", "") if tag == "html" else self.language
        self.links += [has["href"]] if tag == "a" and "href" in has else []
        if tag not in VOID:
            self._open.append((tag, has.get("id", "")))
        if tag == "select":
            self._select = has.get("name")
        elif tag == "option" and "selected" in has:
            self.inputs[self._select] = has.get("value", "")
        elif tag == "textarea":
            self._textarea = has.get("name")
            self.inputs[self._textarea] = ""
        elif tag == "input" and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self.inputs[has.get("name")] = has.get("value", "on" if has.get("type") == "checkbox" else "")

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data):
        self.text += data
        if self._textarea:
            self.inputs[self._textarea] += data.removeprefix("\n")
        for tag, name in self._open:
            if tag == "h1":
                self.heading += data
            if name.startswith("id_") and name.endswith("_error"):
                field = name.removeprefix("id_").removesuffix("_error")
                self.errors[field] = self.errors.get(field, "") + data
