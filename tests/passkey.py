"""A passkey made of software, as a phone would answer: for tests without a browser."""

import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

HERE = "testserver"
_SHOWN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftPasskey:
    """One key pair, and whose place it opens."""

    def __init__(self) -> None:
        self.id = os.urandom(16)
        self.owner = b""
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._uses = 0

    def _said(self, what: str, challenge: str) -> bytes:
        return bytes(CollectedClientData.create(what, challenge, f"http://{HERE}"))

    def made(self, options: dict[str, Any]) -> str:
        """The answer to being made."""
        public = options["publicKey"]
        self.owner = public["user"]["id"].encode()
        lies = AttestedCredentialData.create(
            Aaguid(bytes(16)),
            self.id,
            ES256.from_cryptography_key(self._key.public_key()),  # type: ignore[no-untyped-call]
        )
        shown = AuthenticatorData.create(sha256(HERE.encode()), _SHOWN | AuthenticatorData.FLAG.AT, 0, lies)
        answer = {
            "clientDataJSON": websafe_encode(self._said("webauthn.create", public["challenge"])),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", shown, {}))),
        }
        return self._answer(answer, {"credProps": {"rk": True}})

    def shown(self, options: dict[str, Any]) -> str:
        """The answer to being asked."""
        self._uses += 1
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        shown = bytes(AuthenticatorData.create(sha256(HERE.encode()), _SHOWN, self._uses))
        signature = self._key.sign(shown + sha256(said), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(shown),
            "signature": websafe_encode(signature),
            "userHandle": self.owner.decode(),
        }
        return self._answer(answer, {})

    def _answer(self, response: dict[str, str], results: dict[str, Any]) -> str:
        name = websafe_encode(self.id)
        whole = {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": results,
        }
        return json.dumps(whole)


def add_passkey(browser: Client, name: str = "My phone") -> SoftPasskey:
    """Add one on the page that does so."""
    passkey = SoftPasskey()
    options = asked(browser, "/account/passkeys/add/", "creation_options")
    form = {"name": name, "passwordless": "on", "credential": passkey.made(options)}
    answer = browser.post("/account/passkeys/add/", form)
    assert answer.status_code == 302, answer.content.decode()
    return passkey


def sign_in_with(browser: Client, passkey: SoftPasskey, **more: str) -> Any:  # noqa: ANN401 - the test client's answer
    options = browser.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    return browser.post("/sign-in/passkey/", {"credential": passkey.shown(options), **more})


def asked(browser: Client, page: str, what: str) -> dict[str, Any]:
    """What the page asks the passkey for."""
    html = browser.get(page).content.decode()
    start = html.index('<script id="passkey-data" type="application/json">') + len(
        '<script id="passkey-data" type="application/json">'
    )
    found: dict[str, Any] = json.loads(html[start : html.index("</script>", start)])[what]
    return found
