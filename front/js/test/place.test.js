import assert from "node:assert/strict";
import { test } from "node:test";
import { dotAt, nextTo, placeAt } from "../lib/place.js";

const quarter = Math.PI / 2;
const shape = {
  width: 206,
  height: 406,
  shares: [0.1, 0.5, 0.75, 1],
  begins: [0, quarter, 2 * quarter, 3 * quarter],
  spheres: ["work", "study", "family", "online"],
  mirrored: false,
};

test("a point lies in the ring and sphere that are drawn there", () => {
  assert.deepEqual(placeAt(shape, { x: 123, y: 163 }), { ring: 1, sphere: "work" });
  assert.deepEqual(placeAt(shape, { x: 150, y: 300 }), { ring: 2, sphere: "study" });
  assert.deepEqual(placeAt(shape, { x: 50, y: 370 }), { ring: 3, sphere: "family" });
  assert.deepEqual(placeAt(shape, { x: 83, y: 163 }), { ring: 1, sphere: "online" });
});

test("the middle and the corners are no place", () => {
  assert.equal(placeAt(shape, { x: 103, y: 203 }), null);
  assert.equal(placeAt(shape, { x: 2, y: 2 }), null);
});

test("mirrored, left and right change", () => {
  assert.deepEqual(placeAt({ ...shape, mirrored: true }, { x: 83, y: 163 }), { ring: 1, sphere: "work" });
});

const dots = [
  { id: "a", x: 100, y: 100 },
  { id: "b", x: 200, y: 110 },
  { id: "c", x: 150, y: 190 },
  { id: "d", x: 100, y: 20 },
];

test("arrow keys lead to the neighbour in their direction, and nowhere at the edge", () => {
  const [a, b] = dots;
  assert.ok(a && b);
  assert.equal(nextTo(dots, a, "ArrowRight")?.id, "b");
  assert.equal(nextTo(dots, a, "ArrowUp")?.id, "d");
  assert.equal(nextTo(dots, b, "ArrowLeft")?.id, "a");
  assert.equal(nextTo(dots, a, "ArrowDown")?.id, "c");
  assert.equal(nextTo(dots, a, "ArrowLeft"), null);
});

test("a dot is dropped on another one, never on itself", () => {
  assert.equal(dotAt(dots, { x: 205, y: 105 }, "a")?.id, "b");
  assert.equal(dotAt(dots, { x: 205, y: 105 }, "b"), null);
  assert.equal(dotAt(dots, { x: 300, y: 300 }, "a"), null);
});
