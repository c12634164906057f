// Every page, in light and dark, wide and narrow, with and without JavaScript.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { launch } from "./chromium.mjs";
import { addresses, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, server, pages;

before(async () => {
  server = await serve();
  browser = await launch();
  pages = await addresses(server.address);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

// The page's own policy forbids scripts from elsewhere; the checker is let past it, the page's
// scripts run as they are.
async function open(url, options = {}) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}

for (const colorScheme of ["light", "dark"]) {
  test(`no page breaks an accessibility rule (${colorScheme})`, async (t) => {
    for (const { path, url } of pages) {
      await t.test(path, async () => {
        const { page, errors, close } = await open(url, { colorScheme });
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
        assert.deepEqual(errors, []);
        await close();
      });
    }
  });
}

test("no page scrolls sideways on a narrow phone", async (t) => {
  for (const { path, url } of pages) {
    await t.test(path, async () => {
      const { page, close } = await open(url, { viewport: { width: 360, height: 740 } });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${path} is ${width} pixels wide`);
      await close();
    });
  }
});

test("every page reads without JavaScript", async (t) => {
  for (const { path, url } of pages) {
    await t.test(path, async () => {
      const { page, close } = await open(url, { javaScriptEnabled: false });
      assert.ok((await page.locator("h1").innerText()).length > 2);
      assert.equal(await page.locator("main").count(), 1);
      await close();
    });
  }
});

test("the policy stops a script that is not ours, and breaks no page of ours", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  for (const { url } of pages) await page.goto(url);
  assert.deepEqual(refused, []);
  await page.goto(server.address);
  const told = await page.evaluate(async () => {
    const told = [];
    document.addEventListener("securitypolicyviolation", (refused) =>
      told.push(refused.effectiveDirective),
    );
    const script = document.createElement("script");
    // A text that becomes a script is refused at once; one put together around that, when it runs.
    try {
      script.textContent = "globalThis.hijacked = true";
    } catch (error) {
      told.push(error.name);
    }
    script.append(document.createTextNode("globalThis.hijacked = true"));
    document.body.append(script);
    await new Promise((done) => setTimeout(done));
    return told;
  });
  assert.equal(await page.evaluate(() => globalThis.hijacked), undefined);
  assert.ok(told.includes("TypeError"), told.join());
  assert.ok(told.filter((what) => what === "require-trusted-types-for").length > 1, told.join());
  await context.close();
});

test("a page prints without its tools, with the words of its scores", async () => {
  const { page, close } = await open(server.address);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".tabs").isVisible(), false);
  assert.equal(await page.locator(".filters").isVisible(), false);
  const words = page.locator(".print-words").first();
  const box = await words.boundingBox();
  assert.ok(box.height > 4 && box.width > 10, "the words of a score are to be seen on paper");
  const pdf = await page.pdf();
  assert.ok(pdf.length > 10_000);
  await close();
});
