//! What can be said of a pack: for one paper by `report`, to be kept by `pack`.

use bellwether_domain::Date;
use bellwether_papers::compose::{self, Chosen};
use clap::Args as Arguments;

use super::{DAY, Place, day};

#[derive(Arguments)]
pub(crate) struct KeepPack {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The date of the register that the pack is of (default: the last change)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) as_at: Option<Date>,
    /// The pack of the seal of this journal entry
    #[arg(long, value_name = "ENTRY", conflicts_with = "as_at")]
    pub(crate) seal: Option<u32>,
    #[command(flatten)]
    pub(crate) pack: Pack,
    /// Begin from what was said for the meeting before
    #[arg(long)]
    pub(crate) as_before: bool,
    /// Why, for the journal
    #[arg(long, default_value = "The pack for the meeting")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

/// What a pack says beside the register. What is not given is as it is kept.
#[derive(Arguments)]
#[command(next_help_heading = "The pack for a meeting")]
pub(crate) struct Pack {
    /// A section, in the order given: cover, heat-map, summary, scores, deep-dives, changes, actions,
    /// findings or register; a heading of its own after an equals sign, for example
    /// 'register=Annex A' (default: those kept, else all but findings)
    #[arg(long, value_name = "SECTION")]
    section: Vec<Chosen>,
    /// The meeting (default: that of the seal)
    #[arg(long, value_name = "NAME")]
    meeting: Option<String>,
    /// The day of the meeting: 2025-12-18, or as it is to be written
    #[arg(long, value_name = "DAY")]
    meeting_date: Option<String>,
    /// The item of its agenda
    #[arg(long, value_name = "ITEM")]
    agenda_item: Option<String>,
    /// Who wrote the report
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Whom to ask
    #[arg(long, value_name = "WORDS")]
    contact: Option<String>,
    /// What it is for (default: to report the register)
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    purpose: Option<String>,
    /// What the meeting is asked (default: that the report be noted)
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    recommendation: Option<String>,
    /// What follows from it for money, law, people and the like
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    implications: Option<String>,
    /// What is said to members alone: the public version leaves it out, and says so
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    members_only: Option<String>,
    /// The paragraph relied on for it, for example "LGA 1972 Sch. 12A para. 3"
    #[arg(long, value_name = "PARAGRAPH")]
    members_under: Option<String>,
    /// A risk that the meeting looks into, by its number, on a page of its own
    #[arg(long, value_name = "NUMBER")]
    deep_dive: Vec<String>,
    /// A check whose findings are reported, by id or name (default: what to put right first)
    #[arg(long, value_name = "CHECK")]
    finding: Vec<String>,
}

impl Pack {
    /// The checks whose findings are reported, as they were named.
    pub(crate) fn findings(&self) -> &[String] {
        &self.finding
    }

    /// Whether nothing is said.
    pub(crate) fn is_silent(&self) -> bool {
        let Self { section, meeting, meeting_date, agenda_item, author, contact, purpose, .. } =
            self;
        let Self { recommendation, implications, members_only, members_under, .. } = self;
        let words = [
            meeting,
            meeting_date,
            agenda_item,
            author,
            contact,
            purpose,
            recommendation,
            implications,
            members_only,
            members_under,
        ];
        section.is_empty()
            && self.deep_dive.is_empty()
            && self.finding.is_empty()
            && words.into_iter().all(Option::is_none)
    }

    /// A pack with what is said here in the place of what it said.
    pub(crate) fn over(&self, mut pack: compose::Pack) -> compose::Pack {
        let cover = &mut pack.cover;
        let said = [
            (&mut cover.meeting, &self.meeting),
            (&mut cover.date, &self.meeting_date),
            (&mut cover.item, &self.agenda_item),
            (&mut cover.author, &self.author),
            (&mut cover.contact, &self.contact),
            (&mut cover.purpose, &self.purpose),
            (&mut cover.recommendation, &self.recommendation),
            (&mut cover.implications, &self.implications),
            (&mut cover.members, &self.members_only),
            (&mut cover.under, &self.members_under),
        ];
        for (kept, own) in said {
            if let Some(own) = own {
                own.trim().clone_into(kept);
            }
        }
        if !self.deep_dive.is_empty() {
            // An empty number takes away those that were kept.
            cover.deep = self.deep_dive.iter().filter(|own| !own.is_empty()).cloned().collect();
        }
        if !self.section.is_empty() {
            pack.sections.clone_from(&self.section);
        }
        pack
    }
}
