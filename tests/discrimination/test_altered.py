"""What is counted is compared with its copy under the seal, which who writes to the database cannot change."""

from stadsrecht.discrimination.models import Facts
from stadsrecht.discrimination.queries import report_by_receipt
from tests.discrimination.door import Visit
from tests.discrimination.test_door import ALL
from tests.reading import Page


def test_facts_that_were_changed_past_the_program_are_told(client, office, worker, at_work):
    """Compared with the copy under the seal; what came whole through the form has no such note."""
    report = report_by_receipt(Visit(client).to_the_end(**ALL).send().receipt).report
    worker.takes(report.case)
    desk, place = at_work(), f"/nl/desk/cases/{report.number}/"
    note = "verschilt van wat de melder stuurde"
    assert note not in desk.get(place).content.decode()
    Facts.objects.filter(report=report).update(terrain="", grounds=["religion"])
    page = " ".join(Page(desk.get(place)).text.split())
    assert note in page
    assert "Gronden, Terrein." in page.split(note)[1]
