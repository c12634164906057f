// Pages at their narrowest, enlarged, in forced colours, and in the body's own colours: nothing
// runs off the side, nothing covers what has the focus, nothing is said by colour alone.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { coldbeck, longName, longWord } from "./coldbeck.mjs";
import { addresses, sample, serve } from "./server.mjs";

let browser, server, pages, own, ownPages;

before(async () => {
  // Three issues are kept and the fourth is at its plan, where it lacks risks.
  server = await serve({ issues: 3 });
  own = await serve({ issues: 0, documents: [coldbeck] });
  browser = await launch();
  const plan = await planned();
  pages = [...(await addresses(server.address)), { path: "the plan of an import", url: plan }];
  const risk = "/risks/C9";
  ownPages = [
    "/",
    "/?q=sandstone",
    risk,
    `${risk}/edit`,
    "/actions",
    "/heat-map",
    "/checks",
    "/history",
  ].map((path) => ({ path, url: own.address + path }));
});
after(async () => {
  await browser?.close();
  server?.stop();
  own?.stop();
});

async function planned() {
  const page = await browser.newPage();
  await page.goto(`${server.address}/import`);
  await page.setInputFiles("#file", join(sample, "2025-q4.txt"));
  await page.click("button:has-text('Read it')");
  await page.waitForURL(/\/import\/[0-9a-f]{64}/);
  const url = page.url();
  await page.close();
  return url;
}

async function open(url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  return { page, close: () => context.close() };
}

// What is wider than the page, for the message.
const widest = (page, width) =>
  page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const over = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.right > width + 1 && box.width > 0 && !element.closest(".unseen");
    });
    return over.slice(0, 4).map((element) => element.outerHTML.slice(0, 120));
  }, width);

for (const width of [320, 768]) {
  test(`no page scrolls sideways at ${width} pixels`, async (t) => {
    const { page, close } = await open(own.address, { viewport: { width, height: 640 } });
    for (const { path, url } of [...pages, ...ownPages]) {
      await t.test(path, async () => {
        await page.goto(url);
        await page.evaluate(() => {
          for (const folded of document.querySelectorAll("details")) folded.open = true;
        });
        assert.deepEqual(await widest(page, width), []);
      });
    }
    await close();
  });
}

test("a word longer than its column is broken, and the columns keep their places", async () => {
  for (const width of [320, 390, 768, 1440]) {
    const { page, close } = await open(own.address, { viewport: { width, height: 900 } });
    const words = page.locator(".risk-wording", { hasText: longWord });
    const box = await words.boundingBox();
    const sheet = await page.locator(".sheet").boundingBox();
    assert.ok(
      box.x + box.width <= sheet.x + sheet.width,
      `the word ends within the sheet at ${width}`,
    );
    assert.ok(
      box.width >= Math.min(width, 768) / 4,
      `its column has room for words at ${width}: ${box.width}`,
    );
    const name = await page.locator("td .who-name", { hasText: longName }).boundingBox();
    assert.ok(
      name.x + name.width <= sheet.x + sheet.width,
      `so does the name of an owner at ${width}`,
    );
    const last = await page.locator("tbody td.col-checks").first().boundingBox();
    assert.ok(
      last.x + last.width <= sheet.x + sheet.width + 1,
      `the last column is on the sheet at ${width}`,
    );
    await close();
  }
});

// Goes from stop to stop by the Tab key, and gives those that nothing is to be seen of.
async function coveredStops(page) {
  const covered = [];
  let stops = 0;
  for (; stops < 1500; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element.dataset.wasStop) return null;
      element.dataset.wasStop = "yes";
      const box = element.getBoundingClientRect();
      const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
      let [seen, all] = [0, 0];
      // A link over several lines is looked for in each of them.
      for (const line of element.getClientRects()) {
        for (const across of [0.15, 0.5, 0.85]) {
          for (const down of line.height > 60 ? [0.1, 0.5, 0.9] : [0.5]) {
            const [x, y] = [line.left + line.width * across, line.top + line.height * down];
            const top = inside(x, y) && document.elementFromPoint(x, y);
            all += 1;
            if (top && (element.contains(top) || top.contains(element) || top.control === element))
              seen += 1;
          }
        }
      }
      return {
        seen,
        all,
        height: box.height,
        html: element.outerHTML.slice(0, 140),
        at: Math.round(box.top),
      };
    });
    if (!stop) break;
    // Of a block of text a part is to be seen, where the cursor is; of everything else, most.
    if (stop.seen < (stop.height > 100 ? 1 : stop.all / 2)) covered.push(stop);
  }
  return { covered, stops };
}

test("nothing covers what has the focus, enlarged to 200 %", async (t) => {
  const look = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };
  const { page, close } = await open(own.address, look);
  for (const { path, url } of pages) {
    await t.test(path, async () => {
      await page.goto(url);
      const { covered, stops } = await coveredStops(page);
      assert.ok(stops > 5, `${stops} stops`);
      assert.deepEqual(covered, [], `${covered.length} of ${stops} stops are covered`);
    });
  }
  await close();
});

