//! The sample register as a Word document.

use crate::{
    cases::{Made, made},
    facts::Facts,
    package,
    table::Plan,
    text::{self, Kind},
};

/// A paragraph of two runs, as Word splits them after an edit.
pub(crate) fn paragraph(text: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (first, second) = text.split_at(half);
    let run =
        |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text));
    format!("<w:p>{}{}</w:p>", run(first), run(second))
}

/// A cell with a paragraph for each line.
pub(crate) fn cell(text: &str, properties: &str) -> String {
    let paragraphs: String = text.split('\n').map(paragraph).collect();
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
}

/// A table of rows of cells.
pub(crate) fn table(rows: impl IntoIterator<Item = String>) -> String {
    let rows: String = rows.into_iter().map(|cells| format!("<w:tr>{cells}</w:tr>")).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

/// Banner cells with `gridSpan`, a risk's cells with `vMerge` over its actions.
pub(crate) fn merged(facts: &Facts) -> Made {
    let plan = Plan::default();
    let rows = text::lines(&plan, facts).into_iter().map(|line| match line.kind {
        Kind::Banner => {
            let groups = plan.columns.chunk_by(|a, b| a.0 == b.0);
            groups
                .map(|g| cell(g[0].0, &format!("<w:gridSpan w:val=\"{}\"/>", g.len())))
                .collect::<String>()
        }
        kind => line
            .cells
            .iter()
            .zip(&plan.columns)
            .map(|(text, (.., what))| match (what.is_of_action(), kind) {
                (false, Kind::Risk(_)) => cell(text, "<w:vMerge w:val=\"restart\"/>"),
                (false, Kind::More) => cell("", "<w:vMerge/>"),
                _ => cell(text, ""),
            })
            .collect(),
    });
    let body = paragraph("Strategic risk register") + &table(rows);
    made("register.docx", package::around(&body), plan.facts(facts))
}

/// A heading, a table of the risk's fields and a table of its actions, for each risk.
pub(crate) fn per_risk(facts: &Facts) -> Made {
    let plan = Plan::default();
    let mut body = paragraph("Strategic risk register");
    for risk in &facts.risks {
        let rows = plan.rows(risk);
        let fields = plan.columns.iter().enumerate().filter(|(_, (.., w))| !w.is_of_action());
        let fields =
            fields.map(|(n, column)| cell(&text::field_name(column), "") + &cell(&rows[0][n], ""));
        let of_action =
            || plan.columns.iter().enumerate().filter(|(_, (.., what))| what.is_of_action());
        let headings = of_action().map(|(_, (_, heading, _))| cell(heading, "")).collect();
        let actions = rows.iter().map(|row| of_action().map(|(n, _)| cell(&row[n], "")).collect());
        body += &paragraph(risk.reference.as_deref().unwrap_or_default());
        body += &table(fields);
        body += &paragraph("");
        body += &table(std::iter::once(headings).chain(actions));
    }
    made("register.docx", package::around(&body), plan.facts(facts))
}
