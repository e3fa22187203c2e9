"""What a host can set: sound defaults, and one sentence for each wrong value."""

from pathlib import Path

import pytest

from askel.config.env import WrongSetting, is_loopback, read_environment

POSTGRES = "postgresql://askel:p%40ss@db.example.org:5433/askel?sslmode=require"


def test_nothing_set_serves_this_machine() -> None:
    env = read_environment({})

    assert env.address == "http://localhost:8000"
    assert env.is_loopback
    assert not env.is_secure
    assert (env.database, env.vault_database, env.mail) == (None, None, None)
    assert env.key_file == env.data / "key"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASKEL_URL", "askel.example.org"),
        ("ASKEL_URL", "ftp://askel.example.org"),
        ("ASKEL_URL", "https://"),
        ("ASKEL_URL", "https://askel.example.org/deep"),
        ("ASKEL_URL", "https://askel.example.org?a=b"),
        ("ASKEL_URL", "https://mina@askel.example.org"),
        ("ASKEL_URL", "https://askel.example.org:port"),
        ("ASKEL_URL", "https://[askel"),
        ("ASKEL_URL", "http://askel.example.org"),
        ("ASKEL_DATABASE", "mysql://db/askel"),
        ("ASKEL_DATABASE", "postgresql://db"),
        ("ASKEL_DATABASE", "postgresql://db:port/askel"),
        ("ASKEL_VAULT_DATABASE", "keys.sqlite3"),
        ("ASKEL_MAIL", "mail.example.org"),
        ("ASKEL_MAIL", "smtp://"),
        ("ASKEL_MAIL", "smtp://mail.example.org:port"),
    ],
)
def test_a_wrong_value_is_named_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read_environment({name: value})

    assert str(wrong.value).startswith(name)
    assert str(wrong.value).endswith(".")
    assert "\n" not in str(wrong.value)


def test_the_password_of_a_wrong_database_or_mail_server_is_not_repeated() -> None:
    for name in ("ASKEL_DATABASE", "ASKEL_MAIL"):
        with pytest.raises(WrongSetting) as wrong:
            read_environment({name: "mysql://mina:hush@host/name"})

        assert "hush" not in str(wrong.value)


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with pytest.raises(WrongSetting, match="ASKEL_DATA"):
        read_environment({"ASKEL_DATA": str(tmp_path / "data")})


@pytest.mark.parametrize("name", ["ASKEL_DATABASE", "ASKEL_VAULT_DATABASE"])
def test_one_database_alone_is_refused(name: str) -> None:
    with pytest.raises(WrongSetting, match="ASKEL_DATABASE and ASKEL_VAULT_DATABASE go together"):
        read_environment({name: POSTGRES})


def test_keys_need_a_database_of_their_own() -> None:
    with pytest.raises(WrongSetting, match="are the same"):
        read_environment({"ASKEL_DATABASE": POSTGRES, "ASKEL_VAULT_DATABASE": POSTGRES})


def test_a_postgresql_address_is_read_whole() -> None:
    env = read_environment(
        {"ASKEL_DATABASE": POSTGRES, "ASKEL_VAULT_DATABASE": "postgresql:///keys?host=/run/pg&port=1&user=u"}
    )

    assert env.database == {
        "NAME": "askel",
        "USER": "askel",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert env.vault_database
    assert (env.vault_database["HOST"], env.vault_database["PORT"], env.vault_database["USER"]) == ("/run/pg", "1", "u")


def test_127_0_0_1_is_led_to_localhost_which_passkeys_need() -> None:
    assert read_environment({"ASKEL_URL": "http://127.0.0.1:8011/"}).address == "http://localhost:8011"


@pytest.mark.parametrize(
    ("text", "port", "ssl", "starttls"),
    [
        ("smtp://mail.example.org", 587, False, True),
        ("smtps://mail.example.org", 465, True, False),
        ("smtp://localhost:1025", 1025, False, False),
    ],
)
def test_letters_leave_this_machine_only_encrypted(text: str, port: int, ssl: bool, starttls: bool) -> None:  # noqa: FBT001 - a table
    mail = read_environment({"ASKEL_MAIL": text}).mail

    assert mail
    assert (mail.port, mail.ssl, mail.starttls) == (port, ssl, starttls)


def test_the_sender_is_askel_unless_the_host_says_otherwise() -> None:
    text = "smtp://u:p%2F@mail.example.org"
    plain = read_environment({"ASKEL_MAIL": text, "ASKEL_URL": "https://askel.example.org"}).mail
    said = read_environment({"ASKEL_MAIL": f"{text}?from=hello@example.org"}).mail

    assert plain
    assert said
    assert (plain.user, plain.password, plain.sender) == ("u", "p/", "Askel <askel@askel.example.org>")
    assert said.sender == "hello@example.org"


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.9", True), ("::1", True), ("10.0.0.1", False), ("example.org", False), ("", False)],
)
def test_which_hosts_are_this_machine(host: str, here: bool) -> None:  # noqa: FBT001 - a table
    assert is_loopback(host) is here
