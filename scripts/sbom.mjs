// What the program is made of, as software that watches for known faults reads it (CycloneDX 1.5):
// node scripts/sbom.mjs TARGET > sbom.cdx.json
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { linked, root } from "./parts.mjs";

// The digests are those of the lock file: what was built is what these name.
const lock = readFileSync(join(root, "Cargo.lock"), "utf8").split(
  "[[package]]",
);
const digests = new Map(
  lock.map((each) => {
    const own = (key) => each.match(new RegExp(`^${key} = "(.*)"$`, "m"))?.[1];
    return [`${own("name")} ${own("version")}`, own("checksum")];
  }),
);

const all = linked(process.argv[2]);
const reference = ({ name, version }) => `pkg:cargo/${name}@${version}`;
const described = (each) => {
  const digest = digests.get(`${each.name} ${each.version}`);
  return {
    type: "library",
    "bom-ref": reference(each),
    name: each.name,
    version: each.version,
    purl: reference(each),
    ...(each.license && {
      licenses: [{ expression: each.license.replaceAll("/", " OR ") }],
    }),
    ...(digest && { hashes: [{ alg: "SHA-256", content: digest }] }),
  };
};
const own = all.find((each) => each.name === "bellwether" && !each.source);
const byName = (a, b) => reference(a).localeCompare(reference(b), "en");
const parts = all.filter((each) => each !== own).sort(byName);
const document = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  metadata: { component: { ...described(own), type: "application" } },
  components: parts.map(described),
};
console.log(JSON.stringify(document, null, 1));
