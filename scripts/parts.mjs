// What is linked into the program for a target: neither what only its tests need nor what only
// builds it.
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/** The packages of a target as cargo describes them, those of this workspace among them. */
export function linked(target) {
  const asked = [
    "metadata",
    "--locked",
    "--format-version",
    "1",
    "--filter-platform",
    target,
  ];
  const metadata = JSON.parse(
    execFileSync("cargo", asked, {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    }),
  );
  const packages = new Map(metadata.packages.map((each) => [each.id, each]));
  const needs = new Map(
    metadata.resolve.nodes.map((node) => [node.id, node.deps]),
  );
  const first = metadata.packages.find(
    (each) => each.name === "bellwether" && !each.source,
  ).id;
  const found = new Set();
  const open = [first];
  while (open.length > 0) {
    const id = open.pop();
    if (found.has(id)) continue;
    found.add(id);
    for (const need of needs.get(id)) {
      if (need.dep_kinds.some((kind) => kind.kind === null))
        open.push(need.pkg);
    }
  }
  return [...found].map((id) => packages.get(id));
}
