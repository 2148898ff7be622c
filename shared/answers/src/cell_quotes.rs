//! Places of single cells for the citations of a row.

use sisuiq_documents::{
    Span,
    row::{cell_spans, cells},
};

/// The places of a row's label, of the cell with so many cells after it, and of the name of its column. Only of a row with empty cells:
/// without them it is plain which column each figure belongs to, and the row as a whole is the better quotation.
pub(crate) fn places(row: Span, page: &str, header: Option<(Span, &str)>, after: usize) -> Option<Vec<Span>> {
    let text = row.of(page)?;
    let is_labelled = !text.starts_with('|');
    if !is_labelled || text.contains('\n') || !cells(text).any(str::is_empty) {
        return None;
    }
    let spans = cell_spans(text);
    let label = spans.first()?;
    let value = from_end(&spans, after)?;
    let within = |span: &Span| Span { start: row.start + span.start, end: row.start + span.end };
    let name = header.map(|(span, names)| column_name(span, names, after));
    Some([within(label), within(value)].into_iter().chain(name).collect())
}

/// The place of a column's name; of the whole header if the name has several lines or is empty.
fn column_name(header: Span, names: &str, after: usize) -> Span {
    if names.contains('\n') {
        return header;
    }
    let spans = cell_spans(names);
    let name = from_end(&spans, after).filter(|name| name.start < name.end);
    name.map_or(header, |name| Span { start: header.start + name.start, end: header.start + name.end })
}

fn from_end(spans: &[Span], after: usize) -> Option<&Span> {
    spans.iter().rev().nth(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "Employer | 2020 | 2021 | 2022 | 2023";

    /// The quoted texts of the only row under a header.
    fn quoted(header: &str, row: &str, after: usize) -> Option<Vec<String>> {
        let page = format!("Staff by year\n{header}\n{row}\nOther text.");
        let at = |text: &str| {
            let start = page.split(text).next().unwrap().chars().count();
            Span { start, end: start + text.chars().count() }
        };
        let places = places(at(row), &page, Some((at(header), header)), after)?;
        Some(places.into_iter().map(|place| place.of(&page).unwrap().to_owned()).collect())
    }

    #[test]
    fn row_without_empty_cells_is_quoted_whole() {
        assert_eq!(quoted(HEADER, "Gulu Light | 198 | 197 | 195 | 191", 1), None);
    }

    #[test]
    fn row_with_empty_cells_is_quoted_by_cells() {
        let quoted = |row, after| quoted(HEADER, row, after).unwrap();
        assert_eq!(quoted("Kagadi Power | 512 | | 487 | 443", 1), ["Kagadi Power", "487", "2022"]);
        assert_eq!(quoted("Énergie | | | 487 |", 1), ["Énergie", "487", "2022"]);
        assert_eq!(quoted("Masindi Grid | | 605 | | 588", 0), ["Masindi Grid", "588", "2023"]);
    }

    #[test]
    fn header_of_other_form_is_quoted_whole() {
        let header = "Year ended | |\n2022 | 2021";
        assert_eq!(quoted(header, "Sales | 12 |", 1).unwrap(), ["Sales", "12", header]);
        assert_eq!(quoted("2021 | 2022", "Sales | | 12", 0).unwrap(), ["Sales", "12", "2022"]);
        assert_eq!(quoted("Item | | 2022", "Sales | 7 |", 1).unwrap(), ["Sales", "7", "Item | | 2022"]);
    }

    #[test]
    fn row_without_a_label_is_quoted_whole() {
        assert_eq!(quoted("A | B | C", "| 7 |", 1), None);
    }
}
