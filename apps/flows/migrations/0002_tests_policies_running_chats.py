import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.platform.db.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('flows', '0001_initial'),
        ('tenants', '0002_invitation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='flow',
            name='enabled',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='flow',
            name='rank',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='flow',
            name='tests_required',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='flowversion',
            name='running_chats',
            field=models.CharField(choices=[('move', 'Move where it is safe, else finish on the old version'), ('finish', 'Finish on the old version'), ('restart', 'Start over with the next message')], default='move', max_length=8),
        ),
        migrations.CreateModel(
            name='FlowTest',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('script', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('flow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='flows.flow')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
            options={
                'abstract': False,
            },
        ),
        EnableRowLevelSecurity('FlowTest'),
    ]
