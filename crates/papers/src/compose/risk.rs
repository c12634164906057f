//! The paper of one risk: what it is, how it scores, what holds it, what is planned.

use bellwether_domain::{AssessmentPart, Place, Risk, RiskField, due};
use bellwether_figures::course::{Size, alone};

use super::{
    Material, Setting,
    build::{self, Plain, heading, paragraph},
    course::Course,
    evidence,
    register::paper_of,
    scored::Scores,
};
use crate::paper::{Align, Block, Cell, PageSetup, PageSize, Paper, Span};

/// One risk of the register, by its place from nought; `None` where there is no such place.
pub fn risk(of: &Material, at: usize, setting: &Setting) -> Option<Paper> {
    let blocks = blocks(of, at)?;
    let page = PageSetup { size: PageSize::A4, landscape: false };
    let mut setting = setting.clone();
    evidence::note_left_out(of.evidence.get(&at).into_iter().flatten(), &mut setting.left_out);
    Some(paper_of(&of.register, &setting, page, blocks))
}

/// What is told of a risk; `None` where there is no such place.
pub(super) fn blocks(of: &Material, at: usize) -> Option<Vec<Block>> {
    let risk = of.register.risks.get(at)?;
    let scores = of.scores();
    let mut blocks = vec![heading(1, format!("Risk {}", build::reference(risk, at)))];
    blocks.push(Block::Paragraph(vec![Span::strong(risk.wording())]));
    blocks.push(facts(of, risk));
    let assessed = assessed(of, risk, &scores);
    if !assessed.is_empty() {
        blocks.extend([heading(2, "How it scores"), assessed.block()]);
    }
    if let Some(course) = Course::of(of, at, &scores) {
        blocks.push(heading(2, "How its score went"));
        blocks.push(paragraph(course.words(&scores)));
        let drawn = course.has_time().then(|| course.drawn(build::reference(risk, at)));
        blocks.extend(drawn.map(|drawn| {
            let band = |score| scores.band(score);
            Block::Figure(alone(&drawn, scores.scheme(), band, Size::PAPER))
        }));
    }
    if !risk.controls.is_empty() {
        let one =
            |control: &bellwether_domain::Control| vec![Span::plain(control.description.clone())];
        blocks.push(heading(2, of.register.heading_of(bellwether_domain::Field::Controls)));
        blocks.push(Block::List(risk.controls.iter().map(one).collect()));
    }
    blocks.push(heading(2, "Actions"));
    blocks.push(match risk.actions.is_empty() {
        true if of.register.withholds_actions() => paragraph("Actions are not public."),
        true => paragraph("No action is planned."),
        false => planned(of, risk).block(),
    });
    let files = evidence::table(of.evidence.get(&at).into_iter().flatten());
    if !files.is_empty() {
        blocks.extend([heading(2, "Evidence"), files.block()]);
    }
    Some(blocks)
}

/// What the risk says beside its scores and actions, under the body's own words.
fn facts(of: &Material, risk: &Risk) -> Block {
    let own = RiskField::ALL.into_iter().map(Place::Risk);
    let extra = risk.extra.keys().cloned().map(Place::Extra);
    let said = own.chain(extra).filter_map(|place| {
        let words = place.words(risk)?;
        let is_wording = words == risk.wording();
        (!is_wording).then(|| (place.label(&of.register), vec![Span::plain(words)]))
    });
    Block::Facts(said.collect())
}

fn assessed(of: &Material, risk: &Risk, scores: &Scores) -> Plain {
    let likelihood = of.register.heading_of(AssessmentPart::Likelihood);
    let impact = of.register.heading_of(AssessmentPart::Impact);
    let score = of.register.heading_of(AssessmentPart::Score);
    let mut table = Plain::new(&[
        ("Assessment", 40, Align::Start),
        (likelihood, 14, Align::Centre),
        (impact, 14, Align::Centre),
        (score, 14, Align::Centre),
    ]);
    for stage in scores.stages() {
        let Some(own) = risk.assessments.get(*stage).filter(|own| !own.is_blank()) else {
            continue;
        };
        let words = |rating: &Option<bellwether_domain::Rating>| {
            Cell::plain(rating.as_ref().map(|rating| rating.text.clone()).unwrap_or_default())
        };
        table.row(vec![
            build::named(own.label.as_deref().unwrap_or(of.register.stage_label(*stage))),
            words(&own.likelihood),
            words(&own.impact),
            scores.cell(risk, *stage),
        ]);
    }
    table
}

fn planned(of: &Material, risk: &Risk) -> Plain {
    let tells = !of.register.withholds_progress();
    let mut columns = vec![
        ("Action", 50, Align::Start),
        ("Owner", 12, Align::Start),
        ("Target date", 20, Align::Start),
        ("Status", 10, Align::Centre),
    ];
    columns.extend(tells.then_some(("Where it stands", 24, Align::Start)));
    let mut table = Plain::new(&columns);
    for action in &risk.actions {
        let judged: due::Judgement = action.judged(of.as_at, of.soon_days);
        let status = action.status.as_ref().map(|status| status.text.clone());
        let mut cells = vec![
            build::named(action.description.clone()),
            Cell::plain(build::owners(&action.owners)),
            Cell::plain(action.due.as_ref().map(|due| due.text.clone()).unwrap_or_default()),
            Cell {
                band: super::band::of_action(action),
                ..Cell::plain(status.unwrap_or_default())
            },
        ];
        if tells {
            cells.push(Cell::plain(judged.group().title(of.soon_days)));
        }
        table.row(cells);
    }
    table
}
