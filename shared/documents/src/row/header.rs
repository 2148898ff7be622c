//! The row that names the columns of another row.

use super::first::FirstRow;
use super::quantity::{is_date, is_period, is_year, unit};
use super::{cells, fits, is_dash, is_label, names_columns, spans_columns};

/// The most rows below a header that are compared with it.
const MOST_ROWS: usize = 40;

/// The header of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Its place among the lines.
    pub place: usize,
    /// False if it may as well be the first row of a list of labels with their values. Its words then tell what the list is
    /// about, but no answer may give it as the name of a value.
    pub is_certain: bool,
}

/// The header of the row at a place among lines. `row` returns the text of a line that is a row. `distance` is the number of
/// lines above in which a header is searched, and `goes_on` says whether a line that is no row may stand below it.
///
/// It is the first of the rows directly above, if that one can name columns. Otherwise it is the nearest fitting row above for a
/// row with figures, and the row before for a row of words.
#[must_use]
pub fn header<'a>(
    at: usize,
    distance: usize,
    row: &impl Fn(usize) -> Option<&'a str>,
    goes_on: impl Fn(usize) -> bool,
) -> Option<Header> {
    let own = row(at)?;
    let is_pair = cells(own).count() == 2;
    let names = |place: &usize| {
        let names = row(*place).filter(|names| fits(names, own) && names_columns(names));
        names.is_some_and(|names| !have_years_alike(names, own)) && !is_spanning(*place, row)
    };
    let is_first =
        |place: usize| place.checked_sub(1).is_none_or(|above| row(above).is_none() || is_spanning(above, row));
    let rows = (0..at).rev().take_while(|place| row(*place).is_some());
    let first = rows.filter(|place| !is_spanning(*place, row)).last();
    let header = first.filter(names).or_else(|| {
        if !own.bytes().any(|byte| byte.is_ascii_digit()) {
            return at.checked_sub(1).filter(|before| !is_pair && names(before));
        }
        let mut above = (0..at).rev().take(distance).take_while(|place| row(*place).is_some() || goes_on(*place));
        above.find(|place| names(place) && (!is_pair || is_first(*place)))
    })?;
    if !is_pair {
        return wide(header, own, first == Some(header), row);
    }
    let below = (header + 1..).map_while(row).take(MOST_ROWS).filter(|row| cells(row).count() == 2);
    let pairs: Vec<&str> = below.chain([own]).collect();
    let is_list =
        pairs.iter().any(|pair| cells(pair).any(is_label) || have_years_alike(row(header).unwrap_or_default(), pair));
    let is_certain = names_values(row(header)?, &pairs);
    (!is_list).then_some(Header { place: header, is_certain })
}

/// The header of a row of three or more cells, if it is no entry of the same form. A header alone above one row is certain, as its
/// form can be compared with little.
fn wide<'a>(place: usize, own: &str, is_first: bool, row: &impl Fn(usize) -> Option<&'a str>) -> Option<Header> {
    let names = row(place)?;
    let count = cells(names).count();
    if count != cells(own).count() {
        return Some(Header { place, is_certain: true });
    }
    let below = (place + 1..).map_while(row).take(MOST_ROWS).filter(|row| cells(row).count() == count);
    let mut rows: Vec<&str> = below.collect();
    if rows.is_empty() {
        rows.push(own);
    }
    match FirstRow::of(names, &rows) {
        FirstRow::Header => Some(Header { place, is_certain: true }),
        FirstRow::Unknown => Some(Header { place, is_certain: is_first && rows.len() == 1 }),
        FirstRow::Entry => None,
    }
}

/// Returns whether a row has names over several columns of the header below it.
#[must_use]
pub fn is_spanning<'a>(place: usize, row: &impl Fn(usize) -> Option<&'a str>) -> bool {
    row(place).is_some_and(spans_columns) && row(place + 1).is_some_and(names_columns)
}

/// The first of the rows above a header that have names over several of its columns; the header itself without any.
#[must_use]
pub fn spanning<'a>(header: usize, row: &impl Fn(usize) -> Option<&'a str>) -> usize {
    (0..header).rev().take_while(|place| is_spanning(*place, row)).last().unwrap_or(header)
}

/// Returns whether two rows have a year in the same column. In that case neither is the header of the other.
fn have_years_alike(row: &str, other: &str) -> bool {
    cells(row).zip(cells(other)).any(|(left, right)| is_year(left) && is_year(right))
}

