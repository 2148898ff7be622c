//! Stop words: words that belong to the form of a question and not to its subject.

use std::{collections::HashSet, sync::LazyLock};

/// All stop words of Postgres are included. They are not indexed and would otherwise count as rare.
const FORM_WORDS: &str = "\
    a about above according after again against all also am an and any anybody anyone anything are as at be \
    because been before being below between both but by can could cy describe did do does doing done don down during \
    each either ever everybody everyone everything explain few for from further fy get gets give going got had has \
    have having he her here hers herself him himself his how i if in into is it its itself just list many may me \
    mean means meant more most much must my myself name no nobody nor not nothing now of off often on once only \
    or other our ours ourselves out over own per please r s same say shall she should show so some somebody \
    someone something stand stands still such t tell than that the their theirs them themselves then there these \
    they this those through to too u under until up us usually very was we were what when where whether which while who \
    whom whose why will with within would you your yours yourself yourselves";

/// Words that ask for actions in general and say nothing about their subject.
const ACTION_WORDS: &str = "\
    action actions advise advised done happen measure measures need needed needs next proposed propose recommend \
    recommendation recommendations recommended recommends required step steps suggest suggested take taken";

static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| FORM_WORDS.split_ascii_whitespace().collect());

static ACTIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| ACTION_WORDS.split_ascii_whitespace().collect());

/// Returns whether a lower-case word is a stop word.
pub(crate) fn is_form_word(word: &str) -> bool {
    SET.contains(word)
}

/// Returns whether a lower-case word only asks for actions.
pub(crate) fn asks_for_actions(word: &str) -> bool {
    ACTIONS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_is_told_from_matter() {
        assert!(["what", "the", "whether", "yourselves"].into_iter().all(is_form_word));
        assert!(!["vision", "tariff", ""].into_iter().any(is_form_word));
    }
}
