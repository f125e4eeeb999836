"""The accounts of the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('name', models.CharField(max_length=150, unique=True)),
                ('role', models.CharField(choices=[('viewer', 'viewer'), ('librarian', 'librarian'), ('administrator', 'administrator')], max_length=16)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
