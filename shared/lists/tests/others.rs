use sisuiq_lists::{
    EntityKind, Fault, Gender, IdentifierKind, ReadOptions, Reason, read_denied_persons, read_screening_list,
};

use crate::files::{CSL, DPL, get};

#[test]
fn denied_persons_are_joined_by_order() {
    let list = read_denied_persons(DPL.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(list.entities.len(), 2);
    let person = &list.entities[0];
    assert_eq!((person.primary_name(), person.addresses.len(), person.records.len()), (Some("PAUL EXAMPLE"), 2, 2));
    assert_eq!(person.listed_on.unwrap().to_string(), "2003-06-19");
    assert_eq!(person.ends_on.unwrap().to_string(), "2056-06-29");
    assert_eq!(person.addresses[0].country_code.as_deref(), Some("US"));
    assert_eq!(list.report.count(Reason::RepeatedRow), 1);
    assert_eq!(list.entities[1].listed_on, None);
    assert_eq!(list.entities[1].unread, ["Effective_Date: 13/19/2003"]);
}

#[test]
fn screening_list_has_entries_of_many_lists() {
    let list = read_screening_list(CSL.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(list.entities.len(), 2);
    let person = get(&list, "SDN-20264");
    assert_eq!((person.kind, person.gender), (EntityKind::Person, Some(Gender::Male)));
    assert_eq!(person.programmes, ["SDNTK", "SDGT"]);
    assert_eq!((person.addresses.len(), person.remarks[0].as_str()), (2, "says \"no\""));
    assert_eq!(
        (person.identifiers[0].kind, person.identifiers[0].country.as_deref()),
        (IdentifierKind::Passport, Some("NL"))
    );
    assert_eq!(person.identifiers.len(), 1);
    let denied = &list.entities[1];
    assert_eq!(
        (denied.addresses.len(), denied.records.len(), denied.unread.as_slice()),
        (2, 2, ["colour: blue".to_owned()].as_slice())
    );
}

#[test]
fn numbered_entries_are_unique() {
    let row = CSL.lines().nth(1).unwrap();
    let error = read_screening_list(format!("{CSL}{row}\n").as_bytes(), &ReadOptions::default()).unwrap_err();
    assert_eq!(error.fault, Fault::DuplicateKey);
}

#[test]
fn announced_size_must_agree() {
    let options = ReadOptions { expected_bytes: Some(DPL.len()), ..ReadOptions::default() };
    assert!(read_denied_persons(DPL.as_bytes(), &options).is_ok());
    let whole_rows = &DPL[..=DPL.trim_end().rfind('\n').unwrap()];
    assert_eq!(read_denied_persons(whole_rows.as_bytes(), &options).unwrap_err().fault, Fault::WrongSize);
}

#[test]
fn characters_of_other_encodings_are_counted() {
    let text = CSL.replace("PAUL EXAMPLE", "PAUL\u{92}S EXAMPLE");
    let list = read_screening_list(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((list.entities.len(), list.report.count(Reason::LostCharacter)), (2, 2));
}
