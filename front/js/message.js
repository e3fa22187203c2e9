// Takes a message along: copies it, or opens the phone's share sheet. Without this script it can be marked by hand.

function start(/** @type {HTMLElement} */ sheet) {
  const words = () => sheet.querySelector("[data-words]")?.textContent ?? "";
  const copy = /** @type {HTMLButtonElement} */ (sheet.querySelector("[data-copy]"));
  const share = /** @type {HTMLButtonElement} */ (sheet.querySelector("[data-share]"));
  const said = /** @type {HTMLElement} */ (sheet.querySelector("[data-said]"));

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words());
    copy.textContent = said.textContent = sheet.dataset.copied ?? "";
  });

  share.hidden = !navigator.canShare?.({ text: words() });
  share.addEventListener("click", () => {
    navigator.share({ text: words() }).catch(() => {}); // closing the share sheet is no fault
  });
}

for (const sheet of document.querySelectorAll("[data-message]")) start(/** @type {HTMLElement} */ (sheet));
