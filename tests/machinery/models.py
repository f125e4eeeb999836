"""The toy models: authors and their books."""

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100, db_index=True)
    born = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, models.PROTECT, null=True, related_name="books")
    pages = models.PositiveIntegerField(default=0)
    price = models.FloatField(null=True)
    published = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title
