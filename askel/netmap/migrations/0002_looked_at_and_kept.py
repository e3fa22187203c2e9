import askel.lib.ids
import askel.vault.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('netmap', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='details',
            field=askel.vault.fields.SealedTextField(
                blank=True, default=askel.vault.fields.Sealed(b""), owner="owner_id"
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="details",
            field=askel.vault.fields.SealedTextField(blank=True, default="", owner="owner_id"),
        ),
        migrations.AddField(
            model_name='contact',
            name='off_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=askel.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sitting', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('difference', askel.vault.fields.SealedTextField(owner='owner_id')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'sitting', 'id'], name='change_in_sitting')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.UUIDField(default=askel.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(choices=[('hand', 'Kept by hand'), ('due', 'Kept on its day')], default='hand', max_length=10)),
                ('taken_on', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('kept', askel.vault.fields.SealedTextField(owner='owner_id')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'taken_at'], name='snapshot_of_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cause__in', ['hand', 'due'])), name='snapshot_has_a_cause')],
            },
        ),
    ]
