use jiff::civil::{Date, date};
use sisuiq_law::{ChunkLimits, Declared, DoubtKind, LawDocument, LawInput, UnitId, chunk_law};

use super::{FIVE_ARTICLES, count, read_text};

/// The unit with a path.
fn unit(document: &LawDocument, path: &str) -> UnitId {
    document.records().find(|record| record.path == path).unwrap().unit
}

fn valid(document: &LawDocument, path: &str) -> (Option<Date>, Option<Date>) {
    document.valid(unit(document, path))
}

fn last_article(text: &str) -> LawDocument {
    read_text(&format!("Article 1\n\n1. One.\n\n2. Two.\n\nArticle 2\n\nText.\n\nArticle 3\n\n{text}"))
}

#[test]
fn units_inherit_the_dates_of_the_act() {
    let document = read_text(FIVE_ARTICLES);
    assert_eq!(valid(&document, "Article 2 > 1"), (Some(date(2031, 4, 1)), None));
}

#[test]
fn dates_of_single_provisions_are_theirs() {
    let document = last_article(
        "This Regulation shall enter into force on 1 May 2020 and shall apply from 2 June 2020.\n\nHowever, Article 1(2) and Article 2 shall apply from 3 July 2021. The measures referred to in Article 2 shall apply until 23 September 2027.",
    );
    assert_eq!(document.metadata.in_force, Some(date(2020, 5, 1)));
    assert_eq!(valid(&document, "Article 1 > 1"), (Some(date(2020, 6, 2)), None));
    assert_eq!(valid(&document, "Article 1 > 2"), (Some(date(2021, 7, 3)), None));
    assert_eq!(valid(&document, "Article 2"), (Some(date(2021, 7, 3)), Some(date(2027, 9, 24))));
    assert_eq!(document.report.count(DoubtKind::UndecidedDate), 0);
}

#[test]
fn the_last_day_still_applies() {
    let document =
        last_article("This Decision shall apply until 31 December 2030. It shall expire on 31 December 2030.");
    assert_eq!(document.metadata.applies_to, Some(date(2031, 1, 1)));
}

#[test]
fn dates_without_a_clear_subject_are_reported() {
    for text in [
        "It shall apply from 2 June 2020.",
        "The competent authorities shall apply from 2 June 2020 the rules of Article 1.",
        "Article 2 shall apply from 2 June 2020 to contracts that were concluded before.",
        "This Regulation shall apply from 2 June 2020, with the exception of Article 2.",
        "This Regulation shall apply from 2 June 2020. This Regulation shall apply from 3 June 2020. This Regulation shall apply from 3 June 2020.",
        "Article 9 shall apply from 2 June 2020.",
        "This Regulation shall cease to apply from 2 June 2020.",
    ] {
        let document = last_article(text);
        let dated = document.units.iter().filter(|unit| unit.valid_from.is_some() || unit.valid_to.is_some()).count();
        assert_eq!((dated, document.metadata.valid_from(), document.metadata.applies_to), (0, None, None), "{text}");
        assert!(document.report.count(DoubtKind::UndecidedDate) > 0, "{text}");
    }
}

#[test]
fn sentences_about_other_acts_date_nothing() {
    for text in [
        "Article 5 of Regulation (EU) No 833/2014 shall apply from 2 June 2020.",
        "This Regulation shall enter into force on the twentieth day following that of its publication.",
        "This Regulation shall not apply until 2 June 2020.",
        "The following is inserted:\n\n‘2a. This Regulation shall apply from 2 June 2020.’",
    ] {
        let document = last_article(text);
        assert_eq!(document.metadata.valid_from(), None, "{text}");
        assert_eq!(document.report.count(DoubtKind::UndecidedDate), 0, "{text}");
    }
}

#[test]
fn declared_facts_count_more_and_differences_are_reported() {
    let declared = Declared {
        celex: Some("32031R0077".to_owned()),
        valid_from: Some(date(2031, 6, 1)),
        valid_to: Some(date(2032, 1, 1)),
        date: Some(date(2031, 3, 4)),
        ..Declared::default()
    };
    let document = chunk_law(&LawInput::Text(FIVE_ARTICLES), &declared, ChunkLimits::default(), &count).unwrap();
    assert_eq!(valid(&document, "Article 2 > 1"), (Some(date(2031, 6, 1)), Some(date(2032, 1, 1))));
    assert_eq!(document.report.count(DoubtKind::Contradiction), 1);
}

#[test]
fn the_declared_act_is_this_act() {
    let declared = Declared { number: Some("Regulation (EU) No 833/2014".to_owned()), ..Declared::default() };
    let text = "Article 1\n\nSee Article 2 of Regulation (EU) No 833/2014.\n\nArticle 2\n\nText.";
    let document = chunk_law(&LawInput::Text(text), &declared, ChunkLimits::default(), &count).unwrap();
    let target = unit(&document, "Article 2");
    assert_eq!(document.references[0].target, sisuiq_law::Target::Units(vec![target]));
    assert_eq!(document.metadata.celex.as_deref(), Some("32014R0833"));
}
