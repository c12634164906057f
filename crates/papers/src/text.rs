//! The register for a terminal: where the risks stand on the matrix, then a line or more each.

use std::{fmt::Write as _, sync::Arc};

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, Style};
use bellwether_domain::{
    Action, ActionStatus, Date, Diagnostic, Level, Number, Register, Risk, Scheme, Severity, Stage,
    calendar::{long_date, short_date},
    due,
    scales::{Origin, Scales, Steps},
    words::counted,
};
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// How wide the table is at least: narrower terminals wrap it themselves.
const NARROWEST: u16 = 72;

/// The register as text with ANSI colours; the caller strips those where they are not wanted.
///
/// `width` is the terminal's width in columns; `steps` is how many steps its scales have, where the
/// body says so; `today` stands in where the register has no date.
pub fn text(register: &Register, steps: Steps, width: u16, today: Date) -> String {
    let as_at = register.as_at.unwrap_or(today);
    let mut out = String::new();
    heading(&mut out, register);
    let scales = register.scales(steps);
    if let Some(scales) = scales.as_ref().filter(|_| !register.withholds_stage(Stage::Current)) {
        heat_map(&mut out, register, scales);
    }
    let judged_on = (!register.withholds_progress()).then_some(as_at);
    table(&mut out, register, scales.as_ref(), judged_on, width.max(NARROWEST));
    diagnostics(&mut out, &register.diagnostics, width.max(NARROWEST));
    out
}

fn heading(out: &mut String, register: &Register) {
    let bold = Style::new().bold();
    let title = plain(register.title.as_deref().unwrap_or("Risk register"));
    let _ = writeln!(out, "{bold}{title}{bold:#}");
    let actions: usize = register.risks.iter().map(|risk| risk.actions.len()).sum();
    let mut parts = Vec::new();
    parts.extend(register.organisation.as_deref().map(plain));
    parts.extend(register.as_at.map(|day| format!("as at {}", long_date(day))));
    parts.push(counted(register.risks.len(), "risk"));
    parts.push(counted(actions, "action"));
    let _ = writeln!(out, "{}\n", parts.join(" · "));
}

/// The matrix with the number of risks in each cell, as they stand now.
fn heat_map(out: &mut String, register: &Register, Scales { scheme, origin }: &Scales) {
    let stage = if register.risks.iter().any(|r| r.assessments.current.is_some()) {
        Stage::Current
    } else {
        Stage::Inherent
    };
    // What is closed stands nowhere on the matrix.
    let live = register.risks.iter().filter(|risk| !risk.says_closed());
    let cells: Vec<_> = live.filter_map(|risk| risk.assessments.get(stage)?.cell()).collect();
    let label = |level: &&Level| match plain(&level.label) {
        label if label.is_empty() => level.value.to_string(),
        label => label,
    };
    let (rows, columns) = (scheme.rows(), scheme.columns());
    let names: Vec<String> = rows.iter().map(label).collect();
    let left = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    let drawn = scheme.drawn;
    let _ = writeln!(
        out,
        "{} (number of risks; · none{})\n{} {}  {} {}",
        plain(register.stage_label(stage)),
        match origin {
            Origin::Printed => "",
            Origin::Said => "; scales as the body set them",
            Origin::Inferred => "; scales inferred from the figures in use",
        },
        drawn.across.other().name(),
        if drawn.highest_below { "↓" } else { "↑" },
        drawn.across.name(),
        if drawn.highest_left { "←" } else { "→" },
    );
    for (row, name) in rows.into_iter().zip(&names) {
        let _ = write!(out, "  {name:>left$} ");
        for column in &columns {
            let own = scheme.cell(column, row);
            let here = cells.iter().filter(|cell| **cell == own).count();
            let text = if here == 0 { "·".to_owned() } else { here.to_string() };
            let score = scheme.score(own.0, own.1);
            let style = score.map_or(Style::new(), |score| heat(scheme, score));
            let _ = write!(out, "{style}{text:^5}{style:#}");
        }
        out.push('\n');
    }
    let steps: String = columns.iter().map(|l| format!("{:^5}", l.value.to_string())).collect();
    let _ = writeln!(out, "  {:>left$} {steps}", "");
    let named: Vec<String> =
        columns.iter().filter(|l| !l.label.is_empty()).map(|l| plain(&l.in_full())).collect();
    if !named.is_empty() {
        let _ = writeln!(out, "  {:>left$} {}", "", named.join(", "));
    }
    out.push('\n');
}

/// A pale-to-deep ramp by the share of the highest score; the number is always shown beside it.
fn heat(scheme: &Scheme, score: Number) -> Style {
    let highest = scheme.highest().map_or(1.0, Number::get).max(1.0);
    let (background, dark) = match score.get() / highest {
        share if share >= 0.6 => (124, true),
        share if share >= 0.4 => (166, true),
        share if share >= 0.2 => (221, false),
        _ => (230, false),
    };
    let foreground = if dark { 231 } else { 16 };
    Style::new()
        .bg_color(Some(Color::Ansi256(Ansi256Color(background))))
        .fg_color(Some(Color::Ansi256(Ansi256Color(foreground))))
}

