/** One question and its answer on the page, from the first token to the finished cards. */

import { el, icon } from "./build.js";
import { onlyCard, possibleCard } from "./emergency.js";
import { eventList } from "./happenings.js";
import { placeCards } from "./places.js";
import { prose, spoken } from "./prose.js";
import { routeCard } from "./route.js";
import { sketch } from "./sketch.js";
import { marker, sourceList } from "./sources.js";
import { weatherCard } from "./weather.js";

const PARTS = ["weather", "marine", "events", "routing", "rates", "earthquakes", "model", "store", "memory", "catalogue"];
let count = 0;

export class Turn {
  /** `actions`: `send(text)`, `retry(turn)`, `emergency()` pins the card again, `large(card, words)`. */
  constructor(question, words, actions) {
    this.key = String(++count);
    this.question = question;
    this.words = words;
    this.actions = actions;
    this.text = "";
    this.inEmergency = false;
    this.body = el("div", { class: "body" });
    this.extra = el("div", { class: "extra" });
    this.before = el("div", { class: "before" });
    this.waiting = el("p", { class: "waiting" }, el("span", { class: "wave", "aria-hidden": "true" }), el("span", {}, words.say("working")));
    this.reply = el("article", { class: "reply", tabindex: "-1", "aria-busy": "true" }, el("h2", { class: "unseen" }, words.say("answer")), this.before, this.body, this.waiting, this.extra);
    this.node = el("li", { class: "turn" }, el("article", { class: "asked" }, el("h2", { class: "unseen" }, words.say("question")), el("p", { dir: "auto" }, question)), this.reply);
  }

  token(text) {
    this.text += text;
    if (this.inEmergency) return;
    this.waiting.hidden = true;
    this.scheduled ??= requestAnimationFrame(() => {
      this.scheduled = undefined;
      if (!this.over) this.paint(() => null);
    });
  }

  /** The service starts again: what was shown does not count any more. */
  reset() {
    this.text = "";
    this.body.replaceChildren();
    this.waiting.hidden = false;
    this.waiting.lastChild.textContent = this.words.say("again");
  }

  /** Somebody may be in danger: the number at once, the card when the answer is there. */
  maybeEmergency(words) {
    this.before.replaceChildren(el("p", { class: "sos-line" }, el("a", { class: "call other", href: "tel:112", "aria-label": words.say("call_number", { number: "112" }) }, icon("phone"), el("bdi", {}, "112")), words.say("sos_possible")));
  }

  /** The whole answer, in the words of its own language. */
  finish(answer, words) {
    this.end();
    this.words = words;
    this.text = answer.text;
    this.reply.lang = words.language;
    this.reply.dir = words.direction;
    const level = answer.understanding?.emergency?.level;
    const pinned = answer.emergency && level !== "possible";
    this.before.replaceChildren(...(answer.emergency && !pinned ? [possibleCard(answer, words, this.actions.large)] : []));
    if (pinned && onlyCard(answer)) this.body.replaceChildren(el("p", {}, words.say("sos_above")));
    else this.paint(marker(answer.sources, this.key, words));
    this.extra.replaceChildren(
      ...[
        pinned && el("button", { type: "button", class: "plain again", onclick: () => this.actions.emergency(answer.emergency, words) }, icon("warn"), words.say("sos_again")),
        degraded(answer.degradation, words),
        placeCards(answer, this.key, words),
        routeCard(answer, this.key, words),
        sketch(answer, words),
        weatherCard(answer, this.key, words),
        eventList(answer, this.key, words),
        sourceList(answer.sources, this.key, words),
        this.suggestions(answer.suggestions),
      ].filter(Boolean),
    );
  }

  /** Ends an answer the reader stopped, keeping what was said. */
  stopped() {
    this.end();
    this.paint(() => null);
    this.extra.replaceChildren(el("p", { class: "dim" }, this.words.say("stopped")));
  }

  /** Ends an answer that could not be given. */
  failed(message) {
    this.end();
    if (this.text) this.paint(() => null);
    this.extra.replaceChildren(
      el(
        "div",
        { class: "problem" },
        icon("warn"),
        el("p", {}, message),
        el("button", { type: "button", class: "plain retry", onclick: () => this.actions.retry(this) }, icon("retry"), this.words.say("retry")),
      ),
    );
  }

  /** Chips stand under the last answer only. */
  settle() {
    this.node.classList.remove("live");
    this.extra.querySelector(".chips")?.remove();
  }

  /** What a screen reader is told once the answer is there: the text, and what else there is to read. */
  announcement(answer) {
    if (answer.emergency && answer.understanding?.emergency?.level !== "possible" && onlyCard(answer)) return this.words.say("sos_above");
    const parts = [
      answer.places.length && this.words.say("count_places", { n: answer.places.length }),
      answer.route && this.words.say("route"),
      answer.sources.length && this.words.say("count_sources", { n: answer.sources.length }),
    ].filter(Boolean);
    return `${spoken(answer.text)}\n${parts.join(", ")}`.trim();
  }

  end() {
    this.over = true;
    this.waiting.hidden = true;
    this.reply.removeAttribute("aria-busy");
  }

  paint(mark) {
    this.body.replaceChildren(...prose(this.text, mark));
  }

  suggestions(texts) {
    if (!texts.length) return null;
    return el("ul", { class: "chips", "aria-label": this.words.say("suggestions") }, texts.map((text) => el("li", {}, el("button", { type: "button", class: "chip", dir: "auto", onclick: () => this.actions.send(text) }, text))));
  }
}

function degraded({ level, unavailable }, words) {
  if (!(level > 1)) return null;
  const names = unavailable.filter((name) => PARTS.includes(name)).map((name) => words.say(`part_${name}`));
  return el("p", { class: "degraded" }, icon("warn"), el("span", {}, words.say(`level_${level}`), names.length > 0 && [" ", words.say("missing", { names: words.list(names) })]));
}
