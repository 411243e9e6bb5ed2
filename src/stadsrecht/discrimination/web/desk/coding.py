"""What is counted of a case, filled in and put right by who works on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stadsrecht.discrimination import operations
from stadsrecht.discrimination.bridge.packs import door
from stadsrecht.discrimination.errors import MonthUnreadable
from stadsrecht.discrimination.models import Campaign, Facts, Where
from stadsrecht.discrimination.queries import LISTS_OF_FACTS, OpenKey, is_counted, part_label
from stadsrecht.discrimination.web.desk.acts import FORM_METHODS, opened_case, show_act
from stadsrecht.discrimination.web.desk.case import home_of, moment
from stadsrecht.discrimination.web.desk.forms import choices_of
from stadsrecht.discrimination.web.desk.session import with_key
from stadsrecht.kernel.forms import RecordForm
from stadsrecht.places.queries import districts

MONTH = "%Y-%m"


class FactsForm(RecordForm):
    """A field for each fact that the city's door asks for, with the codes of the report's own edition."""

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in door().questions:
            if question.part != "facts" and question.name != "month":
                continue
            field = self._field(question.name, facts)
            field.label, field.required = capfirst(part_label(question.name).plain), False
            field.initial = getattr(facts, question.name)
            self.fields[question.name] = field
        if not is_counted(facts.report.received_on) and (named := Campaign.objects.order_by("-made_on", "code")):
            options = [("", _("none")), *((one.code, one.name.plain) for one in named)]
            self.fields["campaign"] = forms.ChoiceField(
                label=_("Part of a mass campaign"), choices=options, initial=facts.campaign, required=False
            )

    def _field(self, name: str, facts: Facts) -> forms.Field:
        not_known = ("", _("not known"))
        match name:
            case "month":
                widget = forms.DateInput(attrs={"type": "month"}, format=MONTH)
                return forms.DateField(
                    input_formats=[MONTH], widget=widget, error_messages={"invalid": MonthUnreadable.message}
                )
            case "where":
                return forms.ChoiceField(choices=Where.choices)
            case "district":
                names = {area.code: area.name.plain for area in districts().order_by("code")}
                present = {facts.district: facts.district} if facts.district else {}
                return forms.ChoiceField(choices=[not_known, *{**present, **names}.items()])
        options = choices_of(facts.edition, LISTS_OF_FACTS[name])
        if isinstance(getattr(facts, name), list):
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)
        return forms.ChoiceField(choices=[not_known, *options])

    def clean_where(self) -> str:
        return self.cleaned_data["where"] or Where.UNKNOWN


@FORM_METHODS
@with_key("handle_case")
def facts(request: HttpRequest, holder: OpenKey, number: int) -> HttpResponse:
    case, _key = opened_case(request, holder, number)

    def act(form: FactsForm) -> str:
        codes = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        version = form.cleaned_data["version"]
        operations.code_facts(case=case, codes=codes, version=version, acting_user=request.user, **moment())
        messages.success(request, _("What is counted is put right."))
        return home_of(case)

    note = gettext_lazy(
        "Fill in what was skipped, and put right what was mistaken. The trail keeps old and new. "
        "What public figures counted already stays as it was."
    )
    words = {"title": _("Put right what is counted"), "submit": _("Save"), "note": note}
    form = FactsForm(request.POST or None, facts=case.report.facts, initial={"version": case.version})
    return show_act(request, case, form, act, **words)
