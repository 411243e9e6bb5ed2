"""Letters of a day: one that is refused keeps no other from being sent, and its address stays out of the log."""

from smtplib import SMTPRecipientsRefused

import pytest

from stadsrecht.kernel.mail import LettersNotSent, send_all

ADDRESS = "iemand@post.example"


def test_all_others_are_sent_and_the_job_counts_as_failed():
    sent = []

    def send(number):
        if number == 2:
            raise SMTPRecipientsRefused({ADDRESS: (550, b"unknown")})
        sent.append(number)
        return number != 4  # another job has it

    with pytest.raises(LettersNotSent) as failure:
        send_all([1, 2, 3, 4], send)
    assert sent == [1, 3, 4]
    assert str(failure.value).endswith("the next run: 1 (SMTPRecipientsRefused).")
    assert (failure.value.__cause__, failure.value.__suppress_context__) == (None, True)


def test_those_that_another_job_holds_are_not_counted():
    assert send_all([1, 2, 3], lambda number: number != 2) == 2


def test_a_fault_of_ours_comes_out_at_once():
    with pytest.raises(ZeroDivisionError):
        send_all([1], lambda number: bool(number // 0))
