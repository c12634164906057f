//! The words that a target date is made of, in English and Welsh, and their common misspellings.

use super::frequency::Frequency;

/// What a word means in a target date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Month(i8),
    Season(Season),
    Weekday(i8),
    /// "Q", "Qtr".
    Q,
    /// "H" before 1 or 2.
    H,
    Fy,
    Financial,
    Calendar,
    Unit(Unit),
    Cardinal(u8),
    Ordinal(u8),
    Part(Part),
    End,
    Term,
    /// A frequency in one word: "monthly", "annual".
    Often(Frequency, Manner),
    Every,
    Next,
    This,
    Within,
    Asap,
    Immediate,
    By,
    In,
    To,
    Of,
    On,
    From,
    Until,
    Before,
    After,
    Between,
    And,
    Then,
    /// Goes on, whatever stands beside it.
    Continuous,
    /// Goes on when the cell says nothing else.
    PerhapsContinuous,
    Undated,
    /// Claimed done: complete, closed, done.
    Complete,
    /// Claimed done: a past participle that names the deed (taken, held, appointed).
    Participle,
    /// Any other word in -ed: a deed where no noun follows it.
    Deed,
    Started,
    /// Being done now: it says nothing of when it began.
    InHand,
    Cancelled,
    Held,
    Overdue,
    Old,
    New,
    /// A change of date that may or may not name the new one: deferred, delayed, extended.
    Moved,
    Condition,
    Not,
    /// Says in one word that it is not done: uncompleted, undelivered.
    Undone,
    Be,
    Nearly,
    Meeting,
    /// Numbers what follows it: "Phase 1".
    Numbering,
    /// A season or feast whose date is not known here.
    Feast,
    Christmas,
    Easter,
    /// The end of a year in one word: "FYE" (the financial year's), "EOY" (either's may be meant).
    YearEnd {
        financial: bool,
    },
    /// Says nothing on its own: due, date, target.
    Filler,
    /// Everything else: part of a label.
    Other,
}

/// Whether a word of frequency may also describe the noun behind it ("annual report").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Adverb,
    Adjective,
    /// "Bi-monthly": every two months, or twice a month.
    Doubtful,
}

/// A quarter of the year by the weather.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    FirstHalf,
    SecondHalf,
}

/// The meaning of a word spelt right, in lower case.
pub(super) fn known(word: &str) -> Word {
    calendar(word)
        .or_else(|| frequency(word))
        .or_else(|| joining(word))
        .or_else(|| standing(word))
        .or_else(|| elsewhere(word))
        .unwrap_or(Word::Other)
}

