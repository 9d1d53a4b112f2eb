/**
 * The emergency card, pinned in view. Everything it needs is in memory once it is shown: the number to dial, the steps, and a
 * Turkish text for a bystander, also in large letters over the whole screen. The page calls nobody, and says so.
 */

import { el, icon } from "./build.js";

export class Emergency {
  constructor(root, dialog) {
    this.root = root;
    this.dialog = dialog;
    this.card = null;
    dialog.querySelector("#large-close").addEventListener("click", () => dialog.close());
    window.speechSynthesis?.getVoices(); // The first call only starts loading them.
    dialog.addEventListener("close", () => window.speechSynthesis?.cancel());
  }

  /** Pins a card and has it read out at once. The same card again is not read out twice. */
  show(card, words) {
    const same = this.card && JSON.stringify(this.card) === JSON.stringify(card) && this.root.firstChild;
    this.card = card;
    this.words = words;
    if (same) {
      this.expand(true);
      return;
    }
    this.root.setAttribute("aria-live", "assertive");
    this.details = el("div", { class: "sos-details", id: "sos-details", tabindex: "0", role: "group", "aria-label": words.say("steps") }, el("p", { class: "note" }, words.say("sos_calls_nobody")), steps(card), this.turkish(card, words));
    this.toggle = el("button", { type: "button", class: "plain", "aria-expanded": "true", "aria-controls": "sos-details", onclick: () => this.expand(this.details.hidden) }, words.say("sos_less"));
    this.root.replaceChildren(
      el(
        "section",
        { class: "sos-card", lang: words.language, dir: words.direction, "aria-labelledby": "sos-title" },
        el("h2", { class: "unseen", id: "sos-title" }, words.say("sos_title")),
        numbers(card, words),
        this.details,
        el(
          "div",
          { class: "sos-foot" },
          this.toggle,
          el("button", { type: "button", class: "plain", onclick: () => this.hide() }, words.say("sos_hide")),
        ),
      ),
    );
  }

  /** Words for the buttons once the language of the message is known; the card itself is already in it. */
  reword(words) {
    if (this.card && this.root.firstChild && words.language !== this.words.language) {
      const card = this.card;
      this.root.replaceChildren();
      this.show(card, words);
    }
  }

  /** Shows or folds the steps. Folding is the reader's own doing, so nothing is read out again. */
  expand(open) {
    if (!this.root.firstChild) return;
    this.root.setAttribute("aria-live", "off");
    this.details.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.toggle.textContent = this.words.say(open ? "sos_less" : "sos_more");
  }

  hide() {
    const focused = this.root.contains(document.activeElement);
    this.root.setAttribute("aria-live", "off");
    this.root.replaceChildren();
    this.dialog.close();
    if (focused) document.getElementById("message").focus();
  }

  turkish(card, words) {
    return el(
      "div",
      { class: "sos-turkish" },
      el("h3", {}, words.say("sos_show")),
      el("p", { lang: "tr", dir: "ltr" }, card.show_in_turkish),
      el(
        "div",
        { class: "sos-actions" },
        el("button", { type: "button", class: "solid", onclick: () => this.large(card, words) }, icon("expand"), words.say("sos_large")),
        el("button", { type: "button", class: "plain", hidden: !voice(), onclick: () => speak(card.show_in_turkish) }, icon("speak"), words.say("sos_speak")),
      ),
    );
  }

  /** The Turkish text over the whole screen. Escape or the button closes it, and focus returns to where it was. */
  large(card, words) {
    const find = (id) => this.dialog.querySelector(id);
    this.dialog.lang = words.language;
    this.dialog.dir = words.direction;
    find("#large-title").textContent = words.say("sos_show");
    find("#large-close span").textContent = words.say("close");
    find("#large-text").textContent = card.show_in_turkish;
    find("#large-call").setAttribute("aria-label", words.say("call_number", { number: "112" }));
    this.dialog.showModal();
    fit(find("#large-text"));
    find("#large-text").focus();
  }
}

/** The largest letters in which the whole text is seen at once; below two rem it scrolls instead. */
function fit(node) {
  for (let size = 5; size >= 2; size -= 0.25) {
    node.style.fontSize = `${size}rem`;
    if (node.scrollHeight <= node.clientHeight) return;
  }
}

/** A card inside a message: folded above an ordinary answer when an emergency is only possible. */
export function possibleCard({ emergency: card, text }, words, large) {
  return el(
    "div",
    { class: "sos-possible", role: "group", "aria-label": words.say("sos_title") },
    !text.includes(words.say("sos_possible")) && el("p", {}, el("strong", {}, words.say("sos_possible"))),
    numbers(card, words),
    el(
      "details",
      {},
      el("summary", {}, words.say("steps")),
      steps(card),
      el("p", { lang: "tr", dir: "ltr", class: "turkish" }, card.show_in_turkish),
      el("button", { type: "button", class: "plain", onclick: () => large(card, words) }, icon("expand"), words.say("sos_large")),
    ),
  );
}

/** Whether an answer's text only says what its card says. */
export function onlyCard(answer) {
  return Boolean(answer.emergency) && answer.text.includes(answer.emergency.show_in_turkish) && answer.emergency.steps.every((step) => answer.text.includes(step));
}

function numbers(card, words) {
  const first = card.numbers.filter(({ number }) => number === "112");
  const rest = card.numbers.filter(({ number }) => number !== "112");
  return el(
    "div",
    { class: "sos-numbers" },
    [...first, ...rest].map(({ number, label }, index) =>
      el(
        "a",
        { class: index === 0 ? "call" : "call other", href: `tel:${number.replace(/[^\d+]/g, "")}`, "aria-label": `${words.say("call_number", { number })} – ${label}` },
        icon("phone"),
        el("bdi", {}, number),
        el("span", { dir: "auto" }, label),
      ),
    ),
  );
}

function steps(card) {
  return el("ol", { class: "sos-steps" }, card.steps.map((step) => el("li", { dir: "auto" }, step)));
}

/** A Turkish voice that works without the network, if the browser has one: another language's voice would be no help. */
function voice() {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.find(({ lang, localService }) => localService && /^tr\b/i.test(lang));
}

function speak(text) {
  const said = new SpeechSynthesisUtterance(text);
  said.lang = "tr-TR";
  said.voice = voice() ?? null;
  said.rate = 0.95;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(said);
}
