//! Tests of cells.

use super::*;
use crate::mapping::DateOrder;
use jiff::civil::date as day;

fn parse(text: &str) -> Cell<'_> {
    Cell::parse(text, Style::default())
}

fn at(civil: DateTime, zone: &str) -> Cell<'static> {
    Cell::Date(Moment { civil, has_time: true, zone: Zone::of_name(zone).unwrap_or_default() })
}

fn on(year: i16, month: i8, of_month: i8) -> Cell<'static> {
    Cell::Date(Moment { civil: day(year, month, of_month).at(0, 0, 0, 0), has_time: false, zone: Zone::None })
}

#[test]
fn number_like_words_stay_text() {
    let words = [
        "nan",
        "inf",
        "infinity",
        "1,5",
        "1 00",
        "0x10",
        "--",
        "e",
        "12 kV",
        "2024-13-01",
        "1,234",
        "1.234",
        "=1+1",
        "1e999",
        "-",
        ".",
        "14:30",
        "5 de 2024",
        "2024-01-05 soon",
    ];
    for text in words {
        assert!(matches!(parse(text), Cell::Text(_)), "{text}");
    }
}

#[test]
fn numbers_and_dates_are_read() {
    assert_eq!(parse(" -1.5e3 "), Cell::Number(-1_500.0));
    assert_eq!(parse("1 234 567.5"), Cell::Number(1_234_567.5));
    assert_eq!(parse("1\u{202f}234"), Cell::Number(1_234.0));
    assert_eq!(parse("2024-02-29"), on(2024, 2, 29));
    assert_eq!(parse("2024-02-29T23:59:58Z"), at(day(2024, 2, 29).at(23, 59, 58, 0), "Z"));
    assert_eq!(parse("2024-02-29T23:59:58+03:00"), at(day(2024, 2, 29).at(23, 59, 58, 0), "+03:00"));
    assert_eq!(parse("2024-02-29 07:30"), at(day(2024, 2, 29).at(7, 30, 0, 0), ""));
    assert_eq!(parse("2024-02-29 7"), at(day(2024, 2, 29).at(7, 0, 0, 0), ""));
    assert_eq!(parse("2024-02-29 24:00"), at(day(2024, 3, 1).at(0, 0, 0, 0), ""));
    assert_eq!(parse(" \t"), Cell::Empty);
}

#[test]
fn order_hint_follows_day_and_month() {
    use number::Hint;
    let only = |order| Some(Hint::Only(order));
    assert_eq!(date::hint("31/12/2024"), only(DateOrder::DayFirst));
    assert_eq!(date::hint("12/31/2024 07:00"), only(DateOrder::MonthFirst));
    assert_eq!((date::hint("03/04/2024"), date::hint("04/04/2024")), (Some(Hint::Either), None));
    assert_eq!(date::hint("2024-03-04"), None);
}

#[test]
fn common_date_formats_are_read() {
    let texts = [
        "5 Mar 2024",
        "5-Mar-2024",
        "March 5, 2024",
        "05.03.2024",
        "2024/03/05",
        "2024.3.5",
        "2024. 3. 5.",
        "2024년 3월 5일",
        "2024年3月5日",
        "5. März 2024",
        "5 mars 2024",
        "5 de marzo de 2024",
        "5 de março de 2024",
        "5th March 2024",
    ];
    for text in texts {
        assert_eq!(parse(text), on(2024, 3, 5), "{text}");
    }
    let afternoon = at(day(2024, 3, 5).at(13, 30, 0, 0), "");
    for text in [
        "2024. 3. 5. 오후 1:30",
        "2024년 3월 5일 13시 30분",
        "2024年3月5日13:30",
        "5 March 2024 1:30 pm",
        "5 Mar 2024, 13:30",
    ] {
        assert_eq!(parse(text), afternoon, "{text}");
    }
    let with = |order| {
        Cell::parse("05/03/2024 1:30 PM", Style { orders: Orders { long: order, short: None }, ..Style::default() })
    };
    assert_eq!(with(Some(DateOrder::DayFirst)), afternoon);
    assert_eq!(with(Some(DateOrder::MonthFirst)), at(day(2024, 5, 3).at(13, 30, 0, 0), ""));
    assert!(matches!(with(None), Cell::Text(_)));
    assert_eq!(parse("2024-03-05 12:00 AM"), at(day(2024, 3, 5).at(0, 0, 0, 0), ""));
    let others =
        ["31/31/2024", "0001-01-01", "9999-01-01", "05/03/24", "2024-03-05 25:00", "2024-03-05 13:00 PM", "5 Foo 2024"];
    for text in others {
        assert!(matches!(parse(text), Cell::Text(_)), "{text}");
    }
}

#[test]
fn texts_are_normalised() {
    assert_eq!(parse("a\u{0}b\u{7}\nc"), Cell::Text("a b  c".into()));
    // decomposed, as file names and exports of some systems are
    assert_eq!(parse("Zu\u{308}rich"), Cell::Text("Zürich".into()));
    assert_eq!(parse("\u{1103}\u{1162}\u{1100}\u{116e}"), Cell::Text("대구".into()));
}
