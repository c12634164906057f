//! Ratings → stages: the columns' own words, the groups over them, their order and number.

use std::collections::HashSet;

use bellwether_domain::{AssessmentPart, Diagnostic, Field, Severity, Stage};

use super::{
    Mapped,
    clusters::{Cluster, clusters},
    draft::Draft,
    heading,
    vocabulary::{Concept, StageWord},
};
use crate::{
    Target,
    locate::{Table, filled, source},
    parse::squeeze,
    sheet::Sheet,
};

/// Gives every draft its target; ratings get their stage.
pub(crate) fn settle(
    drafts: Vec<Draft>,
    table: &Table,
    sheet: &Sheet,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Mapped> {
    let mut clusters = clusters(&drafts);
    name(&mut clusters, &drafts, table, sheet);
    earlier(&mut clusters, &drafts);
    mark_lone(&mut clusters, &drafts);
    series(&mut clusters, &drafts);
    parts(&mut clusters, &drafts);
    decide(&mut clusters, table, sheet, diagnostics);
    let mut columns: Vec<Mapped> = drafts.into_iter().map(plain).collect();
    for cluster in &clusters {
        let Some(stage) = cluster.stage else { continue };
        for place in &cluster.places {
            if let Some(column) = columns.get_mut(*place)
                && let Some(field) = rating(&column.target)
            {
                column.target = Target::Rating(field, stage);
                column.label.clone_from(&cluster.label);
                if let Some(label) = &cluster.label {
                    column.evidence.push(format!("“{label}” is the {stage} assessment"));
                }
            }
        }
    }
    for column in columns.iter_mut().filter(
        |column| matches!(column.target, Target::Field(field) if crate::target::is_rating(field)),
    ) {
        column.target = Target::Extra;
        column.evidence.push("a later column gives the current rating".to_owned());
    }
    demote_seconds(&mut columns);
    columns
}

/// Marks the assessments that are none: a level by itself, a score beside a whole assessment.
fn mark_lone(clusters: &mut [Cluster], drafts: &[Draft]) {
    let concept = |place: &usize| drafts.get(*place).map(|draft| draft.concept);
    let whole = |cluster: &Cluster| {
        let holds = |wanted: Concept| cluster.places.iter().any(|p| concept(p) == Some(wanted));
        holds(Concept::Likelihood) && holds(Concept::Impact) && holds(Concept::Score)
    };
    let scored = clusters.iter().any(whole);
    for cluster in clusters {
        let only = match cluster.places.as_slice() {
            [place] => concept(place),
            _ => None,
        };
        cluster.lone = only == Some(Concept::Level)
            || only == Some(Concept::Score) && scored && cluster.word.is_none();
    }
}

fn rating(target: &Target) -> Option<AssessmentPart> {
    match target.field() {
        Some(Field::OfAssessment(part)) => Some(part),
        _ => None,
    }
}

/// The target of a column before its stage is known.
fn plain(draft: Draft) -> Mapped {
    let field = draft.concept.field();
    Mapped {
        target: field.map_or(Target::Extra, Target::Field),
        column: draft.column,
        // A heading that agrees with its group may weigh more than the whole.
        confidence: draft.confidence.min(1.0),
        evidence: draft.evidence,
        weighed: draft.weighed,
        contents: draft.contents,
        label: None,
        family: draft.family,
    }
}

/// Labels the assessments: by their own headings, else by the groups in order, else by place.
fn name(clusters: &mut [Cluster], drafts: &[Draft], table: &Table, sheet: &Sheet) {
    let banners = banners(table, sheet);
    let unnamed = clusters.iter().filter(|cluster| cluster.word.is_none()).count();
    // Groups that do not stand over their columns still come in the columns' order.
    let in_order = unnamed > 0 && unnamed == clusters.len() && banners.len() == clusters.len();
    for (index, cluster) in clusters.iter_mut().enumerate() {
        let columns = || cluster.places.iter().filter_map(|place| drafts.get(*place));
        if cluster.word.is_some() {
            let longest =
                columns().map(|draft| squeeze(&draft.column.heading)).max_by_key(String::len);
            let group = columns().find_map(|draft| draft.column.groups.last().cloned());
            let single = cluster.places.len() == 1;
            cluster.label = group
                .filter(|g| heading::stage(g).is_some())
                .or(longest.filter(|_| single))
                .or_else(|| shared(columns().map(|draft| draft.column.heading.as_str())))
                .or_else(|| columns().next().map(|draft| draft.column.heading.clone()));
            continue;
        }
        let over = if in_order {
            banners.get(index).cloned()
        } else {
            columns().find_map(|draft| {
                draft
                    .column
                    .groups
                    .iter()
                    .rev()
                    .find(|group| heading::stage(group).is_some())
                    .cloned()
            })
        };
        cluster.word = over.as_deref().and_then(heading::stage);
        cluster.label =
            over.or_else(|| columns().find_map(|draft| draft.column.groups.last().cloned()));
    }
}

/// The words that all headings begin with, where they name a stage: "Current" of "Current
/// likelihood" and "Current impact".
fn shared<'a>(mut headings: impl Iterator<Item = &'a str>) -> Option<String> {
    // The name of a field joins its words by a line below.
    let apart = |c: char| c.is_whitespace() || c == '_';
    let mut common: Vec<&str> = headings.next()?.split(apart).collect();
    for heading in headings {
        let same = common.iter().zip(heading.split(apart)).take_while(|(a, b)| *a == b);
        common.truncate(same.count());
    }
    let words = common.join(" ");
    heading::stage(&words).map(|_| words.trim_end_matches(':').to_owned())
}

