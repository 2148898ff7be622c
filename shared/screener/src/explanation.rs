//! The reasons for a score, as they are sent and stored.

use serde::{Deserialize, Serialize};
use sisuiq_names::{Explanation, TokenMatch, UnmatchedToken};
use utoipa::ToSchema;

/// The reasons for a score. Words are written as they were compared: in lower-case Latin letters.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
pub struct ExplanationOut {
    /// The score of the names alone.
    #[schema(example = 0.93, minimum = 0.0, maximum = 1.0)]
    name_score: f64,
    /// Words that agree, in the order of the given name.
    matched: Vec<MatchedWordsOut>,
    /// Words of the given name without a counterpart.
    unmatched_given: Vec<UnmatchedWordOut>,
    /// Words of the listed name without a counterpart.
    unmatched_listed: Vec<UnmatchedWordOut>,
    /// Families of legal forms of the given name, such as `limited` for LLC and Ltd.
    #[schema(example = json!([]))]
    legal_forms_given: Vec<String>,
    /// Families of legal forms of the listed name.
    #[schema(example = json!([]))]
    legal_forms_listed: Vec<String>,
    /// Both names have a legal form, and none in common.
    #[schema(example = false)]
    legal_forms_differ: bool,
    /// Numbers of the given name that the listed name lacks.
    #[schema(example = json!([]))]
    numbers_given: Vec<String>,
    /// Numbers of the listed name that the given name lacks.
    #[schema(example = json!([]))]
    numbers_listed: Vec<String>,
    /// The list calls the name a weak one, which identifies less; the score of the names is lower for it.
    #[schema(example = false)]
    weak_name: bool,
    /// The facts that both sides have, each with what it says.
    evidence: Vec<EvidenceOut>,
}

/// Words of both names that agree.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
pub struct MatchedWordsOut {
    /// Of the given name; words that were joined are separated by a space.
    #[schema(example = "aldah")]
    given: String,
    /// Of the listed name.
    #[schema(example = "alda")]
    listed: String,
    /// How they agree: `equal`, `fuzzy` (a few letters differ), `phonetic` (the same sounds), `initial`, `abbreviation`, `transliterated`
    /// (across scripts), `joined` (words written as one), `acronym`.
    #[schema(example = "fuzzy")]
    agreement: String,
    /// How alike they are.
    #[schema(example = 0.92, minimum = 0.0, maximum = 1.0)]
    similarity: f64,
    /// Their weight in the score: rare words weigh more.
    #[schema(example = 4.1, minimum = 0.0)]
    weight: f64,
}

/// A word without a counterpart in the other name.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
pub struct UnmatchedWordOut {
    /// The word.
    #[schema(example = "pia")]
    text: String,
    /// Its part in the name, such as `name`, `common_name`, `patronymic`, `title`, `generic`, `number`.
    #[schema(example = "name")]
    class: String,
    /// Its weight in the score.
    #[schema(example = 3.2, minimum = 0.0)]
    weight: f64,
}

/// A fact that both sides have.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
pub struct EvidenceOut {
    /// `identifier`, `birth_date`, `gender` or `country`.
    #[schema(example = "birth_date")]
    fact: String,
    /// From -1, a contradiction that excludes, to 1, an agreement that proves.
    #[schema(example = 0.8, minimum = -1.0, maximum = 1.0)]
    strength: f64,
    /// What was given.
    #[schema(example = "1960-03-12")]
    given: String,
    /// What the list says.
    #[schema(example = "1960-03-12")]
    listed: String,
}

impl From<&Explanation> for ExplanationOut {
    fn from(explanation: &Explanation) -> Self {
        let matched = |pair: &TokenMatch| MatchedWordsOut {
            given: pair.left.clone(),
            listed: pair.right.clone(),
            agreement: named(&pair.kind),
            similarity: pair.similarity,
            weight: pair.weight,
        };
        let unmatched = |token: &UnmatchedToken| UnmatchedWordOut {
            text: token.text.clone(),
            class: named(&token.class),
            weight: token.weight,
        };
        let evidence = explanation.evidence.iter().map(|result| EvidenceOut {
            fact: named(&result.kind),
            strength: result.strength,
            given: result.left.clone(),
            listed: result.right.clone(),
        });
        Self {
            name_score: explanation.name_score,
            matched: explanation.matched.iter().map(matched).collect(),
            unmatched_given: explanation.unmatched_left.iter().map(unmatched).collect(),
            unmatched_listed: explanation.unmatched_right.iter().map(unmatched).collect(),
            legal_forms_given: explanation.legal_forms.left.iter().map(named).collect(),
            legal_forms_listed: explanation.legal_forms.right.iter().map(named).collect(),
            legal_forms_differ: explanation.legal_forms.differ,
            numbers_given: explanation.numbers.left.clone(),
            numbers_listed: explanation.numbers.right.clone(),
            weak_name: explanation.is_weak_name,
            evidence: evidence.collect(),
        }
    }
}

/// The name of a variant, as it is serialised.
fn named(variant: &impl Serialize) -> String {
    serde_json::to_value(variant).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
