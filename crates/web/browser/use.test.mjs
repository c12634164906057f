// What a reader does: filter, sort, go back in time, by mouse and by keys, and bring a file in.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { sample, serve } from "./server.mjs";

let browser, server;

before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function open(path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(server.address + path);
  return { page, close: () => context.close() };
}

const rows = (page) => page.locator("tbody tr:not(.group)").count();

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "at once" : "by a button, without JavaScript";
  test(`an owner is chosen ${way}, and the address says so`, async () => {
    const { page, close } = await open("/", { javaScriptEnabled });
    const all = await rows(page);
    await page.selectOption("#f-owner", { index: 1 });
    if (!javaScriptEnabled) await page.click(".filters button");
    await page.waitForURL(/owner=/);
    await page.waitForFunction(() => document.querySelector(".unset"));
    const some = await rows(page);
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    assert.match(await page.locator(".counted").innerText(), new RegExp(`${some} of ${all}`));
    await close();
  });
}

test("the tiles count what is filtered, and the order outlasts the next filter", async () => {
  const { page, close } = await open("/");
  const tile = () =>
    page.locator(".strip a", { hasText: "Risks" }).first().locator(".figure").innerText();
  await page.locator("thead a").first().click();
  await page.waitForURL(/sort=ref/);
  await page.selectOption("#f-owner", { index: 2 });
  await page.waitForURL(/owner=.*sort=ref/);
  await page.waitForFunction(() => document.querySelector(".unset"));
  assert.equal(Number(await tile()), await rows(page));
  await page.locator(".strip a", { hasText: "overdue" }).first().click();
  await page.waitForURL(/\/actions\?due=overdue&of=owner/);
  assert.match(await page.locator(".counted").innerText(), /of the risks/);
  await close();
});

test("after a change the filtered list is one step away, at the risk", async () => {
  const { page, close } = await open("/", { javaScriptEnabled: false });
  await page.selectOption("#f-owner", { index: 1 });
  await page.click(".filters button");
  const owner = new URL(page.url()).searchParams.get("owner");
  const number = await page.locator("tbody .col-ref").last().innerText();
  await page.locator(".risk-wording").last().click();
  await page.click("a:has-text('Edit')");
  await page.fill("#category", "Seen to");
  await page.fill("#reason", "Agreed");
  await page.fill("#who", "Ada Reader");
  await page.click("#edit .button-primary");
  await page.click("[role=status] a");
  assert.equal(page.url(), `${server.address}/?owner=${owner}#risk-${number}`);
  await close();
});

test("the register is sealed and a closed risk found, without JavaScript", async () => {
  const { page, close } = await open("/history", { javaScriptEnabled: false });
  await page.click("main a:has-text('Seals')");
  await page.click("text=Seal the register");
  assert.match(await page.locator(".seal-what").innerText(), /\d+ risks, \d+ actions/);
  await page.fill("#name", "Board, 3 March");
  await page.fill("#reason", "As presented");
  await page.fill("#who", "Ada Reader");
  await page.click("form button:has-text('Seal the register')");
  assert.match(await page.locator(".notice-done").innerText(), /Board, 3 March/);
  await page.click(".seal-links a");
  assert.match(page.url(), /known-at=/);
  await page.goto(`${server.address}/closed`);
  const words = (await page.locator(".risk-wording").first().innerText())
    .split(" ")
    .slice(0, 4)
    .join(" ");
  await page.goto(`${server.address}/?q=${encodeURIComponent(words)}`);
  await page.locator("#closed a").first().click();
  assert.match(await page.locator(".lede").innerText(), /Closed on \d+/);
  await close();
});

test("a heading sorts, first down, then up", async () => {
  const { page, close } = await open("/");
  const scores = () => page.locator("td.col-score:nth-child(5) .chip").allInnerTexts();
  await page
    .locator("thead a", { hasText: /now|current/i })
    .first()
    .click();
  await page.waitForURL(/sort=-current/);
  assert.equal(await page.locator("th[aria-sort=descending]").count(), 1);
  const numbers = (await scores()).map(Number).filter((n) => !Number.isNaN(n));
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => b - a),
  );
  await page.locator("th[aria-sort] a").click();
  await page.waitForURL(/sort=current/);
  assert.equal(await page.locator("th[aria-sort=ascending]").count(), 1);
  await close();
});

