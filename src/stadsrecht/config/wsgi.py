"""The door for a WSGI server. DATABASE_URL must be set; `stadsrecht serve` does so."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadsrecht.config.settings")
application = get_wsgi_application()
