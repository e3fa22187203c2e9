from django.db import migrations


class Migration(migrations.Migration):
    """The hour of a sign-in is not kept: the day of the last visit is enough."""

    dependencies = [("people", "0001_first")]

    operations = [migrations.RemoveField(model_name="person", name="last_login")]
