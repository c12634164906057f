//! The colour and the word of a score: the body's own bands where it has them, else a neutral
//! heat ramp over the scores of its matrix.

use bellwether_domain::{
    Assessment, Number, Rag, Register, Risk, Scheme, Stage,
    assessment::Scored,
    scales::{Origin, Scales, Steps},
};

/// What a score is coloured with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A step of the neutral ramp, 0 (low) to 7 (high).
    Heat(u8),
    /// A colour that the body itself gives its band.
    Rag(Rag),
    /// No colour: nothing is known of the scale.
    Plain,
}

impl Tone {
    /// The class of a chip.
    pub fn chip(self) -> String {
        match self {
            Self::Heat(step) => format!("h{step}"),
            Self::Rag(rag) => format!("b-{rag}"),
            Self::Plain => "chip-word".to_owned(),
        }
    }

    /// The class of a drawn shape.
    pub fn fill(self) -> String {
        match self {
            Self::Heat(step) => format!("f{step}"),
            Self::Rag(rag) => format!("f-{rag}"),
            Self::Plain => "f-grey".to_owned(),
        }
    }

    /// The class of the words on a drawn shape.
    pub fn on(self) -> String {
        match self {
            Self::Heat(0..=4) => "f-dark".to_owned(),
            Self::Heat(_) => "f-light".to_owned(),
            Self::Rag(rag) => format!("f-on-{rag}"),
            Self::Plain => "f-on-grey".to_owned(),
        }
    }
}

/// A band of scores to choose from in a filter and to show in a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandRange {
    /// How an address names it: its lowest score.
    pub from: Number,
    /// Its highest score.
    pub to: Number,
    /// Its words: the body's own, else the range.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
}

impl BandRange {
    /// Whether a score lies in it.
    pub fn holds(&self, score: Number) -> bool {
        score >= self.from && score <= self.to
    }

    /// "16–20", or "16" where it holds one score.
    pub fn range(&self) -> String {
        if self.from == self.to {
            self.from.to_string()
        } else {
            format!("{}–{}", self.from, self.to)
        }
    }
}

/// How the scores of one register are coloured and named.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    scales: Option<Scales>,
    highest: Option<Number>,
    ranges: Vec<BandRange>,
}

impl Bands {
    /// The bands of a register: from its matrix or the one that its figures make, else from the
    /// scores that stand in it. `steps` is what its body says of its scales.
    pub fn of(register: &Register, steps: Steps) -> Self {
        let stated = register
            .risks
            .iter()
            .flat_map(|risk| Stage::ALL.map(|stage| risk.assessments.get(stage)))
            .filter_map(|assessment| assessment?.score_value());
        let scales = register.scales(steps);
        let highest = scales.as_ref().and_then(|scales| scales.scheme.highest());
        let highest = highest.or_else(|| stated.max());
        let mut bands = Self { scales, highest, ranges: vec![] };
        bands.ranges = bands.make_ranges();
        bands
    }

    /// Whether the body states its own bands.
    pub fn are_stated(&self) -> bool {
        self.scheme().is_some_and(|scheme| !scheme.bands.is_empty())
    }

    /// The matrix they come from: the register's own, else the one that its figures make.
    pub fn scheme(&self) -> Option<&Scheme> {
        self.scales.as_ref().map(|scales| &scales.scheme)
    }

    /// The matrix, where the register prints it.
    pub fn printed(&self) -> Option<&Scheme> {
        let printed = self.scales.as_ref().filter(|scales| scales.origin == Origin::Printed);
        printed.map(|scales| &scales.scheme)
    }

    /// Where the scales come from.
    pub fn origin(&self) -> Option<Origin> {
        self.scales.as_ref().map(|scales| scales.origin)
    }

    /// What a risk scores at a stage: as stated, else by the matrix.
    pub fn score(&self, risk: &Risk, stage: Stage) -> Option<Number> {
        Some(self.scored(risk.assessments.get(stage)?)?.value)
    }

    /// What an assessment scores: as stated, else by the matrix.
    pub fn scored(&self, assessment: &Assessment) -> Option<Scored> {
        assessment.scored(self.scheme())
    }

    /// The highest score there can be (or, without a matrix, that there is).
    pub fn highest(&self) -> Option<Number> {
        self.highest
    }

    /// The bands, lowest first.
    pub fn ranges(&self) -> &[BandRange] {
        &self.ranges
    }

    /// The band that begins at a score.
    pub fn range(&self, from: Number) -> Option<&BandRange> {
        self.ranges.iter().find(|range| range.from == from)
    }

