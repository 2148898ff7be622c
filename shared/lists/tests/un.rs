use sisuiq_lists::{
    DatePrecision, EntityKind, Fault, Gender, IdentifierKind, NameQuality, ReadOptions, Reason, read_un,
};

use crate::files::{UN, get};

#[test]
fn individuals_have_their_elements() {
    let list = read_un(UN.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(list.generated_on.unwrap().to_string(), "2024-05-06");
    let person = get(&list, "6900001");
    assert_eq!((person.kind, person.gender), (EntityKind::Person, Some(Gender::Male)));
    assert_eq!((person.primary_name(), person.reference.as_deref()), (Some("TARO MIZU & HARA"), Some("SOi.901")));
    assert!(person.names.iter().any(|name| name.original_script && name.text == "水原太郎"));
    let alias = person.names.iter().find(|name| name.text == "Taro M.").unwrap();
    assert_eq!((alias.quality, alias.note.as_deref()), (NameQuality::Strong, Some("city of birth: Kobe")));
    assert_eq!(person.names.iter().find(|name| name.text == "The Diver").unwrap().quality, NameQuality::Low);
    assert_eq!(person.names.len(), 4);
    assert_eq!(person.positions, ["Director", "Former pilot"]);
    assert_eq!(person.programmes, ["Somalia"]);
    assert_eq!(person.listed_on.unwrap().to_string(), "2010-04-12");
    assert_eq!(person.updated_on.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2012-01-02", "2016-10-13"]);
    let dates: Vec<_> =
        person.birth_dates.iter().map(|date| (date.precision, date.circa, date.last.to_string())).collect();
    assert_eq!(
        dates,
        [
            (DatePrecision::Day, false, "1964-07-17".into()),
            (DatePrecision::Year, true, "1965-12-31".into()),
            (DatePrecision::Range, false, "1960-12-31".into()),
        ]
    );
    let passport = &person.identifiers[0];
    assert_eq!(
        (passport.kind, passport.number.as_str(), passport.country.as_deref()),
        (IdentifierKind::Passport, "38131", Some("Japan"))
    );
    assert_eq!(list.report.not_understood(), 0, "{:?}", list.report.examples);
}

#[test]
fn references_in_comments_are_links() {
    let list = read_un(UN.as_bytes(), &ReadOptions::default()).unwrap();
    let link = &get(&list, "6900001").links[0];
    assert_eq!((link.name.as_str(), link.target.as_ref().unwrap().id.as_str()), ("SOe.902", "6900002"));
    assert_eq!(list.report.links_resolved, 1);
}

#[test]
fn records_name_their_element() {
    let list = read_un(UN.as_bytes(), &ReadOptions::default()).unwrap();
    let record = &get(&list, "6900002").records[0];
    assert_eq!(record.path.as_deref(), Some("CONSOLIDATED_LIST/ENTITIES/ENTITY[1]"));
    let line = UN.lines().position(|line| line.contains("<ENTITY>")).unwrap() + 1;
    assert_eq!(record.line, u64::try_from(line).unwrap());
}

#[test]
fn unknown_elements_stay_literal() {
    let text = UN
        .replace("<GENDER>Male</GENDER>", "<GENDER>Unknown</GENDER><SHOE_SIZE>44</SHOE_SIZE>")
        .replace(">Low<", ">Fair<");
    let list = read_un(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(get(&list, "6900001").unread, ["GENDER: Unknown", "SHOE_SIZE: 44"]);
    let counts =
        [Reason::UnknownGender, Reason::UnknownField, Reason::UnknownNameType].map(|reason| list.report.count(reason));
    assert_eq!(counts, [1, 1, 1]);
}

#[test]
fn entries_need_name_and_number() {
    for (from, to, fault) in [
        ("<DATAID>6900002</DATAID>", "", Fault::BadValue),
        ("<DATAID>6900002</DATAID>", "<DATAID>69x</DATAID>", Fault::BadValue),
        ("<DATAID>6900002</DATAID>", "<DATAID>6900001</DATAID>", Fault::DuplicateKey),
        ("<FIRST_NAME>BLUE REEF SALVAGE</FIRST_NAME>", "", Fault::BadValue),
        ("<DATAID>6900002</DATAID>", "<DATAID>6900002</DATAID><DATAID>1</DATAID>", Fault::UnexpectedElement),
    ] {
        let error = read_un(UN.replace(from, to).as_bytes(), &ReadOptions::default()).unwrap_err();
        assert_eq!(error.fault, fault, "{error}");
    }
}

#[test]
fn lost_characters_are_counted() {
    let text = UN.replace("BLUE REEF SALVAGE", "BLUE REEF\u{fffd} SALVAGE");
    let list = read_un(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((list.entities.len(), list.report.count(Reason::LostCharacter)), (2, 1));
}
