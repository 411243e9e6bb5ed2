"""Full-text search of what is offered."""

from django.contrib.postgres.search import SearchRank, SearchVector
from django.db.models.fields.json import KT

from stadsrecht.kernel.registry import SearchHit
from stadsrecht.neighbourhoods.models import Course
from stadsrecht.neighbourhoods.workflow import CourseState
from stadsrecht.rights.queries import SEARCH_CONFIGURATIONS, words_query


def search_courses(words: str, language: str, limit: int) -> list[SearchHit]:
    """Public courses that match in title or summary, best first."""
    query = words_query(words, language)
    if query is None:
        return []
    language = language if language in SEARCH_CONFIGURATIONS else "en"
    configuration = SEARCH_CONFIGURATIONS[language]
    vector = SearchVector(KT(f"title__{language}"), config=configuration, weight="A") + SearchVector(
        KT(f"summary__{language}"), config=configuration, weight="B"
    )
    rows = Course.objects.filter(state=CourseState.PUBLISHED).annotate(vector=vector).filter(vector=query)
    best = rows.annotate(rank=SearchRank(vector, query, normalization=1)).order_by("-rank", "code")[:limit]
    return [SearchHit(row.title, row.address, row.summary, row.rank) for row in best]
