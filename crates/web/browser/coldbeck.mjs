// A made-up register as the program's own document: bands in all four colours, a word longer than
// any column, references in no order, accents, and a key of owners.
const scale = (words) => words.map((label, i) => ({ value: i + 1, label }));
const rating = (value) => ({ text: String(value), value });
const assessment = (likelihood, impact) => ({
  likelihood: rating(likelihood),
  impact: rating(impact),
  score: rating(likelihood * impact),
  label: null,
  level: null,
});
const risk = (ref, category, description, owners, current, actions = []) => ({
  ref,
  category,
  description,
  owners,
  actions,
  controls: [],
  extra: {},
  title: null,
  cause: null,
  event: null,
  consequence: null,
  status: null,
  response: null,
  source: null,
  assessments: { current: assessment(...current), target: assessment(1, 2) },
});
const action = (description, owners) => ({
  description,
  owners,
  due: { text: "", milestones: [], tail: "none" },
  status: { text: "R", value: "red" },
  source: null,
});

export const longName = "Quarrymaster" + "general".repeat(20);
export const longWord = "Sandstone" + "overburden".repeat(15);

const register = {
  format: "bellwether.register/1",
  title: "Coldbeck Quarries Trust risk register",
  organisation: "Coldbeck Quarries Trust",
  as_at: "2026-01-30",
  headings: { reference: "No.", description: "Risk", owners: "Held by" },
  scheme: {
    likelihood: scale(["Rare", "Unlikely", "Even", "Likely", "Sure"]),
    impact: scale(["Trifling", "Small", "Middling", "Great", "Ruinous"]),
    scores: [1, 2, 3, 4, 5].map((i) => [1, 2, 3, 4, 5].map((l) => i * l)),
    bands: [
      { label: "Slight", from: 1, colour: "blue" },
      { label: "Low", from: 3, colour: "green" },
      { label: "Medium", from: 8, colour: "amber" },
      { label: "High", from: 15, colour: "red" },
    ],
  },
  people: [
    { initials: "OT", name: "Orla Tighe", role: "Quarry manager" },
    { initials: "WB", name: "Wulf Brandt", role: "Treasurer" },
  ],
  risks: [
    risk(
      "C10",
      "Land",
      "The haul road slips after rain",
      ["OT"],
      [5, 4],
      [action("Drain the upper bench", ["WB"])],
    ),
    risk("C9", "Land", `${longWord} is tipped where it should not be`, ["WB", longName], [4, 2]),
    risk(
      "C1.10",
      "People",
      "Éclats of rock reach the café",
      ["OT", "WB"],
      [2, 2],
      [action("Fence the café’s yard", ["OT"])],
    ),
    risk("C1.9", "People", "Blasting is heard in the school", ["head of blasting"], [1, 2]),
    risk("c2", "Money", "The levy on stone is raised", ["Head of Blasting"], [3, 5]),
  ],
  diagnostics: [],
};

export const coldbeck = { name: "coldbeck.json", text: JSON.stringify(register) };
export const document = register;
