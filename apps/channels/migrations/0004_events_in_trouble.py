from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat_channels', '0003_provider_channels'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='inboundevent',
            index=models.Index(condition=models.Q(('state__in', ['new', 'quarantined'])), fields=['tenant', '-at'], name='events_in_trouble'),
        ),
    ]
