use super::{BirthDate, Evidence, Gender, Identifier, Subject};

fn born(year: i16, month: Option<u8>, day: Option<u8>) -> Subject {
    Subject { birth_dates: vec![BirthDate { year, month, day, tolerance: 0 }], ..Subject::default() }
}

#[test]
fn missing_facts_are_neutral() {
    let evidence = Evidence::compare(&Subject::default(), &born(1970, None, None));
    assert!(evidence.results.is_empty());
    assert!((evidence.apply(0.8) - 0.8).abs() < 1e-9);
}

#[test]
fn agreement_raises_and_contradiction_lowers() {
    let full = born(1970, Some(3), Some(5));
    let cases = [
        (born(1970, Some(3), Some(5)), true),
        (born(1970, Some(5), Some(3)), true),
        (born(1970, None, None), true),
        (born(1970, Some(1), Some(1)), true),
        (born(1970, Some(3), Some(6)), false),
        (born(1971, None, None), false),
        (born(1950, None, None), false),
    ];
    for (other, raises) in cases {
        let score = Evidence::compare(&full, &other).apply(0.8);
        assert_eq!(score > 0.8, raises, "{other:?}");
    }
}

#[test]
fn farther_years_lower_more() {
    let full = born(1970, None, None);
    let scores = [1970, 1971, 1973, 1990].map(|year| Evidence::compare(&full, &born(year, None, None)).apply(0.8));
    assert!(scores.windows(2).all(|pair| pair.first() > pair.last()), "{scores:?}");
}

#[test]
fn tolerance_admits_near_years() {
    let circa = Subject {
        birth_dates: vec![BirthDate { year: 1970, month: None, day: None, tolerance: 2 }],
        ..Subject::default()
    };
    assert!(Evidence::compare(&circa, &born(1972, None, None)).apply(0.8) > 0.8);
}

#[test]
fn equal_identifiers_outweigh_names() {
    let holder = |value: &str| Subject {
        identifiers: vec![Identifier { kind: "imo".into(), value: value.into() }],
        ..Subject::default()
    };
    assert!(Evidence::compare(&holder("IMO 9107655"), &holder("imo9107655")).apply(0.2) > 0.9);
    assert!(Evidence::compare(&holder("9107655"), &holder("9107656")).apply(0.8) < 0.8);
}

#[test]
fn genders_that_differ_lower() {
    let of = |gender| Subject { gender: Some(gender), ..Subject::default() };
    assert!(Evidence::compare(&of(Gender::Female), &of(Gender::Male)).apply(0.8) < 0.8);
}

#[test]
fn weak_names_are_not_raised_to_alerts() {
    assert!(Evidence::compare(&born(1970, Some(3), Some(5)), &born(1970, Some(3), Some(5))).apply(0.4) < 0.6);
}
