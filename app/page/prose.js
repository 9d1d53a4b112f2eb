/** The text of an answer: paragraphs, lists, line breaks, bold, and source marks [n]. Anything else stays the text it is. */

import { el } from "./build.js";

const NUMBERED = /^\s*(\d{1,3})[.)]\s+(.*)$/;
const BULLETED = /^\s*[-•*–]\s+(.*)$/;
const INLINE = /\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]|\*\*([^*\n]+)\*\*/g;

/** Block elements for `text`; `mark(n)` gives the node of source mark n, or null to leave it as written. */
export function prose(text, mark) {
  const blocks = [];
  let list = null;
  let lines = [];
  const paragraph = () => {
    if (lines.length) blocks.push(el("p", { dir: "auto" }, lines.map((line, i) => [i > 0 && el("br"), inline(line, mark)])));
    lines = [];
  };
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const numbered = NUMBERED.exec(line);
    const bulleted = numbered ? null : BULLETED.exec(line);
    if (numbered || bulleted) {
      paragraph();
      const name = numbered ? "ol" : "ul";
      if (list?.localName !== name) blocks.push((list = el(name, { dir: "auto" })));
      list.append(el("li", { value: numbered ? Number(numbered[1]) : undefined }, inline((numbered ?? bulleted).at(-1), mark)));
    } else if (line.trim() === "") {
      paragraph();
    } else {
      list = null;
      lines.push(line);
    }
  }
  paragraph();
  return blocks;
}

/** The text as somebody would read it out: without marks. */
export function spoken(text) {
  return text.replace(/\s*\[\d{1,2}(?:\s*,\s*\d{1,2})*\]/g, "").replace(/\*\*/g, "").trim();
}

function inline(line, mark) {
  const parts = [];
  let from = 0;
  for (const found of line.matchAll(INLINE)) {
    parts.push(line.slice(from, found.index));
    parts.push(found[2] === undefined ? marks(found[0], found[1], mark) : el("strong", {}, found[2]));
    from = found.index + found[0].length;
  }
  parts.push(line.slice(from));
  return parts;
}

function marks(written, numbers, mark) {
  const nodes = numbers.split(",").map((n) => mark(Number(n)));
  return nodes.every(Boolean) ? el("span", { class: "marks" }, nodes) : written;
}
