// Python for a page, in a worker: fetched once, kept, and begun; then messages go to and fro.
// What is sent to the page is { text, bytes }; see host.py.
import { loadPyodide } from "./pyodide.mjs";

const here = new URL("./", import.meta.url).href;
const edition = new URL(import.meta.url).search; // a new one has other files
const FILES = { machine: "machine.bin", packages: "packages.zip", course: "course.zip" };
const say = (message) => postMessage({ text: JSON.stringify(message), bytes: [] });

const arrived = {};
const tell = () => say({
  kind: "fetched", bytes: Object.values(arrived).reduce((sum, bytes) => sum + bytes, 0),
});

// A file, from the browser's store if it is there (which pages by http on a network do not have).
async function got(name) {
  const address = `${here}${name}${edition}`;
  const store = await globalThis.caches?.open(`snn-edu${edition}`).catch(() => null);
  const kept = await store?.match(address);
  if (kept) return kept.arrayBuffer();
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  arrived[name] = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      arrived[name] += chunk.length;
      tell();
      controller.enqueue(chunk);
    },
  });
  const bytes = await new Response(answer.body.pipeThrough(counted)).arrayBuffer();
  await store?.put(address, new Response(bytes)).catch(() => {});
  return bytes;
}

async function forgetOlder() {
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  const older = names.filter((name) => name.startsWith("snn-edu?") && name !== `snn-edu${edition}`);
  await Promise.all(older.map((name) => caches.delete(name)));
}

// The machine is kept compressed, whatever a server does about that.
const plainFetch = globalThis.fetch.bind(globalThis);
globalThis.fetch = async (address, ...more) => {
  if (!String(address).endsWith("pyodide.asm.wasm")) return plainFetch(address, ...more);
  const unzipped = new Blob([await files.machine]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped, { headers: { "Content-Type": "application/wasm" } });
};

const files = Object.fromEntries(Object.entries(FILES).map(([part, name]) => [part, got(name)]));

async function begin() {
  const python = await loadPyodide({
    indexURL: here,
    env: { HOME: "/home/pyodide", MPLBACKEND: "agg", MPLCONFIGDIR: "/home/pyodide/found" },
  });
  const place = python.runPython("import sysconfig; sysconfig.get_path('purelib')");
  say({ kind: "starting" });
  for (const part of ["packages", "course"]) {
    python.unpackArchive(await files[part], "zip", { extractDir: place });
  }
  python.runPython("import importlib, shutil; importlib.invalidate_caches()");
  python.runPython(`shutil.copytree('${place}/matplotlib/found', '/home/pyodide/found')`);
  const post = (text, found) => {
    const bytes = found.toJs({ create_proxies: false }).map((one) => one.slice());
    postMessage({ text, bytes }, bytes.map((one) => one.buffer));
  };
  const hear = python.pyimport("host").begin(post);
  say({ kind: "ready" });
  forgetOlder();
  return hear;
}

const begun = begin();
begun.catch((error) => say({ kind: "failed", text: String(error), fatal: true }));
onmessage = async ({ data }) => {
  const hear = await begun;
  hear(data);
};
