/** Keeps the page's own files, so that it opens without a network. The network comes first; the API is never touched. */

const CACHE = "page-1";
const PATIENCE_MS = 3000;
const FILES = [
  "/", "/page/style.css", "/page/mark.svg", "/page/icons.svg", "/page/page.webmanifest", "/page/outline.json",
  ...["main", "build", "words", "stream", "store", "share", "turn", "prose", "sources", "places", "route", "sketch", "tiles", "roam", "weather", "happenings", "emergency"].map((name) => `/page/${name}.js`),
  ...["en", "tr", "fr", "ru", "de", "ar"].map((language) => `/page/text/${language}.json`),
];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === location.origin && request.method === "GET" && (url.pathname === "/" || url.pathname.startsWith("/page/"));
  if (ours) event.respondWith(fresh(request, url.pathname));
});

async function fresh(request, path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  const patience = kept ? AbortSignal.timeout(PATIENCE_MS) : undefined;
  try {
    const reply = await fetch(request, { signal: patience });
    if (reply.ok) await cache.put(path, reply.clone());
    return reply.ok || !kept ? reply : kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
