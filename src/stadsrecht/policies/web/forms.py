"""Forms of policies and actions. Rules live in the operations; a form only reads what was typed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, LocalisedField, RecordForm
from stadsrecht.kernel.localised import LocalisedText
from stadsrecht.partners.queries import organisations
from stadsrecht.people.queries import active_people, portfolios, teams
from stadsrecht.policies.models import Anchor, Policy, PolicyField
from stadsrecht.policies.queries import action
from stadsrecht.rights.queries import provision

UNCHOSEN = ("", _("not chosen"))


def name_no_choice(form: forms.Form) -> None:
    """Say in words, and not in dashes, that nothing is chosen."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = UNCHOSEN[1]


class PolicyForm(RecordForm):
    title = LocalisedField(label=_("Title"), max_length=300)
    summary = LocalisedField(
        label=_("Summary"),
        help_text=_("What the city promises, in short sentences that every resident understands."),
        max_length=2000,
        is_long=True,
        required=False,
    )
    field = forms.ModelChoiceField(PolicyField.objects.none(), label=_("Policy field"))
    team = forms.ModelChoiceField(PolicyField.objects.none(), label=_("Team"), required=False)
    portfolio = forms.ModelChoiceField(PolicyField.objects.none(), label=_("Portfolio"), required=False)
    starts_on = DayField(label=_("Start day"), required=False)
    ends_on = DayField(label=_("End day"), required=False)
    decided_by = forms.ChoiceField(label=_("Decided by"), choices=[UNCHOSEN, *Policy.Decider.choices], required=False)
    decided_on = DayField(label=_("Day of the decision"), required=False)
    decision_url = forms.URLField(
        label=_("Address of the decision"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = PolicyField.objects.all()  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams()  # type: ignore[attr-defined]
        self.fields["portfolio"].queryset = portfolios()  # type: ignore[attr-defined]
        name_no_choice(self)

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a Policy."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StateForm(forms.Form):
    """A new state; for an action that stalls or is dropped also the reason."""

    state = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = LocalisedField(
        label=_("Reason"),
        help_text=_("Needed where an action stalls or is dropped. It is shown to residents."),
        max_length=1000,
        is_long=True,
        required=False,
    )

    def __init__(self, *args: Any, states: list[tuple[str, Any]], with_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states  # type: ignore[attr-defined]
        if not with_reason:
            del self.fields["reason"]


class AnchorForm(forms.Form):
    provision = forms.CharField(
        label=_("Right"),
        help_text=_("Type a name or a word, or choose from the list, for example eu-charter:21 or crc:12."),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "provisions", "autocomplete": "off"}),
    )
    suggestion = forms.ChoiceField(label=_("Do you mean one of these?"), widget=forms.RadioSelect, required=False)
    is_explicit = forms.TypedChoiceField(
        label=_("How does the policy serve this right?"),
        choices=[("yes", _("Explicitly: its text names the right")), ("no", _("Implicitly: this is our judgement"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    place = LocalisedField(
        label=_("Place in the text"),
        help_text=_("Where the text names the right, for example: section 2.1, page 8."),
        required=False,
    )
    reason = LocalisedField(label=_("Why it serves this right"), max_length=1000, is_long=True, required=False)
    duty = forms.ChoiceField(
        label=_("Kind of duty"),
        help_text=_("Respect: not to harm. Protect: against others. Fulfil: to provide. Promote: to make known."),
        choices=Anchor.Duty.choices,
        widget=forms.RadioSelect,
    )
    charter_applies = forms.ChoiceField(
        label=_("Does the EU Charter bind the city here?"),
        help_text=_("It does where the city carries out law of the European Union (Article 51)."),
        choices=Anchor.Applies.choices,
        initial=Anchor.Applies.UNKNOWN,
        widget=forms.RadioSelect,
    )

    def suggest(self, provisions: list[tuple[str, str]]) -> None:
        """Offer these provisions (reference and name) to choose from; without any, the question is not asked."""
        if provisions:
            self.fields["suggestion"].choices = provisions  # type: ignore[attr-defined]
        else:
            del self.fields["suggestion"]

    @property
    def values(self) -> dict[str, Any]:
        """What `anchor_policy` takes; a suggestion that was chosen stands for what was typed."""
        values = dict(self.cleaned_data)
        chosen = values.pop("suggestion", "")
        return {**values, "provision": chosen or values["provision"]}


class DocumentForm(forms.Form):
    title = LocalisedField(label=_("Title"))
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        label=_("Or upload it"),
        help_text=_("At most 30 MB: .pdf, .docx, .odt, .html, .txt or .md. It is read for the rights that it names."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    dated_on = DayField(label=_("Date"), required=False)


class ActionForm(RecordForm):
    title = LocalisedField(label=_("Title"))
    description = LocalisedField(label=_("Description"), max_length=2000, is_long=True, required=False)
    owner_person = forms.ModelChoiceField(
        PolicyField.objects.none(),
        label=_("Owner: a person"),
        help_text=_(
            "Choose one owner: a person, a team or an organisation. You may leave it empty: it then shows as a gap."
        ),
        required=False,
    )
    owner_team = forms.ModelChoiceField(PolicyField.objects.none(), label=_("Owner: a team"), required=False)
    owner_organisation = forms.ModelChoiceField(
        PolicyField.objects.none(), label=_("Owner: an organisation"), required=False
    )
    starts_on = DayField(label=_("Start day"), required=False)
    due_on = DayField(label=_("Due day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_person"].queryset = active_people()  # type: ignore[attr-defined]
        self.fields["owner_team"].queryset = teams()  # type: ignore[attr-defined]
        self.fields["owner_organisation"].queryset = organisations()  # type: ignore[attr-defined]
        name_no_choice(self)

    @property
    def values(self) -> dict[str, Any]:
        """The columns of an Action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class NoteForm(forms.Form):
    text = LocalisedField(
        label=_("Progress note"),
        help_text=_("What happened since the last note. A note cannot be changed afterwards."),
        max_length=4000,
        is_long=True,
    )

    @property
    def words(self) -> LocalisedText:
        return self.cleaned_data["text"]


class MilestoneForm(forms.Form):
    title = LocalisedField(label=_("Milestone"))
    due_on = DayField(label=_("Due day"), required=False)


class TieForm(forms.Form):
    """What a pledge serves: one of each kind at a time."""

    policy = forms.ModelChoiceField(
        PolicyField.objects.none(), label=_("Policy whose goal it serves"), to_field_name="code", required=False
    )
    action = forms.CharField(
        label=_("Action that it helps with"),
        help_text=_("Type a word of its title, and choose from the list."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "actions", "autocomplete": "off"}),
    )
    provision = forms.CharField(
        label=_("Right that it serves"),
        help_text=_("Choose from the list, for example eu-charter:21 or crc:12."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "provisions", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = Policy.objects.order_by("code")  # type: ignore[attr-defined]
        name_no_choice(self)

    @property
    def subjects(self) -> dict[str, Any]:
        """What `tie_pledge` takes. Raises UnknownAction, UnknownProvision."""
        given = self.cleaned_data
        return {
            "policy": given["policy"],
            "action": action(given["action"], with_drafts=True) if given["action"] else None,
            "provision": provision(given["provision"]) if given["provision"] else None,
        }
