// Changing a risk: by mouse, by keys, without JavaScript; and two at once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, server, risks;

before(async () => {
  server = await serve();
  browser = await launch();
  const register = await (await fetch(`${server.address}/`)).text();
  risks = [...register.matchAll(/class="risk-wording" href="([^"]+)"/g)].map((found) => found[1]);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function open(path, options) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  await page.goto(server.address + path);
  return { page, close: () => context.close() };
}

async function accessible(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  assert.deepEqual(
    result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`),
    [],
  );
}

const save = (page) => page.click("#edit .button-primary");

async function sign(page, who) {
  await page.fill("#who", who);
  await page.fill("#reason", "Agreed at the risk group");
}

for (const javaScriptEnabled of [true, false]) {
  test(`a risk is changed (JavaScript ${javaScriptEnabled ? "on" : "off"})`, async () => {
    const { page, close } = await open(risks[javaScriptEnabled ? 0 : 1], { javaScriptEnabled });
    await page.click("a:has-text('Edit')");
    await page.click("button:has-text('One more action')");
    const row = Number(await page.inputValue("[name=actions]")) - 1;
    await page.fill(`[id="action.${row}.words"]`, "Hire a second treasurer");
    await page.fill(`[id="action.${row}.due"]`, "Sept 2031 then ongoing");
    await page.click("button:has-text('Look at it first')");
    assert.match(await page.locator(".edit-preview").innerText(), /Hire a second treasurer/);
    assert.match(await page.locator(".read-back").last().innerText(), /30 September 2031/);
    await sign(page, "Ada Reader");
    await save(page);
    await page.waitForURL(/saved=yes/);
    const text = await page.locator("main").innerText();
    assert.match(text, /Hire a second treasurer/);
    assert.match(text, /Ada Reader – Agreed at the risk group/);
    await close();
  });
}

test("the keyboard alone changes a score, and Return in a field saves nothing", async () => {
  const { page, close } = await open(`${risks[2]}/edit`);
  const select = page.locator("[id='current.likelihood']");
  await select.focus();
  const before = await select.inputValue();
  await page.keyboard.press(before === "1" ? "ArrowUp" : "ArrowDown");
  await page.locator("#category").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".edit-preview, .notice");
  assert.match(await page.locator("[role=status]").innerText(), /Nothing is saved yet/);
  await page.locator("#reason").focus();
  await page.keyboard.type("Seen at the visit");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ada Reader");
  await page.locator("#edit .button-primary").focus();
  await page.keyboard.press("Space");
  await page.waitForURL(/saved=yes/);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const javaScriptEnabled of [true, false]) {
    const way = `${colorScheme}, JavaScript ${javaScriptEnabled ? "on" : "off"}`;
    test(`two at once are shown both texts and one is chosen (${way})`, async () => {
      const path = `${risks[3]}/edit`;
      const ada = await open(path, { colorScheme, javaScriptEnabled });
      const ben = await open(path, { colorScheme, javaScriptEnabled });
      const words = `The words that Ada gave it: ${way}`;
      await ada.page.fill("#description", words);
      await sign(ada.page, "Ada");
      await save(ada.page);
      await ada.page.waitForURL(/saved=/);
      await ben.page.fill("#description", `What Ben made of it: ${way}`);
      await ben.page.fill("#category", `Ben's own: ${way}`);
      await sign(ben.page, "Ben");
      await save(ben.page);
      const told = ben.page.locator(".choices");
      assert.match(await told.innerText(), /Ada changed the same since you began/);
      assert.match(await told.innerText(), /The words that Ada gave it/);
      assert.match(await told.innerText(), /What Ben made of it/);
      if (javaScriptEnabled) await accessible(ben.page);
      await ben.page.locator(".choice-side").first().click();
      await save(ben.page);
      await ben.page.waitForURL(/saved=/);
      assert.equal(await ben.page.locator("h1").innerText(), words);
      assert.match(await ben.page.locator(".eyebrow").innerText(), /Ben's own/);
      await ada.close();
      await ben.close();
    });
  }
}

test("every state of the form is accessible, and fits a narrow phone", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open(`${risks[4]}/edit`, {
      colorScheme,
      viewport: { width: 360, height: 740 },
    });
    await accessible(page);
    await page.fill("#owners", "Somebody; Somebody else");
    await page.click("button:has-text('Look at it first')");
    await accessible(page);
    await page.fill("#description", "");
    await sign(page, "Ada");
    await save(page);
    assert.match(await page.locator(".notice-error").innerText(), /1 thing to put right/);
    await accessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${width} pixels wide`);
    await close();
  }
});

test("a risk is taken off the register and put back", async () => {
  const { page, close } = await open(`${risks[5]}/edit`);
  await page.click(".edit-turn summary");
  await page.fill("#close-reason", "It can no longer happen");
  await page.fill("#close-who", "Ada");
  await page.click(".edit-turn button");
  await page.waitForURL(/saved=yes/);
  assert.match(await page.locator(".lede").innerText(), /Closed/);
  await page.click("a:has-text('Put back')");
  await accessible(page);
  await page.fill("#reopen-reason", "It can after all");
  await page.fill("#reopen-who", "Ada");
  await page.click(".edit-turn button");
  await page.waitForURL(/saved=yes/);
  assert.doesNotMatch(await page.locator(".lede").innerText(), /Closed/);
  await close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`unknown initials are asked about (JavaScript ${javaScriptEnabled ? "on" : "off"})`, async () => {
    const { page, close } = await open(`${risks[6]}/edit`, { javaScriptEnabled });
    const initials = javaScriptEnabled ? "QX" : "ZY";
    await page.fill("#owners", `nb / ${initials}`);
    await sign(page, "Ada");
    await save(page);
    assert.match(await page.locator("[role=alert]").innerText(), /who is meant/);
    if (javaScriptEnabled) await accessible(page);
    await page.locator(".asked .choice-side").last().click();
    await save(page);
    await page.waitForURL(/saved=yes/);
    assert.match(
      await page.locator(".lede").first().innerText(),
      new RegExp(`Nadia Bashir.*${initials}`),
    );
    await close();
  });
}
