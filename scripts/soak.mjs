// Ill will: hostile files and halves of requests from eight clients, while one reads the register and
// one edits it. Says what came of it, and how long those two took beside the same without ill will:
// node scripts/soak.mjs SECONDS [PROGRAM]
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { loadavg, tmpdir } from "node:os";
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
const port = Number(new URL(address).port);

const hostile = {
  commas: () => ",".repeat(8_000_000),
  lines: () => "\n".repeat(8_000_000),
  words: () => "the quay floods ".repeat(300_000),
  uneven: () =>
    Array.from({ length: 60_000 }, (_, at) => "a,".repeat(at % 23)).join("\n"),
  pdf: () => "%PDF-1.7\n1 0 obj\n" + "<</A ".repeat(200_000) + "\nendobj\n",
  zip: () => "PK\x03\x04" + "\0".repeat(1_000_000),
  json: () => "[".repeat(1_000_000),
  // A register that only its size makes ill: it waits to be accepted.
  large: () =>
    "Risk register as at 12 December 2025\nRef,Risk,Owner\n" +
    Array.from(
      { length: 2_000 },
      (_, at) => `${at},Flood ${at} ${"of the quay ".repeat(800)},QR\n`,
    ).join(""),
};
const counts = new Map();
const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
let until;
const goesOn = () => Date.now() < until;

async function upload(kind) {
  const form = new FormData();
  form.append("file", new Blob([hostile[kind]()]), `${kind}.txt`);
  const answer = await fetch(`${address}/import`, {
    method: "POST",
    body: form,
  });
  count(`${kind} ${answer.status}`);
  await answer.text();
}

const half = () =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.write(
      "POST /settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\nwho=",
    );
    // Whatever the server does with it is well, so long as it serves others.
    socket.on("error", () => {});
    socket.on("close", () => done(count("half closed")));
    setTimeout(() => socket.destroy(), 25_000);
  });

async function illWill(client) {
  const kinds = Object.keys(hostile);
  for (let turn = client; goesOn(); turn += 1) {
    try {
      if (turn % 5 === 0)
        await Promise.race([half(), new Promise((go) => setTimeout(go, 500))]);
      else await upload(kinds[turn % kinds.length]);
    } catch (error) {
      count(`lost ${error.cause?.code ?? error.name}`);
    }
  }
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
until = Date.now() + seconds * 1000;
const clients = Array.from({ length: 8 }, (_, client) => illWill(client + 1));
await Promise.all([reads("among", until), writes("among", until), ...clients]);
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
