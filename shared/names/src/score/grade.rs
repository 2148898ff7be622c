use super::joins;
use crate::align::{Matrix, assign};
use crate::compare::{SAME, Similarities, spelling_from};
use crate::explanation::MatchKind;
use crate::rarity::information;
use crate::similarity::ratio;
use crate::token::{TokenClass, TokenView, sounds};
use crate::{Kind, LegalFamily, Name, Rarity};

/// Similarity below [`SAME`] over which two tokens turn from a doubtful spelling into a contradiction.
const DOUBT: f64 = 0.15;
/// What the plainest contradiction of two tokens takes from a score, and what the contradicting share of a name takes.
pub(super) const CONTRADICTION: (f64, f64) = (0.22, 1.2);
/// What the share of tokens without a counterpart takes, for persons and for others.
pub(super) const MISSING: (f64, f64) = (0.35, 0.5);
/// Factor for persons of whom one name of several agrees.
pub(super) const ONE_NAME: f64 = 0.72;
/// Factor for organisations of which only generic words agree.
pub(super) const GENERIC_ONLY: f64 = 0.6;
const LEGAL_FORMS_DIFFER: f64 = 0.95;
const NUMBERS_DIFFER: f64 = 0.6;
const NUMBER_MISSING: f64 = 0.85;
const KINDS_DIFFER: f64 = 0.85;
/// Score of an organisation and its acronym.
const ACRONYM: f64 = 0.8;
/// The highest score of names that differ in a token, their order or a legal form.
const NOT_SAME: f64 = 0.995;
/// The value of pairing two tokens that are not alike, from 1 to 2 times this.
const UNLIKE: f64 = 0.15;
/// The part of a score that rarity decides.
const RARITY: f64 = 0.08;

/// One name of a comparison.
#[derive(Debug, Clone)]
pub(crate) struct Side<'a> {
    pub(crate) kind: Kind,
    pub(crate) person_like: bool,
    pub(crate) tokens: Vec<TokenView<'a>>,
    pub(crate) legal: Vec<LegalFamily>,
    pub(crate) acronyms: Vec<&'a str>,
    pub(crate) dropped: usize,
}

impl<'a> Side<'a> {
    pub(crate) fn of_name(name: &'a Name, rarity: Option<&Rarity>) -> Self {
        let mut tokens = name.views();
        if let Some(rarity) = rarity {
            for token in &mut tokens {
                rarity.weigh(token);
            }
        }
        Self {
            kind: name.kind,
            person_like: name.person_like,
            tokens,
            legal: name.legal.clone(),
            acronyms: name.acronyms.iter().map(String::as_str).collect(),
            dropped: name.dropped,
        }
    }

    /// Places of the tokens that are aligned. The numbers of organisations are compared apart, unless they are all that there is.
    fn aligned(&self) -> Vec<usize> {
        let is_apart = |token: &TokenView<'_>| !self.person_like && token.class == TokenClass::Number;
        let all = self.tokens.iter().all(is_apart);
        self.tokens.iter().enumerate().filter(|(_, token)| all || !is_apart(token)).map(|(place, _)| place).collect()
    }

    pub(crate) fn numbers(&self) -> Vec<&'a str> {
        let mut numbers: Vec<&str> = Vec::new();
        if !self.person_like {
            numbers
                .extend(self.tokens.iter().filter(|token| token.class == TokenClass::Number).map(|token| token.text));
        }
        numbers.sort_unstable();
        numbers
    }

    pub(crate) fn weight(&self) -> f64 {
        self.tokens.iter().map(|token| token.weight).sum()
    }

    /// The weight of the tokens that are aligned.
    pub(crate) fn aligned_weight(&self) -> f64 {
        self.aligned().into_iter().filter_map(|place| self.tokens.get(place)).map(|token| token.weight).sum()
    }

    pub(crate) fn initials(&self) -> usize {
        self.tokens.iter().filter(|token| token.class == TokenClass::Initial).count()
    }

    pub(crate) fn distinctive(&self) -> usize {
        self.tokens.iter().filter(|token| token.class.is_distinctive()).count()
    }

    pub(crate) fn legal_forms_differ(&self, other: &Side<'_>) -> bool {
        let stated = |families: &[LegalFamily]| families.iter().any(|family| *family != LegalFamily::Company);
        stated(&self.legal) && stated(&other.legal) && !self.legal.iter().any(|family| other.legal.contains(family))
    }

    /// Returns whether the names have the same tokens in the same order, and the same legal forms.
    fn is_same(&self, other: &Side<'_>) -> bool {
        self.order(other).is_eq() && self.legal == other.legal
    }

    fn order(&self, other: &Side<'_>) -> std::cmp::Ordering {
        let texts = self.tokens.iter().map(|token| (token.text, token.native));
        let others = other.tokens.iter().map(|token| (token.text, token.native));
        self.tokens.len().cmp(&other.tokens.len()).then_with(|| texts.cmp(others))
    }
}

