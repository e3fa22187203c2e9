from django.db import migrations, models


class Migration(migrations.Migration):
    """When somebody who stays away was asked whether they still want their place."""

    dependencies = [("people", "0005_consent")]

    operations = [
        migrations.AddField(model_name="person", name="asked_on", field=models.DateField(null=True)),
    ]
