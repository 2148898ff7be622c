use super::grade::{CONTRADICTION, GENERIC_ONLY, MISSING, ONE_NAME, rare};

/// The least weight of a distinctive token: that of a frequent name in a long list.
const LEAST_WEIGHT: f64 = 0.55;
/// The least weight with which a distinctive token of an organisation contradicts, if a generic word is its counterpart.
const LEAST_GENERIC: f64 = 0.35;

/// The most that two names can have in common, as far as a search knows it before it compares them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    /// The weights of all tokens of both names.
    pub(crate) weights: f64,
    /// The weight that they share at most.
    pub(crate) shared: f64,
    /// Distinctive tokens that agree at most.
    pub(crate) same: f64,
    /// The distinctive tokens of the name that has more.
    pub(crate) most: f64,
    /// Distinctive tokens that both names have beyond those that are alike.
    pub(crate) contradicting: f64,
    /// Both are names of persons.
    pub(crate) persons: bool,
}

/// A score that two names cannot exceed, by the formula of the score with the best values that the share permits.
pub(crate) fn highest_score(share: &Share) -> f64 {
    if share.shared <= 0.0 {
        return 0.0;
    }
    let (least, rate) = if share.persons { (LEAST_WEIGHT, MISSING.0) } else { (LEAST_GENERIC, MISSING.1) };
    let contradicting = share.contradicting.max(0.0) * least;
    let paired = share.shared + contradicting;
    let lone = (share.weights - 2.0 * paired).max(0.0);
    let missing = lone / (paired + lone);
    let plainest = if contradicting > 0.0 { (least / 0.5).min(1.0) } else { 0.0 };
    let contradiction = CONTRADICTION.0 * plainest + CONTRADICTION.1 * contradicting / paired;
    let evidence = match share.persons {
        true if share.same <= 1.0 && share.most > 1.0 => ONE_NAME,
        false if share.same < 1.0 && share.most > 0.0 => GENERIC_ONLY,
        _ => 1.0,
    };
    (1.0 - contradiction).max(0.0) * (1.0 - rate * missing) * rare(share.shared) * evidence
}
