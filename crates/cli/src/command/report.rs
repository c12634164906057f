//! `bellwether report`: a paper of the register of any date, of a seal, or of a file.

use std::{path::Path, process::ExitCode, sync::Arc};

use bellwether_app::{check::When, paper::Asked, settings::look::Look as KeptLook};
use bellwether_checks::{Settings, Subject, group::group};
use bellwether_domain::{Date, Register, Risk, scales::Steps};
use bellwether_history::Seq;
use bellwether_papers::{
    compose::{self, Found, Material, Pack, Past, Section, Setting},
    csv::{self, Dialect},
    format::{self, Format, WriteError},
    ics, jsonl,
    paper::{Paper, Table},
    text,
};

use bellwether_press::{draw_as, pdf};

use crate::{
    args::{Kind, Look, Report},
    command::{
        convert::{again, one, options},
        pack::over,
    },
    failure::Failure,
    host, output,
};

pub(crate) fn run(args: &Report) -> Result<ExitCode, Failure> {
    if args.look.print_template {
        output::write(pdf::LOOK.as_bytes(), None, true)?;
        return Ok(ExitCode::SUCCESS);
    }
    let format = format(args)?;
    if args.look.template.is_some() && format != Format::Pdf {
        return Err(Failure::TemplateOfPdf(format.name()));
    }
    let dialect = args.csv.dialect(format == Format::Csv).ok_or(Failure::NotCsv("--format"))?;
    if args.public && args.paper == Kind::Findings {
        return Err(Failure::NotForThePublic);
    }
    let mut made = match &args.file {
        Some(file) => of_file(args, file)?,
        None => of_database(args)?,
    };
    let in_file = args.output.is_some();
    let is_register = is_register(&args.paper, format);
    if let (true, Kind::Risk(number)) = (is_register, &args.paper) {
        made.material.register = alone(&made.material.register, number)?;
    }
    // Formats that have no place to say it.
    let is_mute = is_mute(format) && format != Format::Ics;
    if let Some(paragraphs) = made.setting.left_out.as_deref().filter(|_| is_mute) {
        anstream::eprintln!("{}", compose::left_out(paragraphs));
    }
    let table = is_register.then(|| table(&made, (format, dialect), in_file));
    let bytes = match table.flatten() {
        Some(bytes) => bytes?,
        None => {
            let paper = paper(args, &made)?;
            drawn(args, (&paper, &made.look), format, dialect)?
        }
    };
    output::write(&bytes, args.output.as_deref(), format.is_text())?;
    Ok(ExitCode::SUCCESS)
}

/// What a paper is made of.
struct Made {
    material: Material,
    found: Found,
    setting: Setting,
    /// What stands in the pack, where that is asked for.
    pack: Pack,
    /// The history of a risk, where that is asked for.
    past: Past,
    /// How its pages look, where the body keeps a look of its own.
    look: KeptLook,
}

/// The format asked for, else that of the file to write, else text. A file that ends as those of no
/// format do is declined: what opens it would not find what its name says.
fn format(args: &Report) -> Result<Format, Failure> {
    let file = args.output.as_deref();
    let of_file = || Format::of_file(&file?.to_string_lossy());
    if let Some(format) = args.format.map(|printed| printed.0).or_else(of_file) {
        return Ok(format);
    }
    let ending = file.and_then(Path::extension).map(|ending| ending.to_string_lossy());
    // "Register 2026.1" has none.
    let Some(ending) = ending.filter(|ending| ending.chars().any(char::is_alphabetic)) else {
        return Ok(Format::Text);
    };
    let formats = match Format::nearest(&ending) {
        Some(nearest) => nearest.name().to_owned(),
        None => format::names(),
    };
    Err(Failure::NoSuchFormat { ending: ending.into_owned(), formats })
}

/// Formats that hold values and no pages.
fn is_mute(format: Format) -> bool {
    use Format::{Csv, Ics, Json, Jsonl, Text};
    matches!(format, Csv | Ics | Json | Jsonl | Text)
}

/// Whether a paper in a format is the register itself, or the part of it that the paper is of.
fn is_register(paper: &Kind, format: Format) -> bool {
    match paper {
        Kind::Register => true,
        Kind::Risk(_) => is_mute(format),
        Kind::Actions => format == Format::Ics,
        _ => false,
    }
}

