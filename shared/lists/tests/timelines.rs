use jiff::civil::Date;
use sisuiq_lists::{
    Ending, Entity, EntityKey, EntityKind, HistoryError, ListId, Observed, Standing, Timeline, ValidFrom, Version,
};
use sisuiq_lists::{VersionDates, histories};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn entity(programme: &str) -> Entity {
    let mut entity = Entity::new(EntityKey { list: ListId::OfacSdn, id: "7".into() }, EntityKind::Person);
    entity.programmes.push(programme.into());
    entity
}

fn other() -> Entity {
    Entity::new(EntityKey { list: ListId::OfacSdn, id: "8".into() }, EntityKind::Person)
}

/// The timeline of the entity 7 over versions that have it under a programme, or not at all.
fn timeline(versions: &[(&str, Option<&str>)]) -> (VersionDates, Timeline) {
    let entities: Vec<Vec<Entity>> =
        versions.iter().map(|(_, programme)| programme.map(entity).into_iter().chain([other()]).collect()).collect();
    let versions: Vec<Version> =
        versions.iter().zip(&entities).map(|((date, _), entities)| Version { date: day(date), entities }).collect();
    let (dates, mut all) = histories(&versions).unwrap();
    (dates, all.remove(&entity("X").key).unwrap())
}

const VERSIONS: [(&str, Option<&str>); 6] = [
    ("2019-01-10", None),
    ("2019-02-10", Some("X")),
    ("2019-03-10", Some("X")),
    ("2019-04-10", Some("Y")),
    ("2019-05-10", None),
    ("2019-06-10", Some("X")),
];

#[test]
fn spans_are_closed_and_reopened() {
    let (_, timeline) = timeline(&VERSIONS);
    let spans: Vec<_> = timeline
        .spans
        .iter()
        .map(|span| (span.programmes[0].as_str(), span.valid_from, span.valid_to, span.last_seen, span.ending))
        .collect();
    assert_eq!(
        spans,
        [
            ("X", day("2019-02-10"), Some(day("2019-04-10")), Some(day("2019-03-10")), Some(Ending::Changed)),
            ("Y", day("2019-04-10"), Some(day("2019-05-10")), Some(day("2019-04-10")), Some(Ending::Removed)),
            ("X", day("2019-06-10"), None, None, None),
        ]
    );
}

#[test]
fn standing_is_certain_where_versions_agree() {
    let (dates, timeline) = timeline(&VERSIONS);
    let words = |text: &str| match timeline.standing(&dates, day(text)) {
        Standing::Listed(span) => format!("listed {}", span.programmes[0]),
        Standing::ListedEither { before, after } => {
            format!("listed {} or {}", before.programmes[0], after.programmes[0])
        }
        Standing::Uncertain { after, before, .. } => format!("uncertain {after} {before}"),
        Standing::NotListed => "not listed".to_owned(),
        Standing::Unknown => "unknown".to_owned(),
    };
    for (date, expected) in [
        ("2019-01-09", "unknown"),
        ("2019-01-10", "not listed"),
        ("2019-01-11", "uncertain 2019-01-10 2019-02-10"),
        ("2019-02-10", "listed X"),
        ("2019-03-01", "listed X"),
        ("2019-03-10", "listed X"),
        ("2019-03-11", "listed X or Y"),
        ("2019-04-10", "listed Y"),
        ("2019-04-11", "uncertain 2019-04-10 2019-05-10"),
        ("2019-05-10", "not listed"),
        ("2019-05-11", "uncertain 2019-05-10 2019-06-10"),
        ("2019-06-10", "listed X"),
        ("2019-06-11", "unknown"),
    ] {
        assert_eq!(words(date), expected, "{date}");
    }
}