/// The group headings that name a stage, in order.
fn banners(table: &Table, sheet: &Sheet) -> Vec<String> {
    let above = table.header.get(..table.header.len().saturating_sub(1)).unwrap_or_default();
    above
        .iter()
        .filter_map(|row| sheet.rows.get(*row))
        .flat_map(|row| filled(row).map(|(_, cell)| squeeze(&cell.text)))
        .filter(|text| heading::names_stage(text))
        .collect()
}

/// "Previous quarter" beside other assessments is how the risk stood, and kept as it is.
fn earlier(clusters: &mut Vec<Cluster>, drafts: &[Draft]) {
    let past = |cluster: &Cluster| {
        let columns = cluster.places.iter().filter_map(|place| drafts.get(*place));
        let own = columns.map(|draft| draft.column.heading.as_str());
        own.chain(cluster.label.as_deref()).any(is_past)
    };
    if !clusters.iter().all(past) {
        clusters.retain(|cluster| !past(cluster));
    }
}

/// "Previous score", "last quarter".
fn is_past(text: &str) -> bool {
    const PERIODS: [&str; 7] =
        ["quarter", "month", "year", "review", "meeting", "period", "report"];
    let words = heading::words(text);
    let last = |pair: &[String]| matches!(pair, [last, period] if last == "last" && PERIODS.contains(&period.as_str()));
    words.iter().any(|word| matches!(word.as_str(), "previous" | "prior" | "preceding"))
        || words.windows(2).any(last)
}

/// Ratings quarter by quarter: the last is the current one, those before are kept as they are. All
/// are where the assessment stands in columns of its own beside them.
fn series(clusters: &mut Vec<Cluster>, drafts: &[Draft]) {
    let dated = |cluster: &Cluster| {
        cluster.places.iter().filter_map(|place| drafts.get(*place)).any(|draft| {
            let over = draft.column.groups.last().filter(|_| cluster.word.is_none());
            over.into_iter().chain([&draft.column.heading]).any(|text| is_period(text))
        })
    };
    let words: Vec<Option<StageWord>> =
        clusters.iter().filter(|c| dated(c)).map(|c| c.word).collect();
    let (Some(word), true) = (words.first().copied(), words.len() >= 2) else { return };
    if words.iter().any(|other| *other != word) {
        return;
    }
    let apart = word.is_some() && clusters.iter().any(|c| c.word == word && !dated(c));
    let mut left = words.len();
    clusters.retain_mut(|cluster| {
        if !dated(cluster) {
            return true;
        }
        left -= 1;
        if left == 0 && word.is_none() {
            cluster.word = Some(StageWord::Clear(Stage::Current));
        }
        left == 0 && !apart
    });
}

/// A likelihood and an impact that name no stage, beside a current score that has no parts of its
/// own and beside nothing that went before, are its parts wherever they stand.
fn parts(clusters: &mut [Cluster], drafts: &[Draft]) {
    let only = |cluster: &Cluster, wanted: [Concept; 2]| {
        let mut concepts = cluster.places.iter().filter_map(|place| drafts.get(*place));
        concepts.all(|draft| wanted.contains(&draft.concept))
    };
    let current = Some(StageWord::Clear(Stage::Current));
    let inherent = Some(StageWord::Clear(Stage::Inherent));
    let blank: Vec<usize> = (0..clusters.len())
        .filter(|at| clusters.get(*at).is_some_and(|c| c.word.is_none()))
        .collect();
    let [at] = blank.as_slice() else { return };
    let scored = clusters
        .iter()
        .filter(|cluster| cluster.word == current)
        .all(|cluster| only(cluster, [Concept::Score, Concept::Level]));
    let some = clusters.iter().any(|cluster| cluster.word == current);
    let before = clusters.iter().any(|cluster| cluster.word == inherent);
    if let Some(cluster) = clusters.get_mut(*at)
        && only(cluster, [Concept::Likelihood, Concept::Impact])
        && cluster.places.len() == 2
        && (some, scored, before) == (true, true, false)
    {
        cluster.word = current;
    }
}

