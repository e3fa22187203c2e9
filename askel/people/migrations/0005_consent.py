import django.db.models.deletion
from django.db import migrations, models

import askel.lib.ids


class Migration(migrations.Migration):
    """What somebody said yes to, in which words, and until when."""

    dependencies = [("people", "0004_leaving_at")]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=askel.lib.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("letters", "Letters"), ("supporter", "Supporter"), ("movement", "Movement")],
                        max_length=16,
                    ),
                ),
                ("wording", models.TextField()),
                ("language", models.CharField(max_length=10)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)), fields=("person", "kind"), name="one_open_consent"
                    )
                ],
            },
        ),
    ]
