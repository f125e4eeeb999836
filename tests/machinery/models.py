"""The toy models: authors and their books."""

from django.db import models

from downrange.catalog.models.text import FoldedText, SortKey


class Author(models.Model):
    name = models.CharField(max_length=100)
    name_sort_key = SortKey(of="name", db_index=True)
    name_folded = FoldedText(of="name")
    born = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=100)
    title_sort_key = SortKey(of="title", db_index=True)
    title_folded = FoldedText(of="title")
    author = models.ForeignKey(Author, models.PROTECT, null=True, related_name="books")
    pages = models.PositiveIntegerField(default=0)
    price = models.FloatField(null=True)
    published = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title
