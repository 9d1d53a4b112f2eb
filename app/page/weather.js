/** Weather, compact: what is measured, forecast, or only usual for the month. */

import { el } from "./build.js";
import { marksOf } from "./sources.js";

export function weatherCard(answer, key, words) {
  const days = answer.weather?.days ?? [];
  if (!days.length) return null;
  return el(
    "div",
    { class: "weather", role: "group", "aria-label": words.say("weather") },
    el("h3", {}, words.say("weather")),
    el("ul", {}, days.map((day) => entry(day, answer, key, words))),
  );
}

function entry(day, answer, key, words) {
  const normal = day.kind === "climate_normal";
  const title = normal
    ? words.say("usual_in", { month: words.month(answer.weather.month ?? Number(day.day.slice(5, 7))) })
    : day.kind === "current" ? words.say("now") : words.date(day.day, true);
  const has = (value) => typeof value === "number";
  const facts = [
    has(day.now_c) && words.say("degrees", { n: words.number(day.now_c) }),
    day.condition && words.has(`sky_${day.condition}`) && words.say(`sky_${day.condition}`),
    has(day.min_c) && has(day.max_c) && words.say("range", { min: words.number(day.min_c), max: words.number(day.max_c) }),
    has(day.rain_chance_percent) && words.say("rain_chance", { n: words.number(day.rain_chance_percent) }),
    has(day.rain_mm) && (normal ? words.say("rain_month", { n: words.number(day.rain_mm) }) : day.rain_mm > 0 && words.say("rain", { n: words.number(day.rain_mm, 1) })),
    has(day.wind_kmh) && words.say("wind", { n: words.number(day.wind_kmh) }),
    day.stale_minutes > 60 && words.say("stale", { n: words.number(day.stale_minutes) }),
  ].filter(Boolean);
  return el("li", {}, el("strong", {}, title), el("span", {}, facts.join(" · ")), marksOf([day.source], answer.sources, key, words));
}
