"""Property tests try the same examples each time: a test that fails by chance tells nobody what changed."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
