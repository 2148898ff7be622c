use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceResult;
use crate::{LegalFamily, TokenClass};

/// The kind of agreement of two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// The same letters after folding.
    Equal,
    /// A few letters differ.
    Fuzzy,
    /// The same sounds in another spelling.
    Phonetic,
    /// One is the first letter of the other.
    Initial,
    /// A generic word and its abbreviation.
    Abbreviation,
    /// Agreement across scripts.
    Transliterated,
    /// Neighbouring tokens of one name are one token of the other.
    Joined,
    /// One is made of the first letters of the other name.
    Acronym,
}

/// Tokens of both names that agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenMatch {
    /// Folded text of the first name; tokens that were joined are separated by a space.
    pub left: String,
    /// Folded text of the second name.
    pub right: String,
    /// The kind of agreement.
    pub kind: MatchKind,
    /// The similarity of the tokens, from 0 to 1.
    pub similarity: f64,
    /// The weight of the pair in the score.
    pub weight: f64,
}

/// A token without a counterpart in the other name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnmatchedToken {
    /// The folded text.
    pub text: String,
    /// The part of the token in its name.
    pub class: TokenClass,
    /// The weight of the token in the score.
    pub weight: f64,
}

/// The legal forms of both names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LegalForms {
    /// Families in the first name.
    pub left: Vec<LegalFamily>,
    /// Families in the second name.
    pub right: Vec<LegalFamily>,
    /// Both names state a form and have no family in common.
    pub differ: bool,
}

/// The numbers of both names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Numbers {
    /// Numbers of the first name that the second lacks.
    pub left: Vec<String>,
    /// Numbers of the second name that the first lacks.
    pub right: Vec<String>,
}

/// The reasons for a score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// Tokens that agree, in the order of the first name.
    pub matched: Vec<TokenMatch>,
    /// Tokens of the first name without a counterpart.
    pub unmatched_left: Vec<UnmatchedToken>,
    /// Tokens of the second name without a counterpart.
    pub unmatched_right: Vec<UnmatchedToken>,
    /// Legal forms, which are compared apart from the tokens.
    pub legal_forms: LegalForms,
    /// Numbers that differ.
    pub numbers: Numbers,
    /// The kinds of both names exclude each other: a person and a ship.
    pub kinds_differ: bool,
    /// The name of the list is a weak one, and the score of the names is lower for it.
    pub is_weak_name: bool,
    /// The score of the names alone, from 0 to 1.
    pub name_score: f64,
    /// The results for further facts, in a fixed order. Facts that a side lacks are absent.
    pub evidence: Vec<EvidenceResult>,
}
