from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Renew the catalogues of texts (locale/*/LC_MESSAGES/django.po) from templates and code."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from stadsrecht.config.messages import PLURAL_FORMS, renew, texts_in  # Babel comes with the builder's tools
        except ModuleNotFoundError:
            raise CommandError("This needs the builder's tools. Run: make messages") from None
        folder = Path(settings.LOCALE_PATHS[0])
        texts = texts_in(folder.parent)
        for language in PLURAL_FORMS:
            catalogue = folder / language / "LC_MESSAGES" / "django.po"
            waiting = renew(catalogue, texts, language, version("stadsrecht"))
            self.stdout.write(f"{language}: {len(texts)} texts, {waiting} to translate")
