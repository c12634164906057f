//! The paper of all actions, those that ask for attention first.

use bellwether_domain::{
    Action, Risk,
    due::{Group, Judgement},
    words::counted,
};

use super::{
    Material, Setting,
    build::{self, Plain, heading, paragraph},
    register::paper_of,
};
use crate::paper::{Align, Cell, PageSetup, PageSize, Paper};

/// Every action of risks that are not closed, by where it stands on the day.
pub fn actions(of: &Material, setting: &Setting) -> Paper {
    let risks = of
        .register
        .risks
        .iter()
        .map(|risk| &**risk)
        .enumerate()
        .filter(|(_, risk)| !risk.says_closed());
    let mut all: Vec<(usize, &Risk, &Action, Judgement)> = risks
        .flat_map(|(at, risk)| {
            let judged =
                move |action| (at, risk, action, Action::judged(action, of.as_at, of.soon_days));
            risk.actions.iter().map(judged)
        })
        .collect();
    all.sort_by_key(|(at, .., judged)| {
        (judged.group(), judged.late_since.or(judged.next_due), *at)
    });
    let groups = Group::ALL.into_iter().filter_map(|group| {
        let count = all.iter().filter(|(.., judged)| judged.group() == group).count();
        (count > 0).then(|| format!("{}: {count}", group.title(of.soon_days)))
    });
    let told: Vec<String> = groups.collect();
    let mut blocks = vec![heading(1, "Actions")];
    let count = counted(all.len(), "action");
    blocks.push(paragraph(match told.as_slice() {
        _ if of.register.withholds_actions() => "Actions are not public.".to_owned(),
        [] => "No action is on this register.".to_owned(),
        _ if of.register.withholds_progress() => {
            format!("{count}. How far they are is not public.")
        }
        told => format!("{count}. {}.", told.join("; ")),
    }));
    // Also where it is empty: the table is what some formats hold of it.
    blocks.push(table(of, &all).block());
    let page = PageSetup { size: PageSize::A4, landscape: true };
    paper_of(&of.register, setting, page, blocks)
}

fn table(of: &Material, all: &[(usize, &Risk, &Action, Judgement)]) -> Plain {
    let tells = !of.register.withholds_progress();
    let mut columns = vec![
        ("Ref", 8, Align::Start),
        ("Action", 50, Align::Start),
        ("Owner", 12, Align::Start),
        ("Target date", 18, Align::Start),
        ("Status", 10, Align::Centre),
    ];
    if tells {
        columns.extend([
            ("Where it stands", 22, Align::Start),
            ("Late since", 12, Align::Start),
            ("Next date", 12, Align::Start),
        ]);
    }
    let mut table = Plain::new(&columns);
    for (at, risk, action, judged) in all {
        let status = action.status.as_ref().map(|status| status.text.clone());
        let mut cells = vec![
            build::named(build::reference(risk, *at)),
            Cell::plain(action.description.clone()),
            Cell::plain(build::owners(&action.owners)),
            Cell::plain(action.due.as_ref().map(|due| due.text.clone()).unwrap_or_default()),
            Cell {
                band: super::band::of_action(action),
                ..Cell::plain(status.unwrap_or_default())
            },
        ];
        if tells {
            cells.extend([
                Cell::plain(judged.group().title(of.soon_days)),
                Cell::plain(build::day(judged.late_since)),
                Cell::plain(build::day(judged.next_due)),
            ]);
        }
        table.row(cells);
    }
    table
}
