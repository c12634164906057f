//! # Only reports or monitors
//!
//! ## What it finds
//!
//! A description that begins with *report(s), reporting, monitor* or *monitoring*, or has it
//! after one or two words that qualify it and are no verb of doing and no attendance (ACT-18):
//! "Annual report to board", "HR and performance reports". Small words like *and* are not
//! counted. So does one that is a review again and again ("Weekly review of the position", "Keep
//! under review", "Track progress", "Horizon scanning"), or a paper for those who watch ("Regular
//! updates to Senate", "Provide a quarterly report to the board", "Trustees to note the log", "Maintain
//! oversight via the board"). What names a deed as well, or a time
//! within which something is done, and what calls itself business as usual (ACT-16) is none. It goes by
//! words and can err. One finding for each action.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! To watch a risk does not reduce it. Reports are assurance; they belong beside the controls
//! they report on.
//!
//! ## Example
//!
//! "Quarterly report to the board".
//!
//! ## What to do
//!
//! Say what is done about what the report shows; keep the report as a source of assurance.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use crate::{deeds, watching::reports};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-17",
    name: "only-reports",
    title: "Only reports or monitors",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: false,
    help: "Say what is done about what the report shows; list the report as assurance.",
    source: include_str!("only_reports.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for (risk, action) in on.actions() {
        let deed = deeds::goes_on_to_do(action.words()) || deeds::is_in_order_to_do(action.words());
        if reports(action.words()) && !deed {
            let message = "Reporting and monitoring do not by themselves reduce the risk.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_reports_with_up_to_two_words_before() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Reports to board on boilers | AB | Ongoing | A
            - Annual report to board | AB | Ongoing | A
            - HR and performance reports to board | AB | Ongoing | A
            - Monitoring of pressure | AB | Ongoing | A
            - Weekly review of the pressure | AB | Weekly | A
            - Keep the pressure under review | AB | Ongoing | A
            - Monthly figures to trustees | AB | Monthly | G
            - Monitor pressure and temperature where possible | AB | Ongoing | A
            - Monitor income and cost | AB | Ongoing | A
            - Retain oversight through the stokers' panel | AB | Ongoing | A
            - Feed back to the board | AB | Ongoing | A
            - Governors to note the log of stoppages | AB | Ongoing | A
            - Stokers' group to oversee | AB | Ongoing | A
            - Soot figures to be tabled at each board | AB | Ongoing | A
            - Update to Senate each term | AB | Ongoing | A
            - Take a paper to Cabinet on soot | AB | Ongoing | A
            - Track soot levels | AB | Ongoing | A
            - Keep a watching brief on the price of coal | AB | Ongoing | A
            - Governors to receive monthly accounts | AB | Ongoing | A
            - Monthly soot quality report to the inspector | AB | Ongoing | A
            - Soot dashboards | AB | Ongoing | A
            - Stokers to be kept informed | AB | Ongoing | A
            - Boiler sub-group to monitor soot | AB | Ongoing | A
            - Trustees review soot figures each term | AB | Ongoing | A
            ",
            &[
                "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11",
                "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20", "1.21",
                "1.22", "1.23", "1.24",
            ],
        );
    }

    #[test]
    fn silent_where_something_is_done_first() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler and report to board | AB | Ongoing | A
            - Act on annual report | AB | Ongoing | A
            - Review monitoring arrangements | AB | Ongoing | A
            - Review the contract | AB | Apr-18 | A
            - Monitoring of pressure fitted to all tanks | AB | Apr-18 | A
            - Appoint an engineer to oversee | AB | Apr-18 | A
            - Bore two monitoring holes | AB | Apr-18 | A
            - Sink monitoring wells | AB | Apr-18 | A
            - Monitor pressure hourly and vent tanks when it passes 6 bar | AB | Ongoing | A
            - Reporting line for stokers to pass to the yard | AB | Apr-18 | A
            - Report-and-support form opens to stokers | AB | Apr-18 | A
            - Take a paper to Cabinet seeking money for a boiler | AB | Apr-18 | A
            - Monitor sludge and skim tanks above 40 cm | AB | Ongoing | A
            - Report cracks to the foreman, who shuts the valve | AB | Ongoing | A
            ",
            &[],
        );
    }
}