/// Tokens of both sides that are compared with each other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pair {
    pub(crate) left: Vec<usize>,
    pub(crate) right: Vec<usize>,
    pub(crate) similarity: f64,
    pub(crate) kind: MatchKind,
    pub(crate) weight: f64,
}

/// The score of two names with the pairs of tokens behind it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Grade {
    pub(crate) score: f64,
    pub(crate) pairs: Vec<Pair>,
}

/// Grades two names. The smaller one is compared with the larger one, so that ties are broken alike from both sides.
pub(crate) fn grade(left: &Side<'_>, right: &Side<'_>, similarities: &mut Similarities) -> Grade {
    if left.tokens.is_empty() || right.tokens.is_empty() {
        return Grade::default();
    }
    if left.order(right).is_le() {
        return grade_ordered(left, right, similarities);
    }
    let mut grade = grade_ordered(right, left, similarities);
    for pair in &mut grade.pairs {
        std::mem::swap(&mut pair.left, &mut pair.right);
    }
    grade.pairs.sort_by(|one, other| one.left.cmp(&other.left));
    grade
}

fn grade_ordered(left: &Side<'_>, right: &Side<'_>, similarities: &mut Similarities) -> Grade {
    let pairs = align(left, right, similarities);
    let score = aligned_score(left, right, &pairs).max(whole_score(left, right));
    let score = score * common_factor(left, right);
    let by_acronym = acronym_score(left, right);
    let score = score.max(by_acronym.as_ref().map_or(0.0, |(score, _)| *score));
    let score = if left.is_same(right) { score } else { score.min(NOT_SAME) };
    let pairs = by_acronym.filter(|(acronym, _)| *acronym >= score).map_or(pairs, |(_, pair)| vec![pair]);
    Grade { score: score.clamp(0.0, 1.0), pairs }
}

fn align(left: &Side<'_>, right: &Side<'_>, similarities: &mut Similarities) -> Vec<Pair> {
    let (mut rows, mut columns) = (left.aligned(), right.aligned());
    let mut pairs = joins::joined((&left.tokens, &right.tokens), (&mut rows, &mut columns), similarities);
    let swapped = rows.len() > columns.len();
    let (few, many) = if swapped { (&columns, &rows) } else { (&rows, &columns) };
    let mut values = Matrix::new(few.len(), many.len());
    let mut results = Vec::with_capacity(few.len() * many.len());
    for (row, few_place) in few.iter().enumerate() {
        for (column, many_place) in many.iter().enumerate() {
            let (one, other) = if swapped { (many_place, few_place) } else { (few_place, many_place) };
            let Some((one, other)) = left.tokens.get(*one).zip(right.tokens.get(*other)) else { continue };
            let (similarity, kind) = similarities.compare(one, other);
            // tokens that contradict each other are paired by weight, so that a rare name is not excused by a particle
            let value = if similarity >= SAME { similarity } else { UNLIKE * (1.0 + similarity) };
            values.set(row, column, value * one.weight.min(other.weight));
            results.push((similarity, kind));
        }
    }
    for (row, column) in assign(&values, few.len(), many.len()).into_iter().enumerate() {
        let Some(((few_place, many_place), result)) =
            few.get(row).zip(many.get(column)).zip(results.get(row * many.len() + column))
        else {
            continue;
        };
        let (one, other) = if swapped { (*many_place, *few_place) } else { (*few_place, *many_place) };
        let weight =
            left.tokens.get(one).zip(right.tokens.get(other)).map_or(0.0, |(one, other)| one.weight.min(other.weight));
        pairs.push(Pair { left: vec![one], right: vec![other], similarity: result.0, kind: result.1, weight });
    }
    pairs.sort_by(|one, other| one.left.cmp(&other.left));
    pairs
}

