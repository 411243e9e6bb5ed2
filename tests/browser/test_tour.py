"""The tour in five stops."""

from urllib.parse import urlsplit

from playwright.sync_api import expect


def test_a_newcomer_walks_the_tour(reader):
    """Five real pages by `next`, each with its line of text and its marked spot in view; then home again."""
    reader.go("tour/")
    reader.page.locator("main .utrecht-button-link--primary-action").click()
    seen = []
    for number in range(1, 6):
        page = reader.page
        seen.append(reader.path)
        expect(page.locator(".sr-tour__number")).to_have_text(
            reader.says("Stop %(number)s of %(size)s") % {"number": number, "size": 5}
        )
        spot = page.locator(f"#{urlsplit(page.url).fragment}")
        expect(spot).to_be_in_viewport()
        assert is_uncovered(page, spot), f"the tour's own text lies over the spot at {page.url}"
        page.click(".sr-tour__next")
    assert reader.path == ""
    assert [path.split("/")[0] for path in seen] == ["rights", "policies", "actions", "evidence", "matrix"]


def is_uncovered(page, spot):
    """Whether the marked spot begins above the fixed bar of the tour."""
    return spot.bounding_box()["y"] < page.locator(".sr-tour").bounding_box()["y"]
