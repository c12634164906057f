//! What the public papers of a seal are made of, and the folder that they may be put into.

use std::path::{Path, PathBuf};

use bellwether_history::Seq;
use bellwether_papers::compose::{Material, Pack, Setting};

use crate::{App, AppError, check::When, paper::Asked, settings::look::Look};

/// Where public papers are, and whether the program may put some there.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    folder: PathBuf,
    may_write: bool,
}

/// What the public papers of a seal are made of: what is not for the public is left out already.
#[derive(Debug, Clone)]
pub struct ToPublish {
    /// The register and what became of it.
    pub material: Material,
    /// What its papers are made for.
    pub setting: Setting,
    /// What its pack says.
    pub pack: Pack,
    /// How they look.
    pub look: Look,
}

impl App {
    /// The same with the folder that its public papers were written into, to be handed out.
    #[must_use]
    pub fn with_published(mut self, folder: PathBuf) -> Self {
        self.published = Some(Published { folder, may_write: false });
        self
    }

    /// The same with a folder that public papers may be put into from the pages, and are handed out
    /// from.
    #[must_use]
    pub fn with_publishing(mut self, folder: PathBuf) -> Self {
        self.published = Some(Published { folder, may_write: true });
        self
    }

    /// The folder that its public papers were written into, where the program was given one.
    pub fn published(&self) -> Option<&Path> {
        self.published.as_ref().map(|published| published.folder.as_path())
    }

    /// The folder that public papers may be put into, where the program was given one for that.
    pub fn publishes_to(&self) -> Option<&Path> {
        let published = self.published.as_ref().filter(|published| published.may_write);
        published.map(|published| published.folder.as_path())
    }

    /// What the public papers of a seal are made of.
    ///
    /// # Errors
    /// When there is no such seal, or the store cannot be read.
    pub fn to_publish(&self, seal: Seq) -> Result<ToPublish, AppError> {
        // What is left out is left out of everything that is made from here on.
        let of = Some(When::Seal(seal));
        let asked = Asked { of, public: true, ..Asked::default() };
        let (pack, look) = (self.pack(of, None)?.pack, self.papers_look(of, None)?.look);
        let (material, setting) = self.material_pack(asked, &pack)?;
        Ok(ToPublish { material, setting, pack, look })
    }
}
