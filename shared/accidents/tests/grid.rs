//! Grids of hours and weekdays.

use serde_json::{Value, json};
use sisuiq_accidents::{Feature, Grid, Note};

use crate::{DEMO, accident, read, with};

const WEEK: [&str; 7] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];

fn grid(value: &Value) -> Grid {
    DEMO.grid(&DEMO.parse_grid(value).unwrap()).unwrap()
}

#[test]
fn cells_equal_single_predictions() {
    let grid = grid(&with(&json!({"accident_hour": null, "day_of_week": null, "time_period": null})));
    assert_eq!((grid.cells.len(), grid.notes.len()), (168, 0));
    for hour in 0..24 {
        for (weekday, name) in WEEK.iter().enumerate() {
            let single = read(&with(&json!({"accident_hour": hour, "day_of_week": name, "time_period": null})));
            let cell = grid.cell(hour, weekday).unwrap();
            assert_eq!(cell.accident, single.accident);
            assert_eq!(cell.estimate, DEMO.estimate(&single.accident).unwrap());
        }
    }
    assert!(grid.cell(24, 0).is_none() && grid.cell(0, 7).is_none() && grid.cell(usize::MAX, 1).is_none());
}

#[test]
fn given_varied_fields_are_noted() {
    let grid = grid(&with(&json!({"accident_year": 2024})));
    let names = vec!["accident_hour".to_owned(), "time_period".to_owned(), "day_of_week".to_owned()];
    assert_eq!(grid.notes, [Note::Varied { names }, Note::YearOutside { year: 2024, first: 2019, last: 2021 }]);
}

#[test]
fn other_fields_are_required() {
    let found = DEMO.parse_grid(&json!({"district": "대구광역시 중구 동성로1가", "accident_hour": 99})).unwrap_err();
    let features: Vec<_> = found.iter().filter_map(|fault| fault.feature).collect();
    assert_eq!(features.len(), 8);
    assert!(features.contains(&Feature::Hour), "a faulty value is a fault, used or not: {found:?}");
    let impossible = DEMO.parse_grid(&with(&json!({"accident_month": 2, "accident_day": 30}))).unwrap_err();
    assert_eq!(impossible.len(), 1);
    assert!(DEMO.parse_grid(&accident()).is_ok());
}
