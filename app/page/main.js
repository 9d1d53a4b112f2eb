/** The page: what the reader does, and what the service answers. */

import { el } from "./build.js";
import { Emergency } from "./emergency.js";
import { Share } from "./share.js";
import * as store from "./store.js";
import { Problem, ask, forget } from "./stream.js";
import { Turn } from "./turn.js";
import { LANGUAGES, known, load, preferred, translate } from "./words.js";

const MOST_CHARACTERS = 2000;
const STARTERS = 6;
const PROBLEMS = new Set(["offline", "network", "silent", "cut", "message_empty", "message_too_long", "not_ready", "rate_limited"]);

const find = (id) => document.getElementById(id);
const page = Object.fromEntries(["welcome", "turns", "starters", "composer", "message", "send", "stop", "limit", "language", "new", "offline", "announcer", "disclosure"].map((id) => [id, find(id)]));
const emergency = new Emergency(find("emergency"), find("large"));
const share = new Share(find("share"), find("share-about"));
const PINNED = new Map([["--top", document.querySelector(".top")], ["--bottom", page.composer]]);
const shown = [];
let words;
let running = null;

const actions = {
  send: (text) => send(text, true),
  retry(turn) {
    turn.node.remove();
    shown.splice(shown.indexOf(turn), 1);
    send(turn.question, true);
  },
  emergency: (card, its) => {
    emergency.show(card, its);
    emergency.root.querySelector("a")?.focus();
  },
  large: (card, its) => emergency.large(card, its),
};

/** Sends a message. One that is still being answered gives way: a second message may be the urgent one. */
async function send(text, moveFocus = false) {
  const message = text.trim();
  if (!message || tooLong(message)) return;
  stop();
  shown.at(-1)?.settle();
  begin();
  page.announcer.textContent = "";
  const turn = new Turn(message, words, actions);
  const run = { turn, controller: new AbortController() };
  running = run;
  shown.push(turn);
  turn.node.classList.add("live");
  page.turns.append(turn.node);
  page.stop.hidden = false;
  if (moveFocus) turn.reply.focus({ preventScroll: true });
  turn.node.scrollIntoView({ block: "start" });
  try {
    await answer(run, message);
  } catch (error) {
    if (run.controller.signal.aborted) return;
    const said = explain(error);
    turn.failed(said);
    page.announcer.textContent = said;
  } finally {
    if (running === run) {
      running = null;
      hideStop();
    }
  }
}

async function answer(run, message, again = true) {
  const { turn } = run;
  const body = { message };
  if (store.conversation.get()) body.conversation_id = store.conversation.get();
  if (page.language.value !== "auto") body.language = page.language.value;
  if (share.location) body.location = share.location;
  try {
    for await (const { name, data } of ask(body, run.controller.signal)) {
      if (run.controller.signal.aborted) return;
      if (name === "start") store.conversation.set(data.conversation_id);
      else if (name === "emergency") alarm(turn, data);
      else if (name === "understanding") understood(turn, data.understanding ?? data);
      else if (name === "token") turn.token(data.text);
      else if (name === "reset") turn.reset();
      else if (name === "done") await finish(run, message, data.answer ?? data);
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "conversation_not_found" || !again) throw error;
    store.conversation.set(null);
    await answer(run, message, false);
  }
}

function alarm(turn, data) {
  turn.inEmergency = true;
  emergency.show(data.card, known(data.language) ?? words);
  pinnedHeights();
  turn.node.scrollIntoView({ block: "start" });
}

async function understood(turn, understanding) {
  const level = understanding.emergency?.level;
  if (level === "possible") turn.maybeEmergency(await wordsOf(understanding.language));
  else if (turn.inEmergency) emergency.reword(await wordsOf(understanding.language));
}

async function finish({ turn, controller }, message, found) {
  const answer = normal(found);
  const its = await wordsOf(answer.language);
  if (controller.signal.aborted) return;
  pin(answer, its);
  turn.finish(answer, its);
  store.turns.add({ question: message, answer });
  page.announcer.lang = its.language;
  page.announcer.textContent = turn.announcement(answer);
}

/** The card stays while the emergency lasts; an answer without one folds it, and only the reader puts it away. */
function pin(answer, its) {
  if (answer.emergency && answer.understanding.emergency?.level !== "possible") emergency.show(answer.emergency, its);
  else if (emergency.card) emergency.expand(false);
}

/** An answer with every part in place, whatever an older service leaves out. */
function normal(answer) {
  return {
    ...answer,
    text: answer.text ?? "",
    understanding: answer.understanding ?? {},
    places: answer.places ?? [],
    events: answer.events ?? [],
    sources: answer.sources ?? [],
    suggestions: answer.suggestions ?? [],
    degradation: { level: 1, unavailable: [], ...answer.degradation },
  };
}

/** The conversation takes the place of the welcome. */
function begin() {
  page.welcome.hidden = true;
  page.composer.dataset.begun = "";
}

