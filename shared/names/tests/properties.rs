use proptest::prelude::*;
use sisuiq_names::{Comparison, Kind, Name, Rarity, official_score};

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Person),
        Just(Kind::Organisation),
        Just(Kind::Vessel),
        Just(Kind::Aircraft),
        Just(Kind::Unknown)
    ]
}

/// Names of frequent and rare parts in several scripts, and arbitrary text.
fn names() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("Mohammed"),
        Just("Muhammad"),
        Just("al-Rahman"),
        Just("Abdul"),
        Just("Kim"),
        Just("Jong"),
        Just("김정은"),
        Just("محمد"),
        Just("Иван"),
        Just("Ivan"),
        Just("bin"),
        Just("Bank"),
        Just("LLC"),
        Just("GmbH"),
        Just("II"),
        Just("2"),
        Just("of"),
        Just("A."),
        Just("习近平"),
        Just("Xi,"),
        Just("Zarya"),
        Just("Zaria"),
        Just("Golden"),
        Just("Dr."),
        Just("株式会社"),
    ];
    prop_oneof![4 => prop::collection::vec(part, 0..6).prop_map(|parts| parts.join(" ")), 1 => "\\PC{0,40}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scores_are_symmetric_and_bounded(left in names(), right in names(), kind in kinds()) {
        let (one, other) = (Name::parse(&left, kind), Name::parse(&right, kind));
        let rarity = Rarity::prior();
        let forward = Comparison::of(&one, &other, &rarity).score;
        let backward = Comparison::of(&other, &one, &rarity).score;
        prop_assert!((0.0..=1.0).contains(&forward));
        prop_assert!((forward - backward).abs() < 1e-9, "{forward} {backward}");
    }

    #[test]
    fn no_name_is_more_alike_than_itself(left in names(), right in names(), kind in kinds()) {
        let (one, other) = (Name::parse(&left, kind), Name::parse(&right, kind));
        let rarity = Rarity::prior();
        let own = Comparison::of(&one, &one, &rarity).score;
        let score = Comparison::of(&one, &other, &rarity).score;
        prop_assert!(score <= own + 1e-9, "{score} {own}");
    }

    #[test]
    fn official_scores_are_bounded(left in names(), right in names()) {
        prop_assert!(official_score(&left, &right) <= 100);
    }
}
