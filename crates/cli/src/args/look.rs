//! What can be asked of `look`.

use std::{path::PathBuf, str::FromStr};

use bellwether_domain::{Covered, Date, NoShade, Shade};
use bellwether_papers::paper::{PageSetup, PageSize};
use clap::{Args as Arguments, ValueEnum};

use super::{DAY, Place, day};

#[derive(Arguments)]
pub(crate) struct KeepLook {
    #[command(flatten)]
    pub(crate) place: Place,
    /// A Typst file that sets the pages of a PDF (report --print-template prints ours)
    #[arg(long, value_name = "PATH")]
    pub(crate) template: Option<PathBuf>,
    /// The body's mark at the head of papers: an SVG, PNG, JPEG, GIF or WebP picture
    #[arg(long, value_name = "PATH")]
    pub(crate) logo: Option<PathBuf>,
    /// The sheet of the register and the pack
    #[arg(long, value_enum)]
    pub(crate) page: Option<Sheet>,
    /// A column of the register, in the order given (the others follow), by what stands in it; a
    /// heading of its own after an equals sign, for example 'owners=Lead'
    #[arg(long, value_name = "COLUMN")]
    pub(crate) column: Vec<Column>,
    /// The shade of a band of scores, by its own word, for example 'High=#c00000'; without a shade as
    /// the document paints it (once for each band)
    #[arg(long, value_name = "WORD=SHADE")]
    pub(crate) band: Vec<PaintedBand>,
    /// Without what is kept now: as the program and the document have it
    #[arg(long)]
    pub(crate) plain: bool,
    /// Print the template that is kept
    #[arg(long, exclusive = true)]
    pub(crate) print_template: bool,
    /// From which day it holds (default: that of the last change)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) from: Option<Date>,
    /// Why, for the journal
    #[arg(long, default_value = "How the papers look")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

/// A column, and what it is headed with.
#[derive(Clone)]
pub(crate) struct Column(pub(crate) Covered, pub(crate) String);

impl FromStr for Column {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (of, heading) = text.split_once('=').unwrap_or((text, ""));
        let of = of.trim().parse::<Covered>().map_err(|error| error.to_string())?;
        Ok(Self(of, heading.trim().to_owned()))
    }
}

/// A band of scores, and the shade that it is painted in.
#[derive(Clone)]
pub(crate) struct PaintedBand(pub(crate) String, pub(crate) Option<Shade>);

impl FromStr for PaintedBand {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (label, shade) = text.rsplit_once('=').ok_or("give the band's word, = and a shade")?;
        let shade = Some(shade.trim()).filter(|shade| !shade.is_empty());
        let shade = shade.map(str::parse).transpose();
        Ok(Self(label.trim().to_owned(), shade.map_err(|error: NoShade| error.to_string())?))
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Sheet {
    /// As the document is set, else A4 across; A3 where the table needs it
    Auto,
    /// A4, the long side across
    A4Across,
    /// A4, the long side up
    A4Upright,
    /// A3, the long side across
    A3Across,
    /// A3, the long side up
    A3Upright,
}

impl Sheet {
    /// The sheet; `None` where the table decides.
    pub(crate) fn page(self) -> Option<PageSetup> {
        let sheet = |size, landscape| Some(PageSetup { size, landscape });
        match self {
            Self::Auto => None,
            Self::A4Across => sheet(PageSize::A4, true),
            Self::A4Upright => sheet(PageSize::A4, false),
            Self::A3Across => sheet(PageSize::A3, true),
            Self::A3Upright => sheet(PageSize::A3, false),
        }
    }
}