test("nothing covers what has the focus on a phone or a laptop", async (t) => {
  const wanted = pages.filter(
    ({ path }) => path === "/" || /edit$|plan|checks$|actions$/.test(path),
  );
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ]) {
    const { page, close } = await open(own.address, { viewport: { width, height } });
    for (const { path, url } of wanted) {
      await t.test(`${path} at ${width} by ${height}`, async () => {
        await page.goto(url);
        const { covered, stops } = await coveredStops(page);
        assert.deepEqual(covered, [], `${covered.length} of ${stops} stops are covered`);
      });
    }
    await close();
  }
});

test("a phone sorts by a choice of its own, and by no heading that is not to be seen", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, close } = await open(own.address, {
      viewport: { width: 390, height: 844 },
      javaScriptEnabled,
    });
    assert.equal(await page.locator("thead a:visible").count(), 0);
    await page.click(".filters > summary");
    await page.selectOption("#f-sort", "-current");
    if (!javaScriptEnabled) await page.click(".filters button[type=submit]");
    await page.waitForURL(/sort=-current/);
    await page.waitForFunction(
      () => document.querySelector("tbody .col-ref")?.textContent.trim() === "C10",
    );
    await close();
  }
});

test("the question about missing risks comes first on the plan", async () => {
  const { page, close } = await open(pages.at(-1).url);
  const sections = await page
    .locator("main section[id]")
    .evaluateAll((all) => all.map((section) => section.id));
  assert.equal(sections[0], "missing", sections.join(", "));
  const box = page.locator("#missing input").first();
  assert.equal(await box.evaluate((input) => input.form?.id), "accept");
  await close();
});

test("forced colours show the current page and every choice", async (t) => {
  const { page, close } = await open(own.address, { forcedColors: "active" });
  for (const { path, url } of [...pages, ...ownPages]) {
    await t.test(path, async () => {
      await page.goto(url);
      const alike = await page.evaluate(() => {
        const look = (element) => {
          const style = getComputedStyle(element);
          return [
            style.borderBlockEndColor,
            style.outlineStyle,
            style.outlineColor,
            style.backgroundColor,
          ].join(" ");
        };
        const found = [];
        for (const row of document.querySelectorAll(".tabs, .switch, .strip, .issues")) {
          const links = [...row.querySelectorAll("a")];
          const current = links.find((link) => link.hasAttribute("aria-current"));
          const other = links.find((link) => !link.hasAttribute("aria-current"));
          if (current && other && look(current) === look(other)) found.push(row.className);
        }
        return found;
      });
      assert.deepEqual(alike, []);
      const bare = await page
        .locator(".chip:visible, .pill:visible")
        .evaluateAll(
          (chips) =>
            chips.filter((chip) => getComputedStyle(chip).borderBlockStartStyle === "none").length,
        );
      assert.equal(bare, 0, "chips and pills keep an edge without their grounds");
    });
  }
  await close();
});

// Relative luminance and contrast as WCAG defines them.
const contrasts = (page, selector, property) =>
  page.locator(selector).evaluateAll((elements, property) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data;
    };
    const luminance = (colour) => {
      const [r, g, b] = [...rgb(colour)].slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return elements.map((element) => {
      const ground = property === "fill" ? element.querySelector(".cell") : element;
      const words = property === "fill" ? element.querySelector("text") : element;
      const [a, b] = [
        luminance(getComputedStyle(words)[property === "fill" ? "fill" : "color"]),
        luminance(getComputedStyle(ground)[property === "fill" ? "fill" : "backgroundColor"]),
      ];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return {
        of: (element.textContent ?? "").trim().slice(0, 40),
        class: element.getAttribute("class"),
        ratio,
      };
    });
  }, property);

for (const colorScheme of ["light", "dark"]) {
  test(`the body's own bands can be read in every colour (${colorScheme})`, async () => {
    const { page, close } = await open(own.address, { colorScheme });
    const chips = await contrasts(page, ".chip:not(.chip-none)", "color");
    for (const band of ["red", "amber", "green", "blue"]) {
      assert.ok(
        chips.some((chip) => chip.class.includes(`b-${band}`)),
        `there is a ${band} chip`,
      );
    }
    assert.deepEqual(
      chips.filter((chip) => chip.ratio < 4.5),
      [],
    );
    await page.goto(`${own.address}/heat-map`);
    const cells = await contrasts(page, ".matrix :is(g, a):has(> .cell):has(text)", "fill");
    assert.ok(cells.length >= 25, `${cells.length} cells`);
    assert.deepEqual(
      cells.filter((cell) => cell.ratio < 4.5),
      [],
    );
    await close();
  });

  test(`a ramp for want of bands can be read in every step (${colorScheme})`, async () => {
    const { page, close } = await open(`${server.address}/heat-map`, { colorScheme });
    const cells = await contrasts(page, ".matrix :is(g, a):has(> .cell):has(text)", "fill");
    assert.ok(cells.length >= 25, `${cells.length} cells`);
    assert.deepEqual(
      cells.filter((cell) => cell.ratio < 4.5),
      [],
    );
    await close();
  });
}
