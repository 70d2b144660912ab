"""A Django project in one file: its own views and accounts, and the API of zhifa behind the same server, told apart by the path.

    python examples/embedding/django_host.py FOLDER PORT

Who asks is what Django's session says. In a project of yours the settings and the views stand where they always do; what zhifa needs is
``identify`` and the dispatcher of ``asgi.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

REGISTER = Path(__file__).parents[1] / "register.json"
BELOW = "/zhifa"


# --- settings.py ------------------------------------------------------------------------------------------------------


def configure(folder: Path) -> None:
    """What a project's ``settings.py`` says."""
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "django.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="only of this example",  # noqa: S106  # it guards nothing
        USE_TZ=True,
    )
    django.setup()


# --- views.py, urls.py ------------------------------------------------------------------------------------------------


def sign_in(request: HttpRequest) -> HttpResponse:
    """The project's own sign-in, by Django's accounts; a real one sends a form with a CSRF token."""
    from django.contrib.auth import authenticate, login

    user = authenticate(request, username=request.POST.get("username"), password=request.POST.get("password"))
    if user is None:
        return HttpResponse("用户名或者密码不对", status=401)
    login(request, user)
    return HttpResponse(user.get_username())


def hello(_: HttpRequest) -> HttpResponse:
    """A page of the project, which zhifa does not touch."""
    return HttpResponse("本机关自己的页面")


urlpatterns = [path("sign-in", sign_in), path("hello", hello)]


# --- asgi.py ----------------------------------------------------------------------------------------------------------


def create_application(folder: Path, *, public_url: str) -> Any:
    """Django, and zhifa below ``/zhifa``."""
    configure(folder)

    from django.contrib.auth import get_user
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.asgi import get_asgi_application
    from django.core.management import call_command
    from fastapi import Request

    from zhifa import Office
    from zhifa.web.person import Person
    from zhifa.web.settings import Settings
    from zhifa.web.site import create_api

    call_command("migrate", verbosity=0)
    office = Office.open(f"sqlite:///{folder / 'cases.db'}", files=folder / "files", create=True)
    register = office.import_register(REGISTER.read_text(encoding="utf-8"))
    officers = {officer.staff_number: officer for officer in register.officers.values()}
    _make_accounts(officers)

    def identify(request: Request) -> Person | None:
        """Who asks, by Django's session. zhifa calls this in a thread, where Django's models may be used."""
        asked = HttpRequest()
        asked.session = SessionStore(request.cookies.get(settings.SESSION_COOKIE_NAME))
        user = get_user(asked)
        officer = officers.get(user.get_username()) if user.is_authenticated else None
        if officer is None:
            return None
        return Person(agency_id=register.agency.id, officer_id=officer.id, name=officer.name, via="host")

    pages = get_asgi_application()
    api = create_api(office, identify=identify, settings=Settings(public_url=public_url))

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].startswith(f"{BELOW}/"):
            await api({**scope, "root_path": scope.get("root_path", "") + BELOW}, receive, send)
        elif scope["type"] == "http":
            await pages(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live(office, receive, send)

    return application


async def _live(office: Any, receive: Any, send: Any) -> None:
    """Begin and end with the server: the office is closed with it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            office.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "lifespan.startup.complete"})


def _make_accounts(officers: Any) -> None:
    """An account for the first handler and the head of his unit, as an administrator would make them."""
    from django.contrib.auth.models import User

    for number in sorted(officers)[:4]:
        if not User.objects.filter(username=number).exists():
            User.objects.create_user(number, password=f"demo-{number}")


if __name__ == "__main__":
    import uvicorn

    place, port = Path(sys.argv[1]), int(sys.argv[2])
    uvicorn.run(
        create_application(place, public_url=f"http://127.0.0.1:{port}"),
        host="127.0.0.1",
        port=port,
        log_level="warning",
    )
