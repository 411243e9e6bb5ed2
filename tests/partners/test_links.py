"""Links that lead nowhere: which pages are visited, what a visit finds, and what stands on the desk."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import UUID

import pytest

from stadsrecht.partners.models import LinkCheck, Organisation, Service
from stadsrecht.partners.operations import check_links
from stadsrecht.partners.queries import broken_links
from stadsrecht.partners.tasks import visit
from tests.partners.conftest import AT


class Site(BaseHTTPRequestHandler):
    """/ok is there, /moved moved, all else is gone."""

    def do_GET(self):
        self.send_response({"/ok": 200, "/moved": 301}.get(self.path, 404))
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_visit_tells_what_is_there_from_what_is_gone(site):
    """A page that moved is there; we do not follow it."""
    assert [visit(site + path, may_be_inside=True) for path in ("/ok", "/moved", "/gone")] == ["", "", "status 404"]
    assert visit("http://127.0.0.1:1/", may_be_inside=True) == "ConnectionRefusedError"


@pytest.mark.parametrize(
    ("link", "word"),
    [
        ("http://127.0.0.1/", "inside the network"),
        ("http://10.0.0.1/", "inside the network"),
        ("http://169.254.169.254/latest", "inside the network"),
        ("http://[::1]/", "inside the network"),
        ("file:///etc/passwd", "no address of a page"),
        ("javascript:alert(1)", "no address of a page"),
        ("http://host:port/", "name not known"),
    ],
)
def test_a_link_into_our_own_network_is_never_opened(link, word):
    """A partner cannot make the city's server knock on doors inside."""
    assert visit(link) == word


def test_broken_links_stand_on_the_desk(db, as_person):
    """With what was found; the next visit may find it mended, and before the first nothing is claimed."""
    assert "Er is nog geen pagina bezocht." in as_person("adviser").get("/nl/desk/partners/").content.decode()
    assert check_links(visit=lambda link: "status 404" if "brug" in link else "", at=AT) == 1
    assert "status 404" in as_person("adviser").get("/nl/desk/partners/").content.decode()
    check_links(visit=lambda link: "", at=AT)
    assert not LinkCheck.objects.exclude(failed="").exists()


def test_the_pages_of_services_are_visited_too(db, complaint):
    """Residents open those. One that two services share is visited once, that of an ended service never."""
    Service.objects.filter(pk=complaint.pk).update(url="https://example.org/klacht")
    for number, (url, status) in enumerate(
        [("https://example.org/klacht", "active"), ("https://example.org/oud", "defunct"), ("", "active")]
    ):
        Service.objects.create(
            organisation=complaint.organisation, uuid=UUID(int=number), name={"nl": "x"}, url=url, status=status
        )
    visited = []
    check_links(visit=lambda link: visited.append(link) or "status 404", at=AT)
    assert visited.count("https://example.org/klacht") == 1
    assert "https://example.org/oud" not in visited
    assert "https://example.org/klacht" in {row.link for row in broken_links()}


@pytest.mark.parametrize("is_service", [False, True])
def test_a_link_that_was_mended_leaves_the_desk_at_once(db, complaint, is_service):
    """It does not wait for the next visit, which forgets the old one."""
    Service.objects.filter(pk=complaint.pk).update(url="https://example.org/klacht")
    check_links(visit=lambda link: "status 404", at=AT)
    old = "https://example.org/klacht" if is_service else complaint.organisation.website
    model, column, pk = (
        (Service, "url", complaint.pk) if is_service else (Organisation, "website", complaint.organisation_id)
    )
    assert old in {row.link for row in broken_links()}
    model.objects.filter(pk=pk).update(**{column: "https://example.org/nieuw"})
    assert old not in {row.link for row in broken_links()}
    check_links(visit=lambda link: "", at=AT)
    assert not LinkCheck.objects.filter(link=old).exists()