    /// The score from which a risk is counted among the severe: the body's top band, else three
    /// fifths of the highest score (15 of 25).
    pub fn severe(&self) -> Option<Number> {
        match self.scheme() {
            Some(scheme) if scheme.bands.len() > 1 => scheme.bands.last().map(|band| band.from),
            _ => Number::new((self.highest?.get() * 0.6).ceil()),
        }
    }

    /// The colour of a score.
    pub fn tone(&self, score: Number) -> Tone {
        let band = self.scheme().and_then(|scheme| scheme.band(score));
        if let Some(colour) = band.and_then(|band| band.colour) {
            return Tone::Rag(colour);
        }
        match self.highest.map(Number::get) {
            Some(highest) if highest > 0.0 => {
                let step = (score.get() / highest * 8.0).ceil() - 1.0;
                // Clamped to 0..=7, so the cast keeps the value.
                Tone::Heat(step.clamp(0.0, 7.0) as u8)
            }
            _ => Tone::Plain,
        }
    }

    /// The body's own word for a score.
    pub fn word(&self, score: Number) -> Option<&str> {
        let label = &self.scheme()?.band(score)?.label;
        (!label.is_empty()).then_some(label.as_str())
    }

    fn make_ranges(&self) -> Vec<BandRange> {
        let Some(highest) = self.highest else { return vec![] };
        let scored = self.scheme().filter(|scheme| !scheme.scores.is_empty());
        let mut scores: Vec<Number> = match scored {
            Some(scheme) => scheme.scores.iter().flatten().copied().collect(),
            None => (1..=highest.whole().unwrap_or(0).clamp(0, 1000))
                .filter_map(|n| Number::new(n as f64))
                .collect(),
        };
        scores.sort_unstable();
        scores.dedup();
        let mut ranges: Vec<BandRange> = vec![];
        let mut last_key = None;
        for score in scores {
            let (key, label) = match (self.scheme(), self.are_stated()) {
                (Some(scheme), true) => {
                    let band = scheme.bands.iter().rposition(|band| score >= band.from);
                    let label = band.and_then(|b| scheme.bands.get(b)).map(|b| b.label.clone());
                    (band.map_or(0, |b| b + 1), label.unwrap_or_default())
                }
                _ => (((score.get() / highest.get() * 5.0).ceil() as usize).max(1), String::new()),
            };
            match ranges.last_mut() {
                Some(range) if last_key == Some(key) => range.to = score,
                _ => ranges.push(BandRange { from: score, to: score, label, tone: Tone::Plain }),
            }
            last_key = Some(key);
        }
        for range in &mut ranges {
            range.tone = self.tone(range.to);
            if range.label.is_empty() {
                range.label = range.range();
            }
        }
        ranges
    }
}

#[cfg(test)]
mod tests {
    use bellwether_domain::scheme::Band;

    use super::*;

    fn register(bands: Vec<Band>) -> Register {
        let scheme = Scheme { bands, ..Scheme::product(5) };
        Register { scheme: Some(scheme), ..Register::default() }
    }

    #[test]
    fn without_bands_the_ramp_follows_the_share_of_the_highest_score() {
        let bands = Bands::of(&register(vec![]), Steps::default());
        assert!(!bands.are_stated());
        assert_eq!(bands.tone(1.into()), Tone::Heat(0));
        assert_eq!(bands.tone(25.into()), Tone::Heat(7));
        assert_eq!(bands.severe(), Some(15.into()));
        let labels: Vec<_> = bands.ranges().iter().map(|range| range.label.as_str()).collect();
        assert_eq!(labels, ["1–5", "6–10", "12–15", "16–20", "25"]);
    }

    #[test]
    fn the_bodys_own_bands_come_first() {
        let band = |label: &str, from: i32, colour| Band {
            label: label.to_owned(),
            from: from.into(),
            colour: Some(colour),
            shade: None,
        };
        let bands = Bands::of(
            &register(vec![
                band("Low", 1, Rag::Green),
                band("Medium", 6, Rag::Amber),
                band("High", 15, Rag::Red),
            ]),
            Steps::default(),
        );
        assert_eq!(bands.tone(12.into()), Tone::Rag(Rag::Amber));
        assert_eq!(bands.word(20.into()), Some("High"));
        assert_eq!(bands.severe(), Some(15.into()));
        let ranges: Vec<_> = bands.ranges().iter().map(BandRange::range).collect();
        assert_eq!(ranges, ["1–5", "6–12", "15–25"]);
    }

    #[test]
    fn a_register_without_scores_has_no_bands() {
        let bands = Bands::of(&Register::default(), Steps::default());
        assert!(bands.ranges().is_empty());
        assert_eq!(bands.tone(3.into()), Tone::Plain);
    }
}
