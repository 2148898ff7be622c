//! Tests of the columns of outage tables.

use super::*;
use crate::grid::Raw;

fn of(columns: &[(&str, &str)]) -> Option<OutageColumns> {
    with(columns, &Mapping::default()).unwrap()
}

fn with(columns: &[(&str, &str)], mapping: &Mapping) -> Result<Option<OutageColumns>, TableError> {
    let names: Vec<Names> = columns.iter().map(|(name, _)| vec![(*name).to_owned()]).collect();
    let seen: Vec<Seen> = columns
        .iter()
        .map(|(_, value)| {
            let mut seen = Seen::default();
            seen.look(&Raw::Text((*value).into()));
            seen
        })
        .collect();
    OutageColumns::of(&names, &seen, mapping)
}

#[test]
fn other_tables_are_not_outages() {
    assert_eq!(of(&[("station", "A"), ("load", "1"), ("date", "2024-01-05")]), None);
    assert_eq!(of(&[]), None);
    // 5 is no date
    assert_eq!(of(&[("day", "5"), ("customers", "7")]), None);
}

#[test]
fn start_precedes_date() {
    let found = of(&[("date", "2024-01-05"), ("start", "2024-01-05 10:00"), ("end", "2024-01-05 11:00")]).unwrap();
    assert_eq!((found.begin, found.end), (Times { day: Some(1), clock: None }, Times { day: Some(2), clock: None }));
}

#[test]
fn clocks_need_the_date() {
    let found = of(&[("date", "2024-01-05"), ("start time", "10:00"), ("end time", "11:00")]).unwrap();
    assert_eq!(found.begin, Times { day: Some(0), clock: Some(1) });
    assert_eq!(found.end, Times { day: None, clock: Some(2) });
    let columns =
        [("start date", "2024-01-05"), ("start time", "10:00"), ("end date", "2024-01-06"), ("end time", "11:00")];
    let found = of(&columns).unwrap();
    assert_eq!(found.begin, Times { day: Some(0), clock: Some(1) });
    assert_eq!(found.end, Times { day: Some(2), clock: Some(3) });
}

#[test]
fn outage_time_is_decided_by_values() {
    let of = |value: &'static str, end: &[(&'static str, &'static str)]| {
        of(&[&[("date", "2024-01-05"), ("outage time", value), ("customers", "5")], end].concat()).unwrap()
    };
    assert_eq!(of("14:00", &[("restoration time", "16:00")]).begin, Times { day: Some(0), clock: Some(1) });
    assert_eq!(of("14:00", &[]).unclear, [1]);
    assert!(!of("14:00", &[]).has_durations());
    assert_eq!(of("2h 30m", &[]).durations, [(1, None)]);
    assert_eq!(of("2024-01-05 14:00", &[]).begin, Times { day: Some(1), clock: None });
}

#[test]
fn reports_are_no_dates() {
    assert_eq!(of(&[("report date", "2024-01-05"), ("customers", "7")]), None);
    let found = of(&[("reported at", "2024-01-09 10:00"), ("start", "2024-01-05 10:00"), ("customers", "7")]).unwrap();
    assert_eq!((found.begin.day, found.reports), (Some(1), vec![0]));
}

#[test]
fn affected_customers_precede_others() {
    let found = of(&[("date", "2024-01-05"), ("customers", "9"), ("customers affected", "7")]).unwrap();
    assert_eq!((found.customers, found.unused), (Some(2), vec![(1, 2)]));
}

#[test]
fn customers_who_may_not_be_affected_are_asked_for() {
    let columns = [("date", "2024-01-05"), ("cause", "tree"), ("Kunden ohne Ausfall", "7"), ("customer type", "5")];
    let found = of(&columns).unwrap();
    assert_eq!((found.customers, found.doubtful), (None, vec![2]));
    let chosen = Mapping { customers: Some(ColumnChoice::Position(3)), ..Mapping::default() };
    let found = with(&columns, &chosen).unwrap().unwrap();
    assert_eq!((found.customers, found.doubtful), (Some(2), Vec::new()));
    // beside them `customers` may be all customers
    let mut columns =
        vec![("date", "2024-01-05"), ("cause", "tree"), ("customers", "9"), ("customers not affected", "7")];
    let found = of(&columns).unwrap();
    assert_eq!((found.customers, found.doubtful), (None, vec![3, 2]));
    columns.push(("customers affected", "2"));
    assert_eq!(of(&columns).unwrap().customers, Some(4));
}

#[test]
fn hours_with_supply_are_no_durations() {
    let columns = [("date", "2024-01-05"), ("customers", "9"), ("supply hours", "20")];
    let found = of(&columns).unwrap();
    assert_eq!((found.durations, found.other_durations), (Vec::new(), vec![2]));
    let with_both = [&columns[..], &[("outage hours", "4")]].concat();
    let found = of(&with_both).unwrap();
    assert_eq!((found.durations, found.other_durations), (vec![(3, Some(DurationUnit::Hours))], Vec::new()));
}

#[test]
fn mapping_replaces_what_was_found() {
    let columns = [("date", "2024-01-05"), ("began", "2024-01-04"), ("length", "7"), ("size", "9")];
    let mapping = Mapping {
        date: Some(ColumnChoice::Position(1)),
        start: Some(ColumnChoice::Name("BEGAN".to_owned())),
        customers: Some(ColumnChoice::Name("size".to_owned())),
        duration: Some(ColumnChoice::Position(3)),
        duration_unit: Some(DurationUnit::Minutes),
        ..Mapping::default()
    };
    let found = with(&columns, &mapping).unwrap().unwrap();
    assert_eq!((found.begin.day, found.customers), (Some(1), Some(3)));
    assert_eq!(found.durations, [(2, Some(DurationUnit::Minutes))]);
    for choice in [ColumnChoice::Position(0), ColumnChoice::Position(9), ColumnChoice::Name("x".to_owned())] {
        let wrong = Mapping { region: Some(choice), ..Mapping::default() };
        assert!(matches!(with(&columns, &wrong), Err(TableError::Mapping(_))));
    }
}
