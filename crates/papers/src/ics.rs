//! The target dates of open actions as a calendar (RFC 5545), for the calendars that people keep.

use bellwether_domain::{
    Action, Date, Register, Risk,
    due::{Group, SOON_DAYS},
};

use crate::paper::Standing;

/// A calendar with a day for each open action that has one: the next, or the one it missed.
///
/// `as_at` is the day that the register is judged on; `remark` is what whoever looks at the calendar
/// has to know of it, such as that something is left out; `standing` says which seal it is of.
pub fn write(
    register: &Register,
    as_at: Date,
    remark: Option<&str>,
    standing: &Standing,
) -> String {
    let mut calendar = Calendar::default();
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Bellwether//Risk register//EN");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.words("X-WR-CALNAME", register.title.as_deref().unwrap_or("Risk register"));
    let sealed = (*standing != Standing::Draft).then(|| standing.sentence());
    let told: Vec<&str> = remark.into_iter().chain(sealed.as_deref()).collect();
    if !told.is_empty() {
        calendar.words("X-WR-CALDESC", &told.join(" "));
    }
    for (at, risk) in register
        .risks
        .iter()
        .map(|risk| &**risk)
        .enumerate()
        // What is done cannot be told from what is due where that is not public.
        .filter(|(_, risk)| !risk.says_closed() && !register.withholds_progress())
    {
        for (place, action) in risk.actions.iter().enumerate() {
            calendar.action(as_at, (at, risk), (place, action));
        }
    }
    calendar.line("END", "VCALENDAR");
    calendar.0
}

#[derive(Default)]
struct Calendar(String);

impl Calendar {
    fn action(
        &mut self,
        as_at: Date,
        (at, risk): (usize, &Risk),
        (place, action): (usize, &Action),
    ) {
        let judged = action.judged(as_at, SOON_DAYS);
        let is_open = !action.status_value().is_some_and(|status| status.is_closed());
        let is_late = judged.group() == Group::Overdue;
        let day = match (judged.next_due, judged.late_since) {
            (_, Some(late)) if is_late => Some(late),
            (next, late) => next.or(late),
        };
        let Some(day) = day.filter(|_| is_open) else { return };
        let reference = risk.reference.clone().unwrap_or_else(|| format!("Risk {}", at + 1));
        let id = match action.id {
            Some(id) => id.to_string(),
            None => format!("{}-{}", at + 1, place + 1),
        };
        let owners = match action.owners.as_slice() {
            [] => String::new(),
            owners => format!(" ({})", owners.join(" / ")),
        };
        let late = if is_late { "Late: " } else { "" };
        let due = action.due.as_ref().map(|due| due.text.as_str()).unwrap_or_default();
        self.line("BEGIN", "VEVENT");
        self.words("UID", &format!("{id}@bellwether.invalid"));
        self.line("DTSTAMP", &format!("{}T000000Z", stamp(as_at)));
        self.line("DTSTART;VALUE=DATE", &stamp(day));
        self.words("SUMMARY", &format!("{late}{reference}: {}{owners}", action.description));
        let words = format!("{}\nTarget date as written: {due}\n{}", risk.wording(), judged.words);
        self.words("DESCRIPTION", words.trim());
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A property whose value is text.
    fn words(&mut self, name: &str, text: &str) {
        let mut value = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | ';' | ',' => value.extend(['\\', c]),
                '\n' => value.push_str("\\n"),
                c if c.is_control() => {}
                c => value.push(c),
            }
        }
        self.line(name, &value);
    }

    /// A line, folded where it has more than 75 bytes.
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if used + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// "20180316".
fn stamp(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
