//! What bringing a document in would do: create, change field by field, leave as it is, ask.

use std::{collections::HashSet, sync::Arc};

use bellwether_domain::{
    Date, Field, Mark, Register, Risk, Scheme,
    diff::{ParticularChange, diff_particulars, diff_risks},
    identity,
};
use bellwether_history::{Digest, Issue, RiskId, RiskVersion, Seq, Standing};
use bellwether_intake::{Intake, Options, Part, StruckRisk};
use serde::Serialize;

use super::{
    Upload, asking,
    by_hand::{self, ByHand},
    carry::{Carried, carry},
    closing,
    cover::Cover,
    later::{Filled, fill},
    marks::{Marking, Told},
    planned::{Fate, Missing, PlannedRisk},
    question::{Decision, Decisions, INTO, Question, missing_key},
    recognise::Known,
};
use crate::{read::Kinship, settings::columns::Columns};

/// What an import would do, shown before anything is done.
pub struct Plan {
    /// The date that the document speaks of, and from which its contents hold.
    pub as_at: Date,
    /// The file's name.
    pub file: String,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// Its bytes, to be kept with the import.
    pub(super) document: Arc<[u8]>,
    /// What was read, with what was noticed and how each column was understood.
    pub intake: Arc<Intake>,
    /// One for each risk of the document, in its order.
    pub risks: Vec<PlannedRisk>,
    /// The risks on the register at that date that the document lacks.
    pub missing: Vec<Missing>,
    /// What changes beside the risks: title, headings, matrix, key of owners.
    pub particulars: Vec<ParticularChange>,
    /// What the register says beside its risks once the document is in.
    pub(super) said: Register,
    /// How many values differ from what stands in spaces, quotes, dashes or capitals alone, and
    /// are therefore the same.
    pub in_print: usize,
    /// What only a person can decide, answered or not, and what can be said otherwise.
    pub questions: Vec<Question>,
    /// The answers by which it was made.
    pub decisions: Decisions,
    /// Pairs of risks that were said to be the same, and that are not there.
    pub unknown: Vec<String>,
    /// Risks that were one, or become one.
    pub kin: Vec<Kinship>,
    /// The registers that the document holds, where they are several.
    pub(super) parts: Vec<Part>,
    /// The dates that it says it speaks of, where they differ.
    pub(super) dates: Vec<(Date, String)>,
    /// The risks whose rows are struck out whole.
    pub(super) struck: Vec<StruckRisk>,
    /// What is marked with it as not for the public.
    pub(super) marks: Vec<Mark>,
    /// How it was read.
    pub(super) options: Options,
    /// The next issue already in the history: the document speaks until then.
    pub until: Option<Date>,
    /// The earlier import of the very same file for the same date.
    pub already: Option<Issue>,
    /// The readings of columns that were remembered from an earlier document, and used again.
    pub columns: Columns,
    /// The journal's head when the plan was made.
    pub head: Option<Seq>,
    pub(super) known: Arc<Known>,
}

/// What a plan is made from, whatever is decided.
pub(super) struct Inputs {
    pub(super) as_at: Date,
    pub(super) today: Date,
    pub(super) file: String,
    pub(super) document: Arc<[u8]>,
    pub(super) intake: Arc<Intake>,
    pub(super) known: Arc<Known>,
    pub(super) columns: Columns,
    pub(super) options: Options,
    pub(super) parts: Vec<Part>,
    pub(super) dates: Vec<(Date, String)>,
    pub(super) struck: Vec<StruckRisk>,
}

impl Inputs {
    pub(super) fn new(
        upload: Upload<'_>,
        (as_at, today): (Date, Date),
        (intake, columns): (Intake, Columns),
        known: Known,
        options: Options,
    ) -> Self {
        Self {
            options,
            parts: intake.parts.clone(),
            dates: intake.dates.clone(),
            struck: intake.struck.clone(),
            as_at,
            today,
            file: upload.name.to_owned(),
            document: upload.bytes.into(),
            intake: Arc::new(intake),
            known: Arc::new(known),
            columns,
        }
    }
}

