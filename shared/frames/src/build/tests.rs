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
fn whole_numbers_that_are_not_exact_are_texts() {
    let (frame, account) = read("n,m,x\n9007199254740992,9007199254740991,1e300\n2,-9007199254740991,2\n");
    assert_eq!(kinds(&frame), [Kind::Text, Kind::Integer, Kind::Number]);
    assert_eq!(values(&frame, 0), ["9007199254740992", "2"]);
    let told: Vec<&String> = account.remarks.iter().filter(|remark| remark.contains("not exact")).collect();
    assert!(matches!(told.as_slice(), [remark] if remark.starts_with("n has whole numbers beyond")), "{account:?}");
}

#[test]
fn few_other_values_of_a_column_are_told() {
    let rows = (1..=30).map(|row| format!("{row},2024-01-{row:02},a{row},{row}\n"));
    let text: String = std::iter::once("n,d,s,code\n".to_owned()).chain(rows).collect();
    let told = |last: &str| {
        let (frame, account) = read(&(text.clone() + last));
        (kinds(&frame), account.remarks.into_iter().filter(|remark| remark.contains("nearly all")).collect::<Vec<_>>())
    };
    assert_eq!(told("31,2024-01-31,b,31\n-,,c,\n").1, Vec::<String>::new());
    let (kinds, remarks) = told("n.v.,soon,c,007\n");
    assert_eq!(kinds, [Kind::Text; 4]);
    assert_eq!(remarks.len(), 3);
    assert_eq!(
        remarks[0],
        "n was read as text: nearly all of its values are numbers, but 1 of 31 is not one (such as \"n.v.\"). Correct it or leave it \
         empty to calculate with the others."
    );
    assert!(remarks[1].starts_with("d was read as text: nearly all of its values are dates"), "{remarks:?}");
    assert!(remarks[2].contains("\"007\""), "{remarks:?}");
}

#[test]
fn totals_are_left_out() {
    let (frame, account) = read("year,n,m\n\n2015,1,2\n# checked\n2016,3,4\n합계,4,6\n2017,5,6\n");
    assert_eq!((frame.row_count(), kinds(&frame)[0]), (3, Kind::Integer));
    assert_eq!(
        (&account.left_out[0]["reason"], &account.left_out[0]["lines"]),
        (&"total".into(), &[6].as_slice().into())
    );
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