#[test]
fn stated_days_are_exact() {
    let listed = Entity { listed_on: Some(day("2018-05-01")), ..entity("X") };
    let amended = Entity { updated_on: vec![day("2017-01-01"), day("2019-01-20")], ..entity("Y") };
    let late = Entity { listed_on: Some(day("2019-01-25")), key: other().key, ..entity("Z") };
    let (first, second) = ([listed], [amended, late]);
    let versions = [
        Version { date: day("2019-01-10"), entities: first.as_slice() },
        Version { date: day("2019-02-10"), entities: second.as_slice() },
    ];
    let (dates, all) = histories(&versions).unwrap();
    let timeline = &all[&entity("X").key];
    let programme = |text: &str| match timeline.standing(&dates, day(text)) {
        Standing::Listed(span) => Some(span.programmes[0].clone()),
        _ => None,
    };
    assert_eq!(timeline.spans[0].valid_from_source, ValidFrom::Stated);
    assert_eq!(timeline.spans[0].known_from, day("2019-01-10"));
    let found = ["2018-04-30", "2018-05-01", "2019-01-19", "2019-01-20"].map(programme);
    assert_eq!(found, [None, Some("X".into()), Some("X".into()), Some("Y".into())]);
    let late = &all[&other().key];
    assert_eq!(late.standing(&dates, day("2019-01-24")), Standing::NotListed);
    assert!(matches!(late.standing(&dates, day("2019-01-25")), Standing::Listed(_)));
}

#[test]
fn order_and_repetition_of_versions_do_not_matter() {
    let expected = timeline(&VERSIONS);
    let mut shuffled = VERSIONS.to_vec();
    shuffled.reverse();
    shuffled.swap(1, 4);
    shuffled.push(VERSIONS[2]);
    shuffled.push(VERSIONS[4]);
    assert_eq!(timeline(&shuffled), expected);
}

#[test]
fn observations_may_be_repeated() {
    let (x, y) = (entity("X"), entity("Y"));
    let mut dates = VersionDates::default();
    let mut timeline = Timeline::new(x.key.clone());
    assert_eq!(timeline.observe(&dates, day("2019-01-10"), Some(&x)), Ok(Observed::Opened));
    // killed before the version was complete
    assert_eq!(timeline.observe(&dates, day("2019-01-10"), Some(&x)), Ok(Observed::Unchanged));
    dates.add(day("2019-01-10"));
    assert_eq!(timeline.observe(&dates, day("2019-01-10"), Some(&x)), Ok(Observed::Unchanged));
    assert_eq!(timeline.observe(&dates, day("2019-02-10"), Some(&y)), Ok(Observed::Changed));
    assert_eq!(timeline.observe(&dates, day("2019-02-10"), Some(&y)), Ok(Observed::Unchanged));
    dates.add(day("2019-02-10"));
    assert_eq!(timeline.observe(&dates, day("2019-03-10"), None), Ok(Observed::Closed));
    assert_eq!(timeline.observe(&dates, day("2019-03-10"), None), Ok(Observed::Unchanged));
    dates.add(day("2019-03-10"));
    let before = timeline.clone();
    for (date, entity) in [("2019-01-10", Some(&x)), ("2019-02-10", Some(&y)), ("2019-03-10", None)] {
        assert_eq!(timeline.observe(&dates, day(date), entity), Ok(Observed::Unchanged));
    }
    assert_eq!(timeline, before);
}

#[test]
fn contradictions_are_refused() {
    let (x, y) = (entity("X"), entity("Y"));
    let mut dates = VersionDates::default();
    let mut timeline = Timeline::new(x.key.clone());
    timeline.observe(&dates, day("2019-02-10"), Some(&x)).unwrap();
    dates.add(day("2019-02-10"));
    let before = timeline.clone();
    let conflict = timeline.observe(&dates, day("2019-02-10"), Some(&y)).unwrap_err();
    assert_eq!(conflict.code(), "history_conflict");
    assert_eq!(timeline.observe(&dates, day("2019-02-10"), None).unwrap_err().code(), "history_conflict");
    let late = timeline.observe(&dates, day("2019-01-10"), Some(&x)).unwrap_err();
    assert_eq!(late, HistoryError::OutOfOrder { date: day("2019-01-10"), last: day("2019-02-10") });
    assert_eq!(timeline.observe(&dates, day("2019-03-10"), Some(&other())).unwrap_err().code(), "history_other_entity");
    assert_eq!(timeline, before);
}
