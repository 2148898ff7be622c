use sisuiq_lists::{
    CountryRelation, EntityKind, Fault, IdentifierKind, NameKind, NameQuality, ReadOptions, Reason, read_eu_csv,
    read_eu_xml,
};

use crate::files::{EU_CSV, EU_XML, get};

#[test]
fn xml_entities_have_their_details() {
    let list = read_eu_xml(EU_XML.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(list.generated_on.unwrap().to_string(), "2024-05-06");
    let person = get(&list, "9001");
    assert_eq!((person.kind, person.reference.as_deref()), (EntityKind::Person, Some("EU.9001.1")));
    let names: Vec<_> = person.names.iter().map(|name| (name.text.as_str(), name.kind, name.quality)).collect();
    assert_eq!(
        names,
        [("Ilja Grau", NameKind::Primary, NameQuality::Strong), ("Илья Грау", NameKind::Alias, NameQuality::Weak)]
    );
    assert_eq!((person.titles[0].as_str(), person.positions[0].as_str()), ("Dr", "Director"));
    assert_eq!(person.programmes, ["UKR"]);
    assert_eq!(person.legal_bases.len(), 1);
    assert_eq!(person.legal_bases[0].url.as_deref(), Some("https://example.org/oj?a=1&b=2"));
    assert_eq!(person.listed_on.unwrap().to_string(), "2014-03-17");
    assert_eq!(
        (person.countries[0].relation, person.countries[0].code.as_deref()),
        (CountryRelation::Citizenship, Some("RU"))
    );
    let dates: Vec<_> = person.birth_dates.iter().map(|date| (date.first.to_string(), date.circa)).collect();
    assert_eq!(dates, [("1970-05-01".into(), false), ("1971-01-01".into(), true)]);
    assert_eq!(person.birth_places.len(), 1);
    assert_eq!(person.addresses[0].note.as_deref(), Some("P.O. Box: 17; as at the time of listing"));
    let passport = person.identifiers.iter().find(|number| number.kind == IdentifierKind::Passport).unwrap();
    assert_eq!((passport.number.as_str(), passport.note.as_deref()), ("AB123456", Some("known to be expired")));
    assert_eq!(list.report.not_understood(), 0, "{:?}", list.report.examples);
}

#[test]
fn csv_rows_are_joined_by_entity() {
    let list = read_eu_csv(EU_CSV.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((list.entities.len(), list.generated_on.unwrap().to_string().as_str()), (2, "2024-05-06"));
    let person = get(&list, "9001");
    assert_eq!((person.kind, person.primary_name()), (EntityKind::Person, Some("Ilja Grau")));
    assert_eq!((person.names.len(), person.addresses.len(), person.birth_dates.len()), (1, 1, 1));
    assert!(person.birth_dates[0].circa);
    assert_eq!(person.birth_places[0].city.as_deref(), Some("Pskov"));
    assert_eq!(
        person.identifiers.iter().map(|number| number.number.as_str()).collect::<Vec<_>>(),
        ["SOi.901", "AB123456"]
    );
    assert_eq!(person.remarks, ["Ship;owner."]);
    assert_eq!(person.legal_bases[0].text, "269/2014 (OJ L78)");
    assert_eq!(get(&list, "9002").kind, EntityKind::Organisation);
    assert_eq!(list.report.not_understood(), 0, "{:?}", list.report.examples);
}

#[test]
fn unknown_fields_stay_literal() {
    let text = EU_XML
        .replace("title=\"Dr\"", "title=\"Dr\" mood=\"calm\"")
        .replace("code=\"enterprise\" classificationCode=\"E\"", "code=\"ship\"");
    let list = read_eu_xml(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(get(&list, "9001").unread, ["nameAlias.mood: calm"]);
    assert_eq!(get(&list, "9002").kind, EntityKind::Other);
    assert_eq!((list.report.count(Reason::UnknownField), list.report.count(Reason::UnknownKind)), (1, 1));
}

#[test]
fn days_of_other_calendars_stay_literal() {
    let text = EU_XML.replace("calendarType=\"GREGORIAN\" city=\"Pskov\"", "calendarType=\"ISLAMIC\" city=\"Pskov\"");
    let list = read_eu_xml(text.as_bytes(), &ReadOptions::default()).unwrap();
    let person = get(&list, "9001");
    assert_eq!((person.birth_dates.len(), list.report.count(Reason::UnreadDate)), (1, 1));
}

#[test]
fn other_tables_are_refused() {
    let text = EU_CSV.replace("Entity_LogicalId", "Entity_Number");
    assert_eq!(read_eu_csv(text.as_bytes(), &ReadOptions::default()).unwrap_err().fault, Fault::WrongColumns);
    let text = EU_XML.replace("<export", "<import").replace("</export", "</import");
    assert_eq!(read_eu_xml(text.as_bytes(), &ReadOptions::default()).unwrap_err().fault, Fault::WrongColumns);
    let text = EU_XML.replace("logicalId=\"9002\"", "logicalId=\"9001\"");
    assert_eq!(read_eu_xml(text.as_bytes(), &ReadOptions::default()).unwrap_err().fault, Fault::DuplicateKey);
}
