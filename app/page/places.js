/** Places of an answer as cards. Unknown is said to be unknown. */

import { el, icon, outward } from "./build.js";
import { marksOf } from "./sources.js";

const DIETS = ["vegan", "vegetarian", "halal", "kosher", "gluten_free", "nut_free", "seafood_free", "lactose_free", "no_alcohol"];

/** Nobody asks when a hotel or a whole quarter opens, so that it is not known is not worth a line. */
const STAYS = new Set(["hotel", "boutique_hotel", "hostel", "apartment", "stay_area"]);

/** `answer` gives the sources and the day that was asked about. */
export function placeCards(answer, key, words) {
  if (!answer.places.length) return null;
  const numbered = answer.places.length > 1;
  return el(
    "div",
    { class: "places", role: "group", "aria-label": words.say("places") },
    answer.places.map((place, index) => card(place, numbered ? index + 1 : null, answer, key, words)),
  );
}

function card(place, number, answer, key, words) {
  const kind = words.has(`kind_${place.kind}`) ? words.say(`kind_${place.kind}`) : null;
  const where = [kind, place.neighborhood && el("bdi", {}, place.neighborhood)].filter(Boolean);
  return el(
    "article",
    { class: "place-card" },
    el("h3", {}, number && el("span", { class: "number", "aria-hidden": "true" }, number), el("bdi", {}, place.name)),
    el("p", { class: "where" }, where.map((part, i) => [i > 0 && " · ", part])),
    place.description && !answer.text.includes(place.description) && el("p", { class: "about", dir: "auto" }, place.description),
    place.why && el("p", { class: "why" }, el("strong", {}, words.say("why")), " ", el("bdi", {}, place.why)),
    el(
      "dl",
      { class: "facts" },
      hours(place, answer, words),
      fact(words.say("closed_on"), place.closed_on.length && words.list(place.closed_on.map((day) => words.weekday(day)))),
      fact(words.say("price"), price(place.price, words)),
      fact(words.say("step_free"), access(place.step_free, words)),
      diets(place.diet ?? {}, words),
    ),
    el(
      "p",
      { class: "from" },
      outward(map(place), icon("pin"), words.say("open_map"), el("span", { class: "unseen" }, ` (${place.name})`)),
      marksOf([place.source], answer.sources, key, words),
    ),
  );
}

function fact(term, value) {
  return value ? el("div", {}, el("dt", {}, term), el("dd", {}, value)) : null;
}

/** `open_now` and the word "today" hold only when nobody asked about another day. */
function hours(place, answer, words) {
  const when = answer.understanding?.constraints?.when;
  const today = !when || when === "now" || when === "today";
  const known = place.hours_today;
  if (!known && STAYS.has(place.kind)) return null;
  const text =
    known === null || known === undefined ? words.say("unknown")
    : known === "24/7" ? words.say("always_open")
    : known === "closed" ? words.say("closed_all_day")
    : el("bdi", { dir: "ltr" }, known);
  const now =
    today && known !== "closed" && typeof place.open_now === "boolean"
      ? el("span", { class: place.open_now ? "badge yes" : "badge no" }, words.say(place.open_now ? "open_now" : "closed_now"))
      : null;
  return fact(words.say(today || when === "tonight" ? "hours_today" : "hours_that_day"), [text, now && " ", now]);
}

function price(found, words) {
  if (!found) return null;
  const level = found.level ? words.say(`price_${found.level}`) : null;
  const amount = typeof found.amount === "number" ? words.money(found.amount, found.currency) : null;
  if (!level && !amount) return null;
  const date = found.as_of && words.say("as_of", { date: words.date(found.as_of) });
  return [amount && el("bdi", {}, amount), amount && level && " · ", level, date && el("span", { class: "dim" }, ` (${date})`)];
}

export function access(value, words) {
  const known = value === "yes" || value === "no" ? value : "unknown";
  return el("span", { class: `tri ${known}` }, words.say(known));
}

function diets(diet, words) {
  const named = (value) => DIETS.filter((name) => diet[name] === value).map((name) => words.say(`diet_${name}`));
  return [["yes", "diet_yes"], ["no", "diet_no"], ["unknown", "diet_unknown"]].map(([value, key]) => {
    const names = named(value);
    return fact(words.say(key), names.length && words.list(names));
  });
}

function map({ lat, lon }) {
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}
