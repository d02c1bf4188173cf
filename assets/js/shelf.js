// The shelf on the device: IndexedDB with two stores, `beats` and `posts`. Where it is refused
// (private windows of some browsers) a map holds things until the page goes.

const memory = { beats: new Map(), posts: new Map() };
let opening;

function open() {
  opening ??= new Promise((resolve) => {
    try {
      const ask = indexedDB.open("shelf", 1);
      ask.onupgradeneeded = () => ["beats", "posts"].forEach((s) => ask.result.createObjectStore(s));
      ask.onsuccess = () => {
        ask.result.onversionchange = () => ask.result.close();
        resolve(ask.result);
      };
      ask.onerror = ask.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opening;
}

async function run(store, mode, work, without) {
  const db = await open();
  if (!db) return without(memory[store]);
  return new Promise((resolve, reject) => {
    const t = db.transaction(store, mode);
    const asked = work(t.objectStore(store));
    t.oncomplete = () => resolve(asked?.result);
    t.onerror = t.onabort = () => reject(t.error);
  });
}

/** Puts a value under a key. */
export const put = (store, key, value) => run(store, "readwrite", (s) => s.put(value, key), (m) => m.set(key, value));

/** Takes keys away. */
export const remove = (store, keys) =>
  run(store, "readwrite", (s) => keys.forEach((k) => s.delete(k)), (m) => keys.forEach((k) => m.delete(k)));

/** Everything in a store. */
export const all = (store) => run(store, "readonly", (s) => s.getAll(), (m) => [...m.values()]);
