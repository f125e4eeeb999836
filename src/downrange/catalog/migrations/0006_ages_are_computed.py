"""Ages are computed from dates when they are shown; mission ends known to the day have an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_initial_squashed_0005_launchers_and_spacewalks'),
    ]

    operations = [
        migrations.RemoveField(model_name='astronaut', name='age'),
        migrations.AddIndex(
            model_name='spacecraftflight',
            index=models.Index(fields=['mission_end_date'], name='flight_mission_end_date'),
        ),
    ]
