"""What a reporter tells in these tests. Each word is looked for in what is stored."""

from datetime import UTC, date, datetime

ON, AT = date(2026, 6, 1), datetime(2026, 6, 1, tzinfo=UTC)
PASSPHRASE = "vijf woorden zonder enig verband"
NARRATIVE = "De verhuurder Brombeer zei: geen mensen zoals jij. Mijn zus Klaproos was erbij."
ANSWERS = {"when": "vlak na het suikerfeest", "place": "bij de snackbar Vlinderdas"}
CONTACT = {"name": "Zonnebloem", "email": "zonnebloem@post.example", "phone": "0612345678"}
SECRETS = (
    *("Brombeer", "Klaproos", "suikerfeest", "Vlinderdas", "Zonnebloem", "zonnebloem@post.example"),
    *("0612345678", "huurcontract-koekoek", "Geheime inhoud"),
)


def told(**changed):
    from stadsrecht.discrimination.bridge.intake import CleanFile, Told

    facts = {"grounds": ["origin"], "terrain": "housing", "natures": ["treatment"], "role": "victim"}
    return Told(
        **{
            "language": "nl",
            "narrative": NARRATIVE,
            "answers": ANSWERS,
            "contact": CONTACT,
            "facts": facts,
            "files": (CleanFile("huurcontract-koekoek.pdf", b"Geheime inhoud van het contract"),),
            **changed,
        }
    )


def everything_stored():
    """Every row of every table as bytes, as who steals the database reads it."""
    from django.db import connection

    parts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                parts += [bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode() for cell in row]
    return b"\0".join(parts)
