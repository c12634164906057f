// What a body sets for its own register, without a script as with one: thresholds, rules,
// findings set aside, and the one right change that a finding offers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

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

// How many places: "10 findings in 43 places", or as many as there are findings.
const total = async (page) => {
  const said = await page.locator(".counted").innerText();
  return Number((said.match(/in (\d+) place/) ?? said.match(/(\d+) finding/))[1]);
};

test("a finding is set aside under a name and until a day, and withdrawn", async () => {
  const { page, close } = await open("/checks", { javaScriptEnabled: false });
  const all = await total(page);
  await page.locator("details[open] .found-do > a").first().click();
  await page.fill("#reason", "The parts are on order");
  await page.fill("#who", "A Clerk");
  await page.click(".waive button");
  assert.match(await page.locator(".notice-done").innerText(), /The parts are on order/);
  assert.match(await page.locator("#waived").innerText(), /A Clerk/);
  await page.goto(`${server.address}/checks`);
  assert.equal(await total(page), all - 1);
  await page.locator("#waived summary").click();
  await page.fill("#waived input[name=reason]", "The parts came");
  await page.fill("#waived input[name=who]", "A Clerk");
  await page.click("#waived button");
  assert.equal(await page.locator("#waived").count(), 0);
  assert.equal(await total(page), all);
  await page.goto(`${server.address}/history`);
  const entries = await page.locator(".journal > li h3").allInnerTexts();
  assert.match(entries[0], /stands again/);
  assert.match(entries[1], /set aside/);
  await close();
});

test("a rule is turned off and a threshold set, from a day, with a reason", async () => {
  const { page, close } = await open("/settings", { javaScriptEnabled: false });
  const rule = "ACT-04";
  await page.locator(".set-section", { hasText: rule }).locator("summary").click();
  await page.uncheck(`input[name=rule][value=${rule}]`);
  await page.fill("#set-severe", "a lot");
  await page.fill("#who", "A Clerk");
  await page.fill("#reason", "As the board agreed");
  await page.click("button.button-primary");
  assert.match(await page.locator(".notice-error").innerText(), /Severe from/);
  assert.equal(await page.inputValue("#reason"), "As the board agreed", "what was typed stays");
  await page.fill("#set-severe", "16");
  await page.click("button.button-primary");
  assert.match(
    await page.locator("#set-history").innerText(),
    /Severe from 16 score rather than 15; off: ACT-04/,
  );
  await page.goto(`${server.address}/checks?rule=${rule}`);
  assert.equal(await total(page), 0);
  await page.goto(`${server.address}/history`);
  assert.match(await page.locator(".journal > li").first().innerText(), /Settings of the checks/);
  await close();
});

test("the one right change is ticked and accepted, and said", async () => {
  const { page, close } = await open("/checks?rule=IMP-07");
  const all = await total(page);
  await page.locator(".offer input[name=take]").first().check();
  await page.locator(".offers input[name=who]").first().fill("A Clerk");
  await page.locator(".offers button").first().click();
  assert.match(await page.locator(".notice-done").innerText(), /is now/);
  await page.goto(`${server.address}/checks?rule=IMP-07`);
  assert.ok((await total(page)) < all);
  await page.goto(`${server.address}/history`);
  assert.match(await page.locator(".journal > li").first().innerText(), /A Clerk/);
  await page.goto(`${server.address}/settings`);
  assert.equal(await page.inputValue("#who"), "A Clerk", "the name is remembered on this machine");
  await close();
});

test("findings stand beside what they speak of, and lead to it", async () => {
  const { page, close } = await open("/");
  const tally = page.locator("td.col-checks .tally-found").first();
  const words = await tally.innerText();
  assert.match(words, /^\s*\d+ (high|medium|low|to note)/);
  await tally.click();
  await page.waitForURL(/\/risks\/[^?#]+#checks$/);
  const said = await page.locator("#checks .panel-head").innerText();
  const numbers = [...said.matchAll(/\d+/g)].map((match) => Number(match[0]));
  const all = Number(words.match(/of (\d+)/)?.[1] ?? words.match(/\d+/)[0]);
  assert.equal(
    numbers.reduce((sum, number) => sum + number, 0),
    all,
    "as many as the register says",
  );
  await page.goto(`${server.address}/actions`);
  assert.ok((await page.locator("td .asks").count()) > 0);
  await page.goto(`${server.address}/heat-map`);
  assert.ok((await page.locator(".matrix .cell-blocked").count()) > 0);
  await page.goto(`${server.address}/changes`);
  assert.ok((await page.locator(".changed-risk .tally-found").count()) > 0);
  await close();
});

test("the counts are compared between any two dates, without a script", async () => {
  const { page, close } = await open("/checks", { javaScriptEnabled: false });
  await page.locator("#moved > summary").click();
  await page.selectOption("#moved-from", "2025-03-14");
  await page.fill("#moved-to-day", "2025-07-01");
  await page.click(".between button");
  const table = page.locator("#moved table").first();
  assert.match(await table.innerText(), /14 Mar 2025\s+1 Jul 2025/);
  const data = await (
    await fetch(`${server.address}/checks.json?from=2025-03-14&to=2025-07-01`)
  ).json();
  const high = await table.locator("tbody tr").first().innerText();
  assert.match(
    high,
    new RegExp(`High\\s+${data.moved.from.counts.H}\\s+${data.moved.to.counts.H}`),
  );
  await close();
});
