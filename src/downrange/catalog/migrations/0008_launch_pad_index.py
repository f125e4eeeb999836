"""The launches of a pad in order have an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0007_changes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='launch',
            index=models.Index(fields=['pad', 'net', 'status'], name='launch_pad_net_status'),
        ),
    ]
