// A county opens a school, renames it, merges another into it, and looks at the tree of a day.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { day, press, see, withAccount } from "./support/people.mjs";

/** The county's own page, where its schools stand. */
async function county(officer) {
  await officer.page.goto("/");
  await press(officer, "link", "机构", { exact: true });
  await press(officer, "link", "本机构的沿革和变更");
}

/** Fills in what a change rests on. */
async function basis(officer, on) {
  await officer.page.getByLabel("生效日期").fill(on);
  await officer.page.getByLabel("文号").fill("临教〔2026〕3号");
  await officer.page.getByLabel("原因").fill("学校布局调整");
}

journey("a county opens, renames and merges schools, and the history keeps it", async ({ server, start }) => {
  const officer = await start();
  const { page } = officer;
  const yesterday = day("", -1);
  await officer.signIn(withAccount(server, "lintan"));
  await county(officer);
  await officer.look("organisation-county");
  const old = page.locator("tbody th a").first();
  const merged = await old.textContent();

  await press(officer, "link", "设立下级机构");
  await page.getByLabel("类别").selectOption("school");
  await page.getByLabel("机构名称").fill("临潭县新合并小学");
  await page.getByLabel("代码", { exact: false }).first().fill("216298000");
  await basis(officer, yesterday);
  await press(officer, "button", "预览");
  await officer.look("opening-wrong", { status: 422 });
  await see(officer, "10 位数字");
  await page.getByLabel("代码", { exact: false }).first().fill("2162980001");
  await press(officer, "button", "预览");
  await officer.look("opening-preview");
  await press(officer, "button", "设立 临潭县新合并小学");
  await officer.look("organisation-opened");
  await see(officer, "设立");

  await press(officer, "link", "更名");
  await page.getByLabel("新名称").fill("临潭县中心学校");
  await basis(officer, day(""));
  await press(officer, "button", "预览");
  await officer.look("renaming-preview");
  await press(officer, "button", "更名为 临潭县中心学校");
  await see(officer, "临潭县新合并小学 → 临潭县中心学校");
  await officer.look("organisation-renamed");

  await county(officer);
  await press(officer, "link", merged);
  await press(officer, "link", "划转、撤并、拆分");
  await officer.look("reorganisation-new");
  await page.getByLabel("撤并").check();
  await page.getByLabel("转到哪里（代码）").fill("2162980001");
  await basis(officer, day(""));
  await press(officer, "button", "下一步：预览");
  await officer.look("reorganisation-preview");
  await press(officer, "button", /^撤并 /);
  await page.getByText("已办结").first().waitFor();
  await officer.look("reorganisation-done");
  await press(officer, "link", "查看转入的机构");
  await see(officer, "接收并入");
  await officer.look("organisation-received");

  await county(officer);
  assert.equal(await page.getByRole("link", { name: merged, exact: true }).count(), 0, "what is closed is not listed");
  await press(officer, "link", "查看某日的机构");
  await page.locator("#f-on").fill("2020-09-01");
  await press(officer, "button", "查看这一天");
  await officer.look("tree");
  await see(officer, merged);
  await see(officer, "已撤销，最后一日为");
});

journey("a county splits a school by choosing who goes", async ({ server, start }) => {
  const officer = await start();
  const { page } = officer;
  await officer.signIn(withAccount(server, "lintan"));
  await county(officer);
  const code = await page.locator("tbody tr").nth(1).locator("td").nth(1).textContent();
  await press(officer, "link", await page.locator("tbody th a").first().textContent());
  await press(officer, "link", "划转、撤并、拆分");
  await page.getByLabel("拆分").check();
  await page.getByLabel("转到哪里（代码）").fill(code.trim());
  await basis(officer, day(""));
  await press(officer, "button", "下一步：预览");
  await page.getByRole("checkbox").first().check();
  await officer.look("splitting-choose");
  await press(officer, "button", "保存本页");
  await see(officer, "已选 1 人");
  await officer.look("splitting-preview");
  await press(officer, "button", /转出 1 人$/);
  await page.getByText("已办结").first().waitFor();
  await see(officer, "共转 1 人");
});
