"""A mission cannot end before its launch."""

from django.db import migrations

from ._mission_end import guarded


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]
    operations = [guarded]
