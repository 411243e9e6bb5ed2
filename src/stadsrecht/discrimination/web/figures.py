"""Reports of discrimination in figures, for everyone: protected counts, what they say and what they cannot say."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from stadsrecht.discrimination.bridge.figures import figure_rules
from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.queries import years_told
from stadsrecht.discrimination.web.door.guard import office_shown
from stadsrecht.discrimination.web.figures_shown import (
    breaks_of,
    campaigns_shown,
    country_shown,
    csv_rows,
    for_show_of,
    sentences,
    tables_shown,
    year_data,
)
from stadsrecht.kernel.web import answer


def figures(request: HttpRequest, form: str, year: int | None = None) -> HttpResponse:
    """One year, the newest where none is named, with the years beside it and the figures of the country."""
    if get_language() not in dict(settings.LANGUAGES):
        return _in_a_language_of_the_site(request)
    years, rules = years_told(), figure_rules()
    told = next((one for one in years if year in (None, one.year)), None)
    if told is None and year is not None:
        raise Http404
    before = next((one for one in years if told and one.year == told.year - 1), None)
    context = {
        "told": told,
        "years": years,
        "sentences": sentences(told, before) if told else [],
        "breaks": breaks_of(told, before, rules.breaks) if told else [],
        "tables": tables_shown(told) if told else [],
        "campaigns": campaigns_shown(told) if told else [],
        "for_show": for_show_of(told) if told else "",
        "context": rules.context,
        "country": country_shown(rules.context),
        "exit_address": door().exit_address,
        **office_shown(door()),
    }
    shown = [told] if told and year is not None else years
    return answer(
        request,
        form,
        "discrimination/figures/public.html",
        context,
        data=lambda: {"years": [year_data(one) for one in shown]},
        rows=lambda: csv_rows(shown),
    )


def _in_a_language_of_the_site(request: HttpRequest) -> HttpResponse:
    """The door speaks languages in which the site does not."""
    stem = request.path.partition("/report/")[2]
    return redirect(f"/{settings.LANGUAGE_CODE}/report/{stem}")
