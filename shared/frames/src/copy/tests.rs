use super::{
    CopyReader,
    layout::{HEAD, TRAILER},
    write_copy,
};
use crate::{Bitmap, Column, Dictionary, Frame, FrameError, Heading, Kind, Values};
use proptest::prelude::*;

fn heading(name: &str, kind: Kind) -> Heading {
    Heading { name: name.to_owned(), kind, zone: None }
}

fn frame() -> Frame {
    let rows = 1_000_usize;
    let every = |step: usize| Bitmap::of(rows, |row| row % step == 0);
    let integers = (0..1_000).map(|row| row * row - 500).collect();
    let numbers = (0..1_000).map(|row| f64::from(row) / 7.0).collect();
    let texts = Dictionary::of(["가", "나", "다"]).unwrap();
    let columns = vec![
        (heading("n", Kind::Integer), Column::new(Values::Integer(integers), every(7))),
        (heading("x", Kind::Number), Column::new(Values::Number(numbers), Bitmap::none(rows))),
        (heading("s", Kind::Text), Column::new(Values::Text((0..1_000).map(|row| row % 3).collect(), texts), every(5))),
        (heading("d", Kind::Date), Column::new(Values::Date((0..1_000).collect()), every(3))),
        (
            heading("t", Kind::Timestamp),
            Column::new(Values::Timestamp((0..1_000).map(|row| i64::MIN + row).collect()), every(2)),
        ),
        (
            heading("b", Kind::Boolean),
            Column::new(Values::Boolean((0..rows).map(|row| row % 2 == 0).collect()), every(9)),
        ),
        (
            heading("e", Kind::Text),
            Column::new(Values::Text(vec![0; rows], Dictionary::default()), Bitmap::none(rows).inverted()),
        ),
    ];
    Frame::new(columns.into_iter().map(|(heading, column)| (heading, column.unwrap())).collect()).unwrap()
}

fn written() -> Vec<u8> {
    let mut bytes = Vec::new();
    let length = write_copy(&frame(), &mut bytes).unwrap();
    assert_eq!(length, u64::try_from(bytes.len()).unwrap());
    bytes
}

/// Reads everything; what is read must be sound.
fn read(bytes: Vec<u8>) -> Result<Frame, FrameError> {
    Frame::of(&CopyReader::open(bytes)?)
}

/// The file with another footer that has the right checksum.
fn with_footer(change: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let bytes = written();
    let trailer = bytes.len() - TRAILER;
    let length = usize::try_from(u32::from_le_bytes(bytes[trailer..trailer + 4].try_into().unwrap())).unwrap();
    let mut footer = serde_json::from_slice(&bytes[trailer - length..trailer]).unwrap();
    change(&mut footer);
    let footer = serde_json::to_vec(&footer).unwrap();
    let mut changed = bytes[..trailer - length].to_vec();
    changed.extend_from_slice(&footer);
    changed.extend_from_slice(&u32::try_from(footer.len()).unwrap().to_le_bytes());
    changed.extend_from_slice(&crc32fast::hash(&footer).to_le_bytes());
    changed.extend_from_slice(&bytes[trailer + 8..]);
    changed
}

#[test]
fn copy_has_the_same_values() {
    let found = read(written()).unwrap();
    assert_eq!(found, frame());
    let empty = Frame::default();
    let mut bytes = Vec::new();
    write_copy(&empty, &mut bytes).unwrap();
    assert_eq!(read(bytes).unwrap(), empty);
}

#[test]
fn every_changed_byte_is_found() {
    let bytes = written();
    for place in HEAD..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 0x40;
        // the two bytes of zero in the trailer have no meaning yet
        let is_unused = (bytes.len() - 10..bytes.len() - 8).contains(&place);
        assert!(read(changed).is_err() || is_unused, "byte {place}");
    }
}

#[test]
fn shortened_files_are_refused() {
    let bytes = written();
    for length in (0..bytes.len()).step_by(13) {
        assert!(read(bytes[..length].to_vec()).is_err());
        assert!(read(bytes[bytes.len() - length..].to_vec()).is_err());
    }
}

#[test]
fn other_versions_are_named() {
    let mut bytes = written();
    let place = bytes.len() - 12;
    bytes[place] = 9;
    assert!(matches!(read(bytes), Err(FrameError::Version(9))));
}

#[test]
fn hostile_footers_are_refused() {
    let parts = ["bits", "values"];
    for part in parts {
        for (field, value) in
            [("plain", 1_u64 << 40), ("plain", 8), ("stored", 1 << 40), ("offset", u64::MAX), ("offset", 0)]
        {
            let changed = with_footer(|footer| footer["columns"][0][part][field] = value.into());
            assert!(read(changed).is_err(), "{part} {field} {value}");
        }
    }
    for (field, value) in [("rows", 1_u64 << 60), ("rows", 999), ("rows", 0)] {
        assert!(read(with_footer(|footer| footer[field] = value.into())).is_err(), "{field} {value}");
    }
    for (field, value) in [("width", 0_u64), ("width", 3), ("width", 8), ("missing", 5)] {
        assert!(read(with_footer(|footer| footer["columns"][0][field] = value.into())).is_err(), "{field} {value}");
    }
    let other = |kind: &'static str| with_footer(move |footer| footer["columns"][4]["heading"]["kind"] = kind.into());
    for kind in ["text", "date", "boolean"] {
        assert!(read(other(kind)).is_err(), "{kind}");
    }
    let swapped = with_footer(|footer| footer["columns"][2]["dictionary"] = footer["columns"][6]["dictionary"].clone());
    assert!(read(swapped).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        drop(read(bytes.clone()));
        let whole = written();
        bytes.extend_from_slice(&whole[whole.len() - TRAILER..]);
        prop_assert!(read(bytes).is_err());
    }
}
