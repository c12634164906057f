//! Drawings of a register, for page and paper alike: the matrix, movement on it, scores over time.
//!
//! Each is SVG that says by itself how it looks, without script, style sheet or foreign content,
//! readable in greyscale and labelled on the drawing. What can look otherwise on a page (in the
//! dark, in forced colours) has a class, by which the page's style sheet sets it.

pub mod course;
pub mod matrix;
pub mod moves;
mod svg;

use bellwether_domain::{Number, Rag, Scheme};
use serde::{Deserialize, Serialize};

/// A band of the body's scoring matrix, as it colours a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Band {
    /// Its name ("High").
    pub name: String,
    /// Its colour, as `#rrggbb`.
    pub colour: String,
}

/// A drawing, with the words that stand for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The drawing, as SVG.
    pub svg: String,
    /// What a reader who does not see it is told.
    pub alternative: String,
    /// What stands under it.
    pub caption: String,
}

/// The colour of a traffic light: apart from the others in greyscale, too.
pub fn colour(rag: Rag) -> &'static str {
    match rag {
        Rag::Red => "#c0302a",
        Rag::Amber => "#eda83a",
        Rag::Green => "#c3e8cf",
        Rag::Blue => "#a9cbf7",
    }
}

impl Band {
    /// The band of a score, in the shade that the body's document paints it in, else in that of its
    /// traffic light; `None` where the body has no bands or gives this one no colour.
    pub fn of_score(scheme: &Scheme, score: Number) -> Option<Self> {
        let band = scheme.band(score)?;
        let light = || band.colour.map(|own| colour(own).to_owned());
        let colour = band.shade.map(|shade| shade.to_string()).or_else(light)?;
        Some(Self { name: band.label.clone(), colour })
    }

    /// Whether words on its colour are read better in white than in black (WCAG: the contrast).
    pub fn is_dark(&self) -> bool {
        let channel = |at: usize| {
            let digits = self.colour.get(at..at + 2).and_then(|c| u8::from_str_radix(c, 16).ok());
            let part = f64::from(digits.unwrap_or(u8::MAX)) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
        1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05
    }
}
