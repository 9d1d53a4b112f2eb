/**
 * Moving about on the map: two fingers, mouse, wheel with Ctrl, arrow keys, plus, minus and 0. One finger still scrolls the page.
 * The part shown is `{ zoom, x, y }`: how often larger, and where its middle lies, in widths and heights from the first middle.
 */

import { el } from "./build.js";

const NEAREST = 24;
const STEP = 1.5;
const NUDGE = 0.15;

/** Makes `canvas` movable and returns its buttons; `redraw(look)` is called at most once a frame. */
export function roam(canvas, redraw, words) {
  const look = { zoom: 1, x: 0, y: 0 };
  const fingers = new Map();
  let waiting = false;

  function change({ by = 1, x = 0, y = 0 }) {
    look.zoom = Math.min(NEAREST, Math.max(1, look.zoom * by));
    const room = look.zoom === 1 ? 0 : 0.6;
    look.x = Math.max(-room, Math.min(room, look.x + x / look.zoom));
    look.y = Math.max(-room, Math.min(room, look.y + y / look.zoom));
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      redraw(look);
    });
  }

  const keys = {
    "+": { by: STEP }, "=": { by: STEP }, "-": { by: 1 / STEP }, 0: { by: 0 },
    ArrowLeft: { x: -NUDGE }, ArrowRight: { x: NUDGE }, ArrowUp: { y: -NUDGE }, ArrowDown: { y: NUDGE },
  };
  canvas.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change(keys[event.key]);
  });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    change({ by: Math.exp(-event.deltaY / 200) });
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => fingers.set(event.pointerId, [event.clientX, event.clientY]));
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || (event.pointerType === "touch" && fingers.size !== 2)) return;
    const now = [event.clientX, event.clientY];
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    const apart = (at) => Math.hypot(at[0] - other[0], at[1] - other[1]);
    const share = fingers.size;
    fingers.set(event.pointerId, now);
    change({
      by: other ? apart(now) / Math.max(1, apart(before)) : 1,
      x: (before[0] - now[0]) / canvas.clientWidth / share,
      y: (before[1] - now[1]) / canvas.clientHeight / share,
    });
  });
  const button = (sign, name, by) => el("button", { type: "button", "aria-label": words.say(name), onclick: () => change({ by }) }, sign);
  return el("div", { class: "roam" }, button("+", "map_closer", STEP), button("−", "map_farther", 1 / STEP), button("⤢", "map_whole", 0));
}
