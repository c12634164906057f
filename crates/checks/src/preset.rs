//! Settings to begin from, for a kind of body.

use std::collections::BTreeSet;

use crate::Settings;

/// A kind of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// A parish council, a school, a small agency.
    SmallBody,
    /// An NHS trust, with a board assurance framework.
    NhsTrust,
    /// A police and crime commissioner, who holds a force to account.
    PoliceAndCrimeCommissioner,
    /// A charity.
    Charity,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::SmallBody, Self::NhsTrust, Self::PoliceAndCrimeCommissioner, Self::Charity];

    /// What an address or an option calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SmallBody => "small-body",
            Self::NhsTrust => "nhs-trust",
            Self::PoliceAndCrimeCommissioner => "police-and-crime-commissioner",
            Self::Charity => "charity",
        }
    }

    /// What a reader calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::SmallBody => "A small body",
            Self::NhsTrust => "An NHS trust",
            Self::PoliceAndCrimeCommissioner => "A police and crime commissioner",
            Self::Charity => "A charity",
        }
    }

    /// In what its settings differ from the catalogue's.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::SmallBody => {
                "a dozen risks at most; no questions of assurance lines, indicators or proximity; \
                 only what is late, empty or accepted by nobody blocks a sign-off"
            }
            Self::NhsTrust => {
                "forty risks at most; missing assurance and a wrong sum block a sign-off too; the \
                 regulators and commissioners of health are other bodies"
            }
            Self::PoliceAndCrimeCommissioner => {
                "the force and its partners are other bodies; names of people block a sign-off, as \
                 the paper is published"
            }
            Self::Charity => {
                "fifteen risks at most; no questions of scales and inspection trackers; funders and \
                 regulators are other bodies"
            }
        }
    }

    /// The settings.
    pub fn settings(self) -> Settings {
        let catalogue = Settings::default();
        match self {
            Self::SmallBody => Settings {
                off: set(&[
                    "GOV-02", "GOV-08", "GOV-15", "GOV-16", "GOV-19", "OWN-03", "OWN-05", "SCR-13",
                    "SCR-17",
                ]),
                blocking: set(&["ACT-04", "IMP-12", "SCR-05"]),
                most_risks: 12,
                ..catalogue
            },
            Self::NhsTrust => Settings {
                blocking: with(&catalogue.blocking, &["GOV-02", "SCR-04"]),
                most_risks: 40,
                other_bodies: with(
                    &catalogue.other_bodies,
                    &[
                        "integrated care board",
                        "icb",
                        "nhs england",
                        "care quality commission",
                        "ambulance service",
                        "commissioners",
                    ],
                ),
                ..catalogue
            },
            Self::PoliceAndCrimeCommissioner => {
                Settings { blocking: with(&catalogue.blocking, &["GOV-18"]), ..catalogue }
            }
            Self::Charity => Settings {
                off: set(&["GOV-10", "GOV-16", "GOV-19", "SCR-13"]),
                blocking: set(&["ACT-04", "ACT-26", "IMP-12", "SCR-05"]),
                most_risks: 15,
                other_bodies: with(
                    &catalogue.other_bodies,
                    &["charity commission", "funder", "funders", "landlord"],
                ),
                ..catalogue
            },
        }
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn with(own: &BTreeSet<String>, more: &[&str]) -> BTreeSet<String> {
    own.iter().cloned().chain(set(more)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_stands_and_is_another() {
        for preset in Preset::ALL {
            let settings = preset.settings();
            assert!(settings.faults().is_empty(), "{preset:?}");
            assert_ne!(settings, Settings::default(), "{preset:?}");
            assert!(settings.blocking.is_disjoint(&settings.off), "{preset:?}");
        }
    }
}
