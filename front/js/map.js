// The picture of a map, alive: pan, zoom, move somebody, tie two, add where one taps. Every change is sent as a
// form that works without this script too, and the page that comes back takes the place of what is shown.
import { drag } from "d3-drag";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { dotAt, nextTo, placeAt } from "./lib/place.js";

/** @typedef {import("./lib/place.js").Point} Point */
/** @typedef {import("d3-zoom").ZoomBehavior<HTMLElement, unknown>} Zoom */

const STEP = 1.5;
const LOOK_AGAIN = 30_000; // ms between two looks whether another device changed the map
const BESIDE = 16; // px between the finger and the words, and at the edge
const HELD = 6; // px that a finger may tremble

/** The parts of a page that a change renews. */
const PARTS = [".map-list-side", ".map-picture-side", ".map-said", ".map-undo"];
const LIVE = "[data-live], .map-undo form";

const both = /** @type {HTMLElement} */ (document.querySelector(".map-both"));
const says = /** @type {HTMLElement} */ (document.querySelector("#map-says"));

/** @type {Zoom} */
const zooming = zoom();
let at = zoomIdentity;
let chosen = ""; // the id of the dot that the bar speaks of

const $ = (/** @type {string} */ css) => /** @type {HTMLElement | null} */ (both.querySelector(css));
const box = () => /** @type {HTMLElement} */ ($("#map-window"));
const sheet = () => /** @type {HTMLElement} */ ($(".map-sheet")); // moved in place of the drawing in it: its words need no new layout
const svg = () => /** @type {SVGSVGElement} */ (both.querySelector(".map-picture"));
const dotElements = () => /** @type {NodeListOf<SVGAElement>} */ (both.querySelectorAll(".map-dot"));
const byId = (/** @type {string} */ id) => /** @type {SVGAElement | null} */ (both.querySelector(`.map-dot[data-id="${id}"]`));

// What is drawn, as values

function shape() {
  const { width, height } = svg().viewBox.baseVal;
  const { shares = "", begins = "", spheres = "", mirrored } = svg().dataset;
  const numbers = (/** @type {string} */ text) => text.split(" ").map(Number);
  return { width, height, shares: numbers(shares), begins: numbers(begins), spheres: spheres.split(" "), mirrored: mirrored !== undefined };
}

