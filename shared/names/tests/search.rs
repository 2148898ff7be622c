use sisuiq_names::{
    BirthDate, EvidenceKind, Gender, Identifier, Kind, ListedEntity, MATCH_THRESHOLD, Name, NameIndex, NameQuality,
    Search, Searcher, Subject,
};

use crate::fixture::index;

fn found(name: &str, kind: Kind) -> Vec<String> {
    let index = index();
    let mut searcher = Searcher::new(&index);
    searcher
        .search(&Name::parse(name, kind), &Subject::default(), &Search::default())
        .iter()
        .map(|hit| hit.entry.key.to_owned())
        .collect()
}

#[test]
fn names_are_found_by_their_spellings() {
    let cases = [
        ("Arkady Volkonsky", Kind::Person, "1"),
        ("Volkonskiy Arkadij", Kind::Person, "1"),
        ("ArkadyVolkonsky", Kind::Person, "1"),
        ("Аркадий Волконский", Kind::Person, "1"),
        ("Mahmud Yousef al Harbani", Kind::Person, "2"),
        ("Mahmoud Hussein al-Qurashi", Kind::Person, "3"),
        ("이동현", Kind::Person, "4"),
        ("Rhee Dong Hyun", Kind::Person, "4"),
        ("Northern Light Shipping Co", Kind::Organisation, "5"),
        ("RIDSL", Kind::Organisation, "6"),
        ("Tekhnosnab 7", Kind::Unknown, "7"),
        ("Golden Heron II", Kind::Vessel, "9"),
        ("Khalid Abdurrahman", Kind::Person, "10"),
        ("Abdurrahman Khalid", Kind::Person, "10"),
        ("Barnaby Quill", Kind::Unknown, "12"),
    ];
    for (name, kind, key) in cases {
        assert_eq!(found(name, kind).first().map(String::as_str), Some(key), "{name}");
    }
}

