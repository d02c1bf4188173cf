// The picture of the README: a class as its province sees it and a teacher's first page, side by side. It is made with
// every run, so that it cannot rot; UPDATE_IMAGES=1 keeps it in docs/images.
import { mkdir, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { newReader, SIZES } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { startWalk } from "./support/walk.mjs";

const place = (path) => fileURLToPath(new URL(path, import.meta.url));

test("the picture of the README", async () => {
  const server = await serve();
  try {
    const list = [...server.accounts.values()];
    const first = async (size, wanted, onwards = async () => {}) => {
      const walk = await startWalk(server, size);
      await walk.signIn(list.find(wanted).name);
      await onwards(walk.page);
      const picture = await walk.page.screenshot();
      await walk.context.close();
      return `data:image/png;base64,${picture.toString("base64")}`;
    };
    const [phone, desk] = SIZES;
    const officer = await first(desk, (it) => it.account === "gansu", async (page) => {
      await page.goto("/classes");
      await page.getByRole("link", { name: "甘肃省双语教师普通话培训2班" }).first().click();
      await page.waitForURL(/\/classes\/./);
    });
    const teacher = await first(phone, (it) => it.duty === "teacher" && it.shown);
    const context = await newReader({ width: 1555, height: 700, phone: false });
    const page = await context.newPage();
    await page.setContent(`<body style="margin:0;background:#e9e3d8;display:flex;gap:24px;padding:24px">
      <img src="${officer}" style="height:650px;border-radius:8px"><img src="${teacher}" style="height:650px;border-radius:8px"></body>`);
    const picture = await page.screenshot();
    await context.close();
    await writeFile(place("shots/home.png"), picture);
    if (process.env.UPDATE_IMAGES) {
      await mkdir(place("../docs/images"), { recursive: true });
      await writeFile(place("../docs/images/home.png"), picture);
    }
  } finally {
    await server.stop();
  }
});
