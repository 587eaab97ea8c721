import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.db import migrations, models

from apps.platform.db.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('chat_channels', '0002_seen_site'),
        ('tenants', '0004_secret'),
    ]

    operations = [
        migrations.AlterField(
            model_name='channel',
            name='kind',
            field=models.CharField(default='web', max_length=32),
        ),
        migrations.AddField(
            model_name='channel',
            name='secrets',
            field=models.TextField(blank=True, db_default='', default='', editable=False),
        ),
        migrations.AddField(
            model_name='channel',
            name='quiet_ms',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name='InboundEvent',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('provider_id', models.CharField(max_length=200)),
                ('sender', models.CharField(blank=True, max_length=200)),
                ('raw', models.JSONField(null=True)),
                ('state', models.CharField(choices=[('new', 'New'), ('done', 'Done'), ('quarantined', 'Set aside')], default='new', max_length=12)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('is_late', models.BooleanField(default=False)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat_channels.channel')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
        ),
        migrations.AddIndex(
            model_name='inboundevent',
            index=models.Index(condition=models.Q(('state', 'new')), fields=['due_at'], name='events_to_take_in'),
        ),
        migrations.AddIndex(
            model_name='inboundevent',
            index=models.Index(fields=['channel', 'sender', 'sent_at'], name='events_of_sender'),
        ),
        migrations.AddIndex(
            model_name='inboundevent',
            index=models.Index(fields=['tenant', '-at'], name='events_newest'),
        ),
        migrations.AddConstraint(
            model_name='inboundevent',
            constraint=models.UniqueConstraint(fields=('channel', 'provider_id'), name='one_event_per_id'),
        ),
        EnableRowLevelSecurity('InboundEvent'),
    ]
