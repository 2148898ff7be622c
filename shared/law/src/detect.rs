//! The decision whether a text is law.

use serde::{Deserialize, Serialize};

use crate::chunk::ChunkLimits;
use crate::declared::Declared;
use crate::document::chunk_law;
use crate::input::LawInput;
use crate::report::ratio;
use crate::unit::{Unit, UnitKind};

/// The structure of a text, by which legal texts are recognised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Articles and sections in ascending order.
    pub provisions: usize,
    /// Share of the text in them, from 0 to 1.
    pub provision_share: f64,
    /// Numbered paragraphs and items that follow each other.
    pub items: usize,
    /// Levels of items within each other.
    pub item_levels: usize,
    /// References to provisions and acts in 1,000 words.
    pub references_per_thousand_words: f64,
    /// Defined terms.
    pub terms: usize,
    /// True if this is enough for a legal text.
    pub is_law: bool,
}

/// The most bytes that are examined.
const SAMPLE: usize = 400_000;

/// Examines the structure of a text: provisions in sequence, nested items, and references between them. Words alone decide
/// nothing.
#[must_use]
pub fn looks_like_law(text: &str) -> Evidence {
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let words = sample.split_whitespace().count();
    let limits = ChunkLimits { max_tokens: usize::MAX, target_tokens: 0, context_tokens: 0 };
    let Ok(document) = chunk_law(&LawInput::Text(sample), &Declared::default(), limits, &|_| 0) else {
        return Evidence::default();
    };
    let is_item = |unit: &&Unit| unit.label.is_some() && (unit.kind.is_point() || unit.kind == UnitKind::Paragraph);
    let mut within = vec![false; document.units.len()];
    let mut size = 0;
    for (place, unit) in document.units.iter().enumerate() {
        let is_within =
            unit.kind.is_provision() || unit.parent.is_some_and(|parent| within.get(parent.0) == Some(&true));
        if let Some(flag) = within.get_mut(place) {
            *flag = is_within;
        }
        if is_within {
            size += unit.own_text(&document.text).chars().filter(|sign| !sign.is_whitespace()).count();
        }
    }
    let mut evidence = Evidence {
        provisions: in_sequence(&document.units),
        provision_share: ratio(size, document.report.characters),
        items: document.units.iter().filter(is_item).count(),
        item_levels: levels(&document.units),
        references_per_thousand_words: ratio(document.references.len() * 1_000, words),
        terms: document.terms.len(),
        is_law: false,
    };
    evidence.is_law = decide(&evidence);
    evidence
}

fn decide(evidence: &Evidence) -> bool {
    let refers = evidence.references_per_thousand_words;
    let is_divided = evidence.provisions >= 2 && evidence.provision_share >= 0.3 && refers >= 1.0;
    let is_long_act = evidence.provisions >= 5 && evidence.provision_share >= 0.2;
    let is_section = evidence.provisions == 1 && evidence.provision_share >= 0.5 && refers >= 3.0;
    let is_order = evidence.items >= 4 && evidence.item_levels >= 2 && refers >= 8.0;
    is_divided || is_long_act || is_section || is_order
}

/// The longest run of provisions whose numbers do not descend, of those that have text.
fn in_sequence(units: &[Unit]) -> usize {
    let provisions = units.iter().filter(|unit| unit.kind.is_provision() && !unit.children.is_empty());
    let numbers = provisions.filter_map(|unit| {
        let label = unit.label.as_ref()?;
        let digits = |part: &str| {
            part.bytes()
                .take_while(u8::is_ascii_digit)
                .fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
        };
        let number = crate::reference::number(&label.text);
        let (first, second) = number.split_once('.').unwrap_or((number.as_str(), ""));
        Some((digits(first), digits(second)))
    });
    let (mut longest, mut run, mut last) = (0_usize, 0_usize, (0, 0));
    for number in numbers {
        run = if number >= last { run + 1 } else { 1 };
        last = number;
        longest = longest.max(run);
    }
    longest
}

/// The greatest number of labelled items within each other.
fn levels(units: &[Unit]) -> usize {
    let mut levels = vec![0_usize; units.len()];
    let mut deepest = 0;
    for (place, unit) in units.iter().enumerate() {
        let above = unit.parent.and_then(|parent| levels.get(parent.0)).copied().unwrap_or(0);
        let is_item = unit.label.is_some() && (unit.kind.is_point() || unit.kind == UnitKind::Paragraph);
        let own = if is_item { above + 1 } else { above };
        if let Some(level) = levels.get_mut(place) {
            *level = own;
        }
        deepest = deepest.max(own);
    }
    deepest
}
