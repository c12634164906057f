//! The sample register as a Word document, written as the parts of its package.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    cases::{Made, made},
    facts::Facts,
    table::Plan,
    text::{self, Kind},
};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The package around a document's body.
pub(crate) fn document(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ];
    for (name, text) in parts {
        package.start_file(name, SimpleFileOptions::default()).unwrap();
        package.write_all(text.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

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
    made("register.docx", document(&body), plan.facts(facts))
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
    made("register.docx", document(&body), plan.facts(facts))
}
