//! The sample register as a web page and as Markdown.

use crate::{
    cases::{Made, made},
    facts::Facts,
    table::{Actions, Plan, What},
    text::{self, Kind},
};

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}

fn page(body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Risk register</title>\
         <style>td {{ border: 1px solid }}</style></head><body>\
         <nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/papers\">Papers</a></li></ul></nav>\
         <h1>Strategic risk register</h1>\n{body}\n<footer><p>Published by Northshire</p></footer>\
         <script>let risks = \"not here\";</script></body></html>\n"
    )
}

/// Banner cells span their columns, a risk's cells span the rows of its actions.
pub(crate) fn row_spans(facts: &Facts) -> Made {
    let plan = Plan::default();
    let mut body = "<table>\n<thead>\n".to_owned();
    for line in text::lines(&plan, facts) {
        body += "<tr>";
        match line.kind {
            Kind::Banner => {
                let groups = plan.columns.chunk_by(|a, b| a.0 == b.0);
                body += &groups
                    .map(|group| format!("<th colspan=\"{}\">{}</th>", group.len(), group[0].0))
                    .collect::<String>();
            }
            Kind::Heading => {
                let cells = line.cells.iter();
                body += &cells.map(|cell| format!("<th>{}</th>", escape(cell))).collect::<String>();
                body += "</tr>\n</thead>\n<tbody>";
            }
            kind => {
                for (cell, (.., what)) in line.cells.iter().zip(&plan.columns) {
                    body += &match (what.is_of_action(), kind) {
                        (false, Kind::Risk(count)) => {
                            format!("<td rowspan=\"{count}\">{}</td>", escape(cell))
                        }
                        (false, _) => String::new(),
                        (true, _) => format!("<td>{}</td>", escape(cell)),
                    };
                }
            }
        }
        body += "</tr>\n";
    }
    body += "</tbody></table>";
    made("register.html", page(&body), plan.facts(facts))
}

/// A heading and two tables for each risk: its fields, then its actions.
pub(crate) fn per_risk(facts: &Facts) -> Made {
    let plan = Plan::default();
    let mut body = String::new();
    for risk in &facts.risks {
        let rows = plan.rows(risk);
        body += &format!("<h2>{}</h2>\n<table>", risk.reference.as_deref().unwrap_or_default());
        for (n, column) in plan.columns.iter().enumerate() {
            if !column.2.is_of_action() {
                let name = text::field_name(column);
                body += &format!("<tr><th>{name}</th><td>{}</td></tr>\n", escape(&rows[0][n]));
            }
        }
        let of_action =
            || plan.columns.iter().enumerate().filter(|(_, (.., what))| what.is_of_action());
        body += "</table>\n<table><tr>";
        body += &of_action().map(|(_, (_, h, _))| format!("<th>{h}</th>")).collect::<String>();
        body += "</tr>\n";
        for row in &rows {
            let cells = of_action().map(|(n, _)| format!("<td>{}</td>", escape(&row[n])));
            body += &format!("<tr>{}</tr>\n", cells.collect::<String>());
        }
        body += "</table>\n";
    }
    made("register.html", page(&body), plan.facts(facts))
}

/// The actions of a risk are a list in one cell.
pub(crate) fn lists(facts: &Facts) -> Made {
    let plan = text::in_one_cell(|_, action| action.to_owned(), "\u{1}");
    let mut body = "<table>".to_owned();
    for line in text::lines(&plan, facts) {
        let tag = if line.kind == Kind::Heading { "th" } else { "td" };
        body += "<tr>";
        for (cell, (.., what)) in line.cells.iter().zip(&plan.columns) {
            let cell = if *what == What::Action && tag == "td" {
                let items = cell.split('\u{1}').map(|item| format!("<li>{}</li>", escape(item)));
                format!("<ul>{}</ul>", items.collect::<String>())
            } else {
                escape(cell)
            };
            body += &format!("<{tag}>{cell}</{tag}>");
        }
        body += "</tr>\n";
    }
    made("register.html", page(&(body + "</table>")), plan.facts(facts))
}

/// A pipe table under a heading and a paragraph.
pub(crate) fn markdown(facts: &Facts) -> Made {
    let plan = Plan::short(Actions::Cell(|_, action| action.to_owned(), "<br>"));
    let mut body = "# Strategic risk register\n\nReviewed by the *Executive Board*.\n\n".to_owned();
    for line in text::lines(&plan, facts) {
        let cells: Vec<String> = line.cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        body += &format!("| {} |\n", cells.join(" | "));
        if line.kind == Kind::Heading {
            body += &format!("|{}\n", "---|".repeat(cells.len()));
        }
    }
    made("register.md", body, plan.facts(facts))
}
