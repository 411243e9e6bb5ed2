"""Forms of pacts, pledges and meetings. Rules live in the operations; a form only reads what was typed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, HourField, LocalisedField, Several
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.bridge.needs import need_choices
from stadsrecht.partners.models import Pledge, Presence, Signature
from stadsrecht.partners.web.forms import UNCHOSEN, ColumnsForm
from stadsrecht.partners.workflow import CITY_VIEWS, PLEDGE_TRANSITIONS, PledgeState


class PactForm(ColumnsForm):
    title = LocalisedField(label=_("Title"), max_length=300)
    text = LocalisedField(
        label=_("Text of the pact"),
        help_text=_("What the signatories agree to. Everyone reads it as soon as you save."),
        max_length=12_000,
        is_long=True,
    )
    starts_on = DayField(label=_("Start day"))
    ends_on = DayField(label=_("End day"), required=False, help_text=_("Leave it empty where no end is agreed."))
    subjects = Several(label=_("Subjects"))
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    source_url = forms.URLField(label=_("Address of the source"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subjects"].choices = need_choices()


class SignForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Signature.objects.none(), label=_("Organisation"), to_field_name="code", empty_label=UNCHOSEN[1]
    )
    signed_on = DayField(label=_("Signed on"))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class PledgeForm(ColumnsForm):
    ASIDE = ("organisation",)

    organisation = forms.ModelChoiceField(
        Signature.objects.none(), label=_("Organisation"), to_field_name="code", empty_label=None
    )
    title = LocalisedField(
        label=_("What you pledge"),
        help_text=_("One sentence that says what you do. Everyone reads it as soon as you save."),
        max_length=300,
    )
    description = LocalisedField(
        label=_("Explanation"),
        help_text=_("How one will see that it was done."),
        max_length=2000,
        is_long=True,
        required=False,
    )
    due_on = DayField(label=_("By when"))
    subjects = Several(label=_("Subjects"))
    quota_least = forms.IntegerField(
        label=_("Meetings of the pact that you attend: at least"),
        help_text=_("Only where you promise attendance. For example at least 5 of 6."),
        min_value=1,
        max_value=200,
        required=False,
    )
    quota_of = forms.IntegerField(label=_("Of how many meetings"), min_value=1, max_value=200, required=False)

    def __init__(self, *args: Any, organisations: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subjects"].choices = need_choices()
        if organisations is None:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = organisations


class ReportForm(forms.Form):
    """How a pledge stands, in five minutes: a state, a few sentences, and a reason where it was not kept.

    One box and not one for each language: whoever reports writes as they speak.
    """

    state = forms.ChoiceField(label=_("How does it stand?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What happened"),
        help_text=_("A few sentences in the language of this page. A report cannot be changed afterwards."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=_("Why not, or not all of it"),
        help_text=_("Needed where the pledge is partly kept, not kept or withdrawn. Everyone reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = PLEDGE_TRANSITIONS[pledge.state]
        self.fields["state"].choices = [
            (state.value, _("still: %(state)s") % {"state": state.label} if state == pledge.state else state.label)
            for state in PledgeState
            if state == pledge.state or state in reached
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What `report_pledge` takes: one box each, kept as a text in the language of the page."""
        given, language = self.cleaned_data, get_language() or settings.LANGUAGE_CODE
        texts = {name: LocalisedText({language: given[name]}) for name in ("text", "reason")}
        return {**texts, "state": given["state"]}


class AskForm(forms.Form):
    text = LocalisedField(
        label=_("Your question"),
        help_text=_("The organisation gets it by e-mail, and everyone can read it."),
        max_length=4000,
        is_long=True,
    )


class ViewForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How does the city see it?"),
        choices=[(state.value, state.label) for state in CITY_VIEWS],
        widget=forms.RadioSelect,
    )
    text = LocalisedField(
        label=_("Why the city sees it so"),
        help_text=_("It stands beside what the organisation says, and changes none of it."),
        max_length=4000,
        is_long=True,
    )


class StepForm(forms.Form):
    title = LocalisedField(label=_("Milestone"))
    due_on = DayField(label=_("Due day"), required=False)


class CallForm(ColumnsForm):
    """What any meeting has: the day and its hours are typed apart and kept as two moments."""

    ASIDE: tuple[str, ...] = ("day", "starts_at", "ends_at")

    title = LocalisedField(label=_("Title"), max_length=300)
    day = DayField(label=_("Day"))
    starts_at = HourField(label=_("Begins at"))
    ends_at = HourField(label=_("Ends at"))
    place = LocalisedField(label=_("Where"), max_length=300, required=False)
    agenda = LocalisedField(label=_("Agenda"), max_length=4000, is_long=True, required=False)
    is_cancelled = forms.BooleanField(label=_("The meeting is cancelled"), required=False)

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
        times = {"day": start.date(), "starts_at": start.time(), "ends_at": end.time()}
        return {**super().values_of(row), **times}

    @property
    def values(self) -> dict[str, Any]:
        given, zone = self.cleaned_data, timezone.get_current_timezone()
        start, end = (datetime.combine(given["day"], given[name], tzinfo=zone) for name in ("starts_at", "ends_at"))
        return {**super().values, "starts_at": start, "ends_at": end}


class MeetingForm(CallForm):
    decisions = LocalisedField(label=_("Decisions"), max_length=8000, is_long=True, required=False)
    field_order = ("title", "day", "starts_at", "ends_at", "place", "agenda", "decisions", "is_cancelled")


class AttendanceForm(forms.Form):
    """One choice for each signatory; what nobody knows stays unknown."""

    CHOICES = [("present", _("was there")), ("absent", _("was absent")), ("", _("not known"))]

    def __init__(
        self, *args: Any, signatures: Iterable[Signature], presences: Iterable[Presence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.signatures = {f"signature-{row.pk}": row for row in signatures}
        written = {row.signature_id: "present" if row.is_present else "absent" for row in presences}
        for name, row in self.signatures.items():
            self.fields[name] = forms.ChoiceField(
                label=row.organisation.name.plain,
                choices=self.CHOICES,
                widget=forms.RadioSelect,
                required=False,
                initial=written.get(row.pk, ""),
            )

    @property
    def presences(self) -> dict[Signature, bool | None]:
        meaning = {"present": True, "absent": False, "": None}
        return {row: meaning[self.cleaned_data[name]] for name, row in self.signatures.items()}