function dots() {
  return [...dotElements()].map((link) => {
    const [x = 0, y = 0] = (link.getAttribute("transform") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
    return { id: link.dataset.id ?? "", x, y };
  });
}

/** @returns {Point} */
function pointOf(/** @type {{ clientX: number, clientY: number }} */ event) {
  const seen = svg().getBoundingClientRect();
  const { width, height } = svg().viewBox.baseVal;
  return { x: ((event.clientX - seen.left) / seen.width) * width, y: ((event.clientY - seen.top) / seen.height) * height };
}

/** Words of a ring or sphere, as the bar's own choices say them. */
function words(/** @type {"ring" | "sphere"} */ kind, /** @type {string | number} */ value) {
  return $(`.map-chosen [data-${kind}="${value}"]`)?.textContent?.trim() ?? "";
}

// Looking: pan, zoom, the whole

function show() {
  sheet().style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.k})`;
  box().classList.toggle("map-near", at.k > 1);
}

function startZoom() {
  const { clientWidth: wide, clientHeight: high } = box();
  zooming
    .scaleExtent([1, 8])
    .extent([[0, 0], [wide, high]])
    .translateExtent([[0, 0], [wide, high]])
    .clickDistance(HELD)
    .filter((event) => {
      if (event.type === "wheel") return event.deltaY < 0 || at.k > 1; // away from the whole, the page scrolls
      if (event.type.startsWith("touch")) return event.touches.length > 1 || at.k > 1; // one finger scrolls the page
      return !event.button && event.type !== "dblclick";
    })
    .on("start", () => sheet().style.setProperty("will-change", "transform"))
    .on("end", () => sheet().style.removeProperty("will-change"))
    .on("zoom", (event) => {
      at = event.transform;
      show();
    });
  select(box()).call(zooming).call(zooming.transform, at).on("dblclick.zoom", null);
}

function zoomBy(/** @type {string} */ how) {
  const looking = select(box());
  if (how === "whole") looking.call(zooming.transform, zoomIdentity);
  else looking.call(zooming.scaleBy, how === "in" ? STEP : 1 / STEP);
  bringIntoView();
}

/** Whoever has the focus is in the middle while one looks closer. */
function bringIntoView() {
  const id = /** @type {SVGAElement | null} */ (document.activeElement?.closest(".map-dot"))?.dataset.id;
  const dot = at.k > 1 && dots().find((one) => one.id === id);
  if (!dot) return;
  const { width, height } = svg().viewBox.baseVal;
  select(box()).call(zooming.translateTo, (dot.x / width) * box().clientWidth, (dot.y / height) * box().clientHeight);
}

// Changing: a form goes out, the page that comes back takes its place

/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/** Changes go one after another, in the order of the taps. */
function send(/** @type {HTMLFormElement} */ form, /** @type {Record<string, string>} */ values = {}, /** @type {HTMLElement | null} */ by = null) {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, /** @type {HTMLButtonElement | null} */ (by))));
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  const { action } = form;
  queue = queue.then(() => sendNow(action, body));
  return queue;
}

async function sendNow(/** @type {string} */ action, /** @type {URLSearchParams} */ body) {
  both.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(action, { method: "POST", body, headers: { "Accept-Language": document.documentElement.lang } });
    await renew(await answer.text(), answer.url);
  } catch {
    say(says.dataset.failed ?? "", true);
  } finally {
    both.removeAttribute("aria-busy");
  }
}

async function renew(/** @type {string} */ html, /** @type {string} */ address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const told = [...page.querySelectorAll(".ds-alert p, .ds-error-summary li")].map((line) => line.textContent?.trim() ?? "");
  const fresh = page.querySelector(".map-both");
  if (!fresh && !told.length) return location.assign(address);
  for (const old of document.querySelectorAll(".page > .ds-alert")) old.remove(); // it spoke of an earlier change
  if (fresh) swap(page, /** @type {HTMLElement} */ (fresh));
  say(told.join(" "), !fresh || Boolean(page.querySelector('.ds-alert[data-color="danger"]')));
}

function swap(/** @type {Document} */ page, /** @type {HTMLElement} */ fresh) {
  const known = new Set(dots().map((dot) => dot.id));
  const focus = focused();
  for (const part of PARTS) {
    const [old, now] = [document.querySelector(part), page.querySelector(part)];
    if (old && now) old.replaceWith(document.adoptNode(now));
    else if (old) old.remove();
    else if (now) (part === ".map-undo" ? says : both.lastElementChild)?.before(document.adoptNode(now));
  }
  both.dataset.stamp = fresh.dataset.stamp;
  if (!$("#map-window")) return location.reload(); // the first one came, or the last one went
  const come = dots().filter((dot) => !known.has(dot.id));
  wake();
  focus(come.length === 1 ? come[0]?.id : "");
}

/** Where the focus is, to be found again once the parts are new. Whoever was added here has it then. */
function focused() {
  const one = document.activeElement;
  const id = /** @type {SVGAElement | null} */ (one?.closest(".map-dot"))?.dataset.id;
  const within = one?.closest("form");
  const kind = within?.classList[0];
  const [name, at] = [`form.${kind}`, [...(within?.elements ?? [])].indexOf(/** @type {Element} */ (one))];
  const undo = within?.closest(".map-undo") ? within.getAttribute("action") : null;
  return (/** @type {string | undefined} */ come) => {
    let next = id ? byId(id) : null;
    const button = (/** @type {string} */ css) => /** @type {HTMLElement | null} */ (document.querySelector(`.map-undo ${css} button`));
    if (undo) next = /** @type {any} */ (button(`[action="${undo}"]`) ?? button("form"));
    else if (kind === "map-here") next = come ? byId(come) : null;
    else if (kind) next = /** @type {any} */ ($(name))?.elements[at];
    next?.focus({ preventScroll: true });
    if (kind !== "map-here" || !next) return;
    bringIntoView();
    next.scrollIntoView({ block: "center", inline: "nearest" }); // the field and its keyboard lay over the picture
  };
}

function say(/** @type {string} */ what, /** @type {boolean} */ isWrong = false) {
  says.textContent = what;
  says.classList.toggle("map-wrong", isWrong);
}

// The bar under the picture: what can be done with the one that is chosen, or here

const form = (/** @type {string} */ name) => /** @type {HTMLFormElement} */ ($(`form.map-${name}`));

function choose(/** @type {string} */ id) {
  const link = byId(id);
  chosen = link ? id : "";
  for (const dot of dotElements()) dot.classList.toggle("map-is-chosen", dot === link);
  $(".map-bar")?.toggleAttribute("hidden", !link);
  form("here").hidden = true;
  if (!link) return;
  const bar = form("chosen");
  bar.hidden = false;
  bar.action = `${link.getAttribute("href")}place/`;
  const { ring = "", sphere = "", version = "" } = link.dataset;
  /** @type {HTMLInputElement} */ (bar.elements.namedItem("version")).value = version;
  /** @type {HTMLSelectElement} */ (bar.elements.namedItem("sphere")).value = sphere;
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (bar.querySelectorAll("[data-ring]"))) {
    button.setAttribute("aria-pressed", String(button.dataset.ring === ring));
  }
  keepInView(link);
  for (const name of bar.querySelectorAll(".map-chosen-name")) name.textContent = link.dataset.name ?? "";
  for (const leads of /** @type {NodeListOf<HTMLAnchorElement>} */ (bar.querySelectorAll("a[data-leads]"))) {
    leads.href = `${link.getAttribute("href")}${leads.dataset.leads}`;
  }
}

/** On a phone the bar stands over the page: whoever is chosen moves out from under it. */
function keepInView(/** @type {Element} */ link) {
  const bar = $(".map-bar");
  if (!bar) return;
  const hidden = link.getBoundingClientRect().bottom + 24 - bar.getBoundingClientRect().top;
  if (getComputedStyle(bar).position === "sticky" && hidden > 0) window.scrollBy(0, hidden);
}

function offerHere(/** @type {Point} */ point) {
  const place = placeAt(shape(), point);
  choose("");
  if (!place) return;
  const bar = form("here");
  $(".map-bar")?.removeAttribute("hidden");
  form("chosen").hidden = true;
  bar.hidden = false;
  /** @type {HTMLInputElement} */ (bar.elements.namedItem("ring")).value = String(place.ring);
  /** @type {HTMLInputElement} */ (bar.elements.namedItem("sphere")).value = place.sphere;
  const where = bar.querySelector(".map-here-place");
  if (where) where.textContent = `${words("sphere", place.sphere)}, ${words("ring", place.ring).toLowerCase()}`;
  /** @type {HTMLInputElement} */ (bar.elements.namedItem("nickname")).focus();
}

// Moving: to another ring or sphere, or onto somebody whom they know

/** @type {HTMLElement | null} */
let ghost = null;
let wide = 0; // of the ghost, in px
/** @type {{ all: ReturnType<typeof dots>, drawn: ReturnType<typeof shape> } | null} */
let around = null; // what lies there, looked up once a drag

function startDragging() {
  const dragging = /** @type {import("d3-drag").DragBehavior<SVGAElement, unknown, unknown>} */ (drag());
  dragging
    .container(() => box())
    .clickDistance(HELD)
    .touchable(true)
    // A finger that scrolls the page often begins on somebody: only who was tapped before is moved by a finger.
    .filter(function (event) {
      return !event.ctrlKey && !event.button && (event.type !== "touchstart" || this.dataset.id === chosen);
    })
    .on("drag", function (event) {
      carry(this, finger(event.sourceEvent));
    })
    .on("end", function (event) {
      const over = ghost && target(this, finger(event.sourceEvent));
      ghost?.remove();
      ghost = around = null;
      both.classList.remove("map-carrying");
      if (over) drop(this, over);
    });
  const links = /** @type {import("d3-selection").Selection<SVGAElement, unknown, HTMLElement, unknown>} */ (
    /** @type {unknown} */ (select(box()).selectAll(".map-dot"))
  );
  links.call(dragging).on("dragstart", (event) => event.preventDefault());
}

function finger(/** @type {any} */ event) {
  return /** @type {{ clientX: number, clientY: number }} */ (event.changedTouches?.[0] ?? event);
}

/** @returns {{ knows: string } | { ring: number, sphere: string } | null} */
function target(/** @type {SVGAElement} */ link, /** @type {{ clientX: number, clientY: number }} */ event) {
  const point = pointOf(event);
  around ??= { all: dots(), drawn: shape() };
  const other = dotAt(around.all, point, link.dataset.id ?? "");
  return other ? { knows: other.id } : placeAt(around.drawn, point);
}

function carry(/** @type {SVGAElement} */ link, /** @type {{ clientX: number, clientY: number }} */ event) {
  const frame = box().getBoundingClientRect();
  const over = target(link, event); // measured before anything is written
  if (!ghost?.isConnected) {
    ghost = document.createElement("div");
    ghost.className = "map-ghost";
    both.classList.add("map-carrying");
    box().append(ghost);
  }
  const name = link.dataset.name ?? "";
  let text = name;
  if (over && "knows" in over) text = `${name} + ${byId(over.knows)?.dataset.name ?? ""}`;
  else if (over) text = `${name}: ${words("sphere", over.sphere)}, ${words("ring", over.ring).toLowerCase()}`;
  if (ghost.textContent !== text) {
    ghost.textContent = text;
    wide = ghost.offsetWidth; // measured only when the words are new
  }
  const x = Math.max(0, Math.min(event.clientX - frame.left, frame.width - wide - BESIDE)); // its words stay in the window
  ghost.style.transform = `translate(${x}px, ${event.clientY - frame.top}px)`;
}

function drop(/** @type {SVGAElement} */ link, /** @type {{ knows: string } | { ring: number, sphere: string }} */ over) {
  const { id = "", ring, sphere } = link.dataset;
  if ("knows" in over) {
    send(form("tie"), { one: id, other: over.knows });
  } else if (String(over.ring) !== ring || over.sphere !== sphere) {
    const isOpen = Boolean(chosen);
    choose(id);
    send(form("chosen"), { ring: String(over.ring), sphere: over.sphere });
    if (!isOpen) choose(""); // whoever drags has said all: the bar stays out of the way
  }
}

// Waking what is drawn, now and after each change

function wake() {
  around = null;
  box().classList.add("map-live");
  for (const hidden of both.querySelectorAll(".map-zoom")) hidden.removeAttribute("hidden");
  startZoom();
  startDragging();
  const links = [...dotElements()];
  const first = byId(chosen) ?? links[0];
  for (const link of links) link.setAttribute("tabindex", link === first ? "0" : "-1");
  choose(chosen);
}

both.addEventListener("click", (event) => {
  const goal = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (goal.closest("[data-zoom]"));
  if (button) return zoomBy(button.dataset.zoom ?? "");
  if (goal.closest("[data-close]")) return choose("");
  const link = /** @type {SVGAElement | null} */ (goal.closest(".map-dot"));
  if (link && event.detail > 0) {
    event.preventDefault(); // a tap chooses; the key Enter opens, as links do
    link.focus({ preventScroll: true });
    return choose(link.dataset.id ?? "");
  }
  if (!link && goal.closest("#map-window")) offerHere(pointOf(event));
});

both.addEventListener("focusin", (event) => {
  const link = /** @type {SVGAElement | null} */ (/** @type {Element} */ (event.target).closest(".map-dot"));
  if (!link) return;
  for (const other of dotElements()) other.setAttribute("tabindex", other === link ? "0" : "-1");
  if (!link.matches(":focus-visible")) return;
  if (link.dataset.id !== chosen) choose(link.dataset.id ?? "");
  bringIntoView();
});

both.addEventListener("keydown", (event) => {
  const inside = /** @type {Element} */ (event.target).closest("#map-window");
  if (event.key === "Escape") return choose("");
  if (!inside || event.ctrlKey || event.metaKey || event.altKey) return;
  const link = /** @type {SVGAElement | null} */ (/** @type {Element} */ (event.target).closest(".map-dot"));
  if (link && event.key.startsWith("Arrow")) {
    event.preventDefault();
    const all = dots();
    const from = all.find((dot) => dot.id === link.dataset.id);
    const next = from && nextTo(all, from, /** @type {"ArrowUp"} */ (event.key));
    if (next) byId(next.id)?.focus();
  }
  const how = { "+": "in", "-": "out", "0": "whole" }[event.key];
  if (how) zoomBy(how);
});

function sendLive(/** @type {SubmitEvent} */ event) {
  const sent = /** @type {HTMLFormElement} */ (event.target);
  if (!sent.matches(LIVE)) return;
  event.preventDefault();
  send(sent, {}, event.submitter);
}

async function lookAgain() {
  if (document.hidden || !both.dataset.stampAt || both.hasAttribute("aria-busy") || ghost) return;
  try {
    const answer = await fetch(both.dataset.stampAt);
    if (!answer.ok || (await answer.json()).stamp === both.dataset.stamp) return;
    const page = await fetch(location.pathname);
    if (page.ok && !document.activeElement?.matches(".map-both :is(input, select)")) await renew(await page.text(), page.url);
  } catch {
    // a dead line: the next look may do
  }
}

if ($("#map-window")) {
  says.classList.add("map-heard"); // its line is there before it is needed, so that nothing jumps
  wake();
  setInterval(lookAgain, LOOK_AGAIN);
  document.addEventListener("visibilitychange", lookAgain);
  document.addEventListener("submit", sendLive);
  window.addEventListener("focus", lookAgain);
  window.addEventListener("resize", () => startZoom());
}
