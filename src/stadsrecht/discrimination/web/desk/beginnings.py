"""A text to begin with, in the reporter's language; and what it says, for a worker who cannot read that."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stadsrecht.discrimination.bridge.letters import Letter
from stadsrecht.discrimination.models import Case
from stadsrecht.kernel.localised import LANGUAGE_NAMES


@dataclass(frozen=True)
class Beginning:
    """`text` and `step` of the letter that `?letter=` names, empty where it names none; `words` are the page's."""

    text: str = ""
    step: str = ""
    words: dict[str, Any] = field(default_factory=dict)


def beginning(request: HttpRequest, case: Case, among: tuple[Letter, ...]) -> Beginning:
    language, mine = case.report.language, get_language() or ""
    note = _("The reporter reads this with the receipt. The report was written in: %(language)s.") % {
        "language": LANGUAGE_NAMES.get(language, language)
    }
    letter = next((one for one in among if one.code == request.GET.get("letter")), None)
    if letter is None:
        return Beginning(words={"letters": among, "note": note})
    text, meaning = (letter.text.shown_in(one).text for one in (language, mine))
    return Beginning(text, letter.step, {"letters": among, "note": note, "meaning": "" if meaning == text else meaning})
