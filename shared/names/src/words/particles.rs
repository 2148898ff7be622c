use std::collections::HashSet;
use std::sync::LazyLock;

/// Words before or between the parts of a person's name that are written, left out or joined at will.
const PARTICLES: &[&str] = &[
    "al", "el", "il", "ul", "ur", "ud", "as", "ash", "at", "an", "ar", "az", "bin", "ben", "ibn", "bint", "binti",
    "ould", "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "lo",
    "los", "las", "y", "e", "na", "ter", "ten", "zu", "af", "av", "of", "the", "and",
];

/// Forms of address, ranks and honorifics in front of a name, and generational endings behind it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
    "dame",
    "president",
    "prasident",
    "presidente",
    "minister",
    "gen",
    "general",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "lt",
    "lieutenant",
    "brigadier",
    "brig",
    "commander",
    "admiral",
    "marshal",
    "sheikh",
    "shaikh",
    "shaykh",
    "sheik",
    "cheikh",
    "hajji",
    "haji",
    "hadji",
    "hajj",
    "haj",
    "mullah",
    "mulla",
    "maulavi",
    "mawlawi",
    "maulawi",
    "alhaji",
    "ayatollah",
    "sayyid",
    "sayyed",
    "sayed",
    "seyed",
    "syed",
    "imam",
    "qari",
    "ustad",
    "engineer",
    "eng",
    "herr",
    "frau",
    "don",
    "dona",
    "monsieur",
    "madame",
    "senor",
    "senora",
    "jr",
    "sr",
    "hon",
    "honorable",
    "rev",
    "reverend",
    "comrade",
    "gospodin",
    "prince",
    "princess",
    "king",
    "queen",
    "emir",
    "amir",
    "sultan",
    "hafiz",
];

/// Words in front of the name of a ship: kinds of vessels.
const VESSEL_PREFIXES: &[&str] = &["mv", "ms", "mt", "ss", "fv", "my", "sv", "hms", "uss", "mts", "vessel"];

/// Names so frequent that they say less about a person than others. By skeleton of consonants, so one form stands for its spellings.
const COMMON_NAMES: &[&str] = &[
    "mohammed",
    "muhammad",
    "mohamad",
    "mohamed",
    "ahmed",
    "ahmad",
    "ali",
    "hassan",
    "hasan",
    "hussein",
    "hussain",
    "husayn",
    "abdul",
    "abd",
    "abdel",
    "abdullah",
    "khan",
    "ibrahim",
    "omar",
    "umar",
    "yusuf",
    "khalid",
    "mahmoud",
    "mahmud",
    "said",
    "saleh",
    "salih",
    "kim",
    "lee",
    "li",
    "park",
    "wang",
    "zhang",
    "chen",
    "liu",
    "jose",
    "maria",
    "juan",
    "carlos",
    "luis",
    "john",
    "james",
    "david",
    "michael",
    "peter",
    "paul",
    "ivan",
    "sergey",
    "aleksandr",
    "alexander",
    "vladimir",
    "mikhail",
    "nikolai",
    "rahman",
    "abu",
    "hamid",
    "karim",
    "mustafa",
    "garcia",
    "rodriguez",
    "lopez",
    "singh",
    "jong",
    "song",
    "chol",
];

pub(crate) fn is_particle(word: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| PARTICLES.iter().copied().collect());
    SET.contains(word)
}

pub(crate) fn is_title(word: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| TITLES.iter().copied().collect());
    SET.contains(word)
}

pub(crate) fn is_vessel_prefix(word: &str) -> bool {
    VESSEL_PREFIXES.contains(&word)
}

pub(crate) fn is_common_name(word: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON_NAMES.iter().copied().collect());
    SET.contains(word)
}

/// Returns whether a word has the ending of a Slavic patronymic, such as Petrovich, Petrovna or Ilyinichna.
pub(crate) fn is_patronymic(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ovich", "evich", "ovitch", "evitch", "ovna", "evna", "ichna", "ovych", "iyovych", "ivna", "yevich", "yevna"];
    word.len() >= 7 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}