/// Months, seasons, weekdays, units and numbers.
fn calendar(word: &str) -> Option<Word> {
    use Word::{Cardinal, Month, Ordinal, Weekday};
    Some(match word {
        "jan" | "january" | "ionawr" | "ion" => Month(1),
        "feb" | "febr" | "february" | "chwefror" | "chwef" => Month(2),
        "mar" | "march" | "mawrth" | "fawrth" => Month(3),
        "apr" | "april" | "ebrill" | "ebr" => Month(4),
        "may" | "mai" | "fai" => Month(5),
        "jun" | "june" | "mehefin" | "fehefin" | "meh" => Month(6),
        "jul" | "july" | "gorffennaf" | "orffennaf" | "gorff" => Month(7),
        "aug" | "august" | "awst" => Month(8),
        "sep" | "sept" | "september" | "medi" | "fedi" => Month(9),
        "oct" | "october" | "hydref" => Month(10),
        "nov" | "november" | "tachwedd" | "dachwedd" | "tach" => Month(11),
        "dec" | "december" | "rhagfyr" | "ragfyr" | "rhag" => Month(12),
        "spring" | "gwanwyn" | "wanwyn" => Word::Season(Season::Spring),
        "summer" | "haf" => Word::Season(Season::Summer),
        "autumn" => Word::Season(Season::Autumn),
        "winter" | "gaeaf" | "aeaf" => Word::Season(Season::Winter),
        "mon" | "monday" | "mondays" => Weekday(1),
        "tue" | "tues" | "tuesday" | "tuesdays" => Weekday(2),
        "wed" | "weds" | "wednesday" | "wednesdays" => Weekday(3),
        "thu" | "thur" | "thurs" | "thursday" | "thursdays" => Weekday(4),
        "fri" | "friday" | "fridays" => Weekday(5),
        "sat" | "saturday" | "saturdays" => Weekday(6),
        "sun" | "sunday" | "sundays" => Weekday(7),
        "q" | "qtr" | "qrt" | "qu" | "chwarter" => Word::Q,
        "h" => Word::H,
        "fy" => Word::Fy,
        "financial" | "fiscal" | "ariannol" => Word::Financial,
        "calendar" => Word::Calendar,
        "day" | "days" => Word::Unit(Unit::Day),
        "week" | "weeks" | "wk" | "wks" | "wythnos" => Word::Unit(Unit::Week),
        "fortnight" | "fortnights" => Word::Unit(Unit::Fortnight),
        "month" | "months" | "mth" | "mths" | "mis" => Word::Unit(Unit::Month),
        "quarter" | "quarters" => Word::Unit(Unit::Quarter),
        "half" => Word::Unit(Unit::Half),
        "year" | "years" | "yr" | "yrs" | "blwyddyn" => Word::Unit(Unit::Year),
        "one" => Cardinal(1),
        "two" => Cardinal(2),
        "three" => Cardinal(3),
        "four" => Cardinal(4),
        "five" => Cardinal(5),
        "six" => Cardinal(6),
        "seven" => Cardinal(7),
        "eight" => Cardinal(8),
        "nine" => Cardinal(9),
        "ten" => Cardinal(10),
        "twelve" => Cardinal(12),
        "eighteen" => Cardinal(18),
        "first" => Ordinal(1),
        "second" => Ordinal(2),
        "third" => Ordinal(3),
        "fourth" | "final" | "last" => Ordinal(4),
        "early" | "beginning" | "dechrau" => Word::Part(Part::Early),
        "mid" | "middle" | "canol" => Word::Part(Part::Mid),
        "late" | "latter" => Word::Part(Part::Late),
        "end" | "ending" | "close" | "eo" | "diwedd" => Word::End,
        "term" | "tymor" => Word::Term,
        "fye" | "eofy" | "ye" => Word::YearEnd { financial: true },
        "eoy" => Word::YearEnd { financial: false },
        "easter" | "pasg" => Word::Easter,
        "recess" | "diwali" | "ramadan" | "eid" | "whitsun" | "purdah" => Word::Feast,
        "christmas" | "xmas" | "nadolig" => Word::Christmas,
        _ => return None,
    })
}

/// The months, and a few words beside them, of the other languages in which registers are read:
/// "juin 2027" must not be the whole of 2027.
fn elsewhere(word: &str) -> Option<Word> {
    use Word::Month;
    Some(match word {
        "januar" | "januari" | "janvier" | "enero" | "gennaio" | "janeiro" | "styczeń"
        | "stycznia" => Month(1),
        "februar" | "februari" | "février" | "fevrier" | "febrero" | "febbraio" | "fevereiro"
        | "luty" | "lutego" => Month(2),
        "märz" | "maerz" | "maart" | "mars" | "marts" | "marzo" | "março" | "marzec" | "marca" => {
            Month(3)
        }
        "avril" | "abril" | "aprile" | "kwiecień" | "kwietnia" => Month(4),
        "mei" | "maj" | "mayo" | "maggio" | "maio" | "maja" => Month(5),
        "juni" | "juin" | "junio" | "giugno" | "junho" | "czerwiec" | "czerwca" => Month(6),
        "juli" | "juillet" | "julio" | "luglio" | "julho" | "lipiec" | "lipca" => Month(7),
        "augustus" | "augusti" | "août" | "aout" | "agosto" | "sierpień" | "sierpnia" => Month(8),
        "septembre" | "septiembre" | "settembre" | "setembro" | "wrzesień" | "września" => {
            Month(9)
        }
        "oktober" | "octobre" | "octubre" | "ottobre" | "outubro" | "październik"
        | "października" => Month(10),
        "novembre" | "noviembre" | "novembro" | "listopad" | "listopada" => Month(11),
        "dezember" | "décembre" | "decembre" | "diciembre" | "dicembre" | "dezembro"
        | "desember" | "grudzień" | "grudnia" => Month(12),
        "quartal" | "kwartaal" | "kvartal" | "trimestre" => Word::Unit(Unit::Quarter),
        "ende" | "eind" => Word::End,
        "anfang" => Word::Part(Part::Early),
        "mitte" => Word::Part(Part::Mid),
        "laufend" | "fortlaufend" | "doorlopend" | "løbende" | "löpande" | "fortløpende" => {
            Word::Continuous
        }
        "sofort" => Word::Immediate,
        _ => return None,
    })
}

