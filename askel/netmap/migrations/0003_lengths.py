from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('netmap', '0002_looked_at_and_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='letters',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='letters',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
