"""Together with what was published before, nothing may come out."""

import pytest
from stadsrecht_engines.disclosure import (
    DisclosureError,
    ReleaseRefused,
    audit,
    protect,
    read_table,
    verify,
    with_release,
)

COUNTS = [[1, 8, 6], [7, 9, 5], [4, 6, 8]]


def hidden(result):
    return {cell.codes for cell in result.cells if cell.value is None}


def test_adding_an_earlier_release_never_unhides(grid):
    spec, data = grid(COUNTS)
    first = protect(spec, data)
    again = with_release(spec, name="first", vintage="", published=first.published)
    second = protect(again, data)
    assert hidden(first) <= hidden(second)
    assert audit(again, second.published).is_safe
    assert verify(again, second.published, second.proof) == ()


def test_an_earlier_release_that_shows_a_small_cell_refuses_the_new_one_by_name(grid):
    spec, data = grid(COUNTS)
    loose = with_release(spec, name="loose", vintage="", published={("r0", "c0"): 1})
    with pytest.raises(ReleaseRefused, match="r0 x c0"):
        protect(loose, data)


def test_an_earlier_release_that_leaves_no_safe_pattern_refuses_the_new_one(grid):
    spec, data = grid(COUNTS)
    row = {("r0", "c1"): 8, ("r0", "c2"): 6, ("r0", "Total"): 15}
    tight = with_release(spec, name="tight", vintage="", published=row)
    with pytest.raises(ReleaseRefused):
        protect(tight, data)


def test_what_was_hidden_stays_hidden(grid):
    spec, data = grid([[10, 18, 16], [17, 19, 15], [14, 16, 18]])
    earlier = with_release(spec, name="first", vintage="", published={("r1", "c1"): None})
    result = protect(earlier, data)
    assert ("r1", "c1") in hidden(result)
    shown = {**result.published, ("r1", "c1"): 19}
    assert any("was hidden in first" in sentence for sentence in audit(earlier, shown).objections)


def test_a_correction_appears_only_if_the_increment_is_no_small_count(grid):
    old = {("r0", "c0"): 20, ("r1", "c1"): 20}
    spec, _ = grid(COUNTS, vintage="2025")
    spec = with_release(spec, name="first", vintage="2024", published=old)
    counts = [[21, 18, 16], [17, 40, 15], [14, 16, 18]]
    rows = [{"row": f"r{i}", "column": f"c{j}", "count": str(counts[i][j])} for i in range(3) for j in range(3)]
    result = protect(spec, read_table(spec, rows))
    assert ("r0", "c0") in hidden(result)
    assert ("r1", "c1") not in hidden(result)
    naive = {**result.published, ("r0", "c0"): 21}
    assert any("changed by 1" in sentence for sentence in audit(spec, naive).objections)


def test_a_name_enters_the_register_once(grid):
    spec, _ = grid(COUNTS)
    spec = with_release(spec, name="first", vintage="", published={})
    with pytest.raises(DisclosureError, match="in the register already"):
        with_release(spec, name="first", vintage="", published={})
