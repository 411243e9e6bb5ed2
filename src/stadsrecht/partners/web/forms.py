"""Forms of partners. Rules live in the operations; a form only reads what was typed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.forms import DayField, LocalisedField, RecordForm, Several
from stadsrecht.kernel.languages import SPOKEN
from stadsrecht.partners.bridge.hours_text import hours_from, text_of
from stadsrecht.partners.bridge.needs import need_choices
from stadsrecht.partners.bridge.positions import position_from, position_of
from stadsrecht.partners.models import (
    Accessibility,
    Cost,
    Group,
    Kind,
    Location,
    LocationKind,
    Organisation,
    Service,
    ServiceStatus,
)
from stadsrecht.places import queries as city

UNCHOSEN = ("", _("not chosen"))


def _language_choices() -> list[tuple[str, str]]:
    return [(tag, one.both_names) for tag, one in SPOKEN.items()]


class ColumnsForm(RecordForm):
    """A form whose fields are columns of one record, but for those named in `ASIDE`."""

    ASIDE: tuple[str, ...] = ()

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.base_fields if name not in cls.ASIDE}

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", *self.ASIDE)}


class EntryForm(ColumnsForm):
    name = LocalisedField(label=_("Name"), max_length=200, help_text=_("A new name is looked at by the city first."))
    description = LocalisedField(label=_("What the organisation is"), max_length=2000, is_long=True, required=False)
    works_on = Several(
        label=_("Subjects on which the organisation works"),
        help_text=_("People who look for help are led here, also while no service is written down."),
    )
    website = forms.CharField(label=_("Website"), max_length=500, required=False)
    email = forms.EmailField(label=_("E-mail for everyone"), required=False)
    phone = forms.CharField(label=_("Phone for everyone"), max_length=40, required=False)
    closed_on = DayField(
        label=_("Stopped on"),
        required=False,
        help_text=_("Only where the organisation ends. The city looks at it first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["works_on"].choices = need_choices()


class CityEntryForm(EntryForm):
    """What kind of organisation it is, is said by the city: residents trust what calls itself police or office."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.CIVIL_SOCIETY)
    name = LocalisedField(label=_("Name"), max_length=200)
    field_order = ("version", "name", "kind")


class NewEntryForm(CityEntryForm):
    closed_on = None  # type: ignore[assignment]  # nobody enters what has ended


class EditorForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of the account"), max_length=254)