/// "Q2 2025/26", "March 2025", "Quarter 3".
fn is_period(text: &str) -> bool {
    heading::words(text).iter().any(|word| {
        matches!(word.as_str(), "q1" | "q2" | "q3" | "q4" | "quarter" | "qtr")
            || word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok()
    }) || crate::parse::date::find(text).is_some()
}

/// Decides the stages together: "residual" and the unlabelled depend on what else there is.
fn decide(
    clusters: &mut [Cluster],
    table: &Table,
    sheet: &Sheet,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for cluster in clusters.iter_mut() {
        if let Some(StageWord::Clear(stage)) = cluster.word {
            cluster.stage = Some(stage);
        }
    }
    let has = |clusters: &[Cluster], stage: Stage| clusters.iter().any(|c| c.stage == Some(stage));
    let residual = clusters.iter().any(|c| c.word == Some(StageWord::Residual));
    let whole = clusters.iter().filter(|cluster| !cluster.lone).count();
    let blank: Vec<usize> = (0..clusters.len())
        .filter(|place| {
            clusters.get(*place).is_some_and(|c| c.word.is_none() && (whole == 0 || !c.lone))
        })
        .collect();
    // An unlabelled assessment beside a "residual" one is the one before it.
    for (order, place) in blank.iter().enumerate() {
        let stage = match (blank.len(), order) {
            (1, _)
                if residual
                    && !has(clusters, Stage::Inherent)
                    && !has(clusters, Stage::Current) =>
            {
                Stage::Inherent
            }
            (1, _) if has(clusters, Stage::Current) && !has(clusters, Stage::Inherent) => {
                Stage::Inherent
            }
            (1, _) if has(clusters, Stage::Current) => Stage::Target,
            (1, _) => Stage::Current,
            (2, 0) => Stage::Inherent,
            (2, _) => Stage::Current,
            (_, 0) => Stage::Inherent,
            (_, 1) => Stage::Current,
            _ => Stage::Target,
        };
        if let Some(cluster) = clusters.get_mut(*place) {
            cluster.stage = Some(stage);
        }
    }
    let current = has(clusters, Stage::Current);
    // A level by itself at the end of the row goes with the risk as it stands.
    for cluster in clusters.iter_mut().filter(|c| c.lone && c.word.is_none() && whole > 0) {
        cluster.stage = Some(Stage::Current);
    }
    let row = table.header.first().and_then(|row| sheet.rows.get(*row));
    for cluster in clusters.iter_mut().filter(|c| c.word == Some(StageWord::Residual)) {
        let stage = if current { Stage::Target } else { Stage::Current };
        cluster.stage = Some(stage);
        let label = cluster.label.as_deref().unwrap_or("residual");
        diagnostics.push(Diagnostic {
            code: "stage-ambiguous".into(),
            severity: Severity::Info,
            message: format!(
                "“{label}” means the current risk in some bodies and the target in others; it was read as {stage} because the register {} a current assessment beside it.",
                if current { "has" } else { "does not have" }
            ),
            help: "Check that this is what the body means by it; if not, choose the other stage for these columns.".to_owned(),
            source: row.map(|row| source(sheet, row, None)),
        });
    }
}

/// Two columns of one rating at one stage: the one that fits better stays, the others are kept under
/// their own headings.
fn demote_seconds(columns: &mut [Mapped]) {
    let rating = |column: &Mapped| match column.target {
        Target::Rating(..) => Some(column.target),
        _ => None,
    };
    let mut targets: Vec<Target> = columns.iter().filter_map(rating).collect();
    let mut seen = HashSet::new();
    targets.retain(|target| seen.insert(*target));
    for target in targets {
        let of: Vec<usize> = (0..columns.len())
            .filter(|at| columns.get(*at).and_then(rating) == Some(target))
            .collect();
        // A score that goes far beyond those of the other stages is none ("50" percent).
        let reach = |at: &usize| columns.get(*at).map_or(0.0, |column| column.contents.highest);
        let others = columns
            .iter()
            .filter(|column| column.field() == target.field() && rating(column) != Some(target));
        let most = others.map(|column| column.contents.highest).fold(0.0, f64::max);
        let beyond = |at: &usize| most > 0.0 && reach(at) > 2.0 * most;
        let sure = |at: &usize| columns.get(*at).map_or(0.0, |column| column.confidence);
        let clearer = |at: &usize, than: &usize| match (beyond(at), beyond(than)) {
            (false, true) => true,
            (true, false) => false,
            _ => sure(at) > sure(than) + 0.2,
        };
        let Some(best) =
            of.iter().copied().reduce(|kept, next| if clearer(&next, &kept) { next } else { kept })
        else {
            continue;
        };
        for at in of.into_iter().filter(|at| *at != best) {
            if let Some(column) = columns.get_mut(at) {
                column.target = Target::Extra;
                column.confidence = 0.5;
                column.evidence.push("another column already gives this rating".to_owned());
            }
        }
    }
}
