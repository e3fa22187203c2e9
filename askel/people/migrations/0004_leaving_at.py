from django.db import migrations, models


class Migration(migrations.Migration):
    """When everything of somebody is erased, where they asked for that."""

    dependencies = [("people", "0003_letters_and_time_zone")]

    operations = [
        migrations.AddField(model_name="person", name="leaving_at", field=models.DateTimeField(null=True)),
    ]
