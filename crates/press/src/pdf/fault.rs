//! What the typesetter found wrong, in one line: where, its own words, its hints.

use typst::{World, WorldExt, diag::SourceDiagnostic, syntax::DiagSpan};

use super::world::Desk;

/// The first of the errors, with its place in the template.
pub(crate) fn said(desk: &Desk, errors: &[SourceDiagnostic]) -> String {
    let Some(error) = errors.first() else {
        return "it gave no reason".to_owned();
    };
    // An error within our own blocks is told by the line of the look that led to it.
    let calls = error.trace.iter().map(|call| DiagSpan::from(call.span));
    let place = [error.span].into_iter().chain(calls).find_map(|span| place(desk, span));
    let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
    let mut said = place.map_or(String::new(), |place| format!("{place}: "));
    said.push_str(&error.message);
    if !hints.is_empty() {
        said.push_str(&format!(" (hint: {})", hints.join("; ")));
    }
    said
}

fn place(desk: &Desk, span: DiagSpan) -> Option<String> {
    let id = span.id().filter(|id| desk.is_look(*id))?;
    let range = desk.range(span)?;
    let source = desk.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    Some(format!("line {}, column {}", line + 1, column + 1))
}
