//! The header of a table that a chunk continues.

use sisuiq_documents::{Chunk, Unit, UnitKind};

/// The most characters of a header.
const LONGEST: usize = 200;

/// The first row of the table in the middle of which the chunk starts. `None` for a chunk that starts elsewhere, and for a
/// row that is too long for a header.
pub(super) fn table_head<'a>(page: &'a str, units: &[Unit], chunk: &Chunk) -> Option<&'a str> {
    let place = units.iter().position(|unit| unit.end > chunk.start)?;
    let (before, rest) = units.split_at_checked(place)?;
    rest.first().filter(|unit| unit.kind == UnitKind::Row)?;
    let head = before.iter().rev().take_while(|unit| unit.kind == UnitKind::Row).last()?.span().of(page)?;
    (head.chars().count() <= LONGEST).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_documents::units;

    const PAGE: &str = "Losses by region\nRegion | 2021 | 2022\nNörd | 4 | 5\nSouth | 6 | 7\nAll figures are in MWh.";

    fn head_at(text: &str) -> Option<&'static str> {
        let start = PAGE.find(text).map(|byte| PAGE[..byte].chars().count()).unwrap();
        let chunk = Chunk { page: 1, ordinal: 1, start, end: start + 1, text: "x".to_owned(), heading: None };
        table_head(PAGE, &units(PAGE), &chunk)
    }

    #[test]
    fn rows_get_the_first_row() {
        assert_eq!(head_at("South"), Some("Region | 2021 | 2022"));
        assert_eq!(head_at("Nörd"), Some("Region | 2021 | 2022"));
    }

    #[test]
    fn other_text_gets_none() {
        assert_eq!(head_at("Losses"), None);
        assert_eq!(head_at("Region |"), None, "the header itself");
        assert_eq!(head_at("All figures"), None);
    }
}
