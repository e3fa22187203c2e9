"""Askel's settings without what makes it Askel: a session and somebody signed in are left."""

from askel.config.settings import *  # noqa: F403 - everything but what follows

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without
]
ROOT_URLCONF = "bench.signed_in"
WSGI_APPLICATION = "bench.signed_in.application"
