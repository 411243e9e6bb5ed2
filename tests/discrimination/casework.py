"""Working on a case, as the desk does it, with days that follow each other."""

from datetime import timedelta

from tests.discrimination.telling import AT, ON

WHEN = {"on": ON, "at": AT}


def later(days):
    return {"on": ON + timedelta(days=days), "at": AT + timedelta(days=days)}


def admitted(holder):
    """A key that the office let in, as keyholders do."""
    from stadsrecht.discrimination.operations.admitting import set_admitted
    from stadsrecht.kernel.permissions import SYSTEM

    set_admitted(holder.row, by=None, acting_user=SYSTEM, at=AT)
    return holder


class Worker:
    """`Worker(holder).does(close_case, case=case, outcome="advised")` acts as the person whose key it is."""

    def __init__(self, holder):
        self.holder, self.person = holder, holder.row.person

    def does(self, operation, **given):
        return operation(**{"acting_user": self.person, **WHEN, **given})

    def takes(self, case):
        from stadsrecht.discrimination.operations import take_case

        return self.does(take_case, case=case, holder=self.holder)

    def opens(self, case, at=AT):
        from stadsrecht.discrimination.operations import open_case

        return open_case(report=case.report, holder=self.holder, acting_user=self.person, at=at)
