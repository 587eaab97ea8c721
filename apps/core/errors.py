"""The errors of the product: what went wrong, in a code for machines and a sentence for people.

Services raise them; the entry points (API, sockets, commands) turn them into one shape,
``{code, message, fields?}``. A message says what happened and what to do, and never holds
a visitor's words or a secret.
"""

from collections.abc import Mapping


class XinError(Exception):
    """Base of every error that a person or a client may see."""

    status = 400
    code = "invalid"

    def __init__(
        self, message: str, *, code: str | None = None, fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = dict(fields or {})

    def as_dict(self) -> dict[str, object]:
        """Give the public shape; ``fields`` maps a field's path to what is wrong with it."""
        shape: dict[str, object] = {"code": self.code, "message": self.message}
        if self.fields:
            shape["fields"] = self.fields
        return shape


class Invalid(XinError):
    """The request cannot be understood or breaks a rule."""

    status = 422
    code = "invalid"


class Unauthenticated(XinError):
    """Nobody is signed in, or the token is unknown or expired."""

    status = 401
    code = "unauthenticated"


class Forbidden(XinError):
    """The person is known but their role does not allow it."""

    status = 403
    code = "forbidden"


class NotFound(XinError):
    """There is no such thing here; a foreign tenant's thing answers the same."""

    status = 404
    code = "not_found"


class Conflict(XinError):
    """Somebody else was faster; ``current`` tells how things stand now."""

    status = 409
    code = "conflict"

    def __init__(self, message: str, *, code: str | None = None, current: object = None) -> None:
        super().__init__(message, code=code)
        self.current = current

    def as_dict(self) -> dict[str, object]:
        return super().as_dict() | {"current": self.current}


class TooLarge(XinError):
    """The request is over a size limit."""

    status = 413
    code = "too_large"


class RateLimited(XinError):
    """Too many requests in a short time."""

    status = 429
    code = "rate_limited"


class Unavailable(XinError):
    """A part the request needs is away; nothing was stored and it may be sent again."""

    status = 503
    code = "unavailable"
