//! A small list of invented names.

use std::sync::LazyLock;

use sisuiq_names::{
    BirthDate, Comparison, Gender, Identifier, IndexBuilder, Kind, ListedEntity, Name, NameIndex, NameQuality, Rarity,
    Subject,
};

pub(crate) const LIST: &[(&str, &str, Kind)] = &[
    ("1", "VOLKONSKY, Arkady Petrovich", Kind::Person),
    ("1", "Аркадий Волконский", Kind::Person),
    ("2", "AL-HARBANI, Mahmoud Yusuf", Kind::Person),
    ("3", "محمود حسين القرشي", Kind::Person),
    ("4", "RHEE, Dong-hyun", Kind::Person),
    ("5", "Northern Lights Shipping Company Limited", Kind::Organisation),
    ("5", "NLSC", Kind::Organisation),
    ("6", "Republic Institute of Deep Sea Lanes", Kind::Organisation),
    ("7", "OOO TEKHNOSNAB-7", Kind::Organisation),
    ("8", "EMMA LLC", Kind::Organisation),
    ("9", "MV GOLDEN HERON 2", Kind::Vessel),
    ("10", "ABDUL RAHMAN, Khalid", Kind::Person),
    ("11", "Trading House Zarya JSC", Kind::Organisation),
    ("12", "QUILL, Barnaby Tobias", Kind::Person),
];

/// The facts of an entity of the list.
pub(crate) fn facts(key: &str) -> Subject {
    match key {
        "1" => Subject {
            birth_dates: vec![BirthDate { year: 1961, month: Some(4), day: Some(12), tolerance: 0 }],
            countries: vec!["RU".into(), "CY".into()],
            gender: Some(Gender::Male),
            identifiers: vec![Identifier { kind: "passport".into(), value: "75 1234567".into() }],
        },
        "2" => Subject {
            birth_dates: vec![
                BirthDate { year: 1970, month: None, day: None, tolerance: 2 },
                BirthDate { year: 1973, month: Some(6), day: None, tolerance: 0 },
            ],
            countries: vec!["SY".into()],
            ..Subject::default()
        },
        "9" => Subject {
            identifiers: vec![Identifier { kind: "imo".into(), value: "IMO 9107655".into() }],
            ..Subject::default()
        },
        _ => Subject::default(),
    }
}

pub(crate) fn quality(name: &str) -> NameQuality {
    if name == "NLSC" { NameQuality::Weak } else { NameQuality::Strong }
}

pub(crate) fn bytes() -> Vec<u8> {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(build);
    BYTES.clone()
}

pub(crate) fn build() -> Vec<u8> {
    let mut builder = IndexBuilder::new("invented list, version 7");
    for names in LIST.chunk_by(|one, next| one.0 == next.0) {
        let key = names.first().map_or("", |(key, _, _)| key);
        let entity = ListedEntity::new(key).with_facts(facts(key));
        builder.add(names.iter().fold(entity, |entity, (_, text, kind)| entity.with_name(text, *kind, quality(text))));
    }
    builder.build().unwrap()
}

pub(crate) fn index() -> NameIndex<Vec<u8>> {
    NameIndex::open(bytes()).unwrap()
}

pub(crate) fn compare(left: &str, right: &str, kind: Kind) -> Comparison {
    Comparison::of(&Name::parse(left, kind), &Name::parse(right, kind), &Rarity::prior())
}

pub(crate) fn score(left: &str, right: &str, kind: Kind) -> f64 {
    compare(left, right, kind).score
}
