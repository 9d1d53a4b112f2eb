/**
 * The answer's GeoJSON drawn over the city's outline, without a map service: lines in their colours, pins with names.
 * Positions are projected on a plane at Istanbul's latitude, which is exact enough for a city.
 */

import { el, svg } from "./build.js";
import { roam } from "./roam.js";
import { hex } from "./route.js";
import { attribution, tiles } from "./tiles.js";

const WIDER = Math.cos((41 * Math.PI) / 180);
const METERS_PER_DEGREE = 111_320;
const SMALLEST_SPAN = 0.03;
const RATIO = 0.6;
const COPYRIGHT = "https://www.openstreetmap.org/copyright";
/** Points on the water, best first, where its name may stand. */
const WATERS = {
  sea_bosphorus: [[29.022, 41.037], [29.04, 41.053], [29.053, 41.09], [29.006, 41.02], [29.065, 41.135], [29.1, 41.2]],
  sea_golden_horn: [[28.957, 41.032], [28.948, 41.04], [28.963, 41.026], [28.975, 41.0195]],
  sea_marmara: [[28.975, 40.985], [28.99, 40.97], [28.93, 40.985], [28.88, 40.94], [29.03, 40.93], [28.7, 40.93]],
};
let outline;

/** Null when there is nothing to draw. The drawing follows the width it is given. */
export function sketch(answer, words) {
  const features = (answer.map?.features ?? []).filter((feature) => shown(feature));
  if (!features.length) return null;
  const names = [...new Set(points(features).map((point) => point.name).filter(Boolean))];
  const label = names.length ? words.say("map_of", { names: words.list(names) }) : words.say("map");
  const canvas = el("div", { class: "canvas", tabindex: 0, role: "group", "aria-label": words.say("map_move") });
  let [drawn, look] = [0, undefined];
  const paint = async () => canvas.replaceChildren(draw(features, await districts(), drawn, label, words, look));
  const figure = el(
    "figure",
    { class: "map" },
    canvas,
    roam(canvas, (next) => {
      look = next;
      paint();
    }, words),
    el("figcaption", {}, words.say("map_about"), " ", el("a", { href: COPYRIGHT, target: "_blank", rel: "noopener noreferrer" }, words.say("map_copyright")), attribution ? ` ${attribution}` : ""),
  );
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width === drawn || width === 0) return;
    drawn = width;
    paint();
  }).observe(canvas);
  return figure;
}

async function districts() {
  outline ??= fetch("/page/outline.json").then((reply) => (reply.ok ? reply.json() : null));
  try {
    return decoded(await outline);
  } catch {
    outline = undefined;
    return [];
  }
}

/** Districts with rings of [lon, lat] points and a point `at` for their name. */
function decoded(data) {
  if (!data) return [];
  const degrees = (x, y) => [data.origin[0] + x / data.scale, data.origin[1] + y / data.scale];
  data.decoded ??= data.districts.map(({ name, at, rings }) => ({
    name,
    at: degrees(...at),
    rings: rings.map((ring) => {
      const found = [];
      let [x, y] = [0, 0];
      for (let i = 0; i < ring.length; i += 2) {
        x += ring[i];
        y += ring[i + 1];
        found.push(degrees(x, y));
      }
      return found;
    }),
  }));
  return data.decoded;
}

function draw(features, land, width, label, words, look) {
  const height = Math.round(Math.max(200, Math.min(380, width * RATIO)));
  const view = closer(frame(features, width, height), look);
  const at = ([lon, lat]) => [(lon - view.west) * WIDER * view.scale, (view.north - lat) * view.scale];
  const path = (line, close) => `M${line.map((point) => at(point).map((value) => value.toFixed(1)).join(" ")).join("L")}${close ? "Z" : ""}`;
  const inside = (ring) => ring.some(([lon, lat]) => lon > view.west && lon < view.east && lat > view.south && lat < view.north) || around(ring, view);
  const shores = land.map(({ rings }) => rings.filter(inside)).filter((rings) => rings.length);
  const boxes = [];
  const pins = pinned(features, at);
  for (const pin of pins) boxes.push([pin.x - 10, pin.y - 10, pin.x + 10, pin.y + 10]);
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
    svg("rect", { class: "water", width, height }),
    shores.map((rings) => svg("path", { class: "land", d: rings.map((ring) => path(ring, true)).join("") })),
    tiles(view, width, at),
    lines(features).map(({ line, mode, colour }) => [
      svg("path", { class: "casing", d: path(line, false) }),
      svg("path", { class: mode === "walk" ? "way on-foot" : "way", d: path(line, false), stroke: colour }),
    ]),
    pins.map((pin) => [
      svg("circle", { class: pin.number ? "pin" : "stop", cx: pin.x, cy: pin.y, r: pin.number ? 10 : 5 }),
      pin.number && svg("text", { class: "in-pin", x: pin.x, y: pin.y + 4, "text-anchor": "middle" }, pin.number),
    ]),
    pins.map((pin) => name(pin, boxes, width, height)),
    scale(view, height),
    boxes.push([0, height - 30, 110, height]) && orientation(land, words, at, boxes, width, height),
  );
}

/** The part of the world to show: all features with room around them, in the proportions of the drawing. */
function frame(features, width, height) {
  const all = [...points(features).map((point) => point.at), ...lines(features).flatMap(({ line }) => line)];
  const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)];
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
  const room = 1 + 110 / width;
  const across = Math.max((Math.max(...lons) - Math.min(...lons)) * WIDER * room, SMALLEST_SPAN);
  const down = Math.max((Math.max(...lats) - Math.min(...lats)) * room, SMALLEST_SPAN * RATIO);
  const perPixel = Math.max(across / width, down / height);
  const half = [(perPixel * width) / WIDER / 2, (perPixel * height) / 2];
  return { west: middle[0] - half[0], east: middle[0] + half[0], south: middle[1] - half[1], north: middle[1] + half[1], scale: 1 / perPixel };
}

