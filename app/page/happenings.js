/** Events of an answer, compact. */

import { el, outward } from "./build.js";
import { marksOf } from "./sources.js";

export function eventList(answer, key, words) {
  if (!answer.events.length) return null;
  return el(
    "div",
    { class: "events", role: "group", "aria-label": words.say("events") },
    el("h3", {}, words.say("events")),
    el("ul", {}, answer.events.map((event) => entry(event, answer, key, words))),
  );
}

function entry(event, answer, key, words) {
  const days = event.ends && event.ends !== event.starts ? words.say("from_to", { from: words.date(event.starts, true), to: words.date(event.ends, true) }) : words.date(event.starts, true);
  const details = [
    event.place && el("bdi", {}, event.place),
    event.free === true && words.say("free"),
    event.precision === "usual" && words.say("usual_date"),
  ].filter(Boolean);
  return el(
    "li",
    {},
    el("p", { class: "when" }, el("time", { datetime: event.starts }, days)),
    el("p", { class: "what" }, el("strong", {}, outward(event.url, el("bdi", {}, event.name))), marksOf([event.source], answer.sources, key, words)),
    details.length > 0 && el("p", { class: "dim" }, details.map((part, i) => [i > 0 && " · ", part])),
  );
}
