"""The environment, read once, with sound defaults and one sentence for each wrong value."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

DEFAULT_URL = "http://localhost:8000"


class WrongSetting(Exception):  # noqa: N818 - a sentence for whoever starts Askel
    """A setting cannot be used; ``str()`` names it and says what would do."""


@dataclass(frozen=True)
class Mail:
    """Where letters are handed over."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    starttls: bool
    sender: str


@dataclass(frozen=True)
class Environment:
    """All that a host can set."""

    data: Path
    url: SplitResult
    database: dict[str, Any] | None
    vault_database: dict[str, Any] | None
    mail: Mail | None
    key_file: Path

    @property
    def address(self) -> str:
        """The one address people use, without a slash at the end."""
        return f"{self.url.scheme}://{self.url.netloc}"

    @property
    def is_secure(self) -> bool:
        return self.url.scheme == "https"

    @property
    def is_loopback(self) -> bool:
        return is_loopback(self.url.hostname or "")


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this very machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def default_data() -> Path:
    """``./data`` in a checkout, ``~/.local/share/askel`` for an installed Askel."""
    root = Path(__file__).resolve().parents[2]
    return root / "data" if (root / "pyproject.toml").exists() else Path.home() / ".local" / "share" / "askel"


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read and check. Raises: WrongSetting."""
    data = Path(environ.get("ASKEL_DATA") or default_data()).expanduser().absolute()
    if data.exists() and not data.is_dir():
        message = f"ASKEL_DATA is {data}, which is a file. Give a folder."
        raise WrongSetting(message)
    url = _read_url(environ.get("ASKEL_URL") or DEFAULT_URL)
    database, vault_database = (_read_database(environ, name) for name in ("ASKEL_DATABASE", "ASKEL_VAULT_DATABASE"))
    if (database is None) != (vault_database is None):
        message = "ASKEL_DATABASE and ASKEL_VAULT_DATABASE go together: set both, or neither."
        raise WrongSetting(message)
    if database and database == vault_database:
        message = "ASKEL_DATABASE and ASKEL_VAULT_DATABASE are the same. The keys need a database of their own."
        raise WrongSetting(message)
    return Environment(
        data=data,
        url=url,
        database=database,
        vault_database=vault_database,
        mail=_read_mail(environ.get("ASKEL_MAIL", ""), url.hostname or ""),
        key_file=Path(environ.get("ASKEL_KEY_FILE") or data / "key").expanduser().absolute(),
    )


def _read_url(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        url = urlsplit("")
    if url.scheme not in {"http", "https"} or not url.hostname or url.path.strip("/") or url.query or url.username:
        message = f"ASKEL_URL is {text!r}. Give one address such as https://askel.example.org, without a path."
        raise WrongSetting(message)
    if url.scheme == "http" and not is_loopback(url.hostname):
        message = f"ASKEL_URL is {text!r}. Outside this machine Askel needs https, or sign-in cookies could be read."
        raise WrongSetting(message)
    if url.hostname == "127.0.0.1":  # passkeys need a name
        url = url._replace(netloc=url.netloc.replace("127.0.0.1", "localhost"))
    return url


def _read_database(environ: Mapping[str, str], name: str) -> dict[str, Any] | None:
    text = environ.get(name)
    if not text:
        return None
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        url, port = urlsplit(""), None
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        message = f"{name} is not a PostgreSQL address. Give one such as postgresql://user:password@host/database."
        raise WrongSetting(message)
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or query.pop("user", "")),
        "PASSWORD": unquote(url.password or query.pop("password", "")),
        "HOST": query.pop("host", "") or url.hostname or "",
        "PORT": query.pop("port", "") or str(port or ""),
        "OPTIONS": query,
    }


def _read_mail(text: str, host: str) -> Mail | None:
    if not text:
        return None
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        url, port = urlsplit(""), None
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        message = "ASKEL_MAIL is not a mail server. Give one such as smtp://user:password@mail.example.org:587."
        raise WrongSetting(message)
    query = parse_qs(url.query)
    return Mail(
        host=url.hostname,
        port=port or (465 if url.scheme == "smtps" else 587),
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        ssl=url.scheme == "smtps",
        starttls=url.scheme == "smtp" and not is_loopback(url.hostname),
        sender=query.get("from", [f"Askel <askel@{host}>"])[-1],
    )
