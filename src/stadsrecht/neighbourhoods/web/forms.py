"""Forms of training. Rules live in the operations; a form only reads what was typed."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, HourField, LocalisedField, RecordForm, Several
from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.neighbourhoods.bridge.meetings import MeetingTime, meetings_from, text_of
from stadsrecht.neighbourhoods.bridge.questions import Question
from stadsrecht.neighbourhoods.models import Audience, Course, Kind, Order, Run, SignUp
from stadsrecht.partners.queries import need_choices
from stadsrecht.places import queries as city


class SignUpForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You get a letter there. Your sign-up counts once you clicked the link in it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of the letters"))
    role = forms.ChoiceField(label=_("You are"), choices=SignUp.Role.choices, required=False)
    needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("For example a hearing loop, step-free access or an interpreter. Do not write about your health."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, SPOKEN[code].own_name) for code, _name in settings.LANGUAGES]


class EvaluationForm(forms.Form):
    """One choice for each question; each may be left out."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            answers = [(code, text.plain) for code, text in one.answers.items()]
            self.fields[one.code] = forms.ChoiceField(
                label=one.text.plain,
                choices=[*answers, ("", _("I would rather not say"))],
                widget=forms.RadioSelect,
                required=False,
            )


class CourseForm(RecordForm):
    organisation = forms.ModelChoiceField(
        Course.objects.none(), label=_("Organisation"), to_field_name="code", empty_label=None
    )
    title = LocalisedField(label=_("Title"), max_length=200)
    summary = LocalisedField(label=_("What it is about, and what one can do afterwards"), max_length=2000, is_long=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    audience = Several(label=_("For whom"), choices=Audience.choices)
    subjects = Several(label=_("Subjects"))
    district = forms.ModelChoiceField(
        Course.objects.none(),
        label=_("District"),
        to_field_name="code",
        required=False,
        empty_label=_("the whole city"),
    )
    languages = Several(label=_("Languages in which it is given"))
    cost = LocalisedField(
        label=_("What it costs"), help_text=_("Leave it empty where it is free."), max_length=300, required=False
    )

    COLUMNS = ("title", "summary", "kind", "audience", "subjects", "district", "languages", "cost")

    def __init__(self, *args: Any, organisations: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["subjects"].choices = need_choices()
        fields["languages"].choices = [(tag, one.both_names) for tag, one in SPOKEN.items()]
        fields["district"].queryset = city.areas("district")
        if organisations is None:
            del fields["organisation"]
        else:
            fields["organisation"].queryset = organisations

    @classmethod
    def values_of(cls, row: Course) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in (*cls.COLUMNS, "version")}
        return {**found, "district": row.district.code if row.district else None}

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class StateForm(forms.Form):
    """Nothing to fill in: the button says what happens."""


class ServesForm(forms.Form):
    subjects = forms.CharField(
        label=_("Serves"),
        help_text=_("One on each line: action:… or provision:…, for example provision:eu-charter:21."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class RunForm(RecordForm):
    meetings = forms.CharField(
        label=_("Meetings"),
        help_text=_(
            "One on each line, for example: 2026-12-03 19:00-21:00. After a comma another place, for that one alone."
        ),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = LocalisedField(label=_("Where"), max_length=300)
    capacity = forms.IntegerField(label=_("How many can take part"), min_value=1, max_value=2000)
    closes_on = DayField(label=_("Sign-up closes on"))
    closes_hour = HourField(label=_("Time at which sign-up closes"))
    confirm_within = forms.IntegerField(
        label=_("Hours to confirm a place that came free"),
        help_text=_("Near the first meeting it is less: at most half of the time that is left."),
        min_value=1,
        max_value=336,
        initial=48,
    )
    order = forms.ChoiceField(
        label=_("Order of the line"),
        choices=Order.choices,
        widget=forms.RadioSelect,
        initial=Order.ARRIVAL,
        help_text=_("By lot is fair where many will want to come: then nobody has to be quick."),
    )
    draws_on = DayField(label=_("Day of the draw"), help_text=_("Only for a lot."), required=False)
    draws_hour = HourField(label=_("Time of the draw"), required=False)

    @classmethod
    def values_of(cls, row: Run) -> dict[str, Any]:
        zone = timezone.get_current_timezone()
        rows = [MeetingTime(one.starts_at, one.ends_at, one.place) for one in row.meetings.all()]
        found: dict[str, Any] = {
            name: getattr(row, name) for name in ("place", "capacity", "confirm_within", "order", "version")
        }
        found |= {"meetings": text_of(rows, zone)}
        for name, at in (("closes", row.closes_at), ("draws", row.draws_at)):
            if at is not None:
                local = timezone.localtime(at)
                found |= {f"{name}_on": local.date(), f"{name}_hour": local.time()}
        return found

    @property
    def times(self) -> list[MeetingTime]:
        """Raises MeetingUnreadable, MeetingsMissing, MeetingsOutOfOrder."""
        return meetings_from(self.cleaned_data["meetings"], timezone.get_current_timezone())

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("place", "capacity", "confirm_within", "order")
        is_lot = given["order"] == Order.LOT
        return {
            **{name: given[name] for name in names},
            "closes_at": self._moment("closes"),
            "draws_at": self._moment("draws") if is_lot else None,
        }

    def _moment(self, name: str) -> datetime | None:
        day, hour = self.cleaned_data[f"{name}_on"], self.cleaned_data[f"{name}_hour"]
        if day is None or hour is None:
            return None
        return datetime.combine(day, hour, tzinfo=timezone.get_current_timezone())


class CancelForm(forms.Form):
    reason = LocalisedField(
        label=_("Reason"), help_text=_("Everyone who signed up reads it in a letter."), max_length=600, is_long=True
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        help_text=_("It goes by e-mail to everyone who has a place, to each alone."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AttendanceForm(forms.Form):
    """One choice for each who has a place; what nobody knows stays unknown."""

    CHOICES = [("present", _("was there")), ("absent", _("was absent")), ("", _("not known"))]

    def __init__(self, *args: Any, sign_ups: list[SignUp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"sign-up-{row.pk}": row for row in sign_ups}
        written = {"attended": "present", "absent": "absent"}
        for name, row in self.names.items():
            self.fields[name] = forms.ChoiceField(
                label=row.name or _("somebody"),
                choices=self.CHOICES,
                widget=forms.RadioSelect,
                required=False,
                initial=written.get(row.state, ""),
            )

    @property
    def marks(self) -> dict[int, bool | None]:
        meaning = {"present": True, "absent": False, "": None}
        return {row.pk: meaning[self.cleaned_data[name]] for name, row in self.names.items()}
