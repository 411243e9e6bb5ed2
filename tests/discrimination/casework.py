"""Working on a case, as the desk does it, with days that follow each other."""

from datetime import timedelta

from tests.discrimination.telling import AT, ON

WHEN = {"on": ON, "at": AT}


def later(days):
    return {"on": ON + timedelta(days=days), "at": AT + timedelta(days=days)}


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
