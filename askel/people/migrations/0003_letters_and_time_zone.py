from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether somebody wants letters, and where their nights are. The database sets both for code that knows neither."""

    dependencies = [("people", "0002_no_last_login")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="letters",
            field=models.CharField(
                choices=[("mail", "Mail"), ("none", "None")], db_default="mail", default="mail", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="time_zone",
            field=models.CharField(db_default="Europe/Helsinki", default="Europe/Helsinki", max_length=40),
        ),
    ]