pub(super) fn plan(inputs: Inputs, decisions: Decisions, random: &dyn Fn() -> [u8; 16]) -> Plan {
    let Inputs {
        as_at,
        today,
        file,
        document,
        intake,
        known,
        columns,
        options,
        parts,
        dates,
        struck,
    } = inputs;
    let register = &intake.register;
    let sha256 = Digest::of(&*document);
    let is_it = |issue: &&Issue| issue.import.sha256 == sha256 && issue.effective == as_at;
    let already = known.issues.iter().find(is_it).cloned();
    let mut decisions = decisions;
    if let Some(already) = &already {
        decisions.recall(&already.import.answers);
    }
    let pairing = known.recognise(&register.risks, &decisions);
    for (question, option) in &pairing.answers {
        decisions.answer(question.as_str(), option.as_str());
    }
    for (ours, name) in &pairing.gone {
        let key = known.risks.get(*ours).map(|version| missing_key(version.id));
        if let Some(key) = key.filter(|key| decisions.get(key).is_none()) {
            decisions.answer(key, format!("{INTO}{name}"));
        }
    }
    let before = if known.before.particulars.is_some() {
        known.before.register()
    } else {
        Register::default()
    };
    let mut cover = Cover::new(&before, register, &decisions);
    let said = cover.particulars(&before, register);
    let mut by_hand: Vec<ByHand> = Vec::new();
    let mut taken: HashSet<RiskId> = known.risks.iter().map(|version| version.id).collect();
    let risks: Vec<PlannedRisk> = register
        .risks
        .iter()
        .enumerate()
        .map(|(i, risk)| {
            let found = pairing.found.get(&i);
            let whose = found.and_then(|found| known.risks.get(found.known));
            let fresh = || RiskId::from_random(random());
            let own = risk.id.filter(|id| whose.is_none() && taken.insert(*id));
            let id = whose.map(|version| version.id).or(own).unwrap_or_else(fresh);
            let why = found.and_then(|found| found.why.clone());
            let base = known.stood(id);
            let scheme = said.scheme.as_ref();
            let mut risk = match base {
                Some(base) => cover.risk(&base.risk, risk, scheme),
                None => Risk::clone(risk),
            };
            // Its controls and actions keep the ids that they had; new ones get new ids.
            risk.id = Some(id);
            if let Some(whose) = whose {
                identity::carry(&whose.risk, &mut risk);
            }
            identity::complete(&mut risk, random);
            let mut standing = closing::standing(&risk);
            let issued = known.issued(id).zip(base);
            let hand = issued
                .and_then(|(issued, base)| ByHand::find(issued, base, (standing, &risk), scheme));
            if let Some(hand) = hand {
                if hand.stands(&decisions) {
                    risk = hand.kept.clone();
                    standing = if hand.closed { Standing::Closed } else { standing };
                }
                by_hand.push(hand);
            }
            let carried = carried(&known, id, (standing, &risk), scheme);
            let filled = filled(&known, id, &risk, &carried, scheme);
            PlannedRisk {
                id,
                reference: risk.reference.clone(),
                wording: risk.wording().to_owned(),
                likeness: found.map(|f| f.likeness),
                why: why.or_else(|| pairing.like.get(&i).cloned()),
                fate: fate(base, &risk, standing),
                carried,
                filled,
                effective: closing::effective(&known, id, &risk, as_at),
                standing,
                risk: Arc::new(risk),
            }
        })
        .collect();
    let kin = pairing.kin.iter().filter_map(|(ours, theirs)| {
        let (ours, planned) = (known.risks.get(*ours)?.id, risks.get(*theirs)?);
        let goes_on = risks.iter().any(|planned| planned.id == ours);
        Some(Kinship { from: ours, to: planned.id, merged: !goes_on })
    });
    let kin: Vec<Kinship> = kin.collect();
    let lacking = |(place, version): (usize, &RiskVersion)| Missing {
        id: version.id,
        why: pairing.lacking.get(&place).cloned(),
        reference: version.risk.reference.clone(),
        wording: version.risk.wording().to_owned(),
    };
    let stood = || known.before.risks.iter().enumerate();
    let is_missing = |id: RiskId| !risks.iter().any(|planned| planned.id == id);
    let missing: Vec<Missing> =
        stood().filter(|(_, version)| is_missing(version.id)).map(lacking).collect();
    // One that was said to go on as another stays to be asked about, so that it can be unsaid.
    let said_into = |id: RiskId| decisions.goes_into(id).is_some();
    let asked: Vec<Missing> = stood()
        .filter(|(_, version)| is_missing(version.id) || said_into(version.id))
        .map(lacking)
        .collect();
    let mut questions: Vec<Question> = asking::tables(&parts).into_iter().collect();
    questions.extend(asking::reading(&register.diagnostics));
    questions.extend(asking::struck(&struck));
    questions.extend(asking::dates(&dates));
    questions.extend(asking::ahead(as_at, today));
    let another = asking::another_register((&before, register), &risks, missing.len());
    questions.extend(another);
    questions.extend(asking::off_scale(&said, &risks, &known));
    questions.extend(by_hand::question(&by_hand, &said));
    questions.extend(pairing.questions);
    questions.extend(asking::fields(&cover));
    questions.extend(asking::missing(&asked, &pairing.into, as_at));
    let told = Told {
        kin: &kin,
        likes: &pairing.likes,
        head: intake.head.as_deref(),
        category: register.headings.get(&Field::Category).map(String::as_str),
    };
    let marking = Marking::of(&known, &risks, told);
    questions.extend(marking.questions());
    let marks = marking.marks(&decisions);
    let in_print = cover.in_print;
    Plan {
        as_at,
        file,
        sha256,
        document,
        missing,
        particulars: diff_particulars(&before, &said),
        said,
        in_print,
        questions,
        decisions,
        unknown: pairing.unknown,
        kin,
        parts,
        dates,
        struck,
        marks,
        options,
        until: known.next.as_ref().map(|(date, _)| *date),
        already,
        columns,
        head: known.before.head,
        risks,
        intake,
        known,
    }
}