/// The register with one of its risks.
fn alone(register: &Register, number: &str) -> Result<Register, Failure> {
    let is_it = |risk: &&Arc<Risk>| risk.reference.as_deref() == Some(number);
    let risk = register.risks.iter().find(is_it);
    let risk = risk.ok_or_else(|| Failure::NoSuchRisk(number.to_owned()))?;
    Ok(Register { risks: vec![risk.clone()], ..register.clone() })
}

fn of_file(args: &Report, file: &Path) -> Result<Made, Failure> {
    let of_time = matches!(args.paper, Kind::Changes | Kind::History(_));
    if args.since.is_some() || of_time {
        return Err(Failure::NoHistory);
    }
    if args.public {
        return Err(Failure::NoMarks);
    }
    let bytes = host::read_file(file)?;
    let name = host::name(file);
    let intake = bellwether_intake::read(&bytes, &options(&args.reading(), &name))
        .map_err(|source| Failure::Intake { path: name.clone(), source })?;
    one(&name, &intake)?;
    let as_at = intake.register.as_at.unwrap_or_else(host::today);
    let pack = over(&args.pack, Pack::default())?;
    let found = match args.paper {
        Kind::Findings => found(&intake.register, as_at),
        Kind::Pack if pack.has(Section::Findings) => found(&intake.register, as_at),
        _ => Found::default(),
    };
    let mut material = Material::alone(intake.register, as_at, Steps::default());
    material.found = (args.paper == Kind::Pack).then(|| found.clone());
    let setting = Setting::default();
    let (past, look) = (Past::default(), KeptLook::default());
    Ok(Made { material, found, setting, pack, past, look })
}

/// What the checks find in a register of which nothing is known but itself.
fn found(register: &Register, as_at: Date) -> Found {
    let settings = Settings::default();
    let findings = bellwether_checks::check(&Subject::new(register, as_at), &settings);
    let groups = group(&findings, register, &settings);
    Found { findings, groups, ..Found::default() }
}

fn of_database(args: &Report) -> Result<Made, Failure> {
    let app = host::open_to_read(&args.place)?;
    let seal = args.seal.map(|seq| When::Seal(Seq(seq)));
    let asked = Asked {
        of: seal.or(args.as_at.map(When::Date)),
        known: args.known_at,
        since: args.since,
        public: args.public,
    };
    let (mut found, mut pack, mut past) = (Found::default(), Pack::default(), Past::default());
    let (material, setting) = match &args.paper {
        Kind::Findings => {
            let (material, own, setting) = app.material_found(asked)?;
            found = own;
            (material, setting)
        }
        Kind::Pack => {
            pack = over(&args.pack, app.pack(asked.of, asked.known)?.pack)?;
            app.material_pack(asked, &pack)?
        }
        Kind::Changes | Kind::Risk(_) => app.material_since(asked)?,
        Kind::History(number) => {
            let (material, own, setting) = app.material_past(asked, number)?;
            past = own;
            (material, setting)
        }
        Kind::Register | Kind::Actions => app.material(asked)?,
    };
    let look = app.papers_look(asked.of, asked.known)?.look;
    Ok(Made { material, found, setting, pack, past, look })
}

/// The register in the formats that are no paper; `None` in those that are drawn.
fn table(
    made: &Made,
    (format, dialect): (Format, Dialect),
    in_file: bool,
) -> Option<Result<Vec<u8>, WriteError>> {
    let Made { material: of, setting, .. } = made;
    let register = &of.register;
    let left_out = setting.left_out.as_deref().map(compose::left_out);
    Some(Ok(match format {
        Format::Text => {
            let text = text::text(register, of.steps, host::width(), of.as_at);
            // Colours are for a terminal.
            let plain = in_file.then(|| anstream::adapter::strip_str(&text).to_string());
            plain.unwrap_or(text).into_bytes()
        }
        Format::Json => register.to_json().into_bytes(),
        Format::Jsonl => jsonl::write(register, &setting.standing).into_bytes(),
        Format::Csv => match csv::settled(register, dialect, |text| again(text, register)) {
            Ok(text) => text.into_bytes(),
            Err(error) => return Some(Err(error.into())),
        },
        Format::Ics => {
            ics::write(register, of.as_at, left_out.as_deref(), &setting.standing).into_bytes()
        }
        Format::Html | Format::Pdf | Format::Docx | Format::Odt | Format::Xlsx | Format::Ods => {
            return None;
        }
    }))
}

