import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from apps.platform.db.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('flows', '0002_tests_policies_running_chats'),
        ('tenants', '0004_secret'),
    ]

    operations = [
        migrations.CreateModel(
            name='ModelSettings',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('provider', models.CharField(choices=[('openai', 'OpenAI'), ('azure', 'Azure OpenAI'), ('own', 'Another server')], default='openai', max_length=8)),
                ('base_url', models.CharField(max_length=500)),
                ('model', models.CharField(max_length=200)),
                ('encrypted_key', models.TextField(blank=True)),
                ('conversation_budget', models.PositiveIntegerField(default=50000)),
                ('daily_budget', models.PositiveIntegerField(default=1000000)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant',), name='one_model_per_workspace')],
            },
        ),
        migrations.CreateModel(
            name='ModelUse',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('conversation', models.UUIDField(null=True)),
                ('tokens_in', models.PositiveBigIntegerField(default=0)),
                ('tokens_out', models.PositiveBigIntegerField(default=0)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'conversation'], name='use_of_conversation')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'day', 'conversation'), name='one_use_per_day_and_conversation', nulls_distinct=False)],
            },
        ),
        EnableRowLevelSecurity('ModelSettings'),
        EnableRowLevelSecurity('ModelUse'),
    ]
