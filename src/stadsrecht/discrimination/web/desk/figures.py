"""The coordinator's pages of figures: ask for a draft, look at what is hidden and why, publish it or drop it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.spans import BY_QUARTER, OUTCOMES, TABLES, Span
from stadsrecht.discrimination.models import FiguresWork
from stadsrecht.discrimination.permissions import PERMISSIONS
from stadsrecht.discrimination.queries import figures_work, work_on_figures, years_to_tell, years_told
from stadsrecht.discrimination.queries.figures import CAMPAIGN, draft_told, refusal_of
from stadsrecht.discrimination.tasks import make_report_figures
from stadsrecht.discrimination.web.desk.acts import FORM_METHODS
from stadsrecht.discrimination.web.desk.case import moment
from stadsrecht.discrimination.web.desk.session import unseen
from stadsrecht.discrimination.web.figures_shown import TITLES, campaigns_of, head_of, table_shown
from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.forms import SureForm
from stadsrecht.kernel.web import desk_view, take_form


class SpanForm(forms.Form):
    span = forms.ChoiceField(label=gettext_lazy("What to tell"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: list[Span], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["span"].choices = [(span.code, span_name(span)) for span in offered]  # type: ignore[attr-defined]


def span_name(span: Span) -> str:
    """In words: which time, and which tables."""
    if span.is_interim:
        values = {"year": span.year, "quarter": span.quarters[-1]}
        return _("%(year)s, up to and including quarter %(quarter)s") % values
    words = {
        BY_QUARTER: _("%(year)s, the whole year by quarter"),
        OUTCOMES: _("%(year)s again: what was done and how it ended"),
    }
    return words.get(span.what, _("%(year)s, the whole year without quarters")) % {"year": span.year}


@FORM_METHODS
@desk_view(PERMISSIONS, "publish_figures")
def figures(request: HttpRequest) -> HttpResponse:
    """What was told, what is being made, and what can be made now."""
    offered = [span for spans in years_to_tell(timezone.localdate()).values() for span in spans]

    def act(form: SpanForm) -> str:
        work = operations.begin_figures(span=form.cleaned_data["span"], acting_user=request.user, **moment())
        make_report_figures.defer(number=work.pk)
        return reverse("desk-case-figures-draft", args=(work.pk,))

    context = {
        "work": [(one, span_name(Span.read(one.span))) for one in work_on_figures()],
        "told": years_told(),
        "has_choice": bool(offered),
    }
    form = SpanForm(request.POST or None, offered=offered)
    return take_form(request, form, act, "discrimination/desk/figures.html", context)


@FORM_METHODS
@desk_view(PERMISSIONS, "publish_figures")
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is, what it would tell, and the button that tells it."""
    work = figures_work(number)
    name = span_name(Span.read(work.span))

    def act(form: SureForm) -> str:
        is_sure = form.cleaned_data["is_sure"]
        operations.publish_figures(work=work, is_sure=is_sure, acting_user=request.user, **moment())  # type: ignore[arg-type]
        messages.success(request, _("The figures are published."))
        return reverse("desk-case-figures-draft", args=(work.pk,))

    context = {"work": work, "name": name, "refusal": _in_words(refusal_of(work), work.year), **_shown(work)}
    form = SureForm(request.POST if request.method == "POST" else None)
    return unseen(take_form(request, form, act, "discrimination/desk/figures_draft.html", context))


def _in_words(refusal: StadsrechtError | None, year: int) -> StadsrechtError | None:
    """A refusal names tables and periods by their codes; whoever reads it knows them by the heads of the tables."""
    if refusal is not None:
        named = {"table": lambda code: str(TITLES.get(code, code)), "periods": lambda codes: _heads(codes, year)}
        refusal.details |= {key: named[key](value) for key, value in refusal.details.items() if key in named}
    return refusal


def _heads(codes: str, year: int) -> str:
    return ", ".join(head_of(code, year) for code in codes.split(", "))


def _shown(work: FiguresWork) -> dict[str, Any]:
    if work.state != FiguresWork.State.READY:
        return {}
    tables, campaigns = [], []
    for about, cells, why in draft_told(work):
        tables += [table_shown(one, cells[one], about, why[one]) for one in TABLES if one in cells]
        if CAMPAIGN in cells:
            campaigns = campaigns_of(cells[CAMPAIGN], about, why[CAMPAIGN])
    hidden = sum(table.hidden for table in tables) + sum(cell.is_hidden for _name, cell in campaigns)
    return {"tables": tables, "campaigns": campaigns, "hidden": hidden}


@require_POST
@desk_view(PERMISSIONS, "publish_figures")
def drop(request: HttpRequest, number: int) -> HttpResponse:
    work = figures_work(number)
    operations.drop_figures(work=work, acting_user=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("The draft is dropped. Nothing of it was published."))
    return HttpResponseRedirect(reverse("desk-case-figures"), status=303)