test("keys lead through the register and into a risk", async () => {
  const { page, close } = await open("/");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const first = await page.locator("[data-stop]").first().getAttribute("href");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), first);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/risks\//);
  await close();
});

test("the keys can be turned off, and stay off", async () => {
  const { page, close } = await open("/");
  await page.keyboard.press("?");
  await page.uncheck("#keys input");
  await page.click("#keys button");
  await page.reload();
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.hasAttribute("data-stop")), false);
  await close();
});

test("the first stop of the Tab key skips to the content", async () => {
  const { page, close } = await open("/");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /skip/i);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "main");
  await close();
});

test("an older issue says so on every page, and leads back", async () => {
  const { page, close } = await open("/?as-at=2025-06-13");
  assert.match(await page.locator(".banner").innerText(), /13 June 2025/);
  await page.click(".tabs a:has-text('Actions')");
  await page.waitForURL(/as-at=2025-06-13/);
  assert.match(await page.locator(".banner").innerText(), /13 June 2025/);
  await page.click(".banner a:has-text('latest')");
  assert.equal(await page.locator(".banner").count(), 0);
  await close();
});

test("a cell of the heat map leads to its risks", async () => {
  const { page, close } = await open("/heat-map?stage=current");
  const cell = page.locator(".matrix a").first();
  const said = (await cell.locator("title").textContent()).match(/: (\d+) risks?/)[1];
  await cell.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/likelihood=/);
  assert.equal(await rows(page), Number(said));
  await close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a register is brought in (JavaScript ${javaScriptEnabled ? "on" : "off"})`, async () => {
    const own = await serve({ issues: 0 });
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(own.address);
    assert.match(await page.locator("h1").innerText(), /no register yet/i);
    await page.click("main a");
    await page.setInputFiles("#file", join(sample, "2025-q1.txt"));
    await page.click("button:has-text('Read it')");
    await page.waitForURL(/\/import\/[0-9a-f]{64}/);
    assert.ok((await page.locator(".source li").count()) > 20, "the document is shown");
    assert.ok((await page.locator(".read-risk").count()) > 10, "the reading is shown");
    await page.fill("#who", "Ada Reader");
    await page.fill("#reason", "First issue");
    await page.click("button:has-text('Accept')");
    assert.ok((await rows(page)) > 10);
    await page.goto(`${own.address}/history`);
    assert.match(await page.locator(".journal").innerText(), /Ada Reader.*First issue/s);
    await context.close();
    own.stop();
  });
}

test("an issue that lacks a risk asks what became of it", async () => {
  const own = await serve({ issues: 3 });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${own.address}/import`);
  await page.setInputFiles("#file", join(sample, "2025-q4.txt"));
  await page.click("button:has-text('Read it')");
  await page.waitForURL(/\/import\/[0-9a-f]{64}/);
  const asked = await page.locator(".missing fieldset").count();
  assert.ok(asked > 0);
  await page.fill("#who", "Ada Reader");
  await page.click("button:has-text('Accept')");
  assert.match(page.url(), /\/import\//, "nothing is accepted without an answer");
  for (let i = 0; i < asked; i += 1) {
    await page.locator(".missing fieldset").nth(i).locator("input[value=close]").check();
  }
  await page.click("button:has-text('Accept')");
  await page.waitForURL(`${own.address}/?as-at=**`);
  await context.close();
  own.stop();
});

test("what is no register is declined in words, with the way back", async () => {
  const { page, close } = await open("/import");
  await page.setInputFiles("#file", {
    name: "drawing.gif",
    mimeType: "image/gif",
    buffer: Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1"),
  });
  await page.click("button:has-text('Read it')");
  assert.match(await page.locator("main").innerText(), /cannot be read as a register/);
  assert.ok((await page.locator("main a").count()) > 0);
  await close();
});
