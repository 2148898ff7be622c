//! Tests of the notation of columns.

use super::*;

fn decide(columns: &[&[&str]], context: &Context) -> Vec<Notation> {
    let seen = columns.iter().map(|values| {
        let mut seen = Seen::default();
        values.iter().for_each(|value| seen.look(&Raw::Text((*value).into())));
        seen
    });
    notations(&seen.collect::<Vec<_>>(), context)
}

fn marks(columns: &[&[&str]], context: &Context) -> Vec<Marks> {
    decide(columns, context).iter().map(|notation| notation.style.marks).collect()
}

const WHOLE: Context =
    Context { mark: None, order: None, columns: Vec::new(), is_separated_by_commas: false, whole: Some(0) };
const COMMAS: Context =
    Context { mark: None, order: None, columns: Vec::new(), is_separated_by_commas: true, whole: None };

#[test]
fn ambiguous_columns_stay_open() {
    let found = decide(&[&["03/04/2024"], &["1,234"], &["1.234"], &["x"]], &Context::default());
    let open: Vec<(bool, bool)> = found.iter().map(|found| (found.has_open_dates, found.has_open_numbers)).collect();
    assert_eq!(open, [(true, false), (false, true), (false, true), (false, false)]);
}

#[test]
fn self_contradicting_column_stays_open() {
    let found = decide(&[&["31/01/2024", "01/31/2024"], &["1,5", "1.5"]], &Context::default());
    assert!(found[0].has_open_dates && found[1].has_open_numbers);
    assert_eq!(found[1].style.marks, Marks::Open);
}

#[test]
fn one_value_decides_ambiguous_columns() {
    let columns: [&[&str]; 4] = [&["03/04/2024", "31/12/2024"], &["03/04/2024"], &["1,234", "0,5"], &["1.250"]];
    let found = decide(&columns, &Context::default());
    assert!(found[..2].iter().all(|found| found.style.orders.long == Some(DateOrder::DayFirst)));
    assert!(found[2..].iter().all(|found| found.style.marks == Marks::Decimal(DecimalMark::Comma)));
    assert!(found.iter().all(|found| !found.has_open_dates && !found.has_open_numbers));
}

#[test]
fn customers_are_whole_numbers() {
    assert_eq!(marks(&[&["1.200", "950"]], &WHOLE), [Marks::Decimal(DecimalMark::Comma)]);
    assert_eq!(marks(&[&["1,200", "950"]], &WHOLE), [Marks::Decimal(DecimalMark::Point)]);
    // three decimals of zero, or thousands
    assert_eq!(marks(&[&["1.000", "2.000"]], &WHOLE), [Marks::Open]);
    assert_eq!(marks(&[&["1.200", "1,300"]], &WHOLE), [Marks::Open]);
    // an export with three decimals
    assert_eq!(marks(&[&["1200.000", "950.000"]], &WHOLE), [Marks::Decimal(DecimalMark::Point)]);
}

#[test]
fn whole_numbers_do_not_contradict_the_table() {
    assert_eq!(marks(&[&["1.200"], &["1.5"]], &WHOLE)[0], Marks::Open);
    assert_eq!(marks(&[&["1,200"], &["1.5"]], &WHOLE)[0], Marks::Decimal(DecimalMark::Point));
}

#[test]
fn separator_speaks_for_decimal_points() {
    assert_eq!(marks(&[&["1.250"]], &COMMAS), [Marks::Decimal(DecimalMark::Point)]);
    assert_eq!(marks(&[&["1,250"]], &COMMAS), [Marks::Open]);
    assert_eq!(marks(&[&["1.500", "90"]], &COMMAS), [Marks::Open]);
    assert_eq!(marks(&[&["1.250"]], &Context::default()), [Marks::Open]);
    let chosen = Context { mark: Some(DecimalMark::Comma), ..COMMAS };
    assert_eq!(marks(&[&["1.250"]], &chosen), [Marks::Decimal(DecimalMark::Comma)]);
}
