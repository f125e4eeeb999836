"""Where a spacewalk was made from; indexes of what launchers and spacewalks are filtered and ordered by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_program_ends_after_start'),
    ]

    operations = [
        migrations.AlterField(
            model_name='program',
            name='name',
            field=models.CharField(db_index=True, max_length=255),
        ),
        migrations.AddField(
            model_name='spacewalk',
            name='spacecraft_flight',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='spacewalks', to='catalog.spacecraftflight'),
        ),
        migrations.AddField(
            model_name='spacewalk',
            name='spacestation',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='spacewalks', to='catalog.spacestation'),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='attempted_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='first_launch_date',
            field=models.DateTimeField(db_index=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='flight_proven',
            field=models.BooleanField(db_index=True, default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='flights',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='is_placeholder',
            field=models.BooleanField(db_index=True, default=False),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='last_launch_date',
            field=models.DateTimeField(db_index=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='launcher',
            name='successful_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='spacewalk',
            name='end',
            field=models.DateTimeField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='spacewalk',
            name='name',
            field=models.CharField(db_index=True, max_length=255),
        ),
    ]
