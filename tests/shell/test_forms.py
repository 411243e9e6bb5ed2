"""How every form looks: label, help, error and input belong together, also for those who hear them."""

from django import forms

from stadsrecht.kernel.forms import DayField, LocalisedField


class Sample(forms.Form):
    name = forms.CharField(max_length=5, help_text="As on the card.")
    title = LocalisedField()
    day = DayField(required=False)
    colour = forms.ChoiceField(choices=[("r", "red"), ("b", "blue")], widget=forms.RadioSelect)
    agree = forms.BooleanField(required=False)


def filled(**values) -> str:
    return str(Sample({"name": "Ada", "title_nl": "Titel", "colour": "r", **values}))


def test_help_and_error_are_tied_to_their_input():
    """A screen reader says them when the input gets focus."""
    html = filled(name="far too long")
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert all(html.count(f'id="{name}"') == 1 for name in ("id_name_helptext", "id_name_error"))


def test_a_summary_above_the_form_leads_to_each_fault():
    """Each link of the summary leads to an element that exists."""
    html = str(Sample({}))
    for target in ("id_name", "id_title_0", "id_colour"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html


def test_a_form_without_faults_has_no_summary():
    """Nothing alarms before there is a reason."""
    assert 'role="alert"' not in filled()
    assert 'role="alert"' not in str(Sample())


def test_what_was_typed_stays():
    """Also where it is wrong."""
    assert 'value="far too long"' in filled(name="far too long")


def test_a_localised_field_has_one_labelled_input_for_each_language():
    """The label names the language, and the input carries it."""
    html = filled()
    for number, language in enumerate(("nl", "en", "fr")):
        assert f'for="id_title_{number}"' in html
        assert f'lang="{language}"' in html


def test_only_what_is_optional_is_marked():
    """Fewer words on the page than marking all that is needed."""
    assert filled().count('class="sr-optional"') == 1


def test_each_input_wears_the_design_system():
    """Text, date, radio and box."""
    html = filled()
    for name in ("utrecht-textbox", "utrecht-radio-button", "utrecht-checkbox", "utrecht-form-field"):
        assert f'class="{name}' in html
