// The boxes of one exercise's form: reading, filling, adding a line, showing the other text.

/** @typedef {Record<string, string | string[]>} Boxes */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Box */

/** @returns {Box[]} */
function boxesOf(/** @type {HTMLFormElement} */ form) {
  return /** @type {Box[]} */ ([...form.elements].filter((box) => box.matches("textarea, select, input:not([type=hidden])")));
}

/** Everything in the form as the server would show it: ticks in a list, lines by their names.
 * @returns {Boxes} */
export function read(/** @type {HTMLFormElement} */ form) {
  /** @type {Boxes} */
  const boxes = {};
  for (const box of boxesOf(form)) {
    if (box.type !== "checkbox") boxes[box.name] = box.value;
    else if (box instanceof HTMLInputElement) {
      const ticks = /** @type {string[]} */ (boxes[box.name] ?? []);
      boxes[box.name] = box.checked ? [...ticks, box.value] : ticks;
    }
  }
  return boxes;
}

/** Put these words into the boxes; boxes that are not named become empty. */
export function fill(/** @type {HTMLFormElement} */ form, /** @type {Boxes} */ boxes) {
  while (Object.keys(boxes).some((name) => name.startsWith("line-") && !form.elements.namedItem(name)) && addLine(form));
  for (const box of boxesOf(form)) {
    const value = boxes[box.name] ?? "";
    if (box instanceof HTMLInputElement && box.type === "checkbox") box.checked = value.includes(box.value);
    else box.value = String(value);
  }
}

/** One more line below the last; null where there is room for no more. */
export function addLine(/** @type {HTMLFormElement} */ form) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const last = rows.at(-1);
  if (!last || rows.length >= Number(form.dataset.mostLines)) return null;
  const row = /** @type {HTMLElement} */ (last.cloneNode(true));
  for (const one of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      const value = one.getAttribute(name);
      if (value) one.setAttribute(name, value.replace(`-${rows.length - 1}`, `-${rows.length}`));
    }
  }
  for (const label of row.querySelectorAll("[data-label]")) {
    label.textContent = (label.getAttribute("data-label") ?? "").replace("{n}", String(rows.length + 1));
  }
  for (const box of /** @type {NodeListOf<Box>} */ (row.querySelectorAll("textarea, select"))) box.value = "";
  showError(row, "");
  last.after(row);
  return row;
}

/** What is wrong with each box, in the server's words; what is not named is right. */
export function showErrors(/** @type {HTMLFormElement} */ form, /** @type {Record<string, string>} */ errors) {
  for (const part of form.querySelectorAll("[data-part], [data-row]")) {
    const box = /** @type {Box | null} */ (part.querySelector("textarea, input"));
    showError(part, (box && errors[box.name]) || "");
  }
}

function showError(/** @type {Element} */ part, /** @type {string} */ words) {
  const box = part.querySelector("textarea, input");
  const error = /** @type {HTMLElement | null} */ (part.querySelector("[data-error]"));
  if (!box || !error) return;
  error.textContent = words;
  error.hidden = !words;
  if (words) {
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", error.id);
  } else {
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
  }
}

/** Show the other page's text beside each part that is named; null shows none. */
export function showOthers(/** @type {HTMLFormElement} */ form, /** @type {Record<string, string> | null} */ others) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-other]"))) {
    const text = others?.[place.dataset.other ?? ""];
    const quote = place.querySelector("blockquote");
    place.hidden = text === undefined;
    if (quote) quote.textContent = text || (form.dataset.empty ?? "");
  }
}

/** All that was typed, as one text to copy. */
export function asText(/** @type {HTMLFormElement} */ form) {
  return Object.entries(read(form))
    .filter(([name, value]) => typeof value === "string" && value && !name.startsWith("mark-"))
    .map(([, value]) => value)
    .join("\n\n");
}
