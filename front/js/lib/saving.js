// When to save what somebody types, and what to do when that does not work. Pure: a state and an event
// give the next state and the effects. Who runs it owns clocks, requests and the page.

/** @typedef {"clean" | "dirty" | "sending" | "failed" | "asking" | "ended" | "other" | "clash" | "refused"} Phase */

/**
 * @typedef {object} State
 * @property {Phase} phase
 * @property {number} version  the version on the server that this page knows
 * @property {boolean} newer   something was typed after the sending began
 * @property {number} since    when the oldest unsaved word was typed
 * @property {number} tries    how often in a row it has not worked
 */

/**
 * @typedef {{ is: "typed", now: number }
 *   | { is: "due" } | { is: "pressed" } | { is: "leaving" } | { is: "online" } | { is: "looked" }
 *   | { is: "saved", version: number } | { is: "failed" } | { is: "shut" } | { is: "refused" }
 *   | { is: "clash", version: number } | { is: "chosen" }
 *   | { is: "same" } | { is: "other" } | { is: "nobody" }} Event
 */

/** @typedef {{ do: "send", leaving?: boolean } | { do: "ask" } | { do: "wait", ms: number }} Effect */

export const PAUSE = 1000; // ms without a key, then it is saved
export const LONGEST = 4000; // ms after the first unsaved word, also when nobody pauses
const SLOWEST = 30_000; // ms between two tries
const ASK_AGAIN = 5000; // ms between two looks at who is signed in
const HOPELESS = 3; // so many refusals in a row, and it is tried at leisure

/** @returns {State} */
export function fresh(/** @type {number} */ version) {
  return { phase: "clean", version, newer: false, since: 0, tries: 0 };
}

/** Would closing the page lose words? */
export function unsaved(/** @type {State} */ state) {
  return state.phase !== "clean";
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {[State, Effect[]]}
 */
export function next(state, event) {
  switch (event.is) {
    case "typed":
      return typed(state, event.now);
    case "due":
      return due(state);
    case "pressed":
      return ["dirty", "failed", "refused"].includes(state.phase) ? send(state) : due(state);
    case "leaving":
      return leaving(state);
    case "online":
    case "looked":
      return ["failed", "ended", "other"].includes(state.phase) ? due({ ...state, tries: 0 }) : [state, []];
    case "saved":
      return saved({ ...state, version: event.version, tries: 0 });
    case "failed":
      return later({ ...state, phase: state.phase === "ended" || state.phase === "other" ? state.phase : "failed" });
    case "shut":
      return [{ ...state, phase: "asking", tries: state.tries + 1 }, [{ do: "ask" }]];
    case "same":
      return state.tries > HOPELESS ? later({ ...state, phase: "failed" }) : send(state);
    case "nobody":
      return [{ ...state, phase: "ended" }, [{ do: "wait", ms: ASK_AGAIN }]];
    case "other":
      return [{ ...state, phase: "other" }, [{ do: "wait", ms: ASK_AGAIN }]];
    case "refused":
      return state.newer ? send(state) : [{ ...state, phase: "refused" }, []];
    case "clash":
      return [{ ...state, phase: "clash", version: event.version, tries: 0 }, []];
    case "chosen":
      return send(state);
  }
}

/** @returns {[State, Effect[]]} */
function typed(/** @type {State} */ state, /** @type {number} */ now) {
  switch (state.phase) {
    case "clean":
    case "refused":
      return [{ ...state, phase: "dirty", since: now }, [{ do: "wait", ms: PAUSE }]];
    case "dirty":
      return [state, [{ do: "wait", ms: Math.max(0, Math.min(PAUSE, state.since + LONGEST - now)) }]];
    case "sending":
      return [{ ...state, newer: true, since: state.newer ? state.since : now }, []];
    default:
      return [state, []]; // a later try reads the boxes as they are then
  }
}

/** @returns {[State, Effect[]]} */
function due(/** @type {State} */ state) {
  switch (state.phase) {
    case "dirty":
    case "failed":
      return send(state);
    case "ended":
    case "other":
      return [state, [{ do: "ask" }]];
    default:
      return [state, []];
  }
}

/** @returns {[State, Effect[]]} */
function leaving(/** @type {State} */ state) {
  const waiting = state.phase === "dirty" || state.phase === "failed" || (state.phase === "sending" && state.newer);
  return waiting ? send(state, true) : [state, []];
}

/** @returns {[State, Effect[]]} */
function send(/** @type {State} */ state, leaving = false) {
  return [{ ...state, phase: "sending", newer: false }, [{ do: "send", leaving }]];
}

/** @returns {[State, Effect[]]} */
function saved(/** @type {State} */ state) {
  return state.newer ? [{ ...state, phase: "dirty", newer: false }, [{ do: "wait", ms: PAUSE / 2 }]] : [{ ...state, phase: "clean" }, []];
}

/** @returns {[State, Effect[]]} */
function later(/** @type {State} */ state) {
  const tries = state.tries + 1;
  return [{ ...state, tries }, [{ do: "wait", ms: Math.min(SLOWEST, 1000 * 2 ** tries) }]];
}
