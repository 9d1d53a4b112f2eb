/** A route as a card with its steps. */

import { el, icon } from "./build.js";
import { access } from "./places.js";
import { marksOf } from "./sources.js";

/** What the values of a warning `code:value,value` are called, in their order. A code that is not here is not shown. */
const WARNINGS = {
  last_departure: ["line", "at", "stop"],
  last_departure_missed: ["line", "at", "stop"],
  long_wait: ["minutes", "line", "at"],
  night_service: ["line", "headway"],
  sparse_service: ["line", "headway"],
  step_free_unknown: ["line", "stop"],
  walk_not_surveyed: ["meters"],
  closure_possible: ["stop"],
  long_walk: ["meters"],
  ferry_times_estimated: ["line"],
  arrives_early: ["minutes"],
  bus_link: ["line", "from", "to"],
  coach_link: ["line", "from", "to"],
  not_an_airport: ["stop"],
  no_step_free_route: [],
  times_unknown: ["line"],
  avoid_impossible: [],
};

export function routeCard(answer, key, words) {
  const route = answer.route;
  if (!route) return null;
  const colours = legColours(answer.map);
  const ends = [route.legs[0]?.from.name, route.legs.at(-1)?.to.name].filter(Boolean);
  return el(
    "div",
    { class: "route", role: "group", "aria-label": words.say("route") },
    el(
      "h3",
      {},
      el("span", { class: "total" }, words.say("minutes", { n: route.minutes })),
      ends.length === 2 && el("span", { class: "ends" }, el("bdi", {}, ends[0]), " ", el("span", { class: "arrow" }, words.say("to")), " ", el("bdi", {}, ends[1])),
    ),
    el(
      "p",
      { class: "sum" },
      words.say("transfers", { n: route.transfers }),
      " · ",
      words.say("walking", { n: route.walking_minutes }),
    ),
    el("ol", { class: "legs" }, route.legs.map((leg, index) => step(leg, colours.get(index), words))),
    el(
      "dl",
      { class: "facts" },
      pair(words.say("fare"), fare(route.fare, answer, key, words)),
      pair(words.say("step_free"), access(route.step_free, words)),
      pair(words.say("times"), words.say(`confidence_${route.confidence}`)),
    ),
    warnings(route.warnings, words),
  );
}

/** A name in running text of another direction (Unicode Bidirectional Algorithm: first strong isolate). */
function isolated(name) {
  return `\u2068${name}\u2069`;
}

function pair(term, value) {
  return el("div", {}, el("dt", {}, term), el("dd", {}, value));
}

function step(leg, colour, words) {
  const walk = leg.mode === "walk";
  const badge = leg.line && el("bdi", { class: "line", translate: "no" }, leg.line);
  if (badge && colour) {
    badge.style.backgroundColor = colour;
    badge.style.color = inkOn(colour);
  }
  const details = walk
    ? [leg.to.name && words.say("walk_to", { to: isolated(leg.to.name) }), leg.meters && words.say("meters", { n: words.number(leg.meters) })]
    : [
        [el("bdi", {}, leg.from.name), ` ${words.say("to")} `, el("bdi", {}, leg.to.name)],
        leg.stops && words.say("stops", { n: leg.stops }),
        leg.departs && words.say("departs", { time: leg.departs }),
      ];
  return el(
    "li",
    { class: walk ? "leg walk" : "leg" },
    icon(leg.mode === "metrobus" ? "bus" : leg.mode, "icon mode"),
    el(
      "div",
      {},
      el(
        "p",
        { class: "how" },
        el("strong", {}, words.say(`mode_${leg.mode}`)),
        badge && [" ", badge],
        leg.direction && [" ", el("span", {}, words.say("direction", { to: isolated(leg.direction) }))],
      ),
      details.filter(Boolean).map((text, i) => [i > 0 ? el("span", { class: "dim" }, " · ") : null, el("span", { class: "dim" }, text)]),
    ),
    el("span", { class: "mins" }, words.say("minutes", { n: leg.minutes })),
  );
}

function fare(found, answer, key, words) {
  if (!found) return words.say("fare_unknown");
  const date = words.say("as_of", { date: words.date(found.as_of) });
  const source = marksOf([found.source, `${found.source}@${found.as_of}`], answer.sources, key, words);
  return [el("bdi", {}, words.money(found.amount, found.currency)), el("span", { class: "dim" }, ` (${date})`), source];
}

function warnings(given, words) {
  const told = [...new Set(given.map((warning) => worded(warning, words)).filter(Boolean))];
  return told.length ? el("ul", { class: "warnings" }, told.map((text) => el("li", {}, icon("warn"), el("span", {}, text)))) : null;
}

function worded(warning, words) {
  const [, code, rest] = /^([a-z_]+)(?::(.*))?$/s.exec(warning) ?? [];
  const names = WARNINGS[code];
  if (!names || !words.has(`warn_${code}`)) return null;
  const values = (rest ?? "").split(",");
  return words.say(`warn_${code}`, Object.fromEntries(names.map((name, i) => [name, isolated(values[i] ?? "")])));
}

function legColours(map) {
  const legs = (map?.features ?? []).filter((feature) => feature.properties?.kind === "leg");
  return new Map(legs.map(({ properties }) => [properties.order, hex(properties.color)]));
}

/** A colour of the data, if it is one. */
export function hex(colour) {
  return /^#[0-9a-f]{6}$/i.test(colour ?? "") ? colour : null;
}

/** Black or white, whichever reads better (WCAG 2.2 relative luminance). */
export function inkOn(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}
