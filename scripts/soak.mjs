// An hour of ill will: hostile files, halves of requests and foreign hosts from eight clients, while
// one reads the register. Says what came of it: node scripts/soak.mjs SECONDS [PROGRAM]
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const seconds = Number(process.argv[2] ?? 3600);
const root = resolve(import.meta.dirname, "..");
const program = resolve(process.argv[3] ?? join(root, "target/demo/bellwether"));
const folder = mkdtempSync(join(tmpdir(), "bellwether-soak-"));
const database = join(folder, "soak.db");

for (const issue of ["2025-q1", "2025-q2", "2025-q3", "2025-q4"]) {
  const file = join(root, `sample/northshire/${issue}.txt`);
  const said = ["--missing", "close", "--by", "Risk officer", "--reason", "Quarterly issue"];
  execFileSync(program, ["import", file, "--database", database, ...said]);
}
const server = spawn(program, ["serve", "--database", database, "--listen", "127.0.0.1:0"]);
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
  uneven: () => Array.from({ length: 60_000 }, (_, at) => "a,".repeat(at % 23)).join("\n"),
  pdf: () => "%PDF-1.7\n1 0 obj\n" + "<</A ".repeat(200_000) + "\nendobj\n",
  zip: () => "PK\x03\x04" + "\0".repeat(1_000_000),
  json: () => "[".repeat(1_000_000),
};
const counts = new Map();
const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
const until = Date.now() + seconds * 1000;
const goesOn = () => Date.now() < until;

async function upload(kind) {
  const form = new FormData();
  form.append("file", new Blob([hostile[kind]()]), `${kind}.txt`);
  const answer = await fetch(`${address}/import`, { method: "POST", body: form });
  count(`${kind} ${answer.status}`);
  await answer.text();
}

const half = () =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\nwho=");
    // Whatever the server does with it is well, so long as it serves others.
    socket.on("error", () => {});
    socket.on("close", () => done(count("half closed")));
    setTimeout(() => socket.destroy(), 25_000);
  });

async function illWill(client) {
  const kinds = Object.keys(hostile);
  for (let turn = client; goesOn(); turn += 1) {
    try {
      if (turn % 5 === 0) await Promise.race([half(), new Promise((go) => setTimeout(go, 500))]);
      else await upload(kinds[turn % kinds.length]);
    } catch (error) {
      count(`lost ${error.cause?.code ?? error.name}`);
    }
  }
}

const taken = [];
async function reads() {
  while (goesOn()) {
    const began = performance.now();
    const answer = await fetch(`${address}/`);
    await answer.text();
    taken.push(performance.now() - began);
    count(`register ${answer.status}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

const resident = () => {
  try {
    return Number(readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) >> 10;
  } catch {
    return NaN; // Elsewhere than on Linux.
  }
};
let most = 0;
const watch = setInterval(() => (most = Math.max(most, resident())), 250);

const clients = Array.from({ length: 8 }, (_, client) => illWill(client + 1));
await Promise.all([reads(), ...clients]);
clearInterval(watch);
await new Promise((go) => setTimeout(go, 2000));
const after = resident();
const began = performance.now();
server.kill("SIGTERM");
await ended;
const stopped = (performance.now() - began) / 1000;
const proved = execFileSync(program, ["verify", database], { encoding: "utf8" }).trim();
rmSync(folder, { recursive: true });

taken.sort((a, b) => a - b);
const at = (part) => Math.round(taken[Math.min(taken.length - 1, Math.floor(taken.length * part))]);
for (const [what, times] of [...counts].sort()) console.log(`${String(times).padStart(8)}  ${what}`);
console.log(`register: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
console.log(`memory of the server: ${most} MiB at most, ${after} MiB afterwards`);
console.log(`ended ${stopped.toFixed(1)} s after it was asked to; ${proved.split("\n").at(-1)}`);
const register = [...counts.keys()].filter((what) => what.startsWith("register"));
process.exitCode = stopped < 10 && register.join() === "register 200" ? 0 : 1;
