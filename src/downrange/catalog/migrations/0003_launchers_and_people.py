"""First stages and their launchers, spacewalks, updates and timelines; the figures of astronauts; indexes of what lists
are filtered and ordered by.
"""

import datetime

import django.db.models.deletion
from django.db import migrations, models

from ._mission_end import guarded, unguarded


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_mission_end_after_launch'),
    ]

    operations = [
        unguarded,
        migrations.CreateModel(
            name='EventType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FirstStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('launcher_flight_number', models.PositiveIntegerField(blank=True, help_text='1: its first flight', null=True)),
                ('turn_around_time', models.DurationField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='FirstStageType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Launcher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial_number', models.CharField(blank=True, db_index=True, max_length=10, null=True)),
                ('is_placeholder', models.BooleanField(default=False)),
                ('details', models.CharField(blank=True, default='', max_length=2048)),
                ('flight_proven', models.BooleanField(default=False, editable=False)),
                ('flights', models.PositiveIntegerField(default=0, editable=False)),
                ('attempted_landings', models.PositiveIntegerField(default=0, editable=False)),
                ('successful_landings', models.PositiveIntegerField(default=0, editable=False)),
                ('first_launch_date', models.DateTimeField(editable=False, null=True)),
                ('last_launch_date', models.DateTimeField(editable=False, null=True)),
                ('fastest_turnaround', models.DurationField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='LauncherStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
            ],
            options={
                'verbose_name_plural': 'launcher statuses',
            },
        ),
        migrations.CreateModel(
            name='NoticeType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoadClosureStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
            ],
            options={
                'verbose_name_plural': 'road closure statuses',
            },
        ),
        migrations.CreateModel(
            name='Spacewalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('start', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('end', models.DateTimeField(blank=True, null=True)),
                ('location', models.CharField(blank=True, max_length=255, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TimelineEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relative_time', models.DurationField(blank=True, help_text='after liftoff; negative before it', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TimelineEventType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('abbrev', models.CharField(max_length=255)),
                ('description', models.CharField(blank=True, default='', max_length=2048)),
            ],
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile_image', models.URLField(blank=True, null=True)),
                ('comment', models.TextField(blank=True, max_length=40000, null=True)),
                ('info_url', models.URLField(blank=True, null=True)),
                ('created_by', models.CharField(blank=True, max_length=255, null=True)),
                ('created_on', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name='astronautstatus',
            options={'verbose_name_plural': 'astronaut statuses'},
        ),
        migrations.AlterModelOptions(
            name='country',
            options={'verbose_name_plural': 'countries'},
        ),
        migrations.AlterModelOptions(
            name='launchstatus',
            options={'verbose_name_plural': 'launch statuses'},
        ),
        migrations.AlterModelOptions(
            name='spacecraftstatus',
            options={'verbose_name_plural': 'spacecraft statuses'},
        ),
        migrations.AlterModelOptions(
            name='spacestationstatus',
            options={'verbose_name_plural': 'space station statuses'},
        ),
        migrations.AddField(
            model_name='astronaut',
            name='age',
            field=models.PositiveIntegerField(db_index=True, editable=False, help_text='years, now or at death', null=True),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='eva_time',
            field=models.DurationField(db_index=True, default=datetime.timedelta, editable=False),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='first_flight',
            field=models.DateTimeField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='flights_count',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='in_space',
            field=models.BooleanField(db_index=True, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='landings_count',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='last_flight',
            field=models.DateTimeField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='spacewalks_count',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='time_in_space_offset',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='astronaut',
            name='time_in_space_rate',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='launch',
            name='flightclub_url',
            field=models.URLField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='launch',
            name='info_urls',
            field=models.ManyToManyField(blank=True, related_name='launches', to='catalog.infourl'),
        ),
        migrations.AddField(
            model_name='launch',
            name='mission_patches',
            field=models.ManyToManyField(blank=True, related_name='launches', to='catalog.missionpatch'),
        ),
        migrations.AddField(
            model_name='launch',
            name='pad_turnaround',
            field=models.DurationField(default=datetime.timedelta, editable=False, help_text='since the launch before from the same pad; zero for its first'),
        ),
        migrations.AddField(
            model_name='launch',
            name='vid_urls',
            field=models.ManyToManyField(blank=True, related_name='launches', to='catalog.vidurl'),
        ),
        migrations.AlterField(
            model_name='astronaut',
            name='date_of_birth',
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='astronaut',
            name='date_of_death',
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='country',
            name='nationality_name',
            field=models.CharField(blank=True, db_index=True, default='', help_text='e.g. French', max_length=255),
        ),
        migrations.AlterField(
            model_name='expedition',
            name='name',
            field=models.CharField(db_index=True, max_length=255),
        ),
        migrations.AlterField(
            model_name='infourl',
            name='url',
            field=models.URLField(db_index=True, max_length=1024),
        ),
        migrations.AlterField(
            model_name='landing',
            name='attempt',
            field=models.BooleanField(db_index=True, default=True, help_text='false: expended'),
        ),
        migrations.AlterField(
            model_name='landing',
            name='downrange_distance',
            field=models.FloatField(blank=True, db_index=True, help_text='km', null=True),
        ),
        migrations.AlterField(
            model_name='landing',
            name='success',
            field=models.BooleanField(blank=True, db_index=True, help_text='null: not attempted, or not yet known', null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='agency_launch_attempt_count',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='agency_launch_attempt_count_year',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='last_updated',
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='launch_designator',
            field=models.CharField(blank=True, db_index=True, help_text='COSPAR, e.g. 1957-001', max_length=255, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='location_launch_attempt_count',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='location_launch_attempt_count_year',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='orbital_launch_attempt_count',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='orbital_launch_attempt_count_year',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='pad_launch_attempt_count',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='pad_launch_attempt_count_year',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='window_end',
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name='launch',
            name='window_start',
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='active',
            field=models.BooleanField(db_index=True, default=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='attempted_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='consecutive_successful_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='consecutive_successful_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='failed_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='failed_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='full_name',
            field=models.CharField(blank=True, db_index=True, default='', max_length=200),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='gto_capacity',
            field=models.FloatField(blank=True, db_index=True, help_text='kg', null=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='is_placeholder',
            field=models.BooleanField(db_index=True, default=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='launch_cost',
            field=models.PositiveBigIntegerField(blank=True, db_index=True, help_text='USD', null=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='launch_mass',
            field=models.FloatField(blank=True, db_index=True, help_text='t', null=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='leo_capacity',
            field=models.FloatField(blank=True, db_index=True, help_text='kg', null=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='maiden_flight',
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='name',
            field=models.CharField(db_index=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='pending_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='successful_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='successful_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfiguration',
            name='total_launch_count',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='attempted_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='consecutive_successful_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='consecutive_successful_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='failed_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='failed_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='maiden_flight',
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='name',
            field=models.CharField(db_index=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='pending_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='successful_landings',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='successful_launches',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='launcherconfigurationfamily',
            name='total_launch_count',
            field=models.PositiveIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='missionpatch',
            name='name',
            field=models.CharField(db_index=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='missionpatch',
            name='priority',
            field=models.IntegerField(db_index=True, default=10),
        ),
        migrations.AlterField(
            model_name='orbit',
            name='name',
            field=models.CharField(db_index=True, max_length=50),
        ),
        migrations.AlterField(
            model_name='payloadflight',
            name='payload',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flights', related_query_name='payloadflight', to='catalog.payload'),
        ),
        migrations.AlterField(
            model_name='vidurl',
            name='url',
            field=models.URLField(db_index=True, max_length=1024),
        ),
        migrations.AddIndex(
            model_name='astronaut',
            index=models.Index(fields=['time_in_space_rate', 'time_in_space_offset'], name='astronaut_time_in_space'),
        ),
        migrations.AddField(
            model_name='firststage',
            name='landing',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='firststage', to='catalog.landing'),
        ),
        migrations.AddField(
            model_name='firststage',
            name='previous_flight',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next_first_stages', to='catalog.launch'),
        ),
        migrations.AddField(
            model_name='firststage',
            name='rocket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='launcher_stage', related_query_name='firststage', to='catalog.rocket'),
        ),
        migrations.AddField(
            model_name='firststage',
            name='type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_stages', to='catalog.firststagetype'),
        ),
        migrations.AddField(
            model_name='launcher',
            name='image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalog.image'),
        ),
        migrations.AddField(
            model_name='launcher',
            name='launcher_config',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='launchers', to='catalog.launcherconfiguration'),
        ),
        migrations.AddField(
            model_name='firststage',
            name='launcher',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', related_query_name='firststage', to='catalog.launcher'),
        ),
        migrations.AddField(
            model_name='launcher',
            name='status',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='launchers', to='catalog.launcherstatus'),
        ),
        migrations.AddField(
            model_name='spacewalk',
            name='crew',
            field=models.ManyToManyField(blank=True, related_name='spacewalks', to='catalog.astronautflight'),
        ),
        migrations.AddField(
            model_name='spacewalk',
            name='expedition',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='spacewalks', to='catalog.expedition'),
        ),
        migrations.AddField(
            model_name='timelineevent',
            name='launch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeline', to='catalog.launch'),
        ),
        migrations.AddField(
            model_name='timelineevent',
            name='type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='catalog.timelineeventtype'),
        ),
        migrations.AddField(
            model_name='update',
            name='launch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='catalog.launch'),
        ),
        migrations.AddField(
            model_name='update',
            name='program',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='catalog.program'),
        ),
        migrations.AddConstraint(
            model_name='firststage',
            constraint=models.UniqueConstraint(fields=('rocket', 'launcher'), name='launcher_once_per_rocket'),
        ),
        migrations.AddConstraint(
            model_name='spacewalk',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gt', models.F('start')), _connector='OR'), name='spacewalk_ends_after_start'),
        ),
        guarded,
    ]
