import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from apps.platform.db.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('chat_channels', '0001_initial'),
        ('tenants', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SeenSite',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('origin', models.CharField(max_length=255)),
                ('first_seen_at', models.DateTimeField(auto_now_add=True)),
                ('seen_at', models.DateTimeField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat_channels.channel')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('channel', 'origin'), name='one_row_per_site')],
            },
        ),
        EnableRowLevelSecurity('SeenSite'),
    ]
