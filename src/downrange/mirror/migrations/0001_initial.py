
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('route', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('requests', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('task', models.CharField(help_text='the name of the task in the plan', max_length=64, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(default=0, help_text='how often the list has been begun')),
                ('parameters', models.JSONField(default=dict, help_text='what is asked besides limit and offset')),
                ('started_at', models.DateTimeField(help_text='null: not under way', null=True)),
                ('offset', models.PositiveIntegerField(default=0, help_text='records read of this sweep')),
                ('count', models.PositiveIntegerField(help_text='records that upstream says the list has', null=True)),
                ('read_at', models.DateTimeField(help_text='when the last sweep that was read to its end began', null=True)),
                ('complete_at', models.DateTimeField(help_text='the same, of the last one that saw every record', null=True)),
                ('failures', models.PositiveIntegerField(default=0, help_text='in a row')),
                ('not_before', models.DateTimeField(help_text='when it may be tried again after a failure', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Upstream',
            fields=[
                ('base', models.CharField(help_text='its URL', max_length=255, primary_key=True, serialize=False)),
                ('hold_until', models.DateTimeField(help_text='no call before this instant', null=True)),
                ('hold_boot', models.CharField(blank=True, default='', help_text='the start of the machine that set it', max_length=64)),
                ('hold_uptime', models.FloatField(default=0, help_text='seconds from that start to the end of the hold')),
                ('hold_reason', models.CharField(blank=True, default='', max_length=255)),
                ('left', models.PositiveIntegerField(help_text='calls that it says are left; null: it is to be asked', null=True)),
                ('failures', models.PositiveIntegerField(default=0, help_text='calls in a row that it did not answer')),
                ('revision', models.PositiveBigIntegerField(help_text='the last change of its feed that is applied here', null=True)),
                ('revision_at', models.CharField(blank=True, default='', help_text='when that change was made', max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32)),
                ('subject', models.CharField(max_length=255)),
                ('url', models.CharField(max_length=1024)),
                ('times', models.PositiveIntegerField(default=0)),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject'), name='found_once')],
            },
        ),
        migrations.CreateModel(
            name='PendingReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=64)),
                ('field', models.CharField(max_length=64)),
                ('target', models.CharField(help_text='the name of the model referred to', max_length=64)),
                ('column', models.CharField(help_text='which column of the target has the value', max_length=64)),
                ('value', models.CharField(max_length=255)),
            ],
            options={
                'indexes': [models.Index(fields=['target', 'column', 'value'], name='pending_by_target')],
                'constraints': [models.UniqueConstraint(fields=('model', 'key', 'field', 'column', 'value'), name='pending_once')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=64)),
                ('component', models.CharField(max_length=128)),
                ('json', models.JSONField(null=True)),
                ('around', models.JSONField(default=dict, help_text='keys of records that its place in the page tells, by field')),
                ('reason', models.CharField(max_length=512)),
                ('waits_for', models.CharField(blank=True, default='', help_text='model and key of a record', max_length=128)),
                ('url', models.CharField(max_length=1024)),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['waits_for'], name='set_aside_waits_for')],
                'constraints': [models.UniqueConstraint(fields=('model', 'key'), name='setaside_once')],
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=64)),
                ('sweep', models.PositiveIntegerField()),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['model', 'sweep'], name='sighting_by_sweep')],
                'constraints': [models.UniqueConstraint(fields=('model', 'key'), name='sighting_once')],
            },
        ),
        migrations.CreateModel(
            name='UnknownFields',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=64)),
                ('values', models.JSONField()),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('model', 'key'), name='unknownfields_once')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('boot', models.CharField(blank=True, default='', help_text='the start of the machine that made it', max_length=64)),
                ('uptime', models.FloatField(help_text='seconds from that start to the call')),
                ('purpose', models.CharField(max_length=16)),
                ('url', models.CharField(max_length=1024)),
                ('status', models.CharField(blank=True, default='', help_text='how it ended; empty: not known', max_length=255)),
                ('records', models.PositiveIntegerField(default=0)),
                ('upstream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='mirror.upstream')),
            ],
            options={
                'indexes': [models.Index(fields=['upstream', 'at'], name='call_by_time')],
            },
        ),
    ]
