"""What is sealed opens with the same key and purpose, and with nothing else."""

import pytest

from stadsrecht.kernel.sealing import SealBroken, seal, unseal


def test_what_is_sealed_opens_again():
    sealed = seal("JBSWY3DP", purpose="test")
    assert "JBSWY3DP" not in sealed
    assert unseal(sealed, purpose="test") == "JBSWY3DP"


def test_another_purpose_does_not_open_it():
    with pytest.raises(SealBroken):
        unseal(seal("JBSWY3DP", purpose="test"), purpose="another")


def test_a_changed_seal_is_noticed():
    sealed = seal("JBSWY3DP", purpose="test")
    with pytest.raises(SealBroken):
        unseal(sealed[:-4] + ("AAA=" if sealed[-4:] != "AAA=" else "BBB="), purpose="test")


def test_a_former_key_still_opens_it(settings):
    sealed = seal("JBSWY3DP", purpose="test")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert unseal(sealed, purpose="test") == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SealBroken):
        unseal(sealed, purpose="test")
