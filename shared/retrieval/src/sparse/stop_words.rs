//! English words that say nothing about what a text is about.

use std::{collections::HashSet, sync::LazyLock};

/// The server's list, which is that of NLTK, without the contractions: words are cut at the apostrophe before they get
/// here.
const ENGLISH: &str = "\
    a about above after again against ain all am an and any are aren as at be because been before being below between \
    both but by can couldn d did didn do does doesn doing don down during each few for from further had hadn has hasn \
    have haven having he her here hers herself him himself his how i if in into is isn it its itself just ll m ma me \
    mightn more most mustn my myself needn no nor not now o of off on once only or other our ours ourselves out over \
    own re s same shan she should shouldn so some such t than that the their theirs them themselves then there these \
    they this those through to too under until up ve very was wasn we were weren what when where which while who whom \
    why will with won wouldn y you your yours yourself yourselves";

static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| ENGLISH.split_whitespace().collect());

/// Returns whether a word, in lower case, is one of them.
pub(super) fn contains(word: &str) -> bool {
    STOP_WORDS.contains(word)
}
