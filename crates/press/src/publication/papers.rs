//! What is put out of a seal: its public papers in every format, and its open data.

use bellwether_domain::{Date, Register};
use bellwether_papers::{
    compose::{self, Material, Pack, Setting},
    csv::{self, Dialect},
    format::{Format, WriteError},
    paper::{Block, Paper, Standing},
};

use super::{File, Issue, Withdrawn, digest};
use crate::{Drawn, draw_as};

/// Files by their names.
pub type Files = Vec<(String, Vec<u8>)>;

/// What the public papers of a seal are made of: all of it is public already.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The register and what became of it.
    pub material: &'a Material,
    /// What its papers are made for.
    pub setting: &'a Setting,
    /// What the pack says.
    pub pack: &'a Pack,
    /// The body's own template of a PDF; empty where it has none.
    pub template: &'a str,
    /// The body's own mark; empty where it has none.
    pub logo: &'a [u8],
}

/// What is to be put out, before it is written anywhere.
#[derive(Debug, Clone)]
pub struct Made {
    /// What is said of it.
    pub issue: Issue,
    /// The papers, the data and their digests.
    pub files: Files,
    /// What a reader of the papers should know.
    pub remarks: Vec<String>,
}

const FORMATS: [Format; 6] =
    [Format::Html, Format::Pdf, Format::Docx, Format::Odt, Format::Xlsx, Format::Ods];

/// The papers and the open data of a seal; `None` where the material is of no seal. `again` reads a
/// register from a text, so that the table comes back as it went out.
///
/// # Errors
/// When a paper holds what a format has no room for.
pub fn make(
    of: Source<'_>,
    licence: Option<String>,
    again: impl Fn(&str) -> Option<Register>,
) -> Result<Option<Made>, WriteError> {
    let Some(mut issue) = told(of, licence) else { return Ok(None) };
    let (papers, register) = (papers(of), &of.material.register);
    let (mut files, mut remarks): (Vec<(String, &str, Vec<u8>)>, _) = (vec![], vec![]);
    for (name, what, paper) in &papers {
        for format in FORMATS {
            let file = format!("{name}.{}", format.extension());
            match draw_as(paper, format, of.template, of.logo) {
                Ok(Some(Drawn { bytes, remarks: own })) => {
                    remarks.extend(own);
                    files.push((file, what, bytes));
                }
                Ok(None) => {}
                // A workbook has less room than a register may need; the other formats hold it all.
                Err(WriteError::Xlsx(error)) => remarks.push(format!("Without {file}: {error}.")),
                Err(error) => return Err(error),
            }
        }
    }
    let table = csv::settled(register, Dialect::default(), again)?.into_bytes();
    files.push(("register.csv".into(), "The register as open data (CSV)", table));
    let json = register.to_json().into_bytes();
    files.push(("register.json".into(), "The register as open data (JSON)", json));
    let schema = Register::json_schema().into_bytes();
    files.push(("register.schema.json".into(), "What the JSON means (JSON Schema)", schema));
    issue.files = files.iter().map(|(name, what, bytes)| File::of(name, *what, bytes)).collect();
    let mut files: Files = files.into_iter().map(|(name, _, bytes)| (name, bytes)).collect();
    files.push(("SHA256SUMS".into(), issue.sums().into_bytes()));
    Ok(Some(Made { issue, files, remarks }))
}

/// What is said of the papers of a seal, before any of them is made; `None` where the material is of
/// no seal.
pub fn of(source: Source<'_>) -> Option<Issue> {
    told(source, None)
}

/// What stands in the place of papers that are taken back; `None` where the material is of no seal.
pub fn withdrawn(of: Source<'_>, on: Date, why: String) -> Option<Made> {
    let withdrawn = Some(Withdrawn { on, why });
    let issue = Issue { withdrawn, left_out: None, says: None, ..told(of, None)? };
    Some(Made { issue, files: vec![], remarks: vec![] })
}

/// What is said of the papers of a seal, before any of them is made.
fn told(of: Source<'_>, licence: Option<String>) -> Option<Issue> {
    let Standing::Sealed { meeting, digest, entry, head } = of.setting.standing.clone() else {
        return None;
    };
    let [(_, _, register), _] = papers(of);
    let Paper { organisation, title, language, .. } = register;
    Some(Issue {
        organisation,
        title,
        language,
        meeting,
        as_at: of.material.as_at,
        entry,
        sealed: digest,
        head,
        licence,
        left_out: of.setting.left_out.as_deref().map(compose::left_out),
        says: Some(says(of)),
        files: vec![],
        withdrawn: None,
    })
}

fn papers(of: Source<'_>) -> [(&'static str, &'static str, Paper); 2] {
    [
        ("register", "The register", compose::register(&of.material.register, of.setting)),
        ("pack", "The pack for the meeting", compose::pack(of.material, of.pack, of.setting)),
    ]
}

/// The digest of the words of the papers: however they are drawn, it is another when something in
/// them was erased, marked or said otherwise.
pub fn says(of: Source<'_>) -> String {
    let mut words = of.material.register.to_json();
    for (_, _, paper) in papers(of) {
        paper.blocks.iter().for_each(|block| read(block, &mut words));
    }
    digest(words.as_bytes())
}

fn read(block: &Block, into: &mut String) {
    let spans = match block {
        Block::Heading { text, .. } => return into.push_str(text),
        Block::Figure(figure) => return into.push_str(&figure.alternative),
        // The data hold what the tables do.
        Block::Table(_) | Block::PageBreak => return,
        Block::Paragraph(spans) => vec![spans],
        Block::List(points) => points.iter().collect(),
        Block::Facts(facts) => facts.iter().map(|(_, spans)| spans).collect(),
    };
    spans.into_iter().flatten().for_each(|span| into.push_str(&span.text));
}
