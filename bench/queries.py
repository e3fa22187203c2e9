"""How many queries each page makes: run inside the settings of a started Askel, apart from its server.

Reads a session cookie and paths from its arguments, prints {path: queries} as JSON.
"""

import json
import sys

import django
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main() -> None:
    django.setup()
    session, *paths = sys.argv[1:]
    name, value = session.split("=", 1)
    client = Client(SERVER_NAME="localhost")
    client.cookies[name] = value
    print(json.dumps({path: count(client, path) for path in paths}))


def count(client: Client, path: str) -> int:
    client.get(path)  # the first visit of the day may write
    with CaptureQueriesContext(connections["default"]) as here, CaptureQueriesContext(connections["vault"]) as vault:
        client.get(path)
    return len(here) + len(vault)


if __name__ == "__main__":
    main()
