"""The tour along the sentence: five real pages, each with a marked spot."""

import pytest

from stadsrecht.kernel.registry import tour_stops

STOPS = ("right", "policy", "action", "evidence", "account")


@pytest.fixture
def stop(client, db):
    """`stop("policy")` follows the tour to that stop: the answer and the marked spot."""

    def follow(code):
        target = client.get(f"/en/tour/{code}/").headers["Location"]
        path, spot = target.split("#")
        return client.get(path), spot

    return follow


def test_the_tour_has_five_stops():
    """The words of the sentence, in its order."""
    assert tuple(stop.code for stop in tour_stops) == STOPS


def test_the_tour_is_announced_with_all_its_stops(client, db):
    """Whoever has little time jumps to one of them."""
    html = client.get("/en/tour/").content.decode()
    assert all(f'href="/en/tour/{code}/"' in html for code in STOPS)


@pytest.mark.parametrize("code", STOPS)
def test_each_stop_is_a_real_page_with_its_marked_spot(stop, code):
    """The element that the line speaks about exists on the page."""
    response, spot = stop(code)
    html = response.content.decode()
    assert response.status_code == 200
    assert f'id="{spot}"' in html
    assert f'class="sr-tour__number">Stop {STOPS.index(code) + 1} of 5<' in html


def test_one_can_go_on_and_back(stop):
    """The bar leads to the stop before and after, and out."""
    html = stop("policy")[0].content.decode()
    for address in (
        "/en/tour/right/",
        "/en/tour/action/",
        html.split('rel="alternate" hreflang="en" href="')[1].split("?")[0],
    ):
        assert f'href="{address}"' in html


def test_a_page_outside_the_tour_shows_no_bar(client, db):
    """An unknown stop in the address is ignored."""
    assert 'class="sr-tour"' not in client.get("/en/matrix/?tour=nowhere").content.decode()


def test_an_unknown_stop_does_not_exist(client, db):
    """A wrong address is answered as such."""
    assert client.get("/en/tour/nowhere/").status_code == 404
