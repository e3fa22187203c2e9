// allauth's scripts talk with the passkey. This one shows the button where it can work, and says in words when it did not.

const shown = (/** @type {string} */ id, /** @type {boolean} */ on) => {
  const element = document.getElementById(id);
  if (element) element.hidden = !on;
  return element;
};

const possible = "PublicKeyCredential" in window;
shown("passkey", possible);
shown("passkey-missing", !possible);

document.addEventListener("allauth.error", (event) => {
  event.preventDefault(); // a closed window is no fault of the page
  shown("passkey-problem", true)?.focus();
});
