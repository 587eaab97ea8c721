import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.db import migrations, models

from apps.platform.db.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('chat_channels', '0003_provider_channels'),
        ('conversations', '0005_turns_stopped_by_policies'),
        ('tenants', '0004_secret'),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='quiet_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='inbound',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat_channels.inboundevent'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('inbound__isnull', False)), fields=('inbound',), name='one_message_per_event'),
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('by_bot', models.BooleanField()),
                ('owner_epoch', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('read', 'Read'), ('failed', 'Not sent'), ('unknown', 'Perhaps sent'), ('suppressed', 'Held back')], default='waiting', max_length=12)),
                ('attempts', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('provider_id', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('error', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversations.conversation')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='conversations.message')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['conversation', 'seq'], name='deliveries_in_line'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['tenant', '-created_at'], name='deliveries_newest'),
        ),
        EnableRowLevelSecurity('Delivery'),
    ]
