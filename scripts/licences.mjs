// The licences of everything that is part of the program, as their authors want them handed on:
// node scripts/licences.mjs TARGET > LICENCES-OF-PARTS.txt
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const target = process.argv[2];
const root = resolve(import.meta.dirname, "..");
const asked = ["metadata", "--locked", "--format-version", "1", "--filter-platform", target];
const metadata = JSON.parse(
  execFileSync("cargo", asked, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }),
);

const packages = new Map(metadata.packages.map((each) => [each.id, each]));
const needs = new Map(metadata.resolve.nodes.map((node) => [node.id, node.deps]));
const first = metadata.packages.find((each) => each.name === "bellwether" && !each.source).id;

// What is linked into the program: neither what only its tests need nor what only builds it.
const linked = new Set();
const open = [first];
while (open.length > 0) {
  const id = open.pop();
  if (linked.has(id)) continue;
  linked.add(id);
  for (const need of needs.get(id)) {
    if (need.dep_kinds.some((kind) => kind.kind === null)) open.push(need.pkg);
  }
}

function texts(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const wanted = names.filter((name) => /^(licen[cs]e|copying|notice|unlicense|copyright)/i.test(name));
  return wanted.flatMap((name) => {
    try {
      return [readFileSync(join(folder, name), "utf8").trim()];
    } catch {
      return []; // A folder of that name.
    }
  });
}

const parts = [...linked]
  .map((id) => packages.get(id))
  .filter((each) => each.source)
  .map((each) => ({
    name: `${each.name} ${each.version}`,
    licence: each.license ?? "see its text",
    texts: texts(dirname(each.manifest_path)),
  }));
const font = join(root, "crates/web/node_modules/@fontsource-variable/inter");
parts.push({ name: "Inter (typeface)", licence: "OFL-1.1", texts: texts(font) });
const fonts = join(root, "crates/press/fonts");
const source = join(fonts, "source-sans-3");
parts.push({ name: "Source Sans 3 (typeface)", licence: "OFL-1.1", texts: texts(source) });
const dejavu = join(fonts, "dejavu-sans");
parts.push({ name: "DejaVu Sans (typeface)", licence: "Bitstream-Vera", texts: texts(dejavu) });
parts.sort((a, b) => a.name.localeCompare(b.name, "en"));

// Most texts are the same but for nothing: each is printed once, under all whose it is.
const holders = new Map();
for (const part of parts) {
  for (const text of part.texts) holders.set(text, [...(holders.get(text) ?? []), part.name]);
}
const line = "=".repeat(80);
console.log("Bellwether is made with these parts; their authors' terms stand below.\n");
for (const part of parts) console.log(`${part.name}: ${part.licence}`);
for (const [text, names] of holders) console.log(`\n${line}\n${names.join(", ")}\n${line}\n\n${text}`);