/// How often.
fn frequency(word: &str) -> Option<Word> {
    use Frequency::{Days, Months, Weeks};
    use Manner::{Adjective, Adverb, Doubtful};
    let (frequency, manner) = match word {
        "daily" | "nightly" => (Days(1), Adjective),
        "weekly" | "wkly" | "wythnosol" => (Weeks(1), Adjective),
        "fortnightly" => (Weeks(2), Adjective),
        "biweekly" => (Weeks(2), Doubtful),
        "monthly" | "mthly" | "misol" => (Months(1), Adjective),
        "bimonthly" => (Months(2), Doubtful),
        "quarterly" | "chwarterol" | "qtrly" | "qtly" | "qrtly" => (Months(3), Adjective),
        "termly" => (Months(4), Adjective),
        "biannual" | "biannually" => (Months(6), Doubtful),
        "annual" | "yearly" | "yrly" | "blynyddol" => (Months(12), Adjective),
        "annually" | "annum" => (Months(12), Adverb),
        "biennial" | "biennially" => (Months(24), Adverb),
        "triennial" | "triennially" => (Months(36), Adverb),
        _ => return None,
    };
    Some(Word::Often(frequency, manner))
}

/// Words between the dates.
fn joining(word: &str) -> Option<Word> {
    Some(match word {
        "every" | "each" | "per" | "bob" => Word::Every,
        "next" | "nesaf" => Word::Next,
        "this" | "current" => Word::This,
        "within" => Word::Within,
        "asap" => Word::Asap,
        "immediate" | "immediately" | "urgent" | "urgently" | "today" => Word::Immediate,
        "by" | "erbyn" => Word::By,
        "in" | "yn" | "during" | "over" => Word::In,
        "to" | "through" => Word::To,
        "of" => Word::Of,
        "on" | "at" | "ar" => Word::On,
        "from" | "since" | "starting" | "commencing" | "wef" | "o" => Word::From,
        "until" | "till" | "til" | "untill" | "hyd" | "tan" => Word::Until,
        "before" | "prior" | "pre" | "cyn" => Word::Before,
        "after" | "following" | "post" | "beyond" => Word::After,
        "between" => Word::Between,
        "and" | "ac" => Word::And,
        "then" | "yna" => Word::Then,
        "was" | "originally" | "original" | "previously" | "previous" | "formerly"
        | "initially" | "initial" | "prev" | "orig" => Word::Old,
        "now" | "revised" | "rescheduled" | "reprofiled" | "rephased" | "moved" | "pushed"
        | "amended" | "changed" | "rev" => Word::New,
        "slipped" | "extended" | "extension" | "deferred" | "postponed" | "delayed" | "carried"
        | "brought" | "missed" | "slippage" => Word::Moved,
        "not" | "yet" | "never" | "non" | "no" | "cannot" | "unable" | "failed" | "nobody"
        | "neither" | "nor" | "nothing" | "unlikely" | "wasnt" | "werent" | "hasnt" | "havent"
        | "hadnt" | "isnt" | "didnt" | "couldnt" | "cant" => Word::Not,
        negation if negation.ends_with("n't") => Word::Not,
        "be" | "will" | "would" | "should" | "must" | "being" | "shall" => Word::Be,
        "nearly" | "almost" | "partially" | "partly" | "part" | "largely" | "mostly"
        | "substantially" => Word::Nearly,
        "phase" | "stage" | "tranche" | "wave" | "step" | "item" | "risk" | "action" | "option"
        | "version" | "level" | "tier" | "strand" | "objective" | "workstream" | "lot" | "gate"
        | "priority" | "category" | "band" | "number" | "ref" | "rec" | "recommendation"
        | "appendix" | "section" | "iso" | "v" | "grade" | "cohort" | "block" | "gateway"
        | "batch" | "module" | "clause" | "para" | "paragraph" | "minute" | "room" | "ward"
        | "phases" | "stages" | "tranches" | "waves" | "steps" | "lots" | "batches" | "cohorts"
        | "strands" | "workstreams" | "modules" | "gates" => Word::Numbering,
        "have" | "has" | "had" | "been" | "earlier" | "sooner" | "forward" | "forwards"
        | "back" | "finish" | "completion" | "am" | "pm" | "noon" | "midnight" | "due" | "date"
        | "target" | "deadline" | "the" | "a" | "an" | "for" | "expected" | "planned"
        | "anticipated" | "proposed" | "scheduled" | "estimated" | "est" | "approx"
        | "approximately" | "circa" | "around" | "about" | "c" | "as" | "it" | "is" | "with"
        | "provisionally" | "eta" | "latest" | "than" | "later" | "forecast" | "dates" | "or"
        | "only" | "i" | "hoped" | "supposed" | "aimed" => Word::Filler,
        _ => return None,
    })
}

