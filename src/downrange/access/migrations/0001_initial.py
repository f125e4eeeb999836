
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True)),
                ('digest', models.CharField(help_text='SHA-256, in hexadecimal', max_length=64, unique=True)),
                ('requests', models.PositiveIntegerField(help_text='in each period; null: without a limit', null=True)),
                ('period', models.PositiveIntegerField(default=3600, help_text='seconds')),
                ('created_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(help_text='to the minute', null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('client', models.CharField(max_length=128, primary_key=True, serialize=False)),
                ('times', models.JSONField(default=list, help_text='seconds of the epoch, in order')),
                ('until', models.FloatField(default=0.0, help_text='when the last of them ceases to count')),
            ],
        ),
    ]
