// Ill will: hostile files and halves of requests from eight clients, while one reads the register and
// one edits it. Says what came of it, and how long those two took beside the same without ill will:
// node scripts/soak.mjs SECONDS [PROGRAM]
import { execFileSync, fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, setPriority, tmpdir } from "node:os";
import { join, resolve } from "node:path";

const seconds = Number(process.argv[2] ?? 3600);
const root = resolve(import.meta.dirname, "..");
const program = resolve(
  process.argv[3] ?? join(root, "target/demo/bellwether"),
);
const folder = mkdtempSync(join(tmpdir(), "bellwether-soak-"));
const database = join(folder, "soak.db");

for (const issue of ["2025-q1", "2025-q2", "2025-q3", "2025-q4"]) {
  const file = join(root, `sample/northshire/${issue}.txt`);
  const said = [
    "--missing",
    "close",
    "--by",
    "Risk officer",
    "--reason",
    "Quarterly issue",
  ];
  execFileSync(program, ["import", file, "--database", database, ...said]);
}
const server = spawn(program, [
  "serve",
  "--database",
  database,
  "--listen",
  "127.0.0.1:0",
]);
server.stderr.resume();
const ended = new Promise((done) => server.on("exit", done));
const address = await new Promise((found) => {
  server.stdout.on("data", (text) => {
    const said = String(text).match(/http:\/\/[^/]+/);
    if (said) found(said[0]);
  });
});

const counts = new Map();
const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);

// Those who wish ill are a process of their own, behind all others: they stand for machines elsewhere,
// and must not take the time of those who measure.
function illWill(until) {
  const script = join(import.meta.dirname, "ill-will.mjs");
  const clients = fork(script, [address, String(until)]);
  setPriority(clients.pid, 19);
  return new Promise((done) =>
    clients.on("message", (counted) => {
      for (const [what, times] of counted)
        counts.set(what, (counts.get(what) ?? 0) + times);
      done();
    }),
  );
}

// How long each took, by what was asked and whether anybody wished ill.
const taken = {
  register: { alone: [], among: [] },
  edit: { alone: [], among: [] },
};
async function timed(what, phase, ask) {
  const began = performance.now();
  const status = await ask().catch(
    (error) => `lost ${error.cause?.code ?? error.name}`,
  );
  taken[what][phase].push(performance.now() - began);
  count(`${what} ${status}`);
  await new Promise((go) => setTimeout(go, 50));
}

async function read() {
  const answer = await fetch(`${address}/`);
  await answer.text();
  return answer.status;
}

const { risks } = await (await fetch(`${address}/register.json`)).json();
let edits = 0;
async function edit(form, to) {
  const body = JSON.stringify(form);
  const answer = await fetch(to, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  await answer.text();
  return answer.status;
}

async function reads(phase, last) {
  while (Date.now() < last) await timed("register", phase, read);
}

async function writes(phase, last) {
  while (Date.now() < last) {
    const to = `${address}/risks/${encodeURIComponent(risks[edits % risks.length].ref)}/edit`;
    try {
      const { began, risk } = await (await fetch(`${to}.json`)).json();
      risk.consequence = `Said ${(edits += 1)} times`;
      await timed("edit", phase, () =>
        edit({ began, who: "soak", reason: "Said again", risk }, to),
      );
    } catch (error) {
      count(`edit lost ${error.cause?.code ?? error.name}`);
    }
  }
}

const resident = () => {
  try {
    return (
      Number(
        readFileSync(`/proc/${server.pid}/status`, "utf8").match(
          /VmRSS:\s+(\d+)/,
        )[1],
      ) >> 10
    );
  } catch {
    return NaN; // Elsewhere than on Linux.
  }
};
let most = 0;
const watch = setInterval(() => (most = Math.max(most, resident())), 250);

const peace = Date.now() + 1000 * Math.min(60, Math.max(10, seconds / 6));
await Promise.all([reads("alone", peace), writes("alone", peace)]);
const before = resident();
const until = Date.now() + seconds * 1000;
await Promise.all([
  reads("among", until),
  writes("among", until),
  illWill(until),
]);
clearInterval(watch);
await new Promise((go) => setTimeout(go, 2000));
const after = resident();
const began = performance.now();
server.kill("SIGTERM");
await ended;
const stopped = (performance.now() - began) / 1000;
const proved = execFileSync(program, ["verify", database], {
  encoding: "utf8",
}).trim();
rmSync(folder, { recursive: true });

const lengths = (times) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ??
    NaN;
  return { median: at(0.5), p99: at(0.99), longest: at(1) };
};
for (const [what, times] of [...counts].sort())
  console.log(`${String(times).padStart(8)}  ${what}`);
for (const [what, { alone, among }] of Object.entries(taken)) {
  const [peace, war] = [alone, among].map(lengths);
  const told = (of) =>
    `median ${of.median.toFixed(1)} ms, p99 ${of.p99.toFixed(1)} ms, longest ${of.longest.toFixed(0)} ms`;
  console.log(
    `${what}: alone ${told(peace)}; among ill will ${told(war)}: p99 ${(war.p99 / peace.p99).toFixed(1)} times`,
  );
}
console.log(
  `memory of the server: ${before} MiB before, ${most} MiB at most, ${after} MiB afterwards`,
);
console.log(
  `load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(", ")}`,
);
console.log(
  `ended ${stopped.toFixed(1)} s after it was asked to; ${proved.split("\n").at(-1)}`,
);
const ours = [...counts.keys()]
  .filter((what) => /^(register|edit) /.test(what))
  .sort();
process.exitCode =
  stopped < 10 && ours.join() === "edit 200,register 200" ? 0 : 1;