/// Returns whether the second cell of a row names the values in rows of two cells, unlike the first row of a list of labels with
/// their values: bare figures of one kind have a name, figures of any kind have a period that is no date, and words have a
/// shorter name. In doubt it is none.
fn names_values(header: &str, pairs: &[&str]) -> bool {
    let value = |pair: &str| cells(pair).nth(1).unwrap_or_default().to_owned();
    let name = value(header);
    let values: Vec<String> =
        pairs.iter().map(|pair| value(pair)).filter(|cell| !cell.is_empty() && !is_dash(cell)).collect();
    let units: Vec<String> = values.iter().filter_map(|value| unit(value)).collect();
    if units.is_empty() {
        let words = |cell: &str| cell.split_whitespace().count();
        let is_lone =
            pairs.iter().all(|pair| Some(pair) == pairs.first()) && !values.iter().any(|value| has_digit(value));
        return is_lone || values.iter().all(|value| words(&name) < words(value));
    }
    let is_plain = |unit: &String| Some(unit) == units.first() && !unit.contains(char::is_alphabetic);
    let is_of_period = is_period(&name) && !is_date(&name);
    units.len() == values.len() && (is_of_period || units.iter().all(is_plain))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header of the last line: its text, and whether it is certain.
    fn header_of(lines: &str) -> Option<(&str, bool)> {
        let lines: Vec<&str> = lines.lines().collect();
        let row = |place: usize| lines.get(place).copied().filter(|line| line.contains(" |"));
        let found = header(lines.len() - 1, 24, &row, |_| true)?;
        Some((lines[found.place], found.is_certain))
    }

    #[test]
    fn lists_of_labels_and_values_have_no_header() {
        for list in [
            "Transmission losses | 3.1 percent\nDistribution losses | 16.4 percent\nNumber of customers | 48,211",
            "Customers | 48,211\nManager | A. Okello\nPeak demand | 61 MW",
            "Customers | 48,211\nPeak demand | 61 MW\nManager | A. Okello",
            "Name: | Kisoro Electricity\nTown: | Kisoro\nCustomers: | 48,211",
            "Name | Kisoro Electricity\nTown: | Kisoro\nCustomers: | 48,211",
            "Deposit | UGX 500\nFee | UGX 200,000",
            "Founded | 1998\nCustomers | 48,211\nLicensed until | 2031",
        ] {
            assert_eq!(header_of(list), None, "{list}");
        }
    }

    #[test]
    fn first_rows_of_words_name_no_mixed_values() {
        for list in [
            "Name | Kisoro Electricity\nCustomers | 48,211\nPeak demand | 61 MW",
            "Name | Kisoro Electricity\nManager | A. Okello\nCustomers | 48,211",
            "Founded | 1998\nCustomers | 48,211\nPeak demand | 61 MW",
            "Issued | 31 March 2023\nCustomers | 48,211\nPeak demand | 61 MW",
            "Chair | A. Okello\nClerk | B. Aber\nTreasurer | C. Auma",
            "Licence | Distribution\nLosses | 3.1 percent\nTheft | 1.2 percent",
        ] {
            let first = list.lines().next().unwrap();
            assert_eq!(header_of(list), Some((first, false)), "{list}");
        }
    }

    #[test]
    fn names_and_periods_head_figures() {
        for table in [
            "Region | Customers\nNorth | 48,211\nWest | 1,250",
            "Region | Losses\nNorth | 3.1%\nWest | -\nSouth | 4.0%",
            "Indicator | 2023\nCustomers | 48,211\nStaff | 344",
            "Indicator | FY2023\nCustomers | 48,211\nPeak demand | 61 MW",
            "Indicator | 2023/24 (Baseline)\nLosses | 3.1 percent",
            "Item | Amount (UGX)\nConnection | 200,000\nMeters\nDeposit | 50,000",
            "Report | Due\nMonthly figures | Tenth working day\nAudited accounts | 30 April",
            "A. Person | B. Person\nProcurement | Company Secretary",
        ] {
            let first = table.lines().next().unwrap();
            assert_eq!(header_of(table), Some((first, true)), "{table}");
        }
    }

    #[test]
    fn other_lists_and_languages_follow_the_rule() {
        for list in [
            "Perdas de transporte | 3,1 por cento\nClientes | 48 211",
            "Spitzenlast | 61 MW\nKunden | 48.211\nMitarbeiter | 344",
            "최대 수요: | 61 MW\n고객 수: | 48,211",
            "Fee | EUR 1,250\nDeposit | EUR 300\nStamp | EUR 15",
            "Grace period | 14 days\nMembers | 12",
            "Rate | 12 %\nTerm | 60 months\nMembers | 12",
        ] {
            assert_eq!(header_of(list), None, "{list}");
        }
        for table in [
            "Gemeinde | Einwohner\nLahr | 48 211\nKehl | 36 089",
            "구분 | 2023년도\n고객 수 | 48,211",
            "Poste | Exercice 2022/23\nPertes | 3,1 %\nClients | 48 211",
            "Abbreviation | Meaning\nSAIDI | System average interruption duration index\nMED | Major event day",
            "Year | Peak demand (MW)\n2024 | 812\n2026 | 904",
        ] {
            let first = table.lines().next().unwrap();
            assert_eq!(header_of(table), Some((first, true)), "{table}");
        }
        let unsure = "Utilité | Réseau de Kisoro\nClients | 48 211\nPointe | 61 MW";
        assert_eq!(header_of(unsure).map(|(_, is_certain)| is_certain), Some(false));
    }

    #[test]
    fn lists_below_tables_do_not_share_their_header() {
        let list =
            "Region | Customers\nNorth | 48,211\nOther matters follow.\nLosses | 3.1 percent\nPeak demand | 61 MW";
        assert!(header_of(list).is_none_or(|(_, is_certain)| !is_certain));
    }

    #[test]
    fn wide_rows_keep_their_header() {
        let table = "Region | 2023 | 2022\nNorth | 3 | 4\nThe plan is reviewed.\nWest | 5 | 6";
        assert_eq!(header_of(table), Some(("Region | 2023 | 2022", true)));
        assert_eq!(header_of("Peak demand | 61 MW | 64 MW\nCustomers | 48,211 | 50,120"), None);
        assert_eq!(header_of("Lund | Hamngatan 9 | Eva Berg\nVisby | Strandgatan 2 | Olof Ek"), None);
        let unsure = "Tailor Ek | Coats | Olof Ek\nBakery Moll | Rolls | Eva Moll\nSmith Ros | Keys | Ida Ros";
        assert_eq!(header_of(unsure), Some(("Tailor Ek | Coats | Olof Ek", false)));
        let words = "Action | Owner | By\nReplace transformers | Operations | 2028\nFit banks | Operations | 2026";
        assert_eq!(header_of(words), Some(("Action | Owner | By", true)));
    }
}
