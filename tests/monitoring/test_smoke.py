import pytest
from tests.monitoring import city
@pytest.fixture
def two(db):
    return city.felt_safe(), city.reports()
@pytest.mark.parametrize("a", ["figures/","figures/rights/","figures/sdg/","figures/places/","figures/places/WK999902/","figures/compare/?a=felt-safe&b=reports","figures/compare/?a=WK999901&b=WK999902","figures/felt-safe/","figures/felt-safe/?by=area","figures/felt-safe/?by=none","figures/felt-safe/releases/","figures/felt-safe/releases/1/","figures/reports/","rights/eu-charter/6/","policies/open-square/","actions/benches/","places/WK999902/","figures/felt-safe.json","figures/felt-safe.csv","figures.csv","figures.json","figures/places/WK999902.json","figures/places/WK999902.csv","figures/compare.json?a=felt-safe&b=reports","figures/rights.json","figures/sdg.csv"])
def test_page(client, two, a, django_assert_max_num_queries):
    for l in ("en","nl","fr"):
        with django_assert_max_num_queries(12):
            r = client.get(f"/{l}/{a}")
        assert r.status_code == 200, r.content.decode()[:500]
    import pathlib; pathlib.Path("/tmp/pgs").mkdir(exist_ok=True); pathlib.Path("/tmp/pgs/"+a.replace("/","_").replace("?","_")).write_bytes(r.content)
@pytest.mark.parametrize("a", ["","new/","felt-safe/","felt-safe/edit/","felt-safe/upload/","felt-safe/releases/1/"])
def test_desk(as_person, two, a):
    r = as_person("adviser").get(f"/en/desk/figures/{a}")
    assert r.status_code == 200
