/** The page's own words in six languages, and numbers and dates as each language writes them, always in Western digits. */

export const LANGUAGES = ["en", "tr", "fr", "ru", "de", "ar"];

const loaded = new Map();
const ready = new Map();

/** Loads a language once. Rejects when its file cannot be had. */
export function load(language) {
  if (!loaded.has(language)) {
    const words = fetch(`/page/text/${language}.json`).then((reply) => {
      if (!reply.ok) throw new Error(`no text for ${language}`);
      return reply.json();
    });
    words.catch(() => loaded.delete(language));
    loaded.set(language, words.then((table) => ready.set(language, new Words(language, table)).get(language)));
  }
  return loaded.get(language);
}

/** A language that has been loaded already, without waiting; undefined otherwise. */
export function known(language) {
  return ready.get(language);
}

/** The first language of the browser that the page speaks; English otherwise. */
export function preferred() {
  for (const tag of navigator.languages ?? [navigator.language]) {
    const language = String(tag).slice(0, 2).toLowerCase();
    if (LANGUAGES.includes(language)) return language;
  }
  return "en";
}

export class Words {
  constructor(language, table) {
    this.language = language;
    this.direction = language === "ar" ? "rtl" : "ltr";
    this.table = table;
    this.locale = `${language === "en" ? "en-GB" : language}-u-nu-latn`;
    this.plurals = new Intl.PluralRules(language);
  }

  has(key) {
    return this.table[key] !== undefined;
  }

  /** The text of a key; `values` fill its {names}, and `values.n` chooses between plural forms. */
  say(key, values = {}) {
    let text = this.table[key];
    if (text === undefined) return key;
    if (typeof text === "object") text = text[this.plurals.select(values.n)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  number(value, digits = 0) {
    return new Intl.NumberFormat(this.locale, { maximumFractionDigits: digits }).format(value);
  }

  money(amount, currency) {
    try {
      const digits = Number.isInteger(amount) ? 0 : 2;
      const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits };
      return new Intl.NumberFormat(this.locale, style).format(amount);
    } catch {
      return `${amount} ${currency ?? ""}`.trim();
    }
  }

  /** A day "2026-11-21", or an instant, as a date; `long` adds the weekday. */
  date(text, long = false) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const at = new Date(day ? `${text}T12:00:00Z` : text);
    if (Number.isNaN(at.getTime())) return text;
    const zone = day ? "UTC" : "Europe/Istanbul";
    const parts = { day: "numeric", month: "long", year: long ? undefined : "numeric", weekday: long ? "long" : undefined, timeZone: zone };
    if (!day && long) Object.assign(parts, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return new Intl.DateTimeFormat(this.locale, parts).format(at);
  }

  month(number) {
    return new Intl.DateTimeFormat(this.locale, { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, number - 1, 15)));
  }

  /** "monday" in this language. 2024-01-01 was a Monday. */
  weekday(name) {
    const index = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].indexOf(name);
    if (index < 0) return name;
    return new Intl.DateTimeFormat(this.locale, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + index)));
  }

  list(items) {
    return new Intl.ListFormat(this.locale, { type: "conjunction" }).format(items);
  }
}

/** Puts the words into every element of the page that asks for some by `data-text`, `data-label` or `data-placeholder`. */
export function translate(root, words) {
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = words.say(node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", words.say(node.dataset.label));
    node.title = words.say(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-tip]")) node.title = words.say(node.dataset.tip);
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = words.say(node.dataset.placeholder);
}
