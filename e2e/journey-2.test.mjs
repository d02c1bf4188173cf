// Step 2: a county imports its roster: 10,000 rows, 37 of them wrong in 12 ways.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { journey } from "./support/walk.mjs";
import { press, see, withAccount } from "./support/people.mjs";
import { program } from "./support/server.mjs";
import { deflated, sheetRows, zipped } from "./support/sheets.mjs";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const figures = async (page) => {
  const pairs = await page.locator(".work .counts div").evaluateAll((all) => all.map((it) => [it.children[0].textContent, it.children[1].textContent]));
  return Object.fromEntries(pairs.map(([name, number]) => [name, Number(number)]));
};

async function county(server, start, options) {
  const officer = await start(options);
  await officer.signIn(withAccount(server, "lintan"));
  await officer.page.goto("/");
  await press(officer, "link", "花名册", { exact: true });
  return officer;
}

/** Sends a file in; the page that came is shown. */
async function send(officer, name, buffer, mimeType = XLSX) {
  await officer.page.getByLabel("花名册文件").setInputFiles({ name, mimeType, buffer });
  await press(officer, "button", "上传并核对");
}

const state = (officer, words) => officer.page.locator(".work").getByText(words, { exact: true }).waitFor({ timeout: 60_000 });

journey("a roster of ten thousand rows is checked, corrected and taken in", async ({ server, start }) => {
  const file = join(server.data, "花名册.xlsx");
  await promisify(execFile)(program, ["--data", server.data, "roster", "--rows", "10000", "--wrong", "37", "--out", file]);
  const roster = await readFile(file);
  const officer = await county(server, start);
  const { page } = officer;
  await officer.look("rosters");
  await send(officer, "临潭县花名册.xlsx", roster);
  await officer.shoot("roster-checking");
  await see(officer, "可以离开本页");
  // The officer leaves; the check goes on.
  await press(officer, "link", "返回花名册");
  await press(officer, "link", "临潭县花名册.xlsx");
  await state(officer, "已核对，待导入");
  await page.reload();
  await officer.look("roster-checked");
  const checked = await figures(page);
  assert.deepEqual([checked["读到"], checked["有误"], checked["可以导入"]], [10_000, 37, 9_963], "every row is counted once");
  assert.ok(checked["需留意"] > 100, "old county codes are warned of, and taken");

  // Each wrong row, its cell, its reason.
  const wrong = await page.locator("#faults tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((it) => it.textContent)));
  assert.equal(new Set(wrong.map(([cell]) => cell.replace(/\D/g, ""))).size, 37);
  for (const [cell, column, , reason] of wrong) {
    assert.match(cell, /^[A-Z]+\d+$/);
    assert.ok(column.length > 1 && reason.length > 8, `${cell}: ${column} ${reason}`);
  }
  const kinds = new Set(wrong.map(([, column, , reason]) => `${column} ${reason.replace(/“.*?”/g, "").replace(/\d+/g, "")}`));
  assert.equal(kinds.size, 12, [...kinds].join("\n"));
  await see(officer, "不是现行县级行政区划代码，可能是已撤并的县");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载有误的 37 行" }).click()]);
  const mending = await readFile(await download.path());
  const [heads, ...faulty] = await sheetRows(mending);
  assert.deepEqual([heads[0], heads.at(-1), faulty.length], ["姓名", "需要改正之处", 37], "the wrong rows, whole");
  assert.ok(faulty.every((row) => row.at(-1).length > 8), "each says what is to be mended");

  await press(officer, "button", "导入这 9963 行");
  await see(officer, "已开始导入");
  await officer.shoot("roster-applying");
  await page.goto("/");
  await press(officer, "link", "花名册", { exact: true });
  await press(officer, "link", "临潭县花名册.xlsx");
  await state(officer, "已导入");
  await see(officer, /导入完毕：新增 \d+ 人，更新 \d+ 人/);
  await page.reload();
  await officer.look("roster-applied");
  assert.equal(await page.getByRole("button", { name: /导入这/ }).count(), 0, "twice is not offered");
  await press(officer, "link", "在册教师");
  await officer.look("organisations");
  await see(officer, "下级机构");
  await press(officer, "link", /小学$/);
  await officer.look("teachers");
  await press(officer, "link", "后面的教师");
  await officer.look("teachers-next");
  await page.locator("tbody th a").first().click();
  await see(officer, "证件号码和手机号只显示一部分");
  await officer.look("teacher-file");

  // The same file again: nobody is new, and nobody is there twice.
  await press(officer, "link", "花名册", { exact: true });
  await send(officer, "再来一次.xlsx", roster);
  await state(officer, "已核对，待导入");
  await press(officer, "button", "导入这 9963 行");
  await state(officer, "已导入");
  await see(officer, "导入完毕：新增 0 人，更新 9963 人");

  // The file of the wrong rows is a roster too: what was not mended is as wrong as before, but for the rows
  // that were wrong only beside others of the whole file.
  await page.goto("/rosters");
  await send(officer, "有误的行.xlsx", mending);
  await state(officer, "已核对，待导入");
  const again = await figures(page);
  assert.equal(again["读到"], 37);
  assert.ok(again["有误"] >= 30, `${again["有误"]} of 37 are still wrong`);
});

journey("files that are no roster are refused in words", async ({ server, start }) => {
  const officer = await county(server, start);
  const { page } = officer;
  await page.locator("form[enctype]").evaluate((form) => (form.noValidate = true));
  await press(officer, "button", "上传并核对");
  await officer.look("roster-no-file", { status: 422 });
  await see(officer, "请先选择花名册文件");

  const text = (words) => Buffer.from(words, "utf8");
  const header = "姓名,证件号码,学校标识码\n";
  const bad = [
    ["wrong-type", "通知.pdf", text("%PDF-1.7\n…"), "这不是 Excel（.xlsx）或 CSV 文件"],
    ["no-header", "没有表头.csv", text("卓玛,1,2\n扎西,3,4\n"), "没有找到表头"],
    ["damaged", "损坏.xlsx", zipped({ "xl/workbook.xml": text("<workbook") }), "文件已损坏"],
    ["bomb", "压缩炸弹.xlsx", bomb(), "文件解开后过大"],
  ];
  for (const [name, file, bytes, words] of bad) {
    await page.goto("/rosters");
    await send(officer, file, bytes);
    await state(officer, "没有成功");
    await see(officer, words);
    await see(officer, "没有写入任何内容");
    await page.reload();
    await officer.look(`roster-${name}`);
    await see(officer, words);
    assert.equal(await page.getByRole("button", { name: /导入这/ }).count(), 0);
  }

  await page.goto("/rosters");
  await send(officer, "重复.csv", text(`${header}卓玛措,62990119850615002X,2162000001\n`), "text/csv");
  await state(officer, "已核对，待导入");
  await see(officer, "有误的行");
  await page.reload();
  await officer.look("roster-nothing-good");
  assert.equal(await page.getByRole("button", { name: /导入这/ }).count(), 0);
});

journey("a file of 300 MB is refused before it is kept", async ({ server, start, size }) => {
  const officer = await county(server, start);
  const action = await officer.page.locator("form[enctype]").getAttribute("action");
  const cookies = (await officer.context.cookies()).map((it) => `${it.name}=${it.value}`).join("; ");
  const answer = await tooLarge(`${server.url}${action}`, cookies, 300 * 1024 * 1024);
  assert.equal(answer.status, 413);
  assert.match(answer.text, /MB/);
  assert.match(answer.text, /分成几个文件/);
  await officer.page.reload();
  await see(officer, "还没有导入过花名册");
  assert.ok(size.width > 0);
}, { sizes: [{ width: 1366, height: 768, phone: false }] });

journey("a roster is sent, checked and taken in without script", async ({ server, start }) => {
  const file = join(server.data, "小花名册.xlsx");
  await promisify(execFile)(program, ["--data", server.data, "roster", "--rows", "300", "--wrong", "3", "--out", file]);
  const officer = await county(server, start, { javaScriptEnabled: false });
  await send(officer, "小花名册.xlsx", await readFile(file));
  // The page loads itself again until the check is done.
  await state(officer, "已核对，待导入");
  await press(officer, "button", /导入这 \d+ 行/);
  await state(officer, "已导入");
});

/** A workbook whose sheet grows to hundreds of megabytes. */
function bomb() {
  const parts = {
    "[Content_Types].xml": Buffer.from('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    "xl/workbook.xml": Buffer.from('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="花名册" sheetId="1" r:id="r1"/></sheets></workbook>'),
    "xl/_rels/workbook.xml.rels": Buffer.from('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
  };
  return zipped(parts, { "xl/worksheets/sheet1.xml": deflated('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>', "<row><c t=\"inlineStr\"><is><t>炸</t></is></c></row>", 8_000_000) });
}

/** Sends a form whose file has `bytes` bytes, as far as the server takes them. */
async function tooLarge(url, cookie, bytes) {
  const border = "----xingtan";
  const head = Buffer.from(`--${border}\r\ncontent-disposition: form-data; name="file"; filename="big.xlsx"\r\ncontent-type: ${XLSX}\r\n\r\n`);
  const block = Buffer.alloc(1024 * 1024, 0x50);
  const body = new ReadableStream({
    start: (out) => out.enqueue(head),
    pull(out) {
      this.sent = (this.sent ?? 0) + block.length;
      if (this.sent > bytes) out.enqueue(Buffer.from(`\r\n--${border}--\r\n`)), out.close();
      else out.enqueue(block);
    },
  });
  const answer = await fetch(url, { method: "POST", body, duplex: "half", redirect: "manual", headers: { cookie, "content-type": `multipart/form-data; boundary=${border}`, "sec-fetch-site": "same-origin" } });
  return { status: answer.status, text: await answer.text() };
}
