use crate::{Frame, Kind, Table, value::Value};
use sisuiq_analytics::{Account, Limits, Mapping};
use std::io::{Seek, Write};

fn read(text: &str) -> (Frame, Account) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    Frame::read(file, sisuiq_analytics::Kind::Csv, Limits::default(), Mapping::default()).unwrap()
}

fn kinds(frame: &Frame) -> Vec<Kind> {
    frame.headings().iter().map(|heading| heading.kind).collect()
}

fn values(frame: &Frame, place: usize) -> Vec<String> {
    let column = frame.column(place).unwrap();
    (0..frame.row_count()).map(|row| column.value(row).to_string()).collect()
}

#[test]
fn columns_have_the_type_of_all_values() {
    let (frame, _) = read(
        "n,x,d,t,b,s,code,id\n1,1.5,2024-01-05,2024-01-05 10:00,true,가,007,12345678901234567890\n\
         2,2,2024-01-06,2024-01-05 11:30,FALSE,나,010,1\n,,,,,,,\n-3,1e3,2024-02-29,2024-01-05,true,1,3,2\n",
    );
    let names: Vec<&str> = kinds(&frame).into_iter().map(Kind::name).collect();
    assert_eq!(names, ["integer", "number", "date", "timestamp", "boolean", "text", "text", "text"]);
    assert_eq!((frame.row_count(), values(&frame, 0)), (3, ["1", "2", "-3"].map(str::to_owned).to_vec()));
    assert_eq!(values(&frame, 1), ["1.5", "2", "1000"]);
    assert_eq!(values(&frame, 3)[1..], ["2024-01-05T11:30:00", "2024-01-05T00:00:00"]);
    assert_eq!(values(&frame, 6), ["007", "010", "3"]);
    assert_eq!(values(&frame, 7)[0], "12345678901234567890");
}

#[test]
fn marks_are_missing_among_numbers_only() {
    let (frame, _) = read("n,s,e\n1,-,\n-,x,\nN/A,y,\n3,z,\n");
    assert_eq!(kinds(&frame), [Kind::Integer, Kind::Text, Kind::Text]);
    assert_eq!(frame.column(0).unwrap().missing_count(), 2);
    assert_eq!((frame.column(1).unwrap().missing_count(), frame.column(2).unwrap().missing_count()), (0, 4));
    assert_eq!(frame.column(0).unwrap().value(1), Value::Missing);
}

#[test]
fn long_integers_are_exact() {
    let (frame, _) = read("n,m\n9007199254740993,1\n-9223372036854775808,2\n");
    assert_eq!(frame.column(0).unwrap().value(0), Value::Integer(9_007_199_254_740_993));
    assert_eq!(frame.column(0).unwrap().value(1), Value::Integer(i64::MIN));
}

#[test]
fn totals_are_left_out() {
    let (frame, account) = read("year,n,m\n2015,1,2\n2016,3,4\n합계,4,6\n2017,5,6\n");
    assert_eq!((frame.row_count(), kinds(&frame)[0]), (3, Kind::Integer));
    assert_eq!(account.left_out[0]["reason"], "total");
}

#[test]
fn one_zone_is_kept_and_several_make_texts() {
    let (frame, _) =
        read("a,b\n2024-01-05T10:00+09:00,2024-01-05T10:00+09:00\n2024-01-06T10:00+09:00,2024-01-05T10:00Z\n");
    assert_eq!(kinds(&frame), [Kind::Timestamp, Kind::Text]);
    assert!(frame.headings()[0].zone.as_deref().is_some_and(|zone| zone.contains("09")));
}

#[test]
fn texts_are_normalised() {
    let (frame, _) = read("a,b\n\u{1100}\u{1161},1\n\u{ac00},2\n 가 ,3\n");
    let column = frame.column(0).unwrap();
    assert!((0..3).all(|row| column.value(row) == Value::Text("가".to_owned())));
}
