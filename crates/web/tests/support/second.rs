//! The figures of a register counted from its document alone, and the same as a page prints them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

/// The groups that actions are counted in, with their headings.
pub const GROUPS: [(&str, &str); 9] = [
    ("overdue", "Overdue"),
    ("passed", "Passed, not confirmed"),
    ("soon", "Due within 45 days"),
    ("later", "Due later"),
    ("recurring", "Recurring"),
    ("undated", "No date"),
    ("started", "Begun, no end date"),
    ("continuous", "Continuous"),
    ("done", "Said to be done"),
];

const STAGES: [&str; 3] = ["inherent", "current", "target"];

/// A register, counted.
pub struct Count {
    pub date: String,
    pub risks: Vec<RiskCount>,
    pub groups: BTreeMap<&'static str, usize>,
    scheme: Value,
    now: &'static str,
}

/// A risk, counted.
pub struct RiskCount {
    pub reference: String,
    pub chips: Vec<String>,
    document: Value,
    groups: Vec<&'static str>,
    next: Option<Option<Date>>,
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn day(value: &Value) -> Date {
    value.as_str().unwrap().parse().unwrap()
}

/// Where an action stands: the rules of the guide.
fn group(action: &Value, today: Date) -> &'static str {
    let status = action["status"]["value"].as_str().unwrap_or_default();
    let due = &action["due"];
    if ["complete", "cancelled", "blue"].contains(&status) {
        return "done";
    }
    if due.is_null() {
        return "undated";
    }
    let tail = due["tail"].as_str().unwrap();
    let flags: Vec<&str> = list(&due["flags"]).iter().filter_map(Value::as_str).collect();
    let state = |wanted: &str| list(&due["milestones"]).iter().any(|m| m["state"] == wanted);
    let dates = open(due);
    let until = tail.strip_prefix("until(").map(|rest| rest.trim_end_matches(')').parse().unwrap());
    let ahead = dates.iter().copied().chain(until).filter(|date| *date >= today).min();
    let passed = dates.iter().any(|date| *date < today);
    let near = |date: Date| (date - today).get_days() <= 45;
    match (passed, ahead) {
        _ if tail.starts_with("recurring") => "recurring",
        (true, Some(_)) => "passed",
        (true, None) if tail == "continuous" || status == "green" => "passed",
        (true, None) => "overdue",
        (false, Some(next)) if near(next) => "soon",
        (false, Some(_)) => "later",
        _ if state("started") => "started",
        _ if state("done") || flags.contains(&"done-undated") => "done",
        _ if flags.contains(&"started-undated") => "started",
        _ if tail == "continuous" => "continuous",
        _ if flags.contains(&"overdue-undated") => "overdue",
        _ => "undated",
    }
}

/// The last days of what nothing says is done or begun.
fn open(due: &Value) -> Vec<Date> {
    let open = |m: &&Value| m["state"] == "planned" || m["state"] == "unknown";
    list(&due["milestones"]).iter().filter(open).map(|m| day(&m["to"])).collect()
}

/// The next date of an action that is not closed; `None` for one that recurs, which is not
/// counted a second way.
fn next(action: &Value, today: Date) -> Option<Option<Date>> {
    let status = action["status"]["value"].as_str().unwrap_or_default();
    let due = &action["due"];
    if ["complete", "cancelled", "blue"].contains(&status) || due.is_null() {
        return Some(None);
    }
    let tail = due["tail"].as_str().unwrap();
    if tail.starts_with("recurring") {
        return None;
    }
    let until = tail.strip_prefix("until(").map(|rest| rest.trim_end_matches(')').parse().unwrap());
    Some(open(due).into_iter().chain(until).filter(|date| *date >= today).min())
}

