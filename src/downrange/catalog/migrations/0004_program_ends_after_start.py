"""A program cannot end before it starts."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_launchers_and_people'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('start_date', None), ('end_date', None), ('end_date__gte', models.F('start_date')), _connector='OR'), name='program_ends_after_start'),
        ),
    ]
