// Where in the picture: which ring and sphere a point lies in, and who is next to whom. Pure.

/** @typedef {{ x: number, y: number }} Point */
/**
 * @typedef {object} Shape
 * @property {number} width
 * @property {number} height
 * @property {number[]} shares   where rings begin and end, as shares of the way from the middle to the border
 * @property {number[]} begins   the angles where spheres begin, clockwise from the top
 * @property {string[]} spheres
 * @property {boolean} mirrored
 */
/** @typedef {{ id: string, x: number, y: number }} Dot */

const TURN = 2 * Math.PI;
const EDGE = 3; // between the outermost ring and the frame

/**
 * The ring and sphere of a point; null in the very middle and outside of the rings.
 * @param {Shape} shape
 * @param {Point} point
 * @returns {{ ring: number, sphere: string } | null}
 */
export function placeAt(shape, point) {
  const x = (shape.mirrored ? -1 : 1) * ((point.x - shape.width / 2) / (shape.width / 2 - EDGE));
  const y = (point.y - shape.height / 2) / (shape.height / 2 - EDGE);
  const share = Math.hypot(x, y);
  const ring = shape.shares.findIndex((end, i) => i > 0 && share <= end);
  if (ring < 1 || share < (shape.shares[0] ?? 0)) return null;
  const angle = (Math.atan2(x, -y) + TURN) % TURN;
  const number = shape.begins.filter((begin) => begin <= angle).length - 1;
  const sphere = shape.spheres[Math.max(number, 0)];
  return sphere ? { ring, sphere } : null;
}

/**
 * The nearest dot in a direction: what lies ahead counts, what lies aside counts against.
 * @param {Dot[]} dots
 * @param {Dot} from
 * @param {"ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown"} key
 * @returns {Dot | null}
 */
export function nextTo(dots, from, key) {
  const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? [0, 0];
  let best = null;
  let least = Infinity;
  for (const dot of dots) {
    const ahead = (dot.x - from.x) * (right ?? 0) + (dot.y - from.y) * (down ?? 0);
    const aside = Math.abs((dot.x - from.x) * (down ?? 0)) + Math.abs((dot.y - from.y) * (right ?? 0));
    const far = ahead + 2.5 * aside;
    if (dot.id !== from.id && ahead > 1 && far < least) [best, least] = [dot, far];
  }
  return best;
}

/**
 * The dot that a point lies on, if any.
 * @param {Dot[]} dots
 * @param {Point} point
 * @param {string} but  the id of the one that is being dragged
 * @param {number} [within]
 */
export function dotAt(dots, point, but, within = 16) {
  return dots.find((dot) => dot.id !== but && Math.hypot(dot.x - point.x, dot.y - point.y) <= within) ?? null;
}