impl Count {
    pub fn of(document: &Value, date: &str) -> Self {
        let today: Date = date.parse().unwrap();
        let scheme = match &document["scheme"] {
            // The register of odd values prints none; its figures run to 5.
            Value::Null => {
                let level = |n: i32| serde_json::json!({ "value": n, "label": "" });
                let levels: Vec<Value> = (1..=5).map(level).collect();
                let scores: Vec<Vec<i32>> =
                    (1..=5).map(|i| (1..=5).map(|l| l * i).collect()).collect();
                serde_json::json!({ "likelihood": levels, "impact": levels, "scores": scores })
            }
            scheme => scheme.clone(),
        };
        let is_used = |stage: &&str| {
            list(&document["risks"]).iter().any(|risk| is_scored(&risk["assessments"][*stage]))
        };
        let stages: Vec<&'static str> = STAGES.into_iter().filter(is_used).collect();
        let now = ["current", "inherent", "target"].into_iter().find(|s| stages.contains(s));
        let mut groups: BTreeMap<_, _> = GROUPS.iter().map(|(group, _)| (*group, 0)).collect();
        let mut risks = Vec::new();
        for risk in list(&document["risks"]) {
            let own: Vec<_> = list(&risk["actions"]).iter().map(|a| group(a, today)).collect();
            own.iter().for_each(|group| *groups.get_mut(group).unwrap() += 1);
            let dates: Option<Vec<_>> =
                list(&risk["actions"]).iter().map(|a| next(a, today)).collect();
            risks.push(RiskCount {
                reference: risk["ref"].as_str().unwrap().to_owned(),
                chips: stages.iter().map(|s| chip(&risk["assessments"][*s], &scheme)).collect(),
                groups: own,
                next: dates.map(|dates| dates.into_iter().flatten().min()),
                document: risk.clone(),
            });
        }
        Self { date: date.to_owned(), risks, groups, scheme, now: now.unwrap() }
    }

    pub fn actions(&self) -> usize {
        self.risks.iter().map(|risk| risk.groups.len()).sum()
    }

    fn score(&self, risk: &RiskCount) -> Option<f64> {
        score(&risk.document["assessments"][self.now], &self.scheme)
    }

    /// The tile of the severe: its words, and how many there are.
    pub fn severe(&self) -> (String, usize) {
        let bands = list(&self.scheme["bands"]);
        let all = list(&self.scheme["scores"]).iter().flat_map(list);
        let highest = all.filter_map(Value::as_f64).fold(0.0, f64::max);
        let (from, term) = match bands {
            [.., _, top] => {
                let label = top["label"].as_str().unwrap();
                (top["from"].as_f64().unwrap(), format!("Rated {label} now"))
            }
            _ => {
                ((highest * 0.6).ceil(), format!("Scoring {} or more now", (highest * 0.6).ceil()))
            }
        };
        let scores = self.risks.iter().filter_map(|risk| self.score(risk));
        (term, scores.filter(|score| *score >= from).count())
    }

    /// How many scores are higher, how many lower, how many risks new since another issue.
    pub fn moved(&self, before: &Self) -> (usize, usize, usize) {
        let (mut up, mut down, mut new) = (0, 0, 0);
        for risk in &self.risks {
            let Some(was) = before.risks.iter().find(|was| was.reference == risk.reference) else {
                new += 1;
                continue;
            };
            if let (Some(is), Some(was)) = (self.score(risk), before.score(was)) {
                up += usize::from(is > was);
                down += usize::from(is < was);
            }
        }
        (up, down, new)
    }

    /// The risks in each cell of the matrix, by likelihood and impact.
    pub fn cells(&self, stage: &str) -> BTreeMap<(String, String), Vec<String>> {
        let is_step = |axis: &str, value: &Value| {
            list(&self.scheme[axis]).iter().any(|level| level["value"].as_f64() == value.as_f64())
        };
        let mut cells: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for risk in &self.risks {
            let own = &risk.document["assessments"][stage];
            let (l, i) = (&own["likelihood"]["value"], &own["impact"]["value"]);
            if l.is_number() && i.is_number() && is_step("likelihood", l) && is_step("impact", i) {
                let cell = (l.to_string(), i.to_string());
                cells.entry(cell).or_default().push(risk.reference.clone());
            }
        }
        cells
    }
}

/// Whether an assessment says anything.
fn is_scored(assessment: &Value) -> bool {
    ["likelihood", "impact", "score", "level"].iter().any(|part| !assessment[*part].is_null())
}

/// As stated, else what the matrix has where likelihood and impact meet.
fn score(assessment: &Value, scheme: &Value) -> Option<f64> {
    if !assessment["score"].is_null() {
        return assessment["score"]["value"].as_f64();
    }
    let place = |axis: &str| {
        let value = assessment[axis]["value"].as_f64()?;
        list(&scheme[axis]).iter().position(|level| level["value"].as_f64() == Some(value))
    };
    scheme["scores"][place("impact")?][place("likelihood")?].as_f64()
}

/// What stands on the chip of an assessment.
fn chip(assessment: &Value, scheme: &Value) -> String {
    let text = |part: &str| assessment[part]["text"].as_str();
    if !is_scored(assessment) {
        return "–".to_owned();
    }
    let stated = text("score").or(assessment["level"].as_str()).map(str::to_owned);
    let computed = || score(assessment, scheme).map(|score| score.to_string());
    stated.or_else(computed).unwrap_or_else(|| {
        let [l, i] = ["likelihood", "impact"].map(|axis| text(axis).unwrap_or("–"));
        format!("L{l} × I{i}")
    })
}

