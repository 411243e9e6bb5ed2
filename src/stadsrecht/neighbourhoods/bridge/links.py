"""Links of letters. They are signed and hold only a number: no row, no log and no other letter says who it is."""

from django.core import signing

from stadsrecht.neighbourhoods.errors import LinkEnded

PLACE, EVALUATION = "neighbourhoods.place", "neighbourhoods.evaluation"


def token_of(number: int, purpose: str) -> str:
    return signing.Signer(salt=purpose).sign_object(number)


def number_in(token: str, purpose: str) -> int:
    """Raises LinkEnded."""
    try:
        number = signing.Signer(salt=purpose).unsign_object(token)
    except (signing.BadSignature, ValueError):
        raise LinkEnded from None
    return int(number)
