// A service worker: a page that was opened opens again without a network. With one, all is asked
// for anew.

const STORE = "snn-edu-pages";
const KEPT_ELSEWHERE = /\/kernel\/\w+\.(bin|zip)$/; // by worker.js

const isOurs = ({ origin, pathname }) => origin === location.origin && !KEPT_ELSEWHERE.test(pathname);

async function keep(request, answer) {
  const store = await caches.open(STORE);
  if (answer.status === 200) await store.put(request, answer).catch(() => {}); // there may be no room
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => { // what a page had fetched before it had a service worker
  const addresses = event.data.filter((address) => isOurs(new URL(address)));
  event.waitUntil(Promise.allSettled(addresses.map(async (address) => {
    if (!(await caches.match(address))) await keep(address, await fetch(address));
  })));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOurs(new URL(request.url))) return;
  event.respondWith(fetch(request).then((answer) => {
    event.waitUntil(keep(request, answer.clone()));
    return answer;
  }, async (failure) => {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw failure;
  }));
});
