//! The register → a paper: what stands on its pages, before any format.

mod actions;
mod band;
mod build;
mod changes;
pub(crate) mod course;
mod evidence;
mod findings;
mod head;
mod material;
mod pack;
mod past;
mod people;
mod register;
mod risk;
mod scored;
mod scoring;
mod section;
mod table;

use std::borrow::Cow;

use bellwether_domain::{Layout, Register, scales::Steps};

use crate::paper::{PageSetup, Standing, Version};

pub use actions::actions;
pub use changes::changes;
pub use evidence::{Evidence, EvidenceFile, EvidenceOf};
pub use findings::{Found, FoundAtSeal, findings};
pub use material::{Changed, History, Material, Moved, Since, Told, Version as RiskThen};
pub use pack::{Pack, pack};
pub use past::{Past, PastStep, past};
pub use register::{left_out, register};
pub use risk::risk;
pub use section::{Chosen, Cover, NoSuchSection, Section};

/// What a paper is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Who may read it.
    pub version: Version,
    /// What its figures stand on.
    pub standing: Standing,
    /// In a public paper the paragraphs by which something was left out of it; `None` where
    /// nothing was.
    pub left_out: Option<Vec<String>>,
    /// How many steps the body says its scales have, where its register prints no matrix.
    pub steps: Steps,
    /// The sheet of the register and the pack, where the body has chosen one.
    pub page: Option<PageSetup>,
    /// The columns of the register in the body's own order, where it has one.
    pub layout: Option<Layout>,
}

impl Setting {
    /// A register with its columns as the body wants them.
    fn laid_out<'a>(&self, register: &'a Register) -> Cow<'a, Register> {
        match &self.layout {
            None => Cow::Borrowed(register),
            Some(layout) => Cow::Owned(Register { layout: layout.clone(), ..register.clone() }),
        }
    }
}

impl Default for Setting {
    /// A draft that holds all.
    fn default() -> Self {
        Self {
            version: Version::Restricted,
            standing: Standing::Draft,
            left_out: None,
            steps: Steps::default(),
            page: None,
            layout: None,
        }
    }
}
