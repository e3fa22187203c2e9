// Asks before words are lost that were typed into a form and not sent. Exercises save by themselves (draft.js).

/** Forms that somebody typed into; a page of errors comes with words that are not kept anywhere else. */
const cameBack = document.querySelector("#errors") !== null;
/** @type {Set<HTMLFormElement>} */
const touched = new Set(cameBack ? document.querySelectorAll("main form:not([data-draft])") : []);

document.addEventListener("input", (event) => {
  const form = /** @type {Element} */ (event.target).closest("form");
  if (form && !form.hasAttribute("data-draft")) touched.add(form);
});

document.addEventListener("submit", (event) => {
  touched.delete(/** @type {HTMLFormElement} */ (event.target)); // another form, such as the language, still loses them
});

window.addEventListener("beforeunload", (event) => {
  if ([...touched].some((form) => form.isConnected && holdsWords(form))) event.preventDefault();
});

/** Whether a box holds words that the page did not come with. */
function holdsWords(/** @type {HTMLFormElement} */ form) {
  const boxes = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (
    form.querySelectorAll("textarea, input:not([type]), input[type=text], input[type=email], input[type=search]")
  );
  return [...boxes].some((box) => box.value.trim() !== (cameBack ? "" : box.defaultValue.trim()));
}
