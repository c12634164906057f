// The licences of everything that is part of the program, as their authors want them handed on:
// node scripts/licences.mjs TARGET > LICENCES-OF-PARTS.txt
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { linked, root } from "./parts.mjs";

function texts(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const wanted = names.filter((name) =>
    /^(licen[cs]e|copying|notice|unlicense|copyright)/i.test(name),
  );
  return wanted.flatMap((name) => {
    try {
      return [readFileSync(join(folder, name), "utf8").trim()];
    } catch {
      return []; // A folder of that name.
    }
  });
}

const parts = linked(process.argv[2])
  .filter((each) => each.source)
  .map((each) => ({
    name: `${each.name} ${each.version}`,
    licence: each.license ?? "see its text",
    texts: texts(dirname(each.manifest_path)),
  }));
const font = join(root, "crates/web/node_modules/@fontsource-variable/inter");
parts.push({
  name: "Inter (typeface)",
  licence: "OFL-1.1",
  texts: texts(font),
});
const fonts = join(root, "crates/press/fonts");
const source = join(fonts, "source-sans-3");
parts.push({
  name: "Source Sans 3 (typeface)",
  licence: "OFL-1.1",
  texts: texts(source),
});
const dejavu = join(fonts, "dejavu-sans");
parts.push({
  name: "DejaVu Sans (typeface)",
  licence: "Bitstream-Vera",
  texts: texts(dejavu),
});
parts.sort((a, b) => a.name.localeCompare(b.name, "en"));

// Most texts are the same but for nothing: each is printed once, under all whose it is.
const holders = new Map();
for (const part of parts) {
  for (const text of part.texts)
    holders.set(text, [...(holders.get(text) ?? []), part.name]);
}
const line = "=".repeat(80);
console.log(
  "Bellwether is made with these parts; their authors' terms stand below.\n",
);
for (const part of parts) console.log(`${part.name}: ${part.licence}`);
for (const [text, names] of holders)
  console.log(`\n${line}\n${names.join(", ")}\n${line}\n\n${text}`);
