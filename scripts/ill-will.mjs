// Eight clients who wish ill: hostile files and halves of requests until a moment, then what came of
// them, told to whoever started this (scripts/soak.mjs).
import { connect } from "node:net";

const [address, until] = [process.argv[2], Number(process.argv[3])];
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
// Made once: what they cost is to be the server's.
const files = Object.entries(hostile).map(([kind, make]) => [
  kind,
  new Blob([make()]),
]);
const counts = new Map();
const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
const goesOn = () => Date.now() < until;

async function upload([kind, file]) {
  const form = new FormData();
  form.append("file", file, `${kind}.txt`);
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
  for (let turn = client; goesOn(); turn += 1) {
    try {
      if (turn % 5 === 0)
        await Promise.race([half(), new Promise((go) => setTimeout(go, 500))]);
      else await upload(files[turn % files.length]);
    } catch (error) {
      count(`lost ${error.cause?.code ?? error.name}`);
    }
  }
}

await Promise.all(
  Array.from({ length: 8 }, (_, client) => illWill(client + 1)),
);
process.send([...counts], () => process.exit());
