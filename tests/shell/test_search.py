"""Search: over all that modules registered, in the reader's language."""


def test_search_finds_a_right_by_a_word_of_its_text(client, db):
    """Results stand under the name of what they are."""
    html = client.get("/en/search/?q=discrimination").content.decode()
    assert 'id="found-rights"' in html
    assert 'href="/en/rights/eu-charter/21/"' in html


def test_search_speaks_the_readers_language(client, db):
    """A French word finds the French page."""
    found = client.get("/fr/search.json?q=logement").json()
    assert found
    assert all(hit["address"].startswith("/fr/") for hits in found.values() for hit in hits)


def test_a_search_without_result_says_what_to_do(client, db):
    """The words stay in the field, and themes are offered instead."""
    html = client.get("/en/search/?q=xyzzy").content.decode()
    assert 'class="sr-empty"' in html
    assert 'value="xyzzy"' in html
    assert 'class="sr-tile"' in html


def test_a_search_without_words_offers_themes(client, db):
    """An empty search is no fault."""
    html = client.get("/en/search/?q=%20").content.decode()
    assert 'class="sr-empty"' not in html
    assert 'class="sr-tile"' in html


def test_what_was_typed_is_shown_as_text(client, db):
    """Nobody can put markup into a page through its search field."""
    assert "<script>" not in client.get("/en/search/?q=<script>").content.decode()


def test_a_very_long_search_is_cut(client, db):
    """Ten thousand characters are no reason to fall over."""
    assert client.get("/en/search/", {"q": "right " * 2000}).status_code == 200
