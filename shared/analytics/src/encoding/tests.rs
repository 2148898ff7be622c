//! Tests of encodings.

use super::*;
use std::io::Cursor;

fn read(bytes: &[u8]) -> (String, String) {
    let mut file = Cursor::new(bytes);
    let encoding = detect(&mut file, None).unwrap().encoding;
    let mut text = String::new();
    decoded(file, encoding).read_to_string(&mut text).unwrap();
    (encoding.name().to_owned(), text)
}

fn found(bytes: &[u8]) -> Decoding {
    detect(&mut Cursor::new(bytes), None).unwrap()
}

#[test]
fn non_text_bytes_are_refused() {
    for bytes in [b"PK\x03\x04\0\0".as_slice(), b"a,b\n1,\x002\n", b"\0\0\0\0", b"a\0b", b"\xff\xfe\0\xd8\0\xd8\0\xd8"]
    {
        assert_eq!(detect(&mut Cursor::new(bytes), None).unwrap_err(), TableError::NotText, "{bytes:?}");
    }
}

#[test]
fn each_encoding_is_known_and_read() {
    let is = |encoding: &str, text: &str| (encoding.to_owned(), text.to_owned());
    assert_eq!(read("naïve,1".as_bytes()), is("UTF-8", "naïve,1"));
    assert_eq!(read("\u{feff}naïve".as_bytes()), is("UTF-8", "naïve"));
    assert_eq!(read(b"na\xefve,1 \x80"), is("windows-1252", "naïve,1 €"));
    for mark in ["\u{feff}", ""] {
        let wide =
            |order: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("{mark}é,1").encode_utf16().flat_map(order).collect() };
        assert_eq!(read(&wide(u16::to_le_bytes)), is("UTF-16LE", "é,1"));
        assert_eq!(read(&wide(u16::to_be_bytes)), is("UTF-16BE", "é,1"));
    }
}

#[test]
fn korean_and_chinese_are_told_apart() {
    let korean = "날짜,지역,원인\n2024-01-05,대구광역시 중구,수목 접촉\n";
    let chinese = "日期,地区,原因\n2024-01-05,广东省深圳市,设备故障\n";
    let bare_korean = "a,b\n1,대구광역시 중구 동성로\n2,수성구 범어동\n";
    let bare_chinese = "a,b\n1,广东省深圳市福田区\n2,上海市浦东新区陆家嘴\n";
    let of = |bytes: &[u8]| (found(bytes).encoding.name(), found(bytes).evidence);
    assert_eq!(of(&encoding_rs::EUC_KR.encode(korean).0), ("EUC-KR", Evidence::ColumnNames));
    assert_eq!(of(&encoding_rs::GBK.encode(chinese).0), ("GBK", Evidence::ColumnNames));
    assert_eq!(of(&encoding_rs::EUC_KR.encode(bare_korean).0), ("EUC-KR", Evidence::Syllables));
    assert_eq!(of(&encoding_rs::GBK.encode(bare_chinese).0), ("GBK", Evidence::Statistics));
}

#[test]
fn long_file_is_known_like_its_lines() {
    for (encoding, line) in
        [(encoding_rs::EUC_KR, "서울,가나다라 마바사㎡,1\n"), (encoding_rs::GBK, "广东省深圳市福田区,二,1\n")]
    {
        for offset in 0..2 {
            let text = format!("{}\n{}", "x".repeat(offset), line.repeat(3_000));
            let decoding = found(&encoding.encode(&text).0);
            assert_eq!((decoding.encoding, decoding.lost), (encoding, Lost::default()));
        }
    }
}

#[test]
fn few_broken_bytes_keep_utf_8() {
    let text = format!("name\n{}\n", "Zürich\n".repeat(30));
    let broken = [text.as_bytes(), b"Gen\xe8ve\n"].concat();
    let decoding = found(&broken);
    assert_eq!((decoding.encoding.name(), decoding.evidence), ("UTF-8", Evidence::MostlyValid));
    assert_eq!(decoding.lost, Lost { undecodable: 1, replaced: 0, lines: vec![33] });
    let saved = found("name\nGen\u{fffd}ve\n".as_bytes());
    assert_eq!(saved.lost, Lost { undecodable: 0, replaced: 1, lines: vec![2] });
}

#[test]
fn chosen_encoding_is_used_and_checked() {
    let bytes = encoding_rs::GBK.encode("原因,地区\n").0.into_owned();
    let decoding = detect(&mut Cursor::new(&bytes), Some(encoding_rs::EUC_KR)).unwrap();
    assert_eq!((decoding.encoding.name(), decoding.evidence), ("EUC-KR", Evidence::Chosen));
    let decoding = detect(&mut Cursor::new(&bytes), Some(UTF_8)).unwrap();
    assert!(decoding.lost.undecodable > 0 && decoding.lost.lines == [1]);
}

#[test]
fn character_across_pieces_stays_whole() {
    let long = format!("{}é", "a".repeat(scan::PIECE - 1));
    assert_eq!(read(long.as_bytes()).0, "UTF-8");
    let broken = [long.as_bytes(), b"\xc3"].concat();
    assert_eq!(read(&broken).0, "windows-1252");
}