/// The paper that was asked for.
fn paper(args: &Report, made: &Made) -> Result<Paper, Failure> {
    let Made { material: of, found, setting, pack, past, .. } = made;
    Ok(match &args.paper {
        Kind::Register => compose::register(&of.register, setting),
        Kind::Pack => {
            let has = |number: &&String| {
                let mut risks = of.register.risks.iter();
                risks.any(|risk| risk.reference.as_ref() == Some(*number))
            };
            // What is kept may name a risk that the public version leaves out.
            let mut asked = args.pack.over(Pack::default()).cover.deep.into_iter();
            if let Some(number) = asked.find(|number| !has(&number)) {
                return Err(Failure::NoSuchRisk(number));
            }
            for lacking in args.pack.over(Pack::default()).sections {
                let (name, lack) = (lacking.section, lacking.section.lack());
                let nobody = name == Section::DeepDives && pack.cover.deep.is_empty();
                if nobody || !name.holds(of) {
                    anstream::eprintln!("Without the section “{name}”: {lack}.");
                }
            }
            compose::pack(of, pack, setting)
        }
        Kind::Actions => compose::actions(of, setting),
        Kind::Changes => compose::changes(of, setting),
        Kind::Findings => compose::findings(of, found, setting),
        Kind::History(number) => compose::past(of, past, number, setting),
        Kind::Risk(number) => {
            let mut numbered = of.register.risks.iter().enumerate();
            let found = numbered.find(|(_, risk)| risk.reference.as_deref() == Some(number));
            let paper = found.and_then(|(at, _)| compose::risk(of, at, setting));
            paper.ok_or_else(|| Failure::NoSuchRisk(number.clone()))?
        }
    })
}

/// A paper as PDF in the look that is asked for; what is not, is as it is kept. What the pages cannot
/// show is said.
fn set(look: &Look, paper: &Paper, kept: &KeptLook) -> Result<Vec<u8>, Failure> {
    let template = match &look.template {
        Some(path) => {
            let text = String::from_utf8(host::read_file(path)?);
            text.map_err(|_| Failure::NoTemplate(host::name(path)))?
        }
        None => kept.template.clone(),
    };
    let logo = look.logo.as_deref().map(host::read_file).transpose()?;
    let set = bellwether_press::set(paper, &template, logo.as_ref().unwrap_or(&kept.logo))?;
    for remark in set.remarks {
        anstream::eprintln!("{remark}");
    }
    Ok(set.bytes)
}

/// A paper in a format.
fn drawn(
    args: &Report,
    (paper, kept): (&Paper, &KeptLook),
    format: Format,
    dialect: Dialect,
) -> Result<Vec<u8>, Failure> {
    if format == Format::Pdf && (args.look.template.is_some() || args.look.logo.is_some()) {
        return set(&args.look, paper, kept);
    }
    let own = args.look.logo.as_deref().map(host::read_file).transpose()?;
    let logo = own.as_deref().unwrap_or(&kept.logo);
    if let Some(drawn) = draw_as(paper, format, &kept.template, logo)? {
        drawn.remarks.iter().for_each(|remark| anstream::eprintln!("{remark}"));
        return Ok(drawn.bytes);
    }
    let tables: Vec<&Table> = paper.tables().collect();
    match (format, tables.as_slice()) {
        (Format::Csv, [table]) => {
            Ok(csv::of_table(table, dialect).map_err(WriteError::from)?.into_bytes())
        }
        (Format::Json, [table]) => Ok(jsonl::array_of_table(table).into_bytes()),
        (Format::Jsonl, [table]) => Ok(jsonl::of_table(table).into_bytes()),
        _ => Err(Failure::NotInFormat {
            paper: args.paper.name(),
            format: format.name(),
            formats: formats(&args.paper, &tables),
        }),
    }
}

/// The formats that a paper can be written in, as a list in a sentence.
fn formats(paper: &Kind, tables: &[&Table]) -> String {
    let can = |format: &Format| match format {
        Format::Csv | Format::Json | Format::Jsonl if tables.len() == 1 => true,
        format if is_mute(*format) => is_register(paper, *format),
        _ => true,
    };
    let names: Vec<&str> =
        Format::ALL.iter().filter(|own| can(own)).map(|own| own.name()).collect();
    names.join(", ")
}
