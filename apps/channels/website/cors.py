"""Cross-origin access to the widget's API: any page may ask, the view decides.

The API knows a visitor by a bearer token and never by a cookie, so an open answer gives a page
nothing that its own server could not fetch. Which sites may show a channel is checked where the
channel is found, and the page can read the refusal.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

WIDGET_API = "/api/v1/widget/"


class WidgetCors(MiddlewareMixin):
    """Answers preflights of the widget's API and opens its answers to every origin."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Answer a preflight at once; ``process_response`` opens it too."""
        if request.method != "OPTIONS" or not request.path.startswith(WIDGET_API):
            return None
        response = HttpResponse(status=204)
        response["Access-Control-Allow-Methods"] = "GET, POST"
        response["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response["Access-Control-Max-Age"] = "86400"
        return response

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Open what the widget's API answers."""
        if request.path.startswith(WIDGET_API):
            response["Access-Control-Allow-Origin"] = "*"
        return response
