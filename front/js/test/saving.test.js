import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, PAUSE, fresh, next, unsaved } from "../lib/saving.js";

/** @typedef {import("../lib/saving.js").Event} Event */

/** What happens when these events come one after the other: the state, and every effect with its wait. */
function after(/** @type {Event[]} */ ...events) {
  let state = fresh(3);
  /** @type {import("../lib/saving.js").Effect[][]} */
  const all = [];
  for (const event of events) {
    const [now, effects] = next(state, event);
    state = now;
    all.push(effects);
  }
  return { state, effects: all.at(-1) ?? [], all };
}

/** @type {Event} */
const typed = { is: "typed", now: 1000 };
/** @type {Event} */
const due = { is: "due" };
/** @type {Event} */
const saved = { is: "saved", version: 4 };

test("a page that was not touched has nothing to lose and sends nothing", () => {
  const { state, effects } = after(due, { is: "leaving" }, { is: "online" }, { is: "looked" });
  assert.equal(unsaved(state), false);
  assert.deepEqual(effects, []);
});

test("typing is saved after a pause", () => {
  assert.deepEqual(after(typed).effects, [{ do: "wait", ms: PAUSE }]);
  assert.deepEqual(after(typed, due).effects, [{ do: "send", leaving: false }]);
  assert.equal(after(typed, due).state.phase, "sending");
});

test("whoever never pauses is saved within five seconds", () => {
  const { effects } = after(typed, { is: "typed", now: 1000 + LONGEST - 300 });
  assert.deepEqual(effects, [{ do: "wait", ms: 300 }]);
  assert.deepEqual(after(typed, { is: "typed", now: 90_000 }).effects, [{ do: "wait", ms: 0 }]);
  assert.ok(LONGEST < 5000);
});

test("saved is clean, with the version that the server has now", () => {
  const { state } = after(typed, due, saved);
  assert.equal(unsaved(state), false);
  assert.equal(state.version, 4);
});

test("what was typed while it was sent is saved next", () => {
  const { state, effects } = after(typed, due, { is: "typed", now: 2000 }, { is: "typed", now: 2500 }, saved);
  assert.equal(state.phase, "dirty");
  assert.equal(state.since, 2000);
  assert.equal(effects[0]?.do, "wait");
});

test("leaving sends at once what waits", () => {
  /** @type {Event} */
  const leaving = { is: "leaving" };
  assert.deepEqual(after(typed, leaving).effects, [{ do: "send", leaving: true }]);
  assert.deepEqual(after(typed, due, { is: "typed", now: 2000 }, leaving).effects, [{ do: "send", leaving: true }]);
  assert.deepEqual(after(typed, due, leaving).effects, []);
});

test("a dead line is tried again with growing waits", () => {
  /** @type {Event[]} */
  const events = [typed];
  for (let tries = 0; tries < 8; tries += 1) events.push(due, { is: "failed" });
  const waits = after(...events).all.flat().filter((effect) => effect.do === "wait").map((effect) => effect.ms);
  assert.deepEqual(waits.slice(1), [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test("a line that is back, or a look at the page, is a reason to try now", () => {
  for (const is of /** @type {const} */ (["online", "looked"])) {
    assert.deepEqual(after(typed, due, { is: "failed" }, { is }).effects, [{ do: "send", leaving: false }]);
  }
});

test("typing does not disturb a page that waits for its line", () => {
  assert.deepEqual(after(typed, due, { is: "failed" }, { is: "typed", now: 9000 }).effects, []);
});

test("a shut door asks who is signed in, and sends nothing", () => {
  const { state, effects } = after(typed, due, { is: "shut" });
  assert.deepEqual(effects, [{ do: "ask" }]);
  assert.deepEqual(next(state, { is: "leaving" })[1], []);
});

test("when nobody is signed in, it keeps asking and sends nothing", () => {
  const { state, effects } = after(typed, due, { is: "shut" }, { is: "nobody" });
  assert.equal(state.phase, "ended");
  assert.equal(unsaved(state), true);
  assert.equal(effects[0]?.do, "wait");
  assert.deepEqual(next(state, due)[1], [{ do: "ask" }]);
  assert.deepEqual(next(state, { is: "leaving" })[1], []);
  assert.deepEqual(next(state, { is: "typed", now: 9000 })[1], []);
  assert.equal(next(state, { is: "failed" })[0].phase, "ended");
});

test("the same person again: all is sent", () => {
  const { effects } = after(typed, due, { is: "shut" }, { is: "nobody" }, due, { is: "same" });
  assert.deepEqual(effects, [{ do: "send", leaving: false }]);
});

test("somebody else: nothing is sent, and it keeps asking", () => {
  const { state, effects } = after(typed, due, { is: "shut" }, { is: "other" });
  assert.equal(state.phase, "other");
  assert.equal(effects[0]?.do, "wait");
  assert.deepEqual(next(state, due)[1], [{ do: "ask" }]);
  assert.deepEqual(next(state, { is: "leaving" })[1], []);
  assert.deepEqual(next(state, { is: "same" })[1], [{ do: "send", leaving: false }]);
});

test("a door that stays shut for the right person is not hammered at", () => {
  /** @type {Event[]} */
  const rounds = [{ is: "shut" }, { is: "same" }];
  const { state, effects } = after(typed, due, ...rounds, ...rounds, ...rounds, ...rounds);
  assert.equal(state.phase, "failed");
  assert.equal(effects[0]?.do, "wait");
});

test("two texts: nothing goes out until somebody has chosen", () => {
  const { state } = after(typed, due, { is: "clash", version: 7 });
  assert.equal(unsaved(state), true);
  for (const event of /** @type {Event[]} */ ([typed, due, { is: "leaving" }, { is: "online" }, { is: "pressed" }])) {
    assert.deepEqual(next(state, event)[1], []);
  }
  const [chosen, effects] = next(state, { is: "chosen" });
  assert.equal(chosen.version, 7);
  assert.deepEqual(effects, [{ do: "send", leaving: false }]);
});

test("what does not fit waits for another word", () => {
  const { state } = after(typed, due, { is: "refused" });
  assert.equal(state.phase, "refused");
  assert.equal(unsaved(state), true);
  assert.equal(next(state, { is: "typed", now: 9000 })[0].phase, "dirty");
  assert.deepEqual(after(typed, due, { is: "typed", now: 2000 }, { is: "refused" }).effects, [{ do: "send", leaving: false }]);
});

test("a pressed button saves now", () => {
  assert.deepEqual(after(typed, { is: "pressed" }).effects, [{ do: "send", leaving: false }]);
  assert.deepEqual(after({ is: "pressed" }).effects, []);
});