/// What a document's risk changes in what was said of it since.
fn carried(
    known: &Known,
    id: RiskId,
    now: (Standing, &Risk),
    scheme: Option<&Scheme>,
) -> Vec<Carried> {
    let carry = |base| carry(base, now, known.since(id), scheme);
    known.base(id).map(carry).unwrap_or_default()
}

/// What a document's risk fills in where later issues have no place for it.
fn filled(
    known: &Known,
    id: RiskId,
    risk: &Risk,
    carried: &[Carried],
    scheme: Option<&Scheme>,
) -> Vec<Filled> {
    // Just before the next issue stands the last that was said by hand, else the document.
    let last = known.since(id).last();
    let before = last.or(known.stood(id)).map(|version| &*version.risk);
    let carried = carried.last().filter(|own| last.is_some_and(|v| v.effective == own.effective));
    let now = carried.map(|own| &*own.risk).or(last.map(|version| &*version.risk));
    let blank = Risk::default();
    let both = (before.unwrap_or(&blank), now.unwrap_or(risk));
    fill(&known.later, known.versions(id), both, scheme)
}

fn fate(base: Option<&RiskVersion>, risk: &Risk, standing: Standing) -> Fate {
    use Standing::{Closed, Live};
    let changes = base.map(|base| diff_risks(&base.risk, risk)).unwrap_or_default();
    match (base.map(|base| base.standing), standing) {
        (None, Live) => Fate::Create,
        (Some(Closed), Live) => Fate::Reopen(changes),
        (None | Some(Live), Closed) => Fate::Close(changes),
        (Some(_), _) if changes.is_empty() => Fate::Same,
        (Some(_), _) => Fate::Change(changes),
    }
}

/// How many risks an import creates, changes, puts back, leaves and lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[allow(missing_docs, reason = "each counts the fate of its name")]
pub struct Counts {
    pub create: usize,
    pub change: usize,
    pub reopen: usize,
    /// Listed as closed by the document, and not closed before.
    pub close: usize,
    pub same: usize,
    pub missing: usize,
}

impl Plan {
    /// How many of each fate.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { missing: self.missing.len(), ..Counts::default() };
        for planned in &self.risks {
            match planned.fate {
                Fate::Create => counts.create += 1,
                Fate::Reopen(_) => counts.reopen += 1,
                Fate::Close(_) => counts.close += 1,
                Fate::Change(_) => counts.change += 1,
                Fate::Same => counts.same += 1,
            }
        }
        counts
    }

    /// In how many risks it fills in what later issues have no place for.
    pub fn fills(&self) -> usize {
        let fills =
            |planned: &&PlannedRisk| planned.fate != Fate::Same && !planned.filled.is_empty();
        self.risks.iter().filter(fills).count()
    }

    /// Whether accepting it would change nothing at all.
    pub fn is_settled(&self) -> bool {
        let Counts { create, change, reopen, close, .. } = self.counts();
        let issued = self.known.issues.iter().any(|issue| issue.effective == self.as_at);
        let stays = |missing: &Missing| {
            self.already.is_some() && self.decisions.of(missing.id) == Some(Decision::Keep)
        };
        issued
            && create + change + reopen + close == 0
            && self.missing.iter().all(stays)
            && self.particulars.is_empty()
            && self.marks.is_empty()
    }

    /// The questions that must be answered and are not, in order.
    pub fn open(&self) -> impl Iterator<Item = &Question> {
        let asks = !self.is_settled();
        self.questions.iter().filter(move |question| asks && question.is_open(&self.decisions))
    }

    /// The same document planned by other answers.
    pub(super) fn inputs(&self, today: Date) -> Inputs {
        Inputs {
            as_at: self.as_at,
            today,
            file: self.file.clone(),
            document: Arc::clone(&self.document),
            intake: Arc::clone(&self.intake),
            known: Arc::clone(&self.known),
            columns: self.columns.clone(),
            options: self.options.clone(),
            parts: self.parts.clone(),
            dates: self.dates.clone(),
            struck: self.struck.clone(),
        }
    }
}
