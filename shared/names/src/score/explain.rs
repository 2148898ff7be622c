use super::grade::{Grade, Pair, Side};
use crate::compare::SAME;
use crate::explanation::{Explanation, LegalForms, Numbers, TokenMatch, UnmatchedToken};
use crate::token::TokenClass;

/// The reasons for a grade.
pub(super) fn explanation(left: &Side<'_>, right: &Side<'_>, grade: &Grade) -> Explanation {
    let agreeing: Vec<&Pair> = grade.pairs.iter().filter(|pair| pair.similarity >= SAME).collect();
    let matched = agreeing.iter().map(|pair| TokenMatch {
        left: text(left, &pair.left),
        right: text(right, &pair.right),
        kind: pair.kind,
        similarity: pair.similarity,
        weight: pair.weight,
    });
    let (numbers_left, numbers_right) = (left.numbers(), right.numbers());
    let lacking = |numbers: &[&str], other: &[&str]| {
        numbers.iter().filter(|number| !other.contains(number)).map(|number| (*number).to_owned()).collect()
    };
    Explanation {
        matched: matched.collect(),
        unmatched_left: unmatched(left, &agreeing.iter().flat_map(|pair| pair.left.clone()).collect::<Vec<_>>()),
        unmatched_right: unmatched(right, &agreeing.iter().flat_map(|pair| pair.right.clone()).collect::<Vec<_>>()),
        legal_forms: LegalForms {
            left: left.legal.clone(),
            right: right.legal.clone(),
            differ: left.legal_forms_differ(right),
        },
        numbers: Numbers {
            left: lacking(&numbers_left, &numbers_right),
            right: lacking(&numbers_right, &numbers_left),
        },
        kinds_differ: !left.kind.is_compatible(right.kind),
        is_weak_name: false,
        name_score: grade.score,
        evidence: Vec::new(),
    }
}

fn text(side: &Side<'_>, places: &[usize]) -> String {
    places.iter().filter_map(|place| side.tokens.get(*place)).map(|token| token.text).collect::<Vec<_>>().join(" ")
}

fn unmatched(side: &Side<'_>, matched: &[usize]) -> Vec<UnmatchedToken> {
    let apart = |class| !side.person_like && class == TokenClass::Number;
    let left = side.tokens.iter().enumerate().filter(|(place, token)| !matched.contains(place) && !apart(token.class));
    left.map(|(_, token)| UnmatchedToken { text: token.text.to_owned(), class: token.class, weight: token.weight })
        .collect()
}