class ServiceForm(RecordForm):
    name = LocalisedField(label=_("What one can come for"), max_length=200)
    description = LocalisedField(label=_("Explanation"), max_length=2000, is_long=True, required=False)
    needs = Several(label=_("Subjects"))
    languages = Several(label=_("Languages in which you help"))
    has_interpreter = forms.NullBooleanField(
        label=_("Can an interpreter be called in?"),
        widget=forms.Select(choices=[("unknown", _("not known")), ("true", _("yes")), ("false", _("no"))]),
        required=False,
    )
    cost = forms.ChoiceField(label=_("Cost"), choices=Cost.choices, required=False)
    groups = Several(label=_("Only for"), choices=Group.choices, help_text=_("Tick nothing where everyone is welcome."))
    min_age = forms.IntegerField(label=_("Youngest age"), min_value=0, max_value=150, required=False)
    max_age = forms.IntegerField(label=_("Oldest age"), min_value=0, max_value=150, required=False)
    is_for_residents = forms.BooleanField(label=_("Only for people who live in the city"), required=False)
    areas = Several(label=_("Districts that it serves"), help_text=_("Tick nothing where it is for the whole city."))
    how = LocalisedField(label=_("How to get this help"), max_length=1000, is_long=True, required=False)
    url = forms.CharField(label=_("Page about this"), max_length=500, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    is_by_appointment = forms.BooleanField(label=_("By appointment"), required=False)
    visit_hours = forms.CharField(
        label=_("Opening hours"),
        help_text=_(
            "One line each, with MO TU WE TH FR SA SU for the days, for example: MO-FR 09:00-17:00. "
            "A night may end the next day: 22:00-08:00. "
            "Days on which it is closed come last: MO-FR 09:00-17:00 not 2026-12-25, 2026-12-26."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    contact_hours = forms.CharField(
        label=_("Hours for phone and e-mail"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    places = forms.ModelMultipleChoiceField(
        Location.objects.none(), label=_("Where"), widget=forms.CheckboxSelectMultiple, required=False
    )
    status = forms.ChoiceField(label=_("State"), choices=ServiceStatus.choices, initial=ServiceStatus.ACTIVE)

    COLUMNS = (
        *("name", "description", "needs", "languages", "has_interpreter", "cost", "groups", "min_age", "max_age"),
        *("is_for_residents", "areas", "how", "url", "email", "phone", "is_by_appointment", "status"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = need_choices()
        self.fields["languages"].choices = _language_choices()
        self.fields["areas"].choices = [(row.code, row.name.plain) for row in city.areas("district")]
        self.fields["places"].queryset = organisation.locations.all()

    @classmethod
    def values_of(cls, row: Service) -> dict[str, Any]:
        hours = list(row.schedules.all())
        return {
            **{name: getattr(row, name) for name in (*cls.COLUMNS, "version")},
            "is_by_appointment": row.is_by_appointment or any(one.is_by_appointment for one in hours),
            "visit_hours": text_of(one for one in hours if one.attendance == "visit"),
            "contact_hours": text_of(one for one in hours if one.attendance == "contact"),
            "places": [one.location_id for one in row.at_locations.all()],
        }

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}

    @property
    def hours(self) -> list[dict[str, Any]]:
        """Raises HoursUnreadable at the field where it stands."""
        rows = []
        for attendance in ("visit", "contact"):
            field = f"{attendance}_hours"
            lines = hours_from(self.cleaned_data[field], field=field)
            rows += [{"except_on": [], **row, "attendance": attendance} for row in lines]
        if self.cleaned_data["is_by_appointment"]:
            return [*rows, {"is_by_appointment": True}]
        return [{**row, "is_by_appointment": False} for row in rows]


class LocationForm(RecordForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=LocationKind.choices, initial=LocationKind.PHYSICAL)
    name = LocalisedField(label=_("Name of the place"), max_length=200, required=False)
    is_confidential = forms.BooleanField(
        label=_("The address is confidential"),
        help_text=_("It is then kept under seal and shown to nobody, not on this form either."),
        required=False,
    )
    front_door = LocalisedField(
        label=_("How to get in touch"), max_length=500, required=False, help_text=_("Needed for a confidential place.")
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    town = forms.CharField(label=_("Town"), max_length=100, required=False)
    province = forms.CharField(label=_("Province"), max_length=100, required=False)
    position = forms.CharField(
        label=_("Position on the map"),
        help_text=_("As a map gives it, latitude first: 52.0907, 5.1214."),
        max_length=60,
        required=False,
    )
    area = forms.ModelChoiceField(Location.objects.none(), label=_("District"), required=False, empty_label=UNCHOSEN[1])
    accessibility = Several(label=_("Access"), choices=Accessibility.choices)

    PARTS = {"street": "address_1", "postcode": "postal_code", "town": "city", "province": "state_province"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = city.areas("district")

    @classmethod
    def values_of(cls, row: Location) -> dict[str, Any]:
        one = row.addresses[0] if row.addresses else {}
        names = ("kind", "name", "is_confidential", "front_door", "area", "accessibility", "version")
        return {
            **{name: getattr(row, name) for name in names},
            **{key: one.get(part) for key, part in cls.PARTS.items()},
            "addresses": row.addresses,
            "position": position_of(row.latitude, row.longitude),
        }

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a place; an address or a position that was left empty or as it was is not said.

        The form shows one address and four of its parts: what else is known of it stays, and so do further ones.
        Raises PositionUnreadable.
        """
        given = self.cleaned_data
        names = ("kind", "name", "is_confidential", "front_door", "area", "accessibility")
        plain = {name: given[name] for name in names}
        if given["position"] != (self.initial.get("position") or ""):
            plain |= position_from(given["position"])
        known = self.initial.get("addresses") or []
        first = known[0] if known else {"country": "NL", "address_type": "physical"}
        typed = {part: given[key] for key, part in self.PARTS.items()}
        if not given["street"] or all(words == (first.get(part) or "") for part, words in typed.items()):
            return plain
        return {**plain, "addresses": [{**first, **typed}, *known[1:]]}


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where you refuse. The partner reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class IntakeForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("HSDS 3 (.json), a workbook (.xlsx) or a table (.csv)."))
    language = forms.ChoiceField(label=_("Language of the texts"))
    leave_out_refused = forms.BooleanField(label=_("Take in the rest where rows are refused"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

        self.fields["language"].choices = settings.LANGUAGES
