/**
 * What the browser keeps. For this tab only: the conversation's id and what was said, so that a reload shows it again.
 * For good: the chosen language. Positions are never kept. Every part works without storage.
 */

const CONVERSATION = "companion.conversation";
const TURNS = "companion.turns";
const LANGUAGE = "companion.language";
const MOST_TURNS = 40;

export const conversation = {
  get: () => read(sessionStorage, CONVERSATION),
  set: (id) => write(sessionStorage, CONVERSATION, id),
};

export const language = {
  get: () => read(localStorage, LANGUAGE) ?? "auto",
  set: (value) => write(localStorage, LANGUAGE, value === "auto" ? null : value),
};

export const turns = {
  get() {
    try {
      const found = JSON.parse(read(sessionStorage, TURNS) ?? "[]");
      return Array.isArray(found) ? found.filter((turn) => typeof turn?.question === "string" && typeof turn?.answer?.text === "string") : [];
    } catch {
      return [];
    }
  },
  /** Adds a finished turn; the oldest make room when there is none. */
  add(turn) {
    let kept = [...this.get(), turn].slice(-MOST_TURNS);
    while (kept.length && !write(sessionStorage, TURNS, JSON.stringify(kept))) kept = kept.slice(1);
  },
  clear: () => write(sessionStorage, TURNS, null),
};

function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
