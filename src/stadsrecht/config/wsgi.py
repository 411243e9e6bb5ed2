"""The door for a WSGI server. DATABASE_URL must be set; `stadsrecht serve` does so."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadsrecht.config.settings")
application = get_wsgi_application()

# What is loaded by now stays for as long as the process does: the collector of garbage need not look at all of it again
# with every few pages, and a page may make some thousands of objects before it looks at those.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
