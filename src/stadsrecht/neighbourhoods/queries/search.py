"""Full-text search of what is offered."""

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.neighbourhoods.models import Course
from stadsrecht.neighbourhoods.workflow import CourseState
from stadsrecht.rights.queries import matching


def search_courses(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public courses that match in title or summary, best first."""
    found = matching(Course.objects.filter(state=CourseState.PUBLISHED), "summary", words, language)
    return [SearchHit(row.title, row.address, row.summary, row.rank) for row in found[:limit]]
