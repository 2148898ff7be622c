use proptest::prelude::*;
use sisuiq_names::{
    IndexBuilder, IndexError, Kind, ListedEntity, Name, NameIndex, NameQuality, Search, Searcher, Subject,
};

use crate::fixture::{LIST, build, bytes, facts, index, quality};

#[test]
fn entries_return_from_bytes() {
    let index = index();
    assert_eq!((index.len(), index.list_version()), (LIST.len(), "invented list, version 7"));
    assert_eq!(index.entities(), LIST.chunk_by(|one, next| one.0 == next.0).count());
    for (number, (key, text, kind)) in (0..).zip(LIST) {
        let entry = index.entry(number).unwrap();
        assert_eq!((entry.key, entry.text, entry.kind, entry.quality), (*key, *text, *kind, quality(text)));
        assert_eq!(index.facts(number), Some(facts(key)));
    }
    assert!(index.entry(999).is_none());
    assert!(index.facts(999).is_none());
}

#[test]
fn equal_lists_give_equal_bytes() {
    assert_eq!(build(), build());
}

#[test]
fn empty_lists_have_an_index() {
    let index = NameIndex::open(IndexBuilder::new("").build().unwrap()).unwrap();
    assert!(index.is_empty() && index.entities() == 0);
    let name = Name::parse("Arkady", Kind::Person);
    assert_eq!(Searcher::new(&index).search(&name, &Subject::default(), &Search::default()), []);
}

#[test]
fn names_without_letters_are_counted() {
    let mut builder = IndexBuilder::new("");
    let entity = ListedEntity::new("1").with_name("LLC", Kind::Organisation, NameQuality::Strong);
    builder.add(entity.with_name("---", Kind::Organisation, NameQuality::Strong));
    builder.add(ListedEntity::new("2").with_name("Zarya LLC", Kind::Organisation, NameQuality::Strong));
    builder.add(ListedEntity::new("3"));
    let index = NameIndex::open(builder.build().unwrap()).unwrap();
    assert_eq!((index.len(), index.unsearchable(), index.entities()), (3, 2, 3));
}

#[test]
fn repeated_keys_are_refused() {
    let mut builder = IndexBuilder::new("");
    builder.add(ListedEntity::new("1"));
    builder.add(ListedEntity::new("1"));
    assert_eq!(builder.build(), Err(IndexError::DuplicateKey("1".into())));
}

#[test]
fn refusals_say_the_reason() {
    let bytes = bytes();
    assert_eq!(NameIndex::open(Vec::new()).unwrap_err(), IndexError::NotAnIndex);
    assert_eq!(NameIndex::open(b"SQNAMES".to_vec()).unwrap_err(), IndexError::NotAnIndex);
    assert!(matches!(NameIndex::open(bytes[..50].to_vec()).unwrap_err(), IndexError::Length { .. }));
    assert!(matches!(NameIndex::open(bytes[..bytes.len() - 1].to_vec()).unwrap_err(), IndexError::Length { .. }));
    let mut later = bytes.clone();
    later[8] = 200;
    assert!(matches!(NameIndex::open(later).unwrap_err(), IndexError::Version { found: 200, .. }));
    let mut damaged = bytes;
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    assert!(matches!(NameIndex::open(damaged).unwrap_err(), IndexError::Checksum { .. }));
}

/// Writes a right checksum over wrong contents.
fn forge(mut bytes: Vec<u8>) -> Vec<u8> {
    let checksum = crc32fast::hash(&bytes[16..]);
    bytes[12..16].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Opens bytes and, if they open, reads and searches all of them. Nothing may panic.
fn exercise(bytes: Vec<u8>) {
    let Ok(index) = NameIndex::open(bytes) else { return };
    let mut searcher = Searcher::new(&index);
    let search = Search { threshold: 0.1, ..Search::default() };
    for name in ["Arkady Volkonsky", "NLSC", "محمود القرشي", "Golden Heron 2"] {
        let hits = searcher.search(&Name::parse(name, Kind::Unknown), &facts("1"), &search);
        assert!(hits.iter().all(|hit| hit.comparison.score.is_finite()));
    }
    for number in 0..u32::try_from(index.len()).unwrap() {
        let _entry = (index.entry(number), index.facts(number));
    }
    let _counts = (index.entities(), index.unsearchable(), index.list_version());
}

#[test]
fn forged_references_are_refused_or_harmless() {
    let bytes = bytes();
    for place in (16..bytes.len() - 4).step_by(37) {
        for word in [0x7FFF_FFF0_u32, u32::MAX, 1] {
            let mut forged = bytes.clone();
            forged[place..place + 4].copy_from_slice(&word.to_le_bytes());
            exercise(forge(forged));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bits_are_refused(place in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut damaged = bytes();
        let place = place.index(damaged.len());
        damaged[place] ^= 1 << bit;
        prop_assert!(NameIndex::open(damaged).is_err());
    }

    #[test]
    fn cut_and_extended_bytes_are_refused(keep in any::<prop::sample::Index>(), more in prop::collection::vec(any::<u8>(), 1..40)) {
        let bytes = bytes();
        prop_assert!(NameIndex::open(&bytes[..keep.index(bytes.len())]).is_err());
        let longer = [bytes, more].concat();
        prop_assert!(NameIndex::open(longer).is_err());
    }

    #[test]
    fn forged_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in prop::option::of(any::<prop::sample::Index>())) {
        let mut forged = bytes();
        for (place, byte) in changes {
            let place = 16 + place.index(forged.len() - 16);
            forged[place] = byte;
        }
        if let Some(cut) = cut {
            forged.truncate(24 + cut.index(forged.len() - 24));
            let length = u64::try_from(forged.len()).unwrap();
            forged[16..24].copy_from_slice(&length.to_le_bytes());
        }
        exercise(forge(forged));
    }

    #[test]
    fn arbitrary_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(NameIndex::open(bytes).is_err());
    }
}