/// `judged_on` is the day on which actions are judged, where they are.
fn table(
    out: &mut String,
    register: &Register,
    scales: Option<&Scales>,
    judged_on: Option<Date>,
    width: u16,
) {
    let scheme = scales.map(|scales| &scales.scheme);
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    let stages: Vec<Stage> = Stage::ALL
        .into_iter()
        .filter(|stage| register.risks.iter().any(|r| r.assessments.get(*stage).is_some()))
        .collect();
    let bold = |text: String| Cell::new(format!("{0}{text}{0:#}", Style::new().bold()));
    let mut header = vec![bold("Ref".into()), bold("Risk".into()), bold("Owner".into())];
    header.extend(stages.iter().map(|stage| bold(short(*stage).into())));
    header.extend([bold("Actions".into()), bold("Next due".into())]);
    table.set_header(header);
    for risk in &register.risks {
        table.add_row(row(scheme, risk, &stages, judged_on));
    }
    // The wording takes what the others leave.
    let narrow = |most| ColumnConstraint::UpperBoundary(Width::Fixed(most));
    let mut widths =
        vec![narrow(10), ColumnConstraint::LowerBoundary(Width::Percentage(34)), narrow(14)];
    widths.extend(stages.iter().map(|_| narrow(8)));
    widths.extend([narrow(22), narrow(13)]);
    table.set_constraints(widths);
    let _ = writeln!(out, "{table}");
    let is_computed = |risk: &Arc<Risk>| {
        let all = stages.iter().filter_map(|stage| risk.assessments.get(*stage));
        let mut all = all.filter(|assessment| assessment.level.is_none());
        all.any(|own| own.scored(scheme).is_some_and(|scored| scored.is_computed))
    };
    if register.risks.iter().any(is_computed) {
        let printed = scales.is_some_and(|scales| scales.origin == Origin::Printed);
        let from = if printed { "computed from the matrix" } else { "likelihood times impact" };
        let _ = writeln!(out, "* {from}; the register states no score");
    }
}

fn short(stage: Stage) -> &'static str {
    match stage {
        Stage::Inherent => "Gross",
        Stage::Current => "Now",
        Stage::Target => "Target",
    }
}

fn row(
    scheme: Option<&Scheme>,
    risk: &Risk,
    stages: &[Stage],
    judged_on: Option<Date>,
) -> Vec<Cell> {
    let mut cells = vec![
        Cell::new(plain(risk.reference.as_deref().unwrap_or("–"))),
        Cell::new(plain(risk.wording())),
        Cell::new(plain(&risk.owners.join(" / "))),
    ];
    cells.extend(stages.iter().map(|stage| Cell::new(score(scheme, risk, *stage))));
    let judged: Vec<_> = judged_on
        .into_iter()
        .flat_map(|day| risk.actions.iter().map(move |own| own.judged(day, due::SOON_DAYS)))
        .collect();
    let in_group = |group| judged.iter().filter(|judged| judged.group() == group).count();
    let next = judged.iter().filter_map(|judged| judged.next_due).min();
    let mut actions = summary(&risk.actions);
    let overdue = in_group(due::Group::Overdue);
    if overdue > 0 {
        let red = Style::new().fg_color(Some(AnsiColor::Red.into())).effects(Effects::BOLD);
        let _ = write!(actions, "\n{red}{overdue} overdue{red:#}");
    }
    let passed = in_group(due::Group::Passed);
    if passed > 0 {
        let _ = write!(actions, "\n{passed} passed");
    }
    cells.push(Cell::new(actions));
    cells.push(Cell::new(next.map_or(String::new(), short_date)));
    cells
}

/// “5: 3 amber, 2 green”.
fn summary(actions: &[Action]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for action in actions {
        let name = action.status_value().map_or("no status", ActionStatus::name);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let parts: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    parts.join(", ")
}

fn score(scheme: Option<&Scheme>, risk: &Risk, stage: Stage) -> String {
    let Some(assessment) = risk.assessments.get(stage) else { return String::new() };
    let scored = assessment.scored(scheme);
    let stated = assessment.score.as_ref().map(|score| score.text.clone());
    let computed = || scored.map(|scored| format!("{}*", scored.value));
    let cell = || {
        let (likelihood, impact) =
            assessment.likelihood.as_ref().zip(assessment.impact.as_ref())?;
        Some(format!("{}×{}", likelihood.text, impact.text))
    };
    let text = stated.or(assessment.level.clone()).or_else(computed).or_else(cell);
    let text = plain(&text.unwrap_or_default());
    match (scheme, scored) {
        (Some(scheme), Some(scored)) => {
            let style = heat(scheme, scored.value);
            format!("{style}{text:^4}{style:#}")
        }
        _ => text,
    }
}

fn diagnostics(out: &mut String, diagnostics: &[Diagnostic], width: u16) {
    if diagnostics.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{} noticed while reading:", counted(diagnostics.len(), "thing"));
    for diagnostic in diagnostics {
        let (mark, colour) = match diagnostic.severity {
            Severity::Error => ("error", AnsiColor::Red),
            Severity::Warning => ("check", AnsiColor::Yellow),
            Severity::Info => ("note", AnsiColor::Cyan),
        };
        let style = Style::new().fg_color(Some(colour.into()));
        let place = diagnostic.source.as_ref().map_or(String::new(), |s| format!(" ({s})"));
        let words = plain(&format!("{}{place} {}", diagnostic.message, diagnostic.help));
        let options = textwrap::Options::new(usize::from(width).saturating_sub(8));
        let lines = textwrap::wrap(words.trim_end(), options);
        for (i, line) in lines.iter().enumerate() {
            let mark = if i == 0 { mark } else { "" };
            let _ = writeln!(out, "{style}{mark:>6}{style:#}  {line}");
        }
    }
}

/// A text without control characters: nothing in a file may steer the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
