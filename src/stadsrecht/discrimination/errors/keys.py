"""What can go wrong with keys of people and of the office."""

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, NotPermitted, StadsrechtError


class KeyLocked(NotPermitted):
    message = _("Open your key first with your passphrase.")


class NoKeyForThis(NotPermitted):
    """The role is there, the key is not: nobody who holds it has shared it."""

    message = _("Your key does not open this case. A colleague who can open it may share it with you.")


class KeyNotAdmitted(NotPermitted):
    """A role and a passphrase make nobody a member of the office: somebody who is one says so."""

    message = _(
        "This key is not admitted to the office yet. Its holder reads its code to the coordinator, who admits it."
    )


class KeyCodeDiffers(StadsrechtError):
    message = _("This is not the code of this key. Let its holder read it to you from “My key”.")
    field = "code"


class NotOfTheOffice(StadsrechtError):
    message = _("This person has no role at the office, or also has one at the city.")
    field = "code"


class UnknownKey(NotFound):
    """One that is not there, or is in use no longer."""

    message = _("There is no such key in use.")


class HasKeyAlready(StadsrechtError):
    message = _("This person has a key already. Retire it first.")


class RecoveryKeyMissing(StadsrechtError):
    message = _("There is no recovery key yet. Make one: stadsrecht sealing make")


class RecoveryKeyPresent(StadsrechtError):
    message = _("There is a recovery key already. To replace it: stadsrecht sealing rotate")


class WrongShares(StadsrechtError):
    message = _("These parts do not open the recovery key. Were they written down when the present key was made?")


class PassphrasesDiffer(StadsrechtError):
    message = _("The two passphrases are not the same.")
    field = "again"
