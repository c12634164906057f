// A register of its own for each test file: the sample's four issues in a temporary database,
// served by the real program on a port of its own.
import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
export const sample = join(root, "sample/northshire");

function program() {
  const path = process.env.BELLWETHER ?? join(root, "target/debug/bellwether");
  if (!existsSync(path)) throw new Error(`${path} is not there: run cargo build first`);
  return path;
}

// Serves the sample's first issues (an empty database where `issues` is 0), then other documents.
export async function serve({ issues = 4, documents = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "bellwether-"));
  const database = join(folder, "register.db");
  const files = readdirSync(sample)
    .filter((name) => name.endsWith(".txt"))
    .sort();
  const paths = files.slice(0, issues).map((file) => join(sample, file));
  for (const { name, text } of documents) {
    writeFileSync(join(folder, name), text);
    paths.push(join(folder, name));
  }
  for (const path of paths) {
    const args = ["import", path, "--database", database, "--missing", "close"];
    execFileSync(program(), args, { stdio: "pipe" });
  }
  const child = spawn(program(), [
    "serve",
    "--create",
    "--database",
    database,
    "--listen",
    "127.0.0.1:0",
  ]);
  const address = await new Promise((done, failed) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const found = said.match(/http:\/\/[\d.]+:\d+/);
      if (found) done(found[0]);
    });
    child.stderr.on("data", (text) => (said += text));
    child.on("exit", () => failed(new Error(`the server stopped: ${said}`)));
  });
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, stop };
}

// One address of each page; the risk is the first of the register.
export async function addresses(address) {
  const register = await (await fetch(`${address}/`)).text();
  const risk = register.match(/class="risk-wording" href="([^"]+)"/)[1];
  const checks = await (await fetch(`${address}/checks`)).text();
  const waive = checks.match(/href="(\/checks\/waive[^"]+)"/)[1].replaceAll("&amp;", "&");
  const paths = [
    "/",
    "/?group=category&sort=-current",
    "/?q=nothing-holds-these-words",
    risk,
    `${risk}/edit`,
    "/risks/new",
    "/heat-map",
    `/heat-map?risk=${risk.split("/").pop()}`,
    "/actions",
    "/actions?due=overdue",
    "/changes",
    "/history",
    "/evidence",
    "/checks",
    "/checks?from=2025-03-14",
    "/settings",
    waive,
    "/import",
    "/closed",
    "/papers",
    "/papers/pack",
    "/settings/look",
    "/restricted",
    `/restricted?risk=${risk.split("/").pop()}`,
    "/seals",
    "/seals/new",
    "/no-such-page",
    "/?as-at=2025-06-13",
  ];
  return paths.map((path) => ({ path, url: address + path }));
}
