//! A paper in made-up words, with one of everything that a paper may hold.
#![allow(dead_code, reason = "each test takes what it needs")]

use bellwether_domain::Date;
use bellwether_papers::paper::{
    Align, Band, Block, Cell, Column, Figure, Group, Heads, PageSetup, PageSize, Paper, Row, Span,
    Standing, Table, Version,
};

/// A paper of no blocks, sealed.
pub(crate) fn empty() -> Paper {
    Paper {
        title: "Corporate risk register".into(),
        name: String::new(),
        organisation: "Harrowmere Borough Council".into(),
        language: "en-GB".into(),
        as_at: Some(Date::constant(2026, 6, 30)),
        version: Version::Public,
        standing: Standing::Sealed {
            meeting: "Audit Committee, 14 July 2026".into(),
            digest: "9f2b6c".repeat(10) + "0011",
            entry: 42,
            head: "77ab01".repeat(10) + "2233",
        },
        page: PageSetup { size: PageSize::A4, landscape: true },
        mark: None,
        blocks: vec![],
    }
}

/// A paper with these blocks.
pub(crate) fn holding(blocks: Vec<Block>) -> Paper {
    Paper { blocks, ..empty() }
}

/// A paper with one of everything, and a register of so many risks.
pub(crate) fn everything(risks: usize) -> Paper {
    let mut blocks = vec![
        Block::Heading { level: 1, text: "Purpose".into() },
        Block::Paragraph(vec![
            Span::plain("To show the committee what stands between the council and its aims, and "),
            Span::strong("what changed since April"),
            Span::plain("."),
        ]),
        Block::List(vec![
            vec![Span::plain("Note the register.")],
            vec![Span::plain(
                "Agree that the risk of a storm surge is borne until the wall is built.",
            )],
        ]),
        Block::Facts(vec![
            ("Agenda item".into(), vec![Span::plain("7")]),
            ("Author".into(), vec![Span::plain("Head of Assurance")]),
        ]),
        Block::Heading { level: 2, text: "Where the risks stand".into() },
        figure(),
        Block::Heading { level: 1, text: "The register".into() },
    ];
    blocks.push(Block::Table(register(risks)));
    blocks.push(Block::Heading { level: 2, text: "How risks are scored".into() });
    blocks.push(Block::Table(matrix()));
    holding(blocks)
}

/// A drawing with words in it.
pub(crate) fn figure() -> Block {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="420" height="120" viewBox="0 0 420 120"
 role="img"><rect x="0.5" y="0.5" width="419" height="119" fill="#f4f6f8" stroke="#4d5965"/>
 <polyline points="40,90 140,70 240,72 340,30" fill="none" stroke="#16202b" stroke-width="2.5"/>
 <circle cx="340" cy="30" r="5" fill="#16202b"/>
 <text x="352" y="35" font-family="Inter, sans-serif" font-size="14">16, High</text>
 <text x="28" y="110" font-family="Inter, sans-serif" font-size="12">Q1</text></svg>"##;
    Block::Figure(Figure {
        svg: svg.into(),
        alternative: "The score of the storm surge rose from 8 in the first quarter to 16.".into(),
        caption: "Storm surge, by quarter".into(),
    })
}

/// A register of so many risks with two or three actions each, in the layout of a printed one.
pub(crate) fn register(risks: usize) -> Table {
    let head = |text, across, down| Cell::heading(text, across, down);
    let weights = [2, 12, 9, 2, 2, 3, 12, 5, 3];
    let centred = [3, 4, 5, 8];
    let column = |(at, weight): (usize, &u16)| Column {
        weight: *weight,
        align: if centred.contains(&at) { Align::Centre } else { Align::Start },
    };
    Table {
        caption: "Risks and what is done about them".into(),
        columns: weights.iter().enumerate().map(column).collect(),
        head: vec![
            Row {
                cells: vec![
                    head("Ref", 1, 2),
                    head("Risk", 1, 2),
                    head("Controls in place", 1, 2),
                    head("Current score", 3, 1),
                    head("Further action", 2, 1),
                    head("Target score", 1, 2),
                ],
            },
            Row {
                cells: ["L", "I", "Score", "What", "By when"].map(|text| head(text, 1, 1)).to_vec(),
            },
        ],
        groups: (1..=risks).map(risk).collect(),
    }
}

fn risk(number: usize) -> Group {
    let names = [
        "Storm surge overtops the sea wall and floods the lower town, so that homes and the depot \
         are lost for a season",
        "The payroll system fails at month end and staff are not paid",
        "A safeguarding referral is missed because two teams each think the other has it",
        "Harbour dues fall short of the budget as fewer boats come",
    ];
    let (likelihood, impact) = (1 + number % 5, 1 + number * 3 % 5);
    let score = likelihood * impact;
    let actions = 2 + number % 2;
    let down = actions as u16;
    let tall = |text: String| Cell { down, ..Cell::plain(text) };
    let reference = Cell { heads: Some(Heads::Row), ..tall(format!("R{number}")) };
    let rated = |score: usize| Cell {
        band: Some(band(score)),
        number: Some(score.to_string()),
        ..tall(score.to_string())
    };
    let action = |at: usize| {
        let words = [
            "Raise the wall between the slipway and the lifeboat house by half a metre",
            "Agree with the contractor who stands in",
            "Rehearse the plan with the parish",
        ];
        [
            Cell::plain(format!("{number}.{at} {}", words[at % words.len()])),
            Cell::plain(format!("{} September 2026", at + 1)),
        ]
    };
    let mut first = vec![
        reference,
        tall(names[number % names.len()].to_owned()),
        tall(
            "Flood wardens; a gauge at the pier read each hour\nMutual aid with the county".into(),
        ),
        tall(likelihood.to_string()),
        tall(impact.to_string()),
        rated(score),
    ];
    first.extend(action(0));
    first.push(rated(score.div_ceil(2)));
    let mut rows = vec![Row { cells: first }];
    rows.extend((1..actions).map(|at| Row { cells: action(at).to_vec() }));
    Group { rows }
}

fn band(score: usize) -> Band {
    let (name, colour) = match score {
        0..=4 => ("Low", "#92d050"),
        5..=9 => ("Medium", "#ffff00"),
        10..=15 => ("High", "#ffc000"),
        _ => ("Very high", "#c00000"),
    };
    Band { name: name.into(), colour: colour.into() }
}

fn matrix() -> Table {
    let words = ["Rare", "Unlikely", "Possible", "Likely", "Certain"];
    let row = |likelihood: usize| {
        let mut cells =
            vec![Cell { heads: Some(Heads::Row), ..Cell::plain(words[likelihood - 1]) }];
        cells.extend((1..=5).map(|impact| Cell {
            band: Some(band(likelihood * impact)),
            text: vec![Span::plain(format!(
                "{} {}",
                likelihood * impact,
                band(likelihood * impact).name
            ))],
            ..Cell::plain("")
        }));
        Row { cells }
    };
    let mut head = vec![Cell::heading("Likelihood", 1, 1)];
    head.extend((1..=5).map(|impact| Cell::heading(format!("Impact {impact}"), 1, 1)));
    let mut columns = vec![Column { weight: 3, align: Align::Start }];
    columns.extend((0..5).map(|_| Column { weight: 3, align: Align::Centre }));
    Table {
        caption: "The scoring matrix".into(),
        columns,
        head: vec![Row { cells: head }],
        groups: vec![Group { rows: (1..=words.len()).rev().map(row).collect() }],
    }
}
