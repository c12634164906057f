//! Whether a register is in English: rules that go by English words have nothing to say of another.

use crate::{ActionView, RiskView};

/// Whether the wording of the risks and their actions is in English, as far as its small words tell;
/// where there are none it is taken to be.
pub(crate) fn is_english(risks: &[RiskView<'_>]) -> bool {
    const ENOUGH: usize = 5_000;
    let (mut english, mut other) = (0_usize, 0_usize);
    let words = risks.iter().flat_map(|risk| {
        let of_actions = risk.actions.iter().flat_map(ActionView::words);
        risk.words().iter().chain(of_actions)
    });
    for word in words.take(ENOUGH) {
        english += usize::from(is_english_word(word));
        other += usize::from(is_word_of_another(word));
    }
    english >= other
}

fn is_english_word(word: &str) -> bool {
    matches!(
        word,
        "the" | "of" | "and" | "to" | "is" | "are" | "not" | "with" | "by" | "be" | "or" | "that"
    )
}

/// German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages, Polish, Welsh; words
/// that are English too are left out.
fn is_word_of_another(word: &str) -> bool {
    matches!(
        word,
        "der"
            | "das"
            | "und"
            | "nicht"
            | "für"
            | "von"
            | "mit"
            | "ist"
            | "werden"
            | "durch"
            | "le"
            | "les"
            | "des"
            | "du"
            | "et"
            | "pas"
            | "pour"
            | "une"
            | "dans"
            | "sur"
            | "el"
            | "los"
            | "las"
            | "del"
            | "que"
            | "para"
            | "una"
            | "por"
            | "con"
            | "il"
            | "di"
            | "della"
            | "non"
            | "che"
            | "per"
            | "dei"
            | "het"
            | "een"
            | "van"
            | "niet"
            | "voor"
            | "zijn"
            | "de"
            | "en"
            | "não"
            | "em"
            | "uma"
            | "dos"
            | "da"
            | "och"
            | "att"
            | "inte"
            | "för"
            | "av"
            | "og"
            | "ikke"
            | "til"
            | "af"
            | "ja"
            | "ei"
            | "nie"
            | "się"
            | "oraz"
            | "dla"
            | "yn"
            | "yr"
            | "nid"
            | "gyda"
            | "ac"
    )
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Subject, check, testing::register};

    fn rules(text: &str) -> Vec<&'static str> {
        let register = register(text);
        let as_at = register.as_at.expect("a date");
        check(&Subject::new(&register, as_at), &Settings::default())
            .iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn rules_of_english_words_are_silent_on_other_languages() {
        let german = rules(
            r"
            1 | Gebäude | Der Kessel fällt im Winter aus und das Haus ist nicht warm | AB | 4x4 3x3 2x2
            - Wartung des Kessels | AB | Apr-18 | A
            + Risikobereitschaft: gering
            ",
        );
        for rule in ["TXT-01", "TXT-02", "TXT-03", "ACT-19", "GOV-04", "SCR-18"] {
            assert!(!german.contains(&rule), "{rule}");
        }
        let english = rules(
            r"
            1 | Buildings | The boiler is not serviced and the house is cold in the winter | AB | 4x4 3x3 2x2
            - Boiler maintenance | AB | Apr-18 | A
            + Season: winter
            ",
        );
        for rule in ["TXT-01", "TXT-02", "TXT-03", "ACT-19", "GOV-04", "SCR-18"] {
            assert!(english.contains(&rule), "{rule}");
        }
    }
}