impl RiskCount {
    pub fn is_scored(&self, stage: &str) -> bool {
        is_scored(&self.document["assessments"][stage])
    }

    /// How many actions of each status, in no order.
    pub fn actions_said(&self) -> Vec<String> {
        let mut by_status: BTreeMap<(String, String), usize> = BTreeMap::new();
        for action in list(&self.document["actions"]) {
            let word = |part: &str| action["status"][part].as_str().unwrap_or_default().to_owned();
            *by_status.entry((word("value"), word("text"))).or_default() += 1;
        }
        let say = |(value, text): &(String, String)| match (value.as_str(), text.chars().count()) {
            ("", 0) => "no status".to_owned(),
            (value, ..=2) if !value.is_empty() => value.replace('-', " "),
            _ => text.clone(),
        };
        let mut said: Vec<_> =
            by_status.iter().map(|(key, n)| format!("{n} {}", say(key))).collect();
        said.sort();
        said
    }

    /// What is next and what is late; `None` where an action recurs.
    pub fn due_said(&self) -> Option<String> {
        let next = self.next?;
        let of = |group: &str| self.groups.iter().filter(|own| **own == group).count();
        let date = next.map(|date| date.strftime("%-d %b %Y").to_string());
        let rest = match (of("overdue"), next) {
            (1.., _) => Some(format!("{} overdue", of("overdue"))),
            (0, Some(_)) => None,
            _ => Some(match (self.groups.len(), of("passed"), of("undated")) {
                (0, ..) => "–".to_owned(),
                (_, 1, _) => "1 date passed".to_owned(),
                (_, passed @ 2.., _) => format!("{passed} dates passed"),
                (_, _, 1..) => "No date".to_owned(),
                (all, ..) if of("continuous") == all => "Continuous".to_owned(),
                _ => "None ahead".to_owned(),
            }),
        };
        Some(date.into_iter().chain(rest).collect::<Vec<_>>().join(" "))
    }
}

/// A page, or a part of one, as it was printed.
pub struct Page(pub String);

impl Page {
    /// What stands from a text to the next of another.
    pub fn between(&self, from: &str, to: &str) -> String {
        let (_, rest) = self.0.split_once(from).unwrap_or_else(|| panic!("no {from}"));
        rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0.to_owned()
    }

    /// The figure of the tile with a name.
    pub fn figure(&self, term: &str) -> usize {
        figure(&self.between(&format!("<span class=\"term\">{term}</span>"), "</span>"))
    }

    /// The figure of the tile whose name ends so.
    pub fn figure_ending(&self, end: &str) -> usize {
        figure(&self.between(&format!("{end}</span> <span"), "</span>"))
    }

    /// The rows of its tables that speak of a risk.
    pub fn rows(&self) -> Vec<Page> {
        let rows = self.0.split("<tr role=\"row\"").skip(1);
        let rows = rows.filter_map(|row| Some(row.split_once('>')?.1));
        let rows = rows.filter(|row| row.trim_start().starts_with("<td"));
        rows.map(|row| Page(row.split("</tr>").next().unwrap().to_owned())).collect()
    }

    fn cell(&self, class: &str) -> String {
        self.between(&format!("<td class=\"{class}\""), "</td>")
    }

    pub fn reference(&self) -> String {
        text(&self.cell("col-ref"))
    }

    pub fn chips(&self) -> Vec<String> {
        let cells = self.0.split("<td class=\"col-score\"").skip(1);
        let chip = |cell: &str| {
            let (_, chip) = cell.split_once("class=\"chip").unwrap();
            text(chip.split("</span>").next().unwrap())
        };
        cells.map(chip).collect()
    }

    pub fn actions_said(&self) -> Vec<String> {
        let cell = self.cell("col-actions");
        let parts = cell.split("class=\"nowrap\"").skip(1);
        let mut said: Vec<_> =
            parts.map(|part| text(part.split("</span>").next().unwrap())).collect();
        said.sort();
        said
    }

    pub fn due_said(&self) -> String {
        text(&self.cell("col-due"))
    }
}

/// The first number after the class of a figure.
fn figure(tile: &str) -> usize {
    let after =
        tile.split_once("class=\"figure\">").unwrap_or_else(|| panic!("no figure in {tile}")).1;
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    digits.replace(',', "").parse().unwrap_or_else(|_| panic!("no figure in {tile}"))
}

/// The words of a piece of markup that may begin within a tag.
fn text(markup: &str) -> String {
    let mut words = String::new();
    let mut is_tag = true;
    for c in markup.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
