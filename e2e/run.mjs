// Runs the browser journeys: node e2e/run.mjs [FILE...]
// The demo world is made once; every journey starts its own server on its own copy.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeWorld } from "./support/server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const shots = join(here, "shots");
await rm(shots, { recursive: true, force: true });
await mkdir(shots, { recursive: true });

const named = process.argv.slice(2);
const files = named.length > 0 ? named : await allTests();
const seed = join(await mkdtemp(join(tmpdir(), "xingtan-world-")), "data");
let code = 1;
try {
  await makeWorld(seed);
  code = await run([
    "--test",
    // A browser and its server hardly fill one core, and a film is waited for: three files at once fill a small machine.
    "--test-concurrency=3",
    `--test-timeout=${(300 + 2 * Number(process.env.CUT ?? 0)) * 1000}`,
    ...files,
  ]);
} finally {
  await rm(join(seed, ".."), { recursive: true, force: true });
}
process.exitCode = code;

async function allTests() {
  const names = await readdir(here, { recursive: true });
  return names
    .filter((name) => name.endsWith(".test.mjs"))
    .sort()
    .map((name) => join(here, name));
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: "inherit",
      env: { ...process.env, XINGTAN_WORLD: seed },
    });
    child.on("error", reject);
    child.on("exit", (status) => resolve(status ?? 1));
  });
}
