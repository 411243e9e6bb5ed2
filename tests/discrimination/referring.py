"""Referring a case to the house whose people the persona of the partner is one of."""

from tests.discrimination.casework import WHEN, Worker
from tests.discrimination.telling import AT, PASSPHRASE
from tests.house.given import HOUSE

QUESTION = "Mogen wij Buurthuis De Brug vragen of zij met u mee wil naar Gruttowoning?"
ASKED = "Wilt u Kievit-hulp bieden bij het gesprek?"
ANSWER = "Wij gingen mee naar Tureluurstraat en het ging goed."
TOLD_ON = "De Brug ging met u mee naar de Wulpenbalie."
WORDS = ("Gruttowoning", "Kievit-hulp", "Tureluurstraat", "Wulpenbalie")
PARTS = ("narrative", "when", "grounds", "files", "name", "email")


def house():
    from stadsrecht.partners.queries import organisation

    return organisation(HOUSE)


def ask(worker, case, key, parts=PARTS, organisation=None):
    from stadsrecht.discrimination.operations import ask_to_refer

    given = {"organisation": organisation or house(), "parts": parts, "question": QUESTION}
    return worker.does(ask_to_refer, case=case, key=key, **given)


def say(reporter, consent, is_given=True):
    from stadsrecht.discrimination.operations import answer_consent

    answer_consent(opened=reporter(), consent=consent, is_given=is_given, **WHEN)


def passed(worker, case, key, names=("narrative", "grounds"), asked=ASKED):
    """What a worker chooses: parts of the report, of the contact, and the file."""
    from stadsrecht.discrimination.bridge.intake import CleanFile
    from stadsrecht.discrimination.bridge.referrals import Passed
    from stadsrecht.discrimination.models import IDENTITY
    from stadsrecht.discrimination.queries import (
        contact_parts,
        file_content,
        files_of,
        open_report_key,
        opened,
        parts_of,
    )

    shown = opened(case.report, key, with_internal=False)
    parts = parts_of(shown, names) + contact_parts(
        case.report, open_report_key(case.report, worker.holder, IDENTITY), names
    )
    rows = zip(files_of(case.report, key), case.report.attachments.all(), strict=True)
    files = tuple(CleanFile(one.name, file_content(row, key)) for one, row in rows) if "files" in names else ()
    return Passed(asked, tuple(parts), files)


def readers():
    """Everyone of the house who has a key."""
    from stadsrecht.discrimination.queries import keys_of_partner

    return [one.person for one in keys_of_partner(house())]


def refer(worker, case, key, consent, names=("narrative", "grounds"), **changed):
    from stadsrecht.discrimination.operations import make_referral

    given = passed(worker, case, key, names, **changed)
    return worker.does(make_referral, case=case, key=key, consent=consent, passed=given, readers=readers())


class Partner(Worker):
    """Somebody of a partner organisation, with their key open."""

    def reads(self, number, at=AT):
        """What they read of a referral, as the desk gives it to them."""
        from stadsrecht.discrimination.operations import open_referral, referral_for
        from stadsrecht.discrimination.queries import referred

        found = referral_for(number=number, acting_user=self.person, at=at)
        key = open_referral(referral=found, holder=self.holder, acting_user=self.person, on=at.date(), at=at)
        return referred(found, key)

    def answers(self, number, text=ANSWER, ends=False, nonce=b"a" * 20):
        from stadsrecht.discrimination.operations import answer_referral, referral_for

        found = referral_for(number=number, acting_user=self.person, at=AT)
        return self.does(answer_referral, referral=found, text=text, ends=ends, nonce=nonce)


def somebody_at(code, name):
    """A person of another organisation, with the partner's role and a key of their own."""
    from stadsrecht.discrimination.operations import make_personal_key
    from stadsrecht.partners.models import Editorship
    from stadsrecht.partners.queries import organisation
    from stadsrecht.people.models import Role, User

    found = User.objects.create(email=f"{name}@partner.example", name=name, is_demo=True)
    found.roles.add(Role.objects.get(code="partner"))
    Editorship.objects.create(organisation=organisation(code), person=found)
    return Partner(make_personal_key(person=found, passphrase=PASSPHRASE, at=AT))
