// Bundles css, js and images into assets/dist under names that carry a hash of their content,
// each beside its .br and .gz, and writes manifest.json: { logical name: hashed name }.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const target = ["chrome99", "firefox102", "safari15.4"];

// The dark tokens stand once, in dark.inc, and serve both the device's wish and the person's.
const darkTokens = {
  name: "dark-tokens",
  setup(b) {
    b.onLoad({ filter: /tokens\.css$/ }, async ({ path }) => {
      const dark = await readFile(join(dirname(path), "dark.inc"), "utf8");
      const css = await readFile(path, "utf8");
      return { contents: css.replaceAll("@dark;", dark), loader: "css" };
    });
  },
};

const common = { bundle: true, minify: true, write: false, target, legalComments: "none", charset: "utf8" };

async function bundle(entry, options) {
  const { outputFiles } = await build({ ...common, ...options, entryPoints: [join(here, entry)] });
  return Buffer.from(outputFiles[0].contents);
}

const files = {
  "app.css": await bundle("css/app.css", { plugins: [darkTokens] }),
  "app.js": await bundle("js/app.js", { format: "esm" }),
  "lesson.js": await bundle("js/lesson.js", { format: "esm" }),
};
for (const name of (await readdir(join(here, "img"))).sort()) {
  files[name] = await readFile(join(here, "img", name));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = {};
for (const [logical, content] of Object.entries(files)) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const name = logical.replace(/(\.[^.]+)$/, `-${hash}$1`);
  const br = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
  manifest[logical] = name;
  await writeFile(join(dist, name), content);
  await writeFile(join(dist, `${name}.br`), br);
  await writeFile(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
  console.log(`${name.padEnd(26)} ${String(content.length).padStart(7)} B ${String(br.length).padStart(7)} B br`);
}
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
