use jiff::civil::{Date, date};
use sisuiq_law::{Edition, LawDocument, VersionError, Versions, versions};

use super::read_text;

fn editions(texts: &[(Date, &str)]) -> Result<Versions, VersionError> {
    let documents: Vec<LawDocument> = texts.iter().map(|(_, text)| read_text(text)).collect();
    let editions = texts.iter().zip(&documents).map(|((day, _), document)| Edition {
        valid_from: *day,
        known_from: *day,
        document,
    });
    versions(&editions.collect::<Vec<_>>())
}

const FIRST: Date = date(2020, 1, 1);
const SECOND: Date = date(2021, 1, 1);
const THIRD: Date = date(2022, 1, 1);

#[test]
fn a_version_lasts_as_long_as_its_text() {
    let found = editions(&[
        (FIRST, "Article 1\n\nOld text.\n\nArticle 2\n\nThe   same."),
        (SECOND, "Article 1\n\nNew text.\n\nArticle 2\n\nThe same.\n\nArticle 3\n\nMore."),
        (THIRD, "Article 1\n\nOld text.\n\nArticle 2\n\nThe same."),
    ])
    .unwrap();
    let spans: Vec<(&str, Date, Option<Date>)> =
        found.versions.iter().map(|version| (version.path.as_str(), version.valid_from, version.valid_to)).collect();
    assert_eq!(
        spans,
        [
            ("Article 1", FIRST, Some(SECOND)),
            ("Article 2", FIRST, None),
            ("Article 1", SECOND, Some(THIRD)),
            ("Article 3", SECOND, Some(THIRD)),
            ("Article 1", THIRD, None),
        ]
    );
    assert_eq!(found.at("Article 1", date(2020, 12, 31)).map(|version| version.edition), Some(0));
    assert_eq!(found.at("Article 1", SECOND).map(|version| version.edition), Some(1));
    assert_eq!(found.at("Article 3", THIRD), None);
    assert_eq!(found.at("Article 1", date(2019, 12, 31)), None);
}

#[test]
fn stated_dates_narrow_a_version() {
    let text = "Article 1\n\nText.\n\nArticle 2\n\nArticle 1 shall apply from 1 March 2020. Article 1 shall apply until 31 March 2020.";
    let found = editions(&[(FIRST, text)]).unwrap();
    assert_eq!(found.at("Article 1", date(2020, 2, 28)), None);
    assert!(found.at("Article 1", date(2020, 3, 31)).is_some());
    assert_eq!(found.at("Article 1", date(2020, 4, 1)), None);
}

#[test]
fn repeated_labels_have_no_versions() {
    let found =
        editions(&[(FIRST, "Article 1\n\nOne.\n\nArticle 1\n\nOther."), (SECOND, "Article 1\n\nOne.")]).unwrap();
    assert_eq!(found.repeated, [(0, "Article 1".to_owned())]);
    assert_eq!(found.versions.len(), 1);
    assert_eq!(found.versions[0].valid_from, SECOND);
}

#[test]
fn editions_stand_in_the_order_of_their_days() {
    let found = editions(&[(SECOND, "Article 1\n\nOne."), (SECOND, "Article 1\n\nTwo.")]);
    assert_eq!(found, Err(VersionError::Order { earlier: SECOND, later: SECOND }));
}
