// Saves an answer while it is typed. The words live in this page and on the server, never in the browser's
// own stores. What to do when is decided in lib/saving.js; here are the clocks, the requests and the page.
import { addLine, asText, fill, showErrors, showOthers } from "./lib/boxes.js";
import { fresh, next, unsaved } from "./lib/saving.js";

/** @typedef {import("./lib/saving.js").Event} Event */
/** @typedef {{ version: number, at: string, boxes: import("./lib/boxes.js").Boxes, shown: Record<string, string> }} Theirs */

const GIVE_UP = 15_000; // ms without an answer: the line is dead

/** Ends a request that nobody answers. */
function patience() {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), GIVE_UP);
  return controller.signal;
}

/** Press ``button`` as a person would: also where a form cannot be sent by script with its button. */
function press(/** @type {HTMLElement | null} */ button, /** @type {HTMLFormElement} */ form) {
  if (button) button.click();
  else form.submit();
}

/** Every address and every sentence comes with the page. */
function start(/** @type {HTMLFormElement} */ form) {
  const words = form.dataset;
  const hidden = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const shown = /** @type {HTMLElement} */ (form.querySelector("[data-draft-shown]"));
  const spoken = /** @type {HTMLElement} */ (form.querySelector("[data-draft-spoken]"));
  let state = fresh(Number(hidden("version").value));
  let clock = 0;
  let beat = 0;
  let letThrough = false;
  /** @type {(() => void) | null} */
  let afterwards = null;
  /** @type {Theirs | null} */
  let theirs = null;

  hidden("writer").value = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function happen(/** @type {Event} */ event) {
    const before = state.phase;
    const [after, effects] = next(state, event);
    state = after;
    for (const effect of effects) {
      if (effect.do === "send") void send(effect.leaving ?? false);
      else if (effect.do === "ask") void ask();
      else {
        clearTimeout(clock);
        clock = window.setTimeout(() => happen({ is: "due" }), effect.ms);
      }
    }
    show(before);
    goOn();
  }

  /** What waited for the save: on when it is saved, forgotten when it is not. */
  function goOn() {
    if (["dirty", "sending", "asking"].includes(state.phase)) return;
    const go = afterwards;
    afterwards = null;
    if (go && state.phase === "clean") go();
  }

  async function send(/** @type {boolean} */ leaving) {
    beat += 1;
    hidden("beat").value = String(beat);
    hidden("version").value = String(state.version);
    try {
      const answer = await fetch(words.draft ?? "", {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
        keepalive: leaving,
        signal: patience(),
      });
      take(answer.status, answer.status === 401 || answer.status === 403 ? {} : await answer.json());
    } catch {
      happen({ is: "failed" });
    }
  }

  function take(/** @type {number} */ status, /** @type {any} */ answer) {
    if (status === 200) {
      words.at = answer.at;
      showErrors(form, {});
      happen({ is: "saved", version: answer.version });
    } else if (status === 401 || status === 403) happen({ is: "shut" });
    else if (status === 409 && answer.other) happen({ is: "other" });
    else if (status === 409) meet(answer);
    else if (status === 422) {
      showErrors(form, answer.errors);
      happen({ is: "refused" });
    } else happen({ is: "failed" });
  }

  /** Who is signed in now? Only a mark comes back, and a token to send with. */
  async function ask() {
    try {
      const answer = await fetch(words.who ?? "", { headers: { Accept: "application/json" }, redirect: "error", signal: patience() });
      if (answer.status === 401) return happen({ is: "nobody" });
      if (!answer.ok) return happen({ is: "failed" });
      const { owner, csrf } = await answer.json();
      if (owner !== hidden("owner").value) return happen({ is: "other" });
      for (const token of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=csrfmiddlewaretoken]"))) token.value = csrf;
      happen({ is: "same" });
    } catch {
      happen({ is: "failed" });
    }
  }

  /** Two pages have written. Nothing is overwritten until somebody has chosen. */
  function meet(/** @type {Theirs} */ other) {
    theirs = other;
    showOthers(form, other.shown);
    happen({ is: "clash", version: other.version });
  }

  function show(/** @type {string} */ before) {
    const sentence = (words[state.phase] ?? "").replace("{time}", words.at ?? "");
    if (state.phase !== "clean" || words.at) shown.textContent = sentence;
    shown.dataset.phase = state.phase;
    for (const alert of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-draft-alert]"))) {
      alert.hidden = alert.dataset.draftAlert !== state.phase;
    }
    const quiet = ["dirty", "sending", "asking"];
    if (before === state.phase || quiet.includes(state.phase)) return;
    if (state.phase !== "clean" || spoken.textContent) spoken.textContent = state.phase === "clean" ? (words.well ?? "") : sentence;
  }

  function whenSaved(/** @type {() => void} */ go) {
    afterwards = go;
    happen({ is: "pressed" });
  }

  form.addEventListener("input", () => happen({ is: "typed", now: Date.now() }));
  form.addEventListener("submit", (event) => {
    if (letThrough) return;
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.value === "add") return addLine(form)?.querySelector("textarea")?.focus();
    whenSaved(() => {
      if (button?.value === "save") return;
      letThrough = true;
      press(button, form);
    });
  });

  // In a line, Enter goes to the next line.
  form.addEventListener("keydown", (event) => {
    const row = event.target instanceof HTMLTextAreaElement ? event.target.closest("[data-row]") : null;
    if (!row || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    (row.nextElementSibling ?? addLine(form))?.querySelector("textarea")?.focus();
  });

  // Other ways out of the page wait for the save, where it has a chance.
  const hasChance = () => state.phase === "dirty" || state.phase === "sending";
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || event.ctrlKey || event.metaKey || event.shiftKey || !hasChance()) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    whenSaved(() => location.assign(link.href));
  });
  document.addEventListener("submit", (event) => {
    const another = /** @type {HTMLFormElement} */ (event.target);
    if (another === form || !hasChance()) return;
    event.preventDefault();
    whenSaved(() => press(/** @type {HTMLElement | null} */ (event.submitter), another));
  });

  form.querySelector("[data-keep=mine]")?.addEventListener("click", () => {
    showOthers(form, null);
    happen({ is: "chosen" });
  });
  form.querySelector("[data-keep=theirs]")?.addEventListener("click", () => {
    if (theirs) fill(form, theirs.boxes);
    showOthers(form, null);
    happen({ is: "chosen" });
  });
  const copy = /** @type {HTMLButtonElement | null} */ (form.querySelector("[data-copy]"));
  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(asText(form));
    copy.textContent = words.copied ?? "";
  });
  if (copy && !navigator.clipboard) copy.hidden = true;

  window.addEventListener("online", () => happen({ is: "online" }));
  window.addEventListener("focus", () => happen({ is: "looked" }));
  document.addEventListener("visibilitychange", () => happen({ is: document.hidden ? "leaving" : "looked" }));
  window.addEventListener("pagehide", () => happen({ is: "leaving" }));
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved(state) || letThrough) return;
    event.preventDefault();
    event.returnValue = true; // older browsers ask only then
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) start(/** @type {HTMLFormElement} */ (form));
