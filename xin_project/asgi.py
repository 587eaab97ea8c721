"""The web process: HTTP by Django, sockets by Channels."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xin_project.settings")

from django.core.asgi import get_asgi_application

http = get_asgi_application()  # before anything that touches a model

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path, re_path

from apps.conversations.console_consumer import ConsoleConsumer
from apps.conversations.consumers import WidgetConsumer
from apps.conversations.sockets import refuse_unknown

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter(
            [
                path("ws/widget", WidgetConsumer.as_asgi()),
                path("ws/console/<str:slug>", ConsoleConsumer.as_asgi()),
                re_path("", refuse_unknown),  # type: ignore[arg-type] # an ASGI application
            ]
        ),
    }
)
