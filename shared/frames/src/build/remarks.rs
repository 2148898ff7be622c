//! Remarks on columns whose type is not that of most of their values.

use super::{
    intern::Cells,
    typing::{Form, form},
};
use crate::number::{index, small};
use sisuiq_analytics::{ColumnNotation, Field};

/// Cells of another form are told where they are at most a tenth.
const FEW: usize = 10;
/// The longest example, in Unicode scalar values.
const LONGEST: usize = 40;
/// Whole numbers beyond it are not all represented by a double (2^53).
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Why a column of texts is none of numbers or dates, where nearly all of its cells are.
pub(super) fn of_texts(name: &str, cells: &Cells, notation: ColumnNotation) -> Option<String> {
    let mut counts = vec![0_usize; cells.different()];
    for code in &cells.codes {
        if let Some(count) = counts.get_mut(index(*code)) {
            *count += 1;
        }
    }
    let all: usize = counts.iter().skip(1).sum();
    let (mut numbers, mut large, mut dates) = (Found::default(), Found::default(), Found::default());
    let (mut texts, mut marks) = (Found::default(), 0);
    for (code, count) in counts.iter().enumerate().skip(1).filter(|(_, count)| **count > 0) {
        let field = cells.field(small(code));
        match form(field, notation) {
            Form::Number => numbers.add(field, *count),
            Form::Large => large.add(field, *count),
            Form::Date => dates.add(field, *count),
            Form::Mark => marks += count,
            Form::Text => texts.add(field, *count),
        }
        // a column of texts, as most are
        if texts.count > all / FEW {
            return None;
        }
    }
    let (what, most, others) = if dates.count > numbers.count + large.count {
        ("dates", dates, [numbers, large, texts])
    } else if large.count > 0 && texts.count + dates.count == 0 {
        return Some(format!(
            "{name} has whole numbers beyond 9,007,199,254,740,991 (such as {}), which are not exact in calculations: the column was read \
             as text.",
            large.example
        ));
    } else {
        ("numbers", numbers.and(&large), [dates, Found::default(), texts])
    };
    let count: usize = others.iter().map(|found| found.count).sum();
    let example = others.into_iter().rev().find(|found| found.count > 0)?.example;
    (most.count > 0 && count <= (all - marks) / FEW).then(|| {
        let (is, one) = if count == 1 { ("is not one", "it") } else { ("are none", "them") };
        format!(
            "{name} was read as text: nearly all of its values are {what}, but {count} of {all} {is} (such as {example:?}). Correct {one} \
             or leave {one} empty to calculate with the others."
        )
    })
}

/// Whole numbers of a workbook of which the last digits may not be those that were entered.
pub(super) fn of_numbers(name: &str, cells: &Cells) -> Option<String> {
    let is_inexact =
        |field: Field<'_>| matches!(field, Field::Number(number) if (LARGEST..1e18).contains(&number.abs()));
    let has = (1..small(cells.different())).any(|code| is_inexact(cells.field(code)));
    has.then(|| {
        format!(
            "{name} has numbers of more than 15 digits. A workbook keeps 15 to 17 digits of a number: the last ones may not be those that \
             were entered. Keep identifiers as text."
        )
    })
}

/// The number of cells of a form, and one of them.
#[derive(Default)]
struct Found {
    count: usize,
    example: String,
}

impl Found {
    fn add(&mut self, field: Field<'_>, count: usize) {
        if self.count == 0 {
            self.example = field.text().chars().take(LONGEST).collect();
        }
        self.count += count;
    }

    fn and(self, other: &Self) -> Self {
        Self { count: self.count + other.count, example: self.example }
    }
}
