// Pictures of every page, wide and narrow, light and dark, and on paper, to be looked at.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./chromium.mjs";
import { addresses, serve } from "./server.mjs";

const folder = join(import.meta.dirname, "../shots");
mkdirSync(folder, { recursive: true });
const server = process.env.ADDRESS ? { address: process.env.ADDRESS, stop() {} } : await serve();
const browser = await launch();
const looks = [
  { name: "laptop", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  {
    name: "phone",
    viewport: { width: 390, height: 844 },
    colorScheme: "light",
    deviceScaleFactor: 2,
  },
];
for (const { path, url } of await addresses(server.address)) {
  const page_name = path.replace(/[^\w]+/g, "-").replace(/^-|-$/g, "") || "register";
  for (const { name, ...look } of looks) {
    const context = await browser.newContext(look);
    const page = await context.newPage();
    await page.goto(url);
    await page.screenshot({ path: join(folder, `${page_name}.${name}.png`), fullPage: true });
    if (name === "laptop")
      writeFileSync(join(folder, `${page_name}.pdf`), await page.pdf({ preferCSSPageSize: true }));
    await context.close();
  }
}
await browser.close();
server.stop();
console.log(`The pictures are in ${folder}`);
