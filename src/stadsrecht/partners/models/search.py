"""The vocabulary of the directory, by which the search forgives spelling."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word that stands in some entry, with its trigrams.

    The embedded PostgreSQL comes without pg_trgm; an array of trigrams with an index does the same.
    """

    text = models.CharField(max_length=40, unique=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = (GinIndex(fields=("trigrams",), name="partners_word_trigrams"),)

    def __str__(self) -> str:
        return self.text
