"""The first administrator comes from the command line."""

from io import StringIO

from django.core.management import call_command

from stadsrecht.people.models import User


def test_the_command_prints_a_link_that_sets_a_password(client, db, sign_in):
    """Whoever follows it can sign in, and is then led to a second factor."""
    out = StringIO()
    call_command("create_person", "first@city.example", "First Administrator", role=["administrator"], stdout=out)
    address = out.getvalue().strip()
    form = client.get(address, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-quiet-phrase", "password2": "another-quiet-phrase"})
    account = User.objects.get(email="first@city.example")
    assert account.role_codes == {"administrator"}
    assert sign_in(account, "another-quiet-phrase").url.endswith("/desk/")
