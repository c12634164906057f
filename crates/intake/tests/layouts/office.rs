//! The sample register as the other office formats: OpenDocument text, Rich Text, and the kinds
//! that are one XML file.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    cases::{Made, made},
    facts::Facts,
    table::Plan,
    text::{self, Kind, Line},
    word,
};

const ODF: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0""#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A cell of OpenDocument with a paragraph for each line.
fn cell(text: &str, spans: &str) -> String {
    let lines: String =
        text.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect();
    format!("<table:table-cell {spans}>{lines}</table:table-cell>")
}

const COVERED: &str = "<table:covered-table-cell/>";

/// Banner cells that span their columns, a risk's cells that span the rows of its actions.
fn merged_rows(plan: &Plan, facts: &Facts) -> String {
    let lines = text::lines(plan, facts);
    let more = |at: usize| {
        lines.iter().skip(at + 1).take_while(|line| matches!(line.kind, Kind::More)).count()
    };
    let row = |(at, line): (usize, &Line)| -> String {
        if matches!(line.kind, Kind::Banner) {
            let groups = plan.columns.chunk_by(|a, b| a.0 == b.0);
            let banner = |g: &[_]| {
                let spans = format!("table:number-columns-spanned=\"{}\"", g.len());
                (spans, COVERED.repeat(g.len() - 1))
            };
            return groups
                .map(|g| {
                    let (spans, covered) = banner(g);
                    cell(g[0].0, &spans) + &covered
                })
                .collect();
        }
        let cells = line.cells.iter().zip(&plan.columns);
        cells
            .map(|(text, (.., what))| match (what.is_of_action(), &line.kind) {
                (false, Kind::Risk(_)) => {
                    cell(text, &format!("table:number-rows-spanned=\"{}\"", more(at) + 1))
                }
                (false, Kind::More) => COVERED.to_owned(),
                _ => cell(text, ""),
            })
            .collect()
    };
    let rows = lines.iter().enumerate().map(row);
    rows.map(|cells| format!("<table:table-row>{cells}</table:table-row>")).collect()
}

/// A document of OpenDocument text, packed.
pub(crate) fn text_document(facts: &Facts) -> Made {
    let plan = Plan::default();
    let content = format!(
        "<office:document-content {ODF}><office:body><office:text><text:h text:outline-level=\"1\">Strategic risk register</text:h><table:table>{}</table:table><text:p/></office:text></office:body></office:document-content>",
        merged_rows(&plan, facts)
    );
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)]
    {
        package.start_file(name, SimpleFileOptions::default()).unwrap();
        package.write_all(text.as_bytes()).unwrap();
    }
    made("register.odt", package.finish().unwrap().into_inner(), plan.facts(facts))
}

/// The same in one XML file, as text or as a workbook.
pub(crate) fn flat_open_document(facts: &Facts, kind: &str) -> Made {
    let plan = Plan::default();
    let rows = merged_rows(&plan, facts);
    let table = match kind {
        "text" => {
            format!("<text:p>Strategic risk register</text:p><table:table>{rows}</table:table>")
        }
        _ => format!("<table:table table:name=\"Register\">{rows}</table:table>"),
    };
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {ODF} office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"><office:body><office:{kind}>{table}</office:{kind}></office:body></office:document>"
    );
    made("register.xml", document, plan.facts(facts))
}

/// Rich Text: rows that say where their cells end, as Word writes them.
pub(crate) fn rich_text(facts: &Facts) -> Made {
    let plan = Plan::default();
    let written = |text: &str| -> String {
        text.chars()
            .map(|c| match c {
                '\\' | '{' | '}' => format!("\\{c}"),
                '\n' => "\\par ".to_owned(),
                ' '..='~' => c.to_string(),
                '\u{a0}'..='\u{ff}' => format!("\\'{:02x}", u32::from(c)),
                _ => c
                    .encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|u| format!("\\u{}?", *u as i16))
                    .collect(),
            })
            .collect()
    };
    let mut body = String::from("\\pard Strategic risk register\\par\n");
    for line in text::lines(&plan, facts) {
        let cells: Vec<(String, usize, &str)> = match line.kind {
            Kind::Banner => {
                let groups = plan.columns.chunk_by(|a, b| a.0 == b.0);
                groups.map(|g| (g[0].0.to_owned(), g.len(), "")).collect()
            }
            kind => {
                let cells = line.cells.iter().zip(&plan.columns);
                cells
                    .map(|(text, (.., what))| match (what.is_of_action(), &kind) {
                        (false, Kind::Risk(_)) => (text.clone(), 1, "\\clvmgf"),
                        (false, Kind::More) => (String::new(), 1, "\\clvmrg"),
                        _ => (text.clone(), 1, ""),
                    })
                    .collect()
            }
        };
        let mut edge = 0;
        let shapes: String = cells
            .iter()
            .map(|(_, columns, merge)| {
                edge += columns * 1200;
                format!("{merge}\\cellx{edge}")
            })
            .collect();
        let texts: String =
            cells.iter().map(|(text, ..)| format!("{{{}\\cell}}", written(text))).collect();
        body += &format!(
            "{{\\trowd\\trgaph108{shapes}}}\\pard\\intbl {texts}{{\\trowd\\trgaph108{shapes}\\row}}\n"
        );
    }
    let document = format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{body}\\pard\\par}}"
    );
    made("register.rtf", document, plan.facts(facts))
}

/// A Word document whose parts stand in one XML file, and one as Word 2003 wrote it.
pub(crate) fn flat_word(facts: &Facts, of_2003: bool) -> Made {
    let packed = word::merged(facts);
    let mut archive = zip::ZipArchive::new(Cursor::new(&packed.bytes)).unwrap();
    let mut part = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut part)
        .unwrap();
    let (_, part) = part.split_once("?>\n").unwrap();
    let document = if of_2003 {
        let part = part
            .replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://schemas.microsoft.com/office/word/2003/wordml",
            )
            .replace("w:document", "w:wordDocument")
            .replace("w:vMerge", "w:vmerge");
        format!("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>{part}")
    } else {
        format!(
            "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part pkg:name=\"/word/document.xml\" pkg:contentType=\"x\"><pkg:xmlData>{part}</pkg:xmlData></pkg:part></pkg:package>"
        )
    };
    made("register.xml", document, packed.facts)
}

/// A workbook as Excel 2003 wrote it in XML.
pub(crate) fn excel_2003(facts: &Facts) -> Made {
    let plan = Plan::default();
    let cell = |text: &String| match text.parse::<f64>() {
        Ok(_) => format!("<Cell><Data ss:Type=\"Number\">{text}</Data></Cell>"),
        Err(_) => format!("<Cell><Data ss:Type=\"String\">{}</Data></Cell>", escaped(text)),
    };
    let rows: String = text::lines(&plan, facts)
        .iter()
        .map(|line| format!("<Row>{}</Row>", line.cells.iter().map(cell).collect::<String>()))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Register\"><Table>{rows}</Table></Worksheet></Workbook>"
    );
    made("register.xml", document, plan.facts(facts))
}
