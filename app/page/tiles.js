/** An operator's map tiles under the drawing: only where the page was served with their address. Web Mercator, 256 pixels. */

import { svg } from "./build.js";

const SIZE = 256;
const [NEAREST, MOST] = [19, 60];
const setting = document.querySelector('meta[name="map-tiles"]');

/** Whose tiles they are; null when there are none. */
export const attribution = setting ? setting.dataset.attribution : null;

/** Images for a view of [west, south, east, north] degrees, placed by `at`; nothing when no tiles are set. */
export function tiles(view, width, at) {
  if (!setting) return [];
  const zoom = Math.max(0, Math.min(NEAREST, Math.round(Math.log2((width * 360) / ((view.east - view.west) * SIZE)))));
  const count = 2 ** zoom;
  const [left, right] = [column(view.west, count), column(view.east, count)];
  const [top, bottom] = [row(view.north, count), row(view.south, count)];
  if ((right - left + 1) * (bottom - top + 1) > MOST) return [];
  const found = [];
  for (let x = left; x <= right; x++) {
    for (let y = top; y <= bottom; y++) {
      const [[x1, y1], [x2, y2]] = [at([longitude(x, count), latitude(y, count)]), at([longitude(x + 1, count), latitude(y + 1, count)])];
      const href = setting.content.replace("{z}", zoom).replace("{x}", ((x % count) + count) % count).replace("{y}", y);
      found.push(svg("image", { class: "tile", href, x: x1, y: y1, width: x2 - x1, height: y2 - y1, preserveAspectRatio: "none" }));
    }
  }
  return found;
}

const column = (lon, count) => Math.floor(((lon + 180) / 360) * count);
const row = (lat, count) => {
  const angle = (lat * Math.PI) / 180;
  const at = ((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * count;
  return Math.max(0, Math.min(count - 1, Math.floor(at)));
};
const longitude = (x, count) => (x / count) * 360 - 180;
const latitude = (y, count) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / count))) * 180) / Math.PI;