#[test]
fn legal_forms_alone_find_nothing() {
    for name in ["CORP", "LLC", "Limited", "OOO", "ANNA LLC", "Company Ltd", "GmbH & Co. KG", "株式会社", ""] {
        assert_eq!(found(name, Kind::Organisation), Vec::<String>::new(), "{name}");
        assert_eq!(found(name, Kind::Unknown), Vec::<String>::new(), "{name}");
        assert_eq!(found(name, Kind::Vessel), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn strangers_find_nothing() {
    for name in ["Gertrude Applewhite", "Arkady Voloshin", "Khalid Yusuf", "佐藤花子"] {
        assert_eq!(found(name, Kind::Person), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn kinds_and_limits_bound_the_hits() {
    let index = index();
    let mut searcher = Searcher::new(&index);
    let name = Name::parse("Golden Heron 2", Kind::Unknown);
    let only = |kind| Search { kind: Some(kind), ..Search::default() };
    assert_eq!(searcher.search(&name, &Subject::default(), &only(Kind::Vessel)).len(), 1);
    assert_eq!(searcher.search(&name, &Subject::default(), &only(Kind::Person)).len(), 0);
    assert_eq!(searcher.search(&name, &Subject::default(), &Search { limit: 0, ..Search::default() }).len(), 0);
}

#[test]
fn aliases_give_one_hit() {
    let index = index();
    let hits = Searcher::new(&index).search(
        &Name::parse("Arkady Volkonsky", Kind::Person),
        &Subject::default(),
        &Search { threshold: 0.5, ..Search::default() },
    );
    assert_eq!(hits.iter().filter(|hit| hit.entry.key == "1").count(), 1);
}

#[test]
fn repeated_searches_agree() {
    let index = index();
    let mut searcher = Searcher::new(&index);
    let name = Name::parse("Mahmoud Yusuf", Kind::Person);
    let search = Search { threshold: 0.3, ..Search::default() };
    let first = searcher.search(&name, &Subject::default(), &search);
    let _other = searcher.search(&Name::parse("Golden Heron", Kind::Vessel), &Subject::default(), &search);
    assert_eq!(first, searcher.search(&name, &Subject::default(), &search));
    assert!(first.windows(2).all(|pair| pair[0].comparison.score >= pair[1].comparison.score));
}

fn hits_of(name: &str, facts: &Subject, threshold: f64) -> Vec<(String, f64)> {
    let index = index();
    let name = Name::parse(name, Kind::Person);
    let hits = Searcher::new(&index).search(&name, facts, &Search { threshold, ..Search::default() });
    hits.iter().map(|hit| (hit.entry.key.to_owned(), hit.comparison.score)).collect()
}

fn born(year: i16, month: u8, day: u8) -> Subject {
    Subject {
        birth_dates: vec![BirthDate { year, month: Some(month), day: Some(day), tolerance: 0 }],
        ..Subject::default()
    }
}

#[test]
fn facts_grade_the_hits() {
    let scores = [born(1961, 4, 12), born(1961, 1, 1), Subject::default(), born(1962, 4, 12), born(1990, 4, 12)]
        .map(|facts| hits_of("Arkadiy Volkonskiy", &facts, 0.1).first().map_or(0.0, |(_, score)| *score));
    assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{scores:?}");
}

#[test]
fn facts_raise_a_name_below_the_threshold() {
    let name = "Arkady Volkonsky Quint";
    let (_, alone) = hits_of(name, &Subject::default(), 0.3).remove(0);
    let (_, confirmed) = hits_of(name, &born(1961, 4, 12), 0.3).remove(0);
    assert!(confirmed > alone);
    let between = f64::midpoint(alone, confirmed);
    assert_eq!(hits_of(name, &Subject::default(), between), []);
    assert_eq!(hits_of(name, &born(1961, 4, 12), between), [("1".to_owned(), confirmed)]);
}

#[test]
fn equal_identifiers_find_any_name() {
    let facts = Subject {
        identifiers: vec![Identifier { kind: "Passport".into(), value: "751234567".into() }],
        ..Subject::default()
    };
    assert_eq!(hits_of("Gertrude Applewhite", &facts, MATCH_THRESHOLD).first().map(|(key, _)| key.as_str()), Some("1"));
    let other = Subject {
        identifiers: vec![Identifier { kind: "imo".into(), value: "751234567".into() }],
        ..Subject::default()
    };
    assert_eq!(hits_of("Gertrude Applewhite", &other, MATCH_THRESHOLD), []);
}

#[test]
fn weak_names_score_lower() {
    let index = index();
    let mut searcher = Searcher::new(&index);
    let hits = searcher.search(&Name::parse("NLSC", Kind::Organisation), &Subject::default(), &Search::default());
    let hit = hits.first().unwrap();
    assert_eq!((hit.entry.text, hit.entry.quality), ("NLSC", NameQuality::Weak));
    assert!(hit.comparison.explanation.is_weak_name && hit.comparison.score < 0.9);
}

#[test]
fn hits_explain_their_score() {
    let index = index();
    let facts = Subject { gender: Some(Gender::Female), countries: vec!["CY".into()], ..born(1961, 12, 4) };
    let search = Search { threshold: 0.2, ..Search::default() };
    let hits = Searcher::new(&index).search(&Name::parse("Arkadij Volkonsky Quint", Kind::Person), &facts, &search);
    let hit = hits.first().unwrap();
    let explanation = &hit.comparison.explanation;
    assert!((hit.threshold - 0.2).abs() < 1e-9);
    assert_eq!(explanation.matched.len(), 2);
    assert_eq!(explanation.unmatched_left.iter().map(|token| token.text.as_str()).collect::<Vec<_>>(), ["quint"]);
    let evidence: Vec<(EvidenceKind, bool, &str, &str)> = explanation
        .evidence
        .iter()
        .map(|result| (result.kind, result.strength > 0.0, result.left.as_str(), result.right.as_str()))
        .collect();
    assert_eq!(
        evidence,
        [
            (EvidenceKind::BirthDate, true, "1961-12-04", "1961-04-12"),
            (EvidenceKind::Gender, false, "female", "male"),
            (EvidenceKind::Country, true, "CY", "RU,CY"),
        ]
    );
}

#[test]
fn equal_hits_are_in_the_order_of_the_list() {
    let mut builder = sisuiq_names::IndexBuilder::new("");
    for key in ["z", "a", "m"] {
        builder.add(ListedEntity::new(key).with_name("Tobias Quill", Kind::Person, NameQuality::Strong));
    }
    let index = NameIndex::open(builder.build().unwrap()).unwrap();
    let mut searcher = Searcher::new(&index);
    let hits = searcher.search(&Name::parse("Tobias Quill", Kind::Person), &Subject::default(), &Search::default());
    assert_eq!(hits.iter().map(|hit| hit.entry.key).collect::<Vec<_>>(), ["z", "a", "m"]);
}