/** The part of a view that `look` of `roam` asks for. */
function closer(view, look = { zoom: 1, x: 0, y: 0 }) {
  const [across, down] = [view.east - view.west, view.north - view.south];
  const middle = [(view.west + view.east) / 2 + look.x * across, (view.south + view.north) / 2 - look.y * down];
  const half = [across / look.zoom / 2, down / look.zoom / 2];
  return { west: middle[0] - half[0], east: middle[0] + half[0], south: middle[1] - half[1], north: middle[1] + half[1], scale: view.scale * look.zoom };
}

/** Whether a ring without a corner in view may still surround it. */
function around(ring, view) {
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  return Math.min(...lons) < view.east && Math.max(...lons) > view.west && Math.min(...lats) < view.north && Math.max(...lats) > view.south;
}

function shown({ geometry }) {
  const pair = (at) => Array.isArray(at) && at.length >= 2 && at.every(Number.isFinite);
  if (geometry?.type === "Point") return pair(geometry.coordinates);
  if (geometry?.type === "LineString") return geometry.coordinates.length > 1 && geometry.coordinates.every(pair);
  return geometry?.type === "MultiLineString" && geometry.coordinates.every((line) => line.length > 1 && line.every(pair));
}

function points(features) {
  return features
    .filter(({ geometry }) => geometry.type === "Point")
    .map(({ geometry, properties }) => ({ at: geometry.coordinates, name: properties?.name ?? "", stop: properties?.kind === "stop" }));
}

function lines(features) {
  return features
    .filter(({ geometry }) => geometry.type !== "Point")
    .flatMap(({ geometry, properties }) => {
      const parts = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
      return parts.map((line) => ({ line, mode: properties?.mode, colour: hex(properties?.color) ?? "#4b5563" }));
    });
}

/** Pins in pixels; stops that lie on one another are one. */
function pinned(features, at) {
  const pins = [];
  let number = 0;
  for (const point of points(features)) {
    const [x, y] = at(point.at);
    const twin = pins.find((pin) => Math.hypot(pin.x - x, pin.y - y) < 7 && pin.stop && point.stop);
    if (twin) twin.name ||= point.name;
    else pins.push({ x, y, name: point.name, stop: point.stop, number: point.stop ? null : ++number });
  }
  if (number === 1) for (const pin of pins) if (pin.number) pin.number = "•";
  return pins;
}

/** A name beside its pin where it covers no other; left out where there is no room, as the pin's number is in the list. */
function name(pin, boxes, width, height) {
  if (!pin.name || boxes.named?.has(pin.name)) return null;
  const text = pin.name.length > 26 ? `${pin.name.slice(0, 25)}…` : pin.name;
  const long = text.length * 6.9 + 4;
  const gap = pin.number ? 14 : 9;
  const spots = [
    [pin.x + gap, pin.y + 4, "start"], [pin.x - gap, pin.y + 4, "end"],
    [pin.x, pin.y - gap, "middle"], [pin.x, pin.y + gap + 9, "middle"],
    [pin.x + gap, pin.y - 8, "start"], [pin.x + gap, pin.y + 17, "start"], [pin.x - gap, pin.y - 8, "end"], [pin.x - gap, pin.y + 17, "end"],
  ];
  for (const [x, y, anchor] of spots) {
    const left = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
    const box = [left, y - 12, left + long, y + 4];
    if (left < 2 || box[2] > width - 2 || box[1] < 2 || y > height - 16) continue;
    if (boxes.some((other) => other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1] && !mine(other, pin))) continue;
    boxes.push(box);
    (boxes.named ??= new Set()).add(pin.name);
    return svg("text", { class: "name", x, y, "text-anchor": anchor, direction: "ltr" }, text);
  }
  return null;
}

/** Names of waters and districts, where they cover nothing. */
function orientation(land, words, at, boxes, width, height) {
  const free = ([left, top, right, bottom]) => left > 2 && top > 2 && right < width - 2 && bottom < height - 2 && !boxes.some((other) => other[0] < right && other[2] > left && other[1] < bottom && other[3] > top);
  const put = (text, spots, className) => {
    const half = text.length * 3.3 + 2;
    for (const spot of spots) {
      const [x, y] = at(spot);
      const box = [x - half, y - 9, x + half, y + 5];
      if (!free(box)) continue;
      boxes.push(box);
      return svg("text", { class: className, x, y, "text-anchor": "middle" }, text);
    }
    return null;
  };
  const waters = Object.entries(WATERS).map(([key, spots]) => put(words.say(key), spots, "water-name"));
  return [waters, land.map((district) => put(district.name, [district.at], "land-name"))];
}

function mine(box, pin) {
  return box[0] === pin.x - 10 && box[1] === pin.y - 10;
}

/** A bar of a round length, at most a quarter of a usual width. */
function scale(view, height) {
  const pixelsPerMeter = view.scale / METERS_PER_DEGREE;
  const meters = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000].findLast((length) => length * pixelsPerMeter < 90) ?? 50;
  const long = meters * pixelsPerMeter;
  const text = meters < 1000 ? `${meters} m` : `${meters / 1000} km`;
  return [svg("path", { class: "bar", d: `M10 ${height - 10}v-4m0 4h${long.toFixed(1)}v-4` }), svg("text", { class: "bar-name", x: 14, y: height - 15 }, text)];
}
