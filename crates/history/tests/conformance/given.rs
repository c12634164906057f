//! Invented registers and changes for the behaviours to work on.

use std::sync::{Arc, OnceLock};

use bellwether_domain::{Assessment, Assessments, Date, Rating, Reading, Risk};
use bellwether_history::{
    Attachment, Authority, Change, Committed, Deed, Digest, Import, Location, Moment,
    OrganisationId, Particulars, ParticularsWrite, RegisterKey, RiskId, RiskWrite, Sealing, Seq,
    SettingWrite, Standing, Store, Upgrading, Write,
};
use jiff::Timestamp;

/// A store of a test's own, and what keeps it alive.
pub struct Place {
    pub store: Store,
    /// Where it is, for another store on the same database.
    pub location: Location,
    pub organisation: OrganisationId,
    #[allow(dead_code, reason = "only to be dropped last")]
    pub keep: Box<dyn std::any::Any + Send + Sync>,
}

/// The one register that an organisation has in these tests.
pub fn register_of(organisation: &OrganisationId) -> RegisterKey {
    organisation.clone().into()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A moment, in minutes after noon on an invented day.
pub fn minute(minutes: i64) -> Timestamp {
    "2026-03-02T12:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minutes)
}

/// The same moment, with chance that is the same each time.
pub fn at(minutes: i64) -> Moment {
    moment(minute(minutes))
}

pub fn moment(now: Timestamp) -> Moment {
    Moment { now, seed: bellwether_history::Digest::of(now.to_string()).0 }
}

/// Who brings an older record up to date in the tests.
pub fn upgrading() -> Upgrading<'static> {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    let authority = AUTHORITY.get_or_init(|| authority("brought up to date", "2026-03-02"));
    Upgrading { authority, at: at(0), keys: None, progress: &|_| {} }
}

pub fn authority(why: &str, effective: &str) -> Authority {
    Authority::read("pat", why, date(effective)).unwrap()
}

pub fn id(number: u8) -> RiskId {
    RiskId::from_random([number; 16])
}

pub fn risk(reference: &str, words: &str, score: i32) -> Risk {
    let current = Assessment {
        label: Some("Score now".into()),
        score: Some(Rating::read(score.to_string(), score.into())),
        ..Assessment::default()
    };
    Risk {
        reference: Some(reference.into()),
        description: Some(words.into()),
        owners: vec!["QR".into()],
        assessments: Assessments { current: Some(current), ..Assessments::default() },
        status: Some(Reading::unread("as last time")),
        extra: [("Zeal".to_owned(), "some".to_owned()), ("Ardour".to_owned(), "none".to_owned())]
            .into_iter()
            .collect(),
        ..Risk::default()
    }
}

pub fn write(number: u8, effective: &str, expected: Option<Seq>, risk: Risk) -> Write {
    standing(number, effective, expected, Standing::Live, risk)
}

pub fn standing(
    number: u8,
    effective: &str,
    expected: Option<Seq>,
    standing: Standing,
    risk: Risk,
) -> Write {
    Write::Risk(RiskWrite {
        id: id(number),
        effective: date(effective),
        expected,
        standing,
        risk: Arc::new(risk),
    })
}

pub fn particulars(effective: &str, expected: Option<Seq>, particulars: Particulars) -> Write {
    Write::Particulars(ParticularsWrite {
        effective: date(effective),
        expected,
        particulars: Arc::new(particulars),
    })
}

pub fn setting(
    key: &str,
    effective: &str,
    expected: Option<Seq>,
    value: serde_json::Value,
) -> Write {
    let effective = date(effective);
    Write::Setting(SettingWrite { key: key.into(), effective, expected, value })
}

pub fn change(effective: &str, writes: Vec<Write>) -> Change {
    Change { authority: authority("as the group decided", effective), deed: Deed::Edit, writes }
}

pub fn import(effective: &str, risks: Vec<RiskId>) -> Change {
    let import = Import {
        title: Some("Invented register".into()),
        file: "invented.csv".into(),
        sha256: Digest::of(effective),
        size: None,
        format: "csv".into(),
        diagnostics: 2,
        risks,
        answers: std::collections::BTreeMap::new(),
        covers: None,
    };
    Change { deed: Deed::Import(import), ..change(effective, vec![]) }
}

pub fn sealing(as_at: &str) -> Sealing {
    Sealing {
        authority: authority("for the meeting", as_at),
        name: "Spring meeting".parse().unwrap(),
        corrects: None,
        new_key: false,
    }
}

pub fn evidence(name: &str) -> Attachment {
    Attachment {
        risk: Some(id(1)),
        action: None,
        name: name.into(),
        media: "image/jpeg".into(),
        size: 0,
        sha256: Digest::ZERO,
    }
}

impl Place {
    /// Makes a change that must be accepted.
    pub fn accept(&self, minutes: i64, change: &Change) -> Committed {
        self.store.commit(&register_of(&self.organisation), change, at(minutes)).unwrap()
    }

    /// The wordings on the register as at a date, in its order.
    pub fn words(&self, effective: &str) -> Vec<String> {
        let as_at = bellwether_history::AsAt::date(date(effective));
        let view = self.store.view(&register_of(&self.organisation), as_at).unwrap();
        view.register().risks.iter().map(|risk| risk.wording().to_owned()).collect()
    }
}