/// The score of aligned tokens: the mean similarity of those that agree, less what contradicts and what is missing.
fn aligned_score(left: &Side<'_>, right: &Side<'_>, pairs: &[Pair]) -> f64 {
    let (mut agreeing, mut agreement, mut contradicting, mut plainest, mut names) = (0.0, 0.0, 0.0, 0.0_f64, 0);
    let left_is_whole = agrees_wholly(left, pairs, |pair| &pair.left);
    let right_is_whole = agrees_wholly(right, pairs, |pair| &pair.right);
    for pair in pairs {
        let doubt = ((SAME - pair.similarity) / DOUBT).clamp(0.0, 1.0);
        agreeing += pair.weight * (1.0 - doubt);
        agreement += pair.weight * (1.0 - doubt) * pair.similarity;
        contradicting += pair.weight * doubt;
        plainest = plainest.max(doubt * (pair.weight / 0.5).min(1.0));
        if pair.similarity >= SAME
            && is_name(&left.tokens, &pair.left, left_is_whole)
            && is_name(&right.tokens, &pair.right, right_is_whole)
        {
            names += pair.left.len().max(pair.right.len());
        }
    }
    if agreeing <= 0.0 {
        return 0.0;
    }
    let paired: f64 = agreeing + contradicting;
    let lone = (left.aligned_weight() - paired).max(0.0) + (right.aligned_weight() - paired).max(0.0);
    let beyond = ratio(left.dropped.abs_diff(right.dropped));
    let missing = (lone + beyond) / (paired + lone + beyond);
    let person = left.person_like && right.person_like;
    let contradiction = CONTRADICTION.0 * plainest + CONTRADICTION.1 * contradicting / paired;
    let missing_rate = if person { MISSING.0 } else { MISSING.1 };
    let quality = (agreement / agreeing).powf(1.2);
    quality
        * (1.0 - contradiction).max(0.0)
        * (1.0 - missing_rate * missing)
        * rare(agreement)
        * evidence_of_names(left, right, names)
}

/// The factor for the rarity of what agrees, by its weight.
pub(super) fn rare(weight: f64) -> f64 {
    1.0 - RARITY + RARITY * information(weight)
}

/// One name of several, or generic words alone, are little evidence.
fn evidence_of_names(left: &Side<'_>, right: &Side<'_>, names: usize) -> f64 {
    let most = left.distinctive().max(right.distinctive());
    if left.person_like && right.person_like {
        return if names <= 1 && most > 1 { ONE_NAME } else { 1.0 };
    }
    if names == 0 && most > 0 { GENERIC_ONLY } else { 1.0 }
}

/// Returns whether each name of a side agrees with one of the other side.
fn agrees_wholly(side: &Side<'_>, pairs: &[Pair], places: fn(&Pair) -> &[usize]) -> bool {
    let agreeing = pairs.iter().filter(|pair| pair.similarity >= SAME).flat_map(places);
    let names = agreeing.filter_map(|place| side.tokens.get(*place)).filter(|token| token.class.is_distinctive());
    names.count() == side.distinctive()
}

/// An initial is a name only of a side that agrees wholly: the P of "Kononov, Vladimir P." does not say that he is Vladimir Putin.
fn is_name(tokens: &[TokenView<'_>], places: &[usize], is_whole: bool) -> bool {
    places
        .iter()
        .filter_map(|place| tokens.get(*place))
        .any(|token| token.class.is_distinctive() || (is_whole && token.class == TokenClass::Initial))
}

/// The score of names that are the same letters with other spaces between them.
fn whole_score(left: &Side<'_>, right: &Side<'_>) -> f64 {
    if left.tokens.len() == right.tokens.len() || left.tokens.len().min(right.tokens.len()) > 3 {
        return 0.0;
    }
    let whole = |side: &Side<'_>| side.tokens.iter().map(|token| token.text).collect::<String>();
    let (one, other) = (whole(left), whole(right));
    let (shortest, longest) = (one.len().min(other.len()), one.len().max(other.len()));
    if shortest < 5 || longest - shortest > 2 {
        return 0.0;
    }
    let similarity = spelling_from(&sounds(&one), &sounds(&other), 9);
    if similarity >= 0.9 { 0.98 * similarity * rare(left.weight().min(right.weight())) } else { 0.0 }
}

fn common_factor(left: &Side<'_>, right: &Side<'_>) -> f64 {
    let mut factor = 1.0;
    if left.legal_forms_differ(right) {
        factor *= LEGAL_FORMS_DIFFER;
    }
    if !left.kind.is_compatible(right.kind) {
        factor *= KINDS_DIFFER;
    }
    let (one, other) = (left.numbers(), right.numbers());
    if one != other {
        let contained =
            one.iter().all(|number| other.contains(number)) || other.iter().all(|number| one.contains(number));
        factor *= if contained { NUMBER_MISSING } else { NUMBERS_DIFFER };
    }
    factor
}

fn acronym_score(left: &Side<'_>, right: &Side<'_>) -> Option<(f64, Pair)> {
    let matches = |short: &Side<'_>, long: &Side<'_>| -> bool {
        let [only] = short.tokens.as_slice() else { return false };
        only.text.len() >= 3 && long.acronyms.contains(&only.text)
    };
    let found = matches(left, right) || matches(right, left);
    let places = |side: &Side<'_>| (0..side.tokens.len()).collect();
    let pair =
        Pair { left: places(left), right: places(right), similarity: ACRONYM, kind: MatchKind::Acronym, weight: 1.0 };
    found.then_some((ACRONYM, pair))
}
