"""The web process: HTTP by Django, sockets by Channels."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xin_project.settings")

from django.core.asgi import get_asgi_application

http = get_asgi_application()  # before anything that touches a model

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path, re_path

from apps.channels.website.cors import WIDGET_API
from apps.conversations.console.consumer import ConsoleConsumer
from apps.conversations.realtime.sockets import refuse_unknown
from apps.conversations.widget.consumer import WidgetConsumer
from apps.flows.engine import load_runner
from xin_project.widget_handler import WidgetHandler

load_runner()  # now, so that the first person who tries a flow does not wait for it

application = ProtocolTypeRouter(
    {
        "http": URLRouter(
            [
                re_path(f"^{WIDGET_API[1:]}", WidgetHandler()),  # type: ignore[arg-type]
                re_path("", http),  # type: ignore[arg-type]
            ]
        ),
        "websocket": URLRouter(
            [
                path("ws/widget", WidgetConsumer.as_asgi()),
                path("ws/console/<str:slug>", ConsoleConsumer.as_asgi()),
                re_path("", refuse_unknown),  # type: ignore[arg-type] # an ASGI application
            ]
        ),
    }
)
