/** One turn over HTTP: sends a message and yields the events of its stream as they arrive. */

const SILENCE_MS = 30_000;

/** What could not be done. `code` is the service's own, or `offline`, `network`, `silent`, `cut`. */
export class Problem extends Error {
  constructor(code, status = 0) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/**
 * Yields `{name, data}` from `start` to `done`. Throws `Problem` when the service refuses, ends the stream with `error`, falls
 * silent for longer than its heartbeat allows, or cuts off; throws `AbortError` when `signal` is aborted.
 */
export async function* ask(body, signal) {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    heard();
    const reply = await fetch("/api/v1/chat/stream", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal: either,
      cache: "no-store",
    });
    if (!reply.ok || !reply.body) throw await refusal(reply);
    let over = false;
    for await (const event of events(reply.body, heard)) {
      if (event.name === "error") throw new Problem(event.data.problem?.code ?? "internal_error", event.data.problem?.status);
      over = event.name === "done";
      yield event;
      if (over) return;
    }
    throw new Problem("cut");
  } catch (error) {
    if (error instanceof Problem || signal.aborted) throw error;
    if (silence.signal.aborted) throw new Problem("silent");
    throw new Problem(navigator.onLine ? "network" : "offline");
  } finally {
    clearTimeout(timer);
  }
}

/** Erases a conversation; nobody waits for it. */
export function forget(conversationId) {
  fetch(`/api/v1/conversations/${encodeURIComponent(conversationId)}`, { method: "DELETE", keepalive: true }).catch(() => {});
}

/** Parses server-sent events (WHATWG HTML, section 9.2). Events whose data is not JSON are passed over. */
export async function* events(body, heard = () => {}) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let name = "";
  let data = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          const event = parsed(name, data);
          if (event) yield event;
          name = "";
          data = [];
          continue;
        }
        const colon = line.indexOf(":");
        if (colon === 0) continue;
        const field = colon < 0 ? line : line.slice(0, colon);
        const content = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "event") name = content;
        else if (field === "data") data.push(content);
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parsed(name, data) {
  if (data.length === 0) return null;
  try {
    return { name: name || "message", data: JSON.parse(data.join("\n")) };
  } catch {
    return null;
  }
}

async function refusal(reply) {
  try {
    const problem = await reply.json();
    return new Problem(problem.code ?? "internal_error", reply.status);
  } catch {
    return new Problem(reply.status >= 500 ? "internal_error" : "refused", reply.status);
  }
}
