// The import's two sides: the document as it stands, and what was read, each leading to the other.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { launch } from "./chromium.mjs";
import { sample, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const published = join(import.meta.dirname, "../../../../shared/registers");
let browser, server;

before(async () => {
  server = await serve({ issues: 1 });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

// Brings a file to its plan.
async function plan(file, options = {}) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  await page.goto(`${server.address}/import`);
  await page.setInputFiles("#file", file);
  await page.fill("#date", "2025-05-01");
  await page.click("button:has-text('Read it')");
  await page.waitForURL(/\/import\/[0-9a-f]{64}/);
  return { page, close: () => context.close() };
}

const named = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const rows = (count) =>
  Array.from({ length: count }, (_, i) => `${i + 1},The depot floods after rain,2,3,6,AB,Moss\n`);
const csv = (count) =>
  named("long.csv", `Ref,Risk,Likelihood,Impact,Score,Owner,Zork\n${rows(count).join("")}`);
const page = `<html><body><table>
  <tr><th>Ref</th><th>Risk</th><th>Likelihood</th><th>Impact</th><th>Rating</th><th>Owner</th></tr>
  <tr><td>1</td><td>The roof leaks</td><td>4</td><td>5</td><td style="background-color:#c00000">20</td><td>AB</td></tr>
  <tr><td>2</td><td>The boiler fails</td><td>2</td><td>2</td><td style="background-color:#92d050">4</td><td>CD</td></tr>
  </table></body></html>`;

for (const colorScheme of ["light", "dark"]) {
  const files = [
    ["lines", join(sample, "2025-q1.txt")],
    ["a web page with fills", named("page.html", page)],
    ["a PDF", join(published, "unsw-solar-pdf/input.pdf")],
    ["a workbook", join(published, "moorgate-crossrail/input.xlsx")],
    ["a Word document", join(published, "fit3140-team87-docx/input.docx")],
  ];
  for (const [what, file] of files) {
    const missing = typeof file === "string" && !existsSync(file);
    const skip = missing && `${file} is not here`;
    test(
      `the plan of ${what} breaks no accessibility rule (${colorScheme})`,
      { skip },
      async () => {
        const { page, close } = await plan(file, { colorScheme });
        await page.evaluate(axe);
        const result = await page.evaluate(() =>
          globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          }),
        );
        const found = result.violations.map(
          (v) =>
            `${v.id}: ${v.help}\n  ${v.nodes
              .slice(0, 3)
              .map((n) => `${n.html.slice(0, 160)} ${n.failureSummary ?? ""}`)
              .join("\n  ")}`,
        );
        assert.deepEqual(found, []);
        await close();
      },
    );
  }
}

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with" : "without";
  test(`a value leads to its cell and back, ${way} JavaScript`, async () => {
    const { page, close } = await plan(csv(3), { javaScriptEnabled });
    const ground = (id) =>
      javaScriptEnabled
        ? page.evaluate((id) => getComputedStyle(document.getElementById(id)).backgroundColor, id)
        : page.locator(`#${id}:target`).count();
    const before = await ground("c0-2-5");
    await page.click("#v1-owners");
    assert.match(page.url(), /#c0-2-5$/);
    await page.mouse.move(0, 0);
    assert.notDeepEqual(await ground("c0-2-5"), before, "the cell is marked");
    await page.click("#c0-2-2 a");
    assert.match(page.url(), /#v1-current-likelihood$/);
    await close();
  });

  test(`a reading is corrected and the rows are read again, ${way} JavaScript`, async () => {
    const { page, close } = await plan(csv(3), { javaScriptEnabled });
    assert.equal(await page.locator("#v0-category").count(), 0);
    if (!(await page.locator("#columns").getAttribute("open")))
      await page.locator("#columns[open], #columns > summary").first().click();
    await page.fill("#who", "Ada Reader");
    await page.selectOption("#map-6", "Zork=category");
    if (!javaScriptEnabled) await page.click("text=Read it again with these");
    await page.waitForSelector("#v0-category");
    assert.equal(await page.locator("#v0-category").innerText(), "Moss");
    if (javaScriptEnabled)
      assert.equal(await page.inputValue("#who"), "Ada Reader", "what was typed stays");
    await page.fill("#who", "Ada Reader");
    await close();
  });
}

test("the other end of a link lights up under the pointer and the keys", async () => {
  const { page, close } = await plan(csv(3));
  const lit = () => page.locator(".is-met").evaluateAll((all) => all.map((one) => one.id));
  await page.hover("#v2-owners");
  assert.deepEqual(await lit(), ["c0-3-5"]);
  await page.locator("#c0-1-4 a").focus();
  assert.deepEqual(await lit(), ["v0-current-score"]);
  await close();
});

test("another part of a long document keeps what was typed, and back leads back", async () => {
  const { page, close } = await plan(csv(400));
  await page.fill("#who", "Ada Reader");
  await page.click("a[rel=next]");
  await page.waitForURL(/part=2/);
  await page.waitForSelector("#v60-owners");
  assert.equal(await page.inputValue("#who"), "Ada Reader");
  await page.selectOption("#part", "4");
  await page.waitForURL(/part=4/);
  await page.goBack();
  await page.waitForURL(/part=2/);
  await page.waitForSelector("#v60-owners");
  await close();
});

test("a form that was sent shows that it is at work, and is sent once", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.address}/import`);
  // Sent as the button sends it, but for leaving the page.
  const goes = () =>
    page.evaluate(() => {
      const event = new SubmitEvent("submit", { bubbles: true, cancelable: true });
      return document.querySelector("form.drop").dispatchEvent(event);
    });
  assert.equal(await goes(), true);
  assert.equal(await page.getAttribute("form.drop", "aria-busy"), "true");
  const bar = () => getComputedStyle(document.documentElement, "::before").animationName;
  assert.equal(await page.evaluate(bar), "goes-on");
  assert.equal(await goes(), false, "not again until it was answered");
  await page.close();
});

test("a risk is added by hand, without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.address}/`);
  await page.click("text=New risk");
  const number = await page.inputValue("#reference");
  await page.fill("#description", "The archive floods");
  await page.fill("#owners", "HW");
  await page.selectOption("[id='current.likelihood']", { index: 2 });
  await page.selectOption("[id='current.impact']", { index: 2 });
  await page.fill("#reason", "Found at the walk round");
  await page.fill("#who", "Ada Reader");
  await page.click("button:has-text('Save')");
  await page.waitForURL(new RegExp(`/risks/${number}`));
  assert.match(await page.locator("main").innerText(), /The archive floods/);
  assert.match(await page.locator("#history").innerText(), /Ada Reader.*Found at the walk round/s);
  await context.close();
});

test("a column without a heading is chosen once and for the next document", async () => {
  const bare = (last) =>
    named(
      "bare.csv",
      `Ref,Risk,Likelihood,Impact,Score,Owner,\n${rows(3).join("").replaceAll("Moss", last)}`,
    );
  const first = await plan(bare("North"));
  await first.page.selectOption("#map-6", "column 7=category");
  await first.page.waitForSelector("#v0-category");
  // None of its risks is known: it is asked whether it is another register.
  await first.page.check("input[name=another-register][value=no]");
  for (const box of await first.page.locator("input[name=missing][value=keep]").all())
    await box.check();
  await first.page.fill("#who", "Ada Reader");
  await first.page.click("button:has-text('Accept')");
  await first.page.waitForURL(/as-at=2025-05-01/);
  await first.close();
  const next = await plan(bare("East"));
  assert.equal(await next.page.locator("#v0-category").innerText(), "East");
  assert.equal(await next.page.locator(".pill", { hasText: "Remembered" }).count(), 1);
  await next.close();
});
