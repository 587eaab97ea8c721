from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0006_provider_channels'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['tenant', '-at', '-id'], name='messages_newest'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['failed', 'unknown', 'suppressed'])), fields=['tenant', '-created_at'], name='deliveries_in_trouble'),
        ),
    ]
