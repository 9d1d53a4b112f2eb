/** The numbered sources of an answer, and the small links to them. */

import { el, outward } from "./build.js";

/** The list; `key` makes the ids of its items unique on the page. */
export function sourceList(sources, key, words) {
  if (!sources.length) return null;
  return el(
    "div",
    { class: "sources", role: "group", "aria-label": words.say("sources") },
    el("h3", {}, words.say("sources")),
    el(
      "ol",
      {},
      sources.map((source, index) =>
        el(
          "li",
          { id: anchor(key, index + 1), tabindex: "-1" },
          outward(source.url, el("bdi", {}, source.title)),
          source.publisher !== source.title && [" · ", el("bdi", {}, source.publisher)],
          " · ",
          el("time", { datetime: source.as_of }, words.say("as_of", { date: words.date(source.as_of) })),
        ),
      ),
    ),
  );
}

/** Makes mark n, for sources that exist. */
export function marker(sources, key, words) {
  return (n) => {
    const source = sources[n - 1];
    if (!source) return null;
    const label = words.say("source_mark", { n, title: source.title });
    return el("a", { class: "mark", href: `#${anchor(key, n)}`, "aria-label": label, title: source.title }, String(n));
  };
}

/** The marks of the sources with these ids. */
export function marksOf(ids, sources, key, words) {
  const mark = marker(sources, key, words);
  const found = ids.map((id) => sources.findIndex((source) => source.id === id) + 1).filter((n) => n > 0);
  return found.length ? el("span", { class: "marks" }, found.map(mark)) : null;
}

function anchor(key, n) {
  return `source-${key}-${n}`;
}