function stop() {
  if (!running) return;
  const { turn, controller } = running;
  running = null;
  controller.abort();
  turn.stopped();
  hideStop();
  page.announcer.textContent = words.say("stopped");
}

function hideStop() {
  if (document.activeElement === page.stop) page.message.focus();
  page.stop.hidden = true;
}

function startAnew() {
  stop();
  const id = store.conversation.get();
  if (id) forget(id);
  store.conversation.set(null);
  store.turns.clear();
  shown.length = 0;
  page.turns.replaceChildren();
  emergency.hide();
  emergency.card = null;
  page.welcome.hidden = false;
  delete page.composer.dataset.begun;
  page.announcer.lang = words.language;
  page.announcer.textContent = words.say("new_started");
  page.message.focus();
  window.scrollTo({ top: 0 });
}

function explain(error) {
  const code = error instanceof Problem ? error.code : "internal_error";
  const text = words.say(PROBLEMS.has(code) ? `problem_${code}` : error.status >= 400 && error.status < 500 ? "problem_refused" : "problem_internal_error");
  return `${text} ${words.say("problem_emergency")}`;
}

async function wordsOf(language) {
  if (!LANGUAGES.includes(language)) return words;
  return known(language) ?? load(language).catch(() => words);
}

/** Speaks a language: the page's words, its direction, and its disclosure first. */
async function speak(choice) {
  const language = choice === "auto" ? preferred() : choice;
  words = await load(language).catch(() => load("en"));
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  document.title = words.say("title");
  translate(document, words);
  disclose(words.language);
  share.tell(undefined, words);
  grow();
  connection();
  limit();
  const starters = Array.from({ length: STARTERS }, (_, i) => words.say(`starter_${i + 1}`));
  page.starters.replaceChildren(...starters.map((text) => el("li", {}, el("button", { type: "button", class: "chip", onclick: () => actions.send(text) }, text))));
}

function disclose(language) {
  const details = page.disclosure.querySelector("details");
  const first = page.disclosure.querySelector(`p[lang="${language}"]`);
  const before = details.previousElementSibling;
  if (first === before) return;
  details.append(before);
  details.before(first);
}

function connection() {
  page.offline.textContent = navigator.onLine ? "" : words.say("offline");
}

function tooLong(text) {
  return [...text].length > MOST_CHARACTERS;
}

function limit() {
  const over = [...page.message.value.trim()].length - MOST_CHARACTERS;
  page.limit.textContent = over > 0 ? words.say("too_long", { n: over }) : "";
  page.message.setAttribute("aria-invalid", String(over > 0));
  page.send.disabled = over > 0;
}

/** Grows with its text where the browser does not do so itself. */
function grow() {
  page.message.dir = page.message.value ? "auto" : words.direction;
  if (CSS.supports("field-sizing", "content")) return;
  page.message.style.height = "auto";
  page.message.style.height = `${page.message.scrollHeight}px`;
}

function listen() {
  page.composer.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = page.message.value;
    if (!text.trim() || tooLong(text.trim())) {
      page.message.focus();
      return;
    }
    page.message.value = "";
    grow();
    limit();
    send(text);
  });
  page.message.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    page.composer.requestSubmit();
  });
  page.message.addEventListener("input", () => {
    grow();
    limit();
  });
  page.stop.addEventListener("click", stop);
  page.new.addEventListener("click", startAnew);
  page.language.addEventListener("change", () => {
    store.language.set(page.language.value);
    speak(page.language.value);
  });
  addEventListener("online", connection);
  addEventListener("offline", connection);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && running && !emergency.dialog.open) stop();
  });
  const watch = new ResizeObserver(pinnedHeights);
  for (const node of PINNED.values()) watch.observe(node);
}

/** Keeps the heights of what is pinned in properties, so that nothing scrolls beneath it. */
function pinnedHeights() {
  for (const [property, node] of PINNED) document.documentElement.style.setProperty(property, `${Math.ceil(node.getBoundingClientRect().height)}px`);
}

async function restore() {
  const kept = store.turns.get();
  if (!kept.length) return;
  begin();
  for (const { question, answer } of kept) {
    const turn = new Turn(question, words, actions);
    const whole = normal(answer);
    const its = await wordsOf(whole.language);
    turn.finish(whole, its);
    shown.at(-1)?.settle();
    shown.push(turn);
    page.turns.append(turn.node);
    pin(whole, its);
  }
  shown.at(-1).node.scrollIntoView({ block: "start" });
}

/** Keeps the page's files for when the network is gone. Where the server does not allow it for `/`, the page works without. */
async function keepOffline() {
  try {
    await navigator.serviceWorker?.register("/page/worker.js", { scope: "/" });
  } catch {
    // A page that cannot be kept is still a page.
  }
}

page.language.value = store.language.get();
if (!page.language.value) page.language.value = "auto";
await speak(page.language.value);
listen();
await restore();
document.documentElement.dataset.ready = "";
for (const language of LANGUAGES) load(language).catch(() => {});
keepOffline();
