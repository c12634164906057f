//! `bellwether look`: how the register's papers look, kept with it.

use std::{io::Write, process::ExitCode};

use bellwether_app::{
    App,
    check::When,
    paper::Asked,
    settings::look::{Look, LookKept},
};
use bellwether_domain::{Covered, Layout, calendar::long_date};
use bellwether_papers::compose;
use bellwether_press::{pdf, try_look};

use crate::{
    args::{Column, KeepLook, PaintedBand},
    failure::Failure,
    host, output,
};

pub(crate) fn run(args: &KeepLook) -> Result<ExitCode, Failure> {
    let sets = args.template.is_some() || args.logo.is_some() || args.page.is_some();
    if !sets && args.column.is_empty() && args.band.is_empty() && !args.plain {
        return list(args);
    }
    let app = host::open_existing(&args.place)?;
    let snapshot = app.snapshot(args.from, None)?;
    let from = args.from.unwrap_or(snapshot.as_at);
    let known = app.papers_look(Some(When::Date(from)), None)?;
    let layout = &snapshot.register.layout;
    let mut look = over(args, if args.plain { Look::default() } else { known.look }, layout)?;
    let bands = snapshot.register.scheme.as_ref().map_or(&[][..], |scheme| &scheme.bands);
    for PaintedBand(label, shade) in &args.band {
        let Some(band) = bands.iter().find(|band| band.label.eq_ignore_ascii_case(label)) else {
            return Err(Failure::NoSuchBand(label.clone()));
        };
        match shade {
            Some(shade) => drop(look.bands.insert(band.label.clone(), *shade)),
            None => drop(look.bands.remove(&band.label)),
        }
    }
    tried(&app, &look)?;
    let by = host::authority(args.by.as_deref(), &args.reason, from)?;
    let committed = app.author(by).set_look(&look, known.seq)?;
    writeln!(host::out(), "Kept as journal entry {}.", committed.seq)?;
    Ok(ExitCode::SUCCESS)
}

fn over(args: &KeepLook, mut look: Look, layout: &Layout) -> Result<Look, Failure> {
    if let Some(path) = &args.template {
        let text = String::from_utf8(host::read_file(path)?);
        let text = text.map_err(|_| Failure::NoTemplate(host::name(path)))?;
        look.template = if text.trim() == pdf::LOOK.trim() { String::new() } else { text };
    }
    if let Some(path) = args.logo.as_deref() {
        look.logo = host::read_file(path)?;
    }
    if let Some(sheet) = args.page {
        look.page = sheet.page();
    }
    if !args.column.is_empty() {
        let named = |Column(of, heading): &Column| (of.clone(), heading.clone());
        let mut columns: Vec<(Covered, String)> = args.column.iter().map(named).collect();
        let lacks = |(of, _): &&(Covered, String)| !layout.has(of);
        if let Some((of, _)) = columns.iter().find(lacks) {
            return Err(Failure::NoSuchColumn(of.to_string()));
        }
        let others = layout.columns().iter().map(|column| (column.of.clone(), String::new()));
        columns.extend(others);
        look.columns = Look::differing(columns, layout);
    }
    Ok(look)
}

/// Declines a template that does not set the register's own paper.
fn tried(app: &App, look: &Look) -> Result<(), Failure> {
    if look.template.is_empty() && look.logo.is_empty() {
        return Ok(());
    }
    let (material, setting) = app.material(Asked::default())?;
    let paper = compose::register(&material.register, &setting);
    Ok(try_look(&paper, &look.template, &look.logo)?)
}

fn list(args: &KeepLook) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    let LookKept { look, since, .. } = app.papers_look(args.from.map(When::Date), None)?;
    if args.print_template {
        let own = if look.template.is_empty() { pdf::LOOK } else { &look.template };
        output::write(own.as_bytes(), None, true)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = host::out();
    let register = app.snapshot(args.from, None)?.register;
    if let Some(page) = register.page {
        writeln!(out, "The document is set on {page}.")?;
    }
    for band in register.scheme.iter().flat_map(|scheme| &scheme.bands) {
        if let Some(shade) = band.shade.filter(|_| !look.bands.contains_key(&band.label)) {
            writeln!(out, "The document paints {} {shade}.", band.label)?;
        }
    }
    match since.filter(|_| look != Look::default()) {
        None => {
            writeln!(out, "Nothing is set: papers look as the program and the document have it.")?
        }
        Some(since) => writeln!(out, "Set since {}:", long_date(since))?,
    }
    if !look.template.is_empty() {
        writeln!(out, "  a template of its own, {} lines", look.template.lines().count())?;
    }
    if !look.logo.is_empty() {
        writeln!(out, "  a picture of {} bytes", look.logo.len())?;
    }
    if let Some(page) = look.page {
        writeln!(out, "  the sheet {page}")?;
    }
    for (label, shade) in &look.bands {
        writeln!(out, "  band {label}: {shade}")?;
    }
    for column in look.columns.columns() {
        writeln!(out, "  column {}: {}", column.of, column.heading)?;
    }
    Ok(ExitCode::SUCCESS)
}