/// How the work stands.
fn standing(word: &str) -> Option<Word> {
    Some(match word {
        "ongoing" | "continuous" | "continuously" | "continuing" | "continual" | "continually"
        | "bau" | "thereafter" | "onwards" | "onward" | "afterwards" | "indefinite"
        | "indefinitely" | "perpetual" | "evergreen" | "parhaus" | "parhau" => Word::Continuous,
        "permanent" | "permanently" | "live" | "rolling" | "constant" | "constantly" | "always"
        | "throughout" | "continue" | "continues" | "continued" | "routine" | "open"
        | "standing" | "active" => Word::PerhapsContinuous,
        "tbc" | "tbd" | "tba" | "unknown" | "undetermined" | "unconfirmed" | "none" | "nil"
        | "blank" | "unset" | "unspecified" | "undecided" | "undated" => Word::Undated,
        "complete" | "completed" | "closed" | "done" | "achieved" | "finished" | "concluded"
        | "actioned" | "discharged" | "fulfilled" | "cwblhawyd" | "gwblhau" | "comp" | "compl" => {
            Word::Complete
        }
        "taken" | "held" | "appointed" | "launched" | "delivered" | "implemented" | "submitted"
        | "recruited" | "undertaken" | "given" | "sent" | "made" | "written" | "met" | "gone"
        | "went" | "published" | "approved" | "issued" | "received" | "presented"
        | "established" | "adopted" | "signed" | "awarded" => Word::Participle,
        "started" | "commenced" | "begun" | "began" | "initiated" => Word::Started,
        "underway" | "wip" => Word::InHand,

        "cancelled" | "canceled" | "withdrawn" | "superseded" | "abandoned" | "discontinued"
        | "ceased" | "stopped" | "removed" | "deleted" => Word::Cancelled,
        "paused" | "suspended" | "stalled" | "parked" => Word::Held,
        "overdue" => Word::Overdue,
        "subject" | "dependent" | "depends" | "dependant" | "depending" | "contingent"
        | "pending" | "awaiting" | "await" | "awaited" | "once" | "when" | "upon" | "if"
        | "unless" | "assent" => Word::Condition,
        "board" | "committee" | "meeting" | "meetings" | "group" | "cabinet" | "council"
        | "jac" | "slt" | "smt" | "cmt" | "clt" | "team" | "panel" | "forum" | "executive"
        | "governors" | "trustees" | "arac" | "exec" | "scrutiny" | "agm" | "plenary"
        | "boards" | "committees" | "summit" => Word::Meeting,
        _ => return None,
    })
}

/// Words in -ed that plan or describe rather than report a deed.
const NOT_DEEDS: [&str; 35] = [
    "rejected",
    "refused",
    "reopened",
    "need",
    "proposed",
    "required",
    "needed",
    "targeted",
    "dedicated",
    "intended",
    "projected",
    "combined",
    "integrated",
    "detailed",
    "limited",
    "based",
    "related",
    "shared",
    "increased",
    "united",
    "advanced",
    "reduced",
    "improved",
    "expected",
    "assumed",
    "allocated",
    "budgeted",
    "linked",
    "indeed",
    "speed",
    "feed",
    "seed",
    "exceed",
    "proceed",
    "succeed",
];

/// A word that ends as participles do; one in un- denies ("unfinished") or describes ("unresolved").
pub(super) fn participle(word: &str) -> Word {
    if let Some(deed) = word.strip_prefix("un").or_else(|| word.strip_prefix("in")) {
        match standing(deed) {
            Some(Word::Complete | Word::Participle) => return Word::Undone,
            _ if word.starts_with("unre") || word.starts_with("unad") => return Word::Other,
            _ => {}
        }
    }
    if word.len() > 4 && word.ends_with("ed") && word.is_ascii() && !NOT_DEEDS.contains(&word) {
        Word::Deed
    } else {
        Word::Other
    }
}
