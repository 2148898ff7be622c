use sisuiq_lists::{
    CountryRelation, DatePrecision, EndMark, EntityKind, Fault, Gender, IdentifierKind, NameKind, NameQuality,
};
use sisuiq_lists::{OfacFiles, OfacList, ReadOptions, Reason, read_ofac};

use crate::files::{add, alt, delimited, entry, get, read_files, read_sdn, sdn};

#[test]
fn entries_have_their_columns() {
    let list = read_files(&sdn(), Some(&alt()), Some(&add()), None).unwrap();
    assert_eq!(list.entities.len(), 3);
    let company = get(&list, "101");
    assert_eq!(
        (company.kind, company.programmes.as_slice()),
        (EntityKind::Organisation, ["SDGT", "IFSR"].map(String::from).as_slice())
    );
    let names: Vec<_> = company.names.iter().map(|name| (name.text.as_str(), name.kind, name.quality)).collect();
    assert_eq!(
        names,
        [
            ("NORTHERN QUAY TRADING CO., LTD.", NameKind::Primary, NameQuality::Strong),
            ("NQT COMPANY", NameKind::Alias, NameQuality::Strong),
            ("OLD QUAY TRADING", NameKind::Former, NameQuality::Strong),
            ("QUAY", NameKind::Alias, NameQuality::Weak),
        ]
    );
    assert_eq!(company.addresses[0].city.as_deref(), Some("Colon"));
    assert_eq!(company.records.iter().map(|record| record.line).collect::<Vec<_>>(), [1, 1, 2, 1]);
    assert_eq!(company.unread, ["all offices worldwide."]);
    assert_eq!(list.report.count(Reason::UnknownRemark), 1);
    let vessel = get(&list, "310");
    assert_eq!(vessel.kind, EntityKind::Vessel);
    let numbers: Vec<_> = vessel.identifiers.iter().map(|number| (number.kind, number.number.as_str())).collect();
    assert_eq!(
        numbers,
        [(IdentifierKind::CallSign, "P3QG3"), (IdentifierKind::Imo, "9187629"), (IdentifierKind::Mmsi, "572469210")]
    );
    assert_eq!(vessel.attributes.len(), 5);
}

#[test]
fn remarks_become_typed_statements() {
    let list = read_sdn(&sdn()).unwrap();
    let person = get(&list, "205");
    assert_eq!((person.kind, person.gender), (EntityKind::Person, Some(Gender::Male)));
    let dates: Vec<_> =
        person.birth_dates.iter().map(|date| (date.first.to_string(), date.precision, date.circa)).collect();
    assert_eq!(
        dates,
        [("1960-03-12".into(), DatePrecision::Day, false), ("1961-01-01".into(), DatePrecision::Year, true)]
    );
    assert_eq!(person.birth_places[0].text.as_deref(), Some("Delfshaven, Netherlands"));
    assert_eq!(
        (person.countries[0].relation, person.countries[0].name.as_str()),
        (CountryRelation::Nationality, "Netherlands")
    );
    let passport = &person.identifiers[0];
    assert_eq!((passport.kind, passport.number.as_str()), (IdentifierKind::Passport, "NL778812"));
    assert_eq!(passport.country.as_deref(), Some("Netherlands"));
    assert_eq!(passport.issued.as_ref().unwrap().first.to_string(), "2009-02-03");
    assert_eq!(passport.expires.as_ref().unwrap().last.to_string(), "2019-02-02");
    assert_eq!((person.wallets[0].currency.as_str(), person.wallets[0].address.len()), ("XBT", 34));
    assert_eq!(person.links[0].target.as_ref().unwrap().id, "101");
    assert!(person.unread.is_empty());
}

#[test]
fn numbers_are_found_by_their_form() {
    let cases = [
        ("Cedula No. 16247821 (Colombia)", "Cedula No.", "16247821", Some("Colombia")),
        ("alt. Trade License No. C 50905 (Malta)", "Trade License No.", "C 50905", Some("Malta")),
        ("D.N.I. 78.865.882 (Spain)", "D.N.I.", "78.865.882", Some("Spain")),
        ("Z.Y.X. 45-6789-01", "Z.Y.X.", "45-6789-01", None),
        ("Folio Mercantil No. 293481 Distrito Federal (Mexico)", "Folio Mercantil No.", "293481", Some("Mexico")),
        (
            "Public Registration Number 467323, Doc. 694710 (Panama)",
            "Public Registration Number",
            "467323, Doc. 694710",
            Some("Panama"),
        ),
        ("Company Number IMO 5055293", "Company Number", "5055293", None),
        ("Passport RL 1622378 (Lebanon)", "Passport", "RL 1622378", Some("Lebanon")),
    ];
    for (remark, label, number, country) in cases {
        let list = read_sdn(&delimited(&[&entry(1, "A", "", "X", &format!("{remark}."))])).unwrap();
        let identifiers = &list.entities[0].identifiers;
        assert_eq!(identifiers.len(), 1, "{remark}");
        let found = &identifiers[0];
        assert_eq!(
            (found.label.as_str(), found.number.as_str(), found.country.as_deref()),
            (label, number, country),
            "{remark}"
        );
    }
}

#[test]
fn classes_of_numbers_follow_their_labels() {
    for (remark, kind) in [
        ("Chinese Commercial Code 1728 4320", IdentifierKind::Other),
        ("Commercial Registry Number 1404087", IdentifierKind::Registration),
        ("Italian Fiscal Code DAOMMD74T11Z352Z", IdentifierKind::TaxNumber),
        ("National ID No. 22095919778", IdentifierKind::NationalId),
        ("Driver's License No. 180839", IdentifierKind::DrivingLicence),
        ("Aircraft Tail Number EP-MMH", IdentifierKind::Aircraft),
        ("SWIFT/BIC GAZPRUMM", IdentifierKind::Bic),
        ("Diplomatic Passport 008827", IdentifierKind::Passport),
    ] {
        let list = read_sdn(&delimited(&[&entry(1, "A", "", "X", &format!("{remark}."))])).unwrap();
        assert_eq!(list.entities[0].identifiers.first().map(|number| number.kind), Some(kind), "{remark}");
    }
}

#[test]
fn unknown_statements_stay_literal() {
    for remark in [
        "Minister of Finance",
        "Passport issued 21 Jun 1992 in Amman, Jordan",
        "DOB sometime in 1960",
        "Digital Currency Address - XBT 1Gq",
        "Digital Currency Address - ETH 0x12",
        "Digital Currency Addres",
        "Senior Officer, 1998-2006",
        "a.k.a. NO QUOTES",
        "Gender Other",
        "arrested 30 Sep 2002",
        "President since 1979",
    ] {
        let list = read_sdn(&delimited(&[&entry(1, "A", "", "X", &format!("{remark}; Gender Male."))])).unwrap();
        let entity = &list.entities[0];
        assert_eq!(entity.unread, [remark], "{remark}");
        assert_eq!(list.report.not_understood(), 1, "{remark}");
        assert!(entity.identifiers.is_empty() && entity.wallets.is_empty() && entity.attributes.is_empty(), "{remark}");
        assert_eq!(entity.gender, Some(Gender::Male));
    }
}

/// A remark of exactly 1,000 characters that ends inside of a statement.
fn long_remark(statement: &str, kept: usize) -> String {
    let tail = &statement[..kept];
    let fill = "x".repeat(1000 - "Other statement: ; ".len() - tail.len());
    format!("Other statement: {fill}; {tail}")
}

#[test]
fn cut_remarks_are_continued() {
    let main = delimited(&[&entry(1, "A", "", "X", &long_remark("Cedula No. 16247821", 14))]);
    let comments = delimited(&["1,\"47821 (Colombia); Gender Female.\""]);
    let list = read_files(&main, None, None, Some(&comments)).unwrap();
    assert_eq!(list.entities[0].identifiers[0].number, "16247821");
    assert_eq!(list.entities[0].gender, Some(Gender::Female));
    assert_eq!(list.report.count(Reason::CutRemark), 0);
}

#[test]
fn cut_numbers_are_not_numbers() {
    let main = delimited(&[&entry(1, "A", "", "X", &long_remark("Cedula No. 16247821", 14))]);
    let list = read_sdn(&main).unwrap();
    assert!(list.entities[0].identifiers.is_empty());
    assert_eq!(list.entities[0].unread, ["Cedula No. 162"]);
    assert_eq!(list.report.count(Reason::CutRemark), 1);
}

#[test]
fn companion_rows_need_their_entity() {
    let orphan = delimited(&["999,9001,\"aka\",\"NOBODY\",-0- "]);
    assert_eq!(read_files(&sdn(), Some(&orphan), None, None).unwrap_err().fault, Fault::OrphanRow);
    let orphan = delimited(&["999,7001,-0- ,-0- ,\"Panama\",-0- "]);
    assert_eq!(read_files(&sdn(), None, Some(&orphan), None).unwrap_err().fault, Fault::OrphanRow);
    let orphan = delimited(&["101,\"rest of a remark.\""]);
    let error = read_files(&sdn(), None, None, Some(&orphan)).unwrap_err();
    assert_eq!((error.fault, error.code(), error.line), (Fault::OrphanRow, "list_orphan_row", Some(1)));
    assert!(error.to_string().starts_with("sdn_comments.csv, line 1: "), "{error}");
}

#[test]
fn ambiguous_links_have_no_target() {
    let rows = [
        entry(1, "TWIN LLC", "", "X", ""),
        entry(2, "Twin LLC.", "", "X", ""),
        entry(3, "A", "", "X", "Linked To: TWIN LLC; Linked To: NOBODY."),
    ];
    let list = read_sdn(&delimited(&rows.each_ref().map(String::as_str))).unwrap();
    assert!(get(&list, "3").links.iter().all(|link| link.target.is_none()));
    assert_eq!((list.report.count(Reason::AmbiguousLink), list.report.count(Reason::UnresolvedLink)), (1, 1));
    assert_eq!(list.report.not_understood(), 0);
}

#[test]
fn primary_names_come_before_aliases() {
    let rows = [entry(1, "SEA LINE", "", "X", ""), entry(2, "B", "", "X", "a.k.a. 'SEA LINE'; Linked To: Sea Line.")];
    let list = read_sdn(&delimited(&rows.each_ref().map(String::as_str))).unwrap();
    assert_eq!(get(&list, "2").links[0].target.as_ref().unwrap().id, "1");
}

#[test]
fn latin1_files_are_read() {
    let mut bytes = delimited(&[&entry(1, "CAFE X", "", "X", "")]);
    let position = bytes.iter().position(|byte| *byte == b'E').unwrap();
    bytes[position] = 0xe9;
    let list = read_sdn(&bytes).unwrap();
    assert_eq!((list.entities[0].primary_name(), list.report.encoding), (Some("CAFé X"), "ISO-8859-1"));
}

#[test]
fn archived_copies_may_lack_the_end_mark() {
    let mut bytes = sdn();
    bytes.truncate(bytes.len() - 3);
    assert_eq!(read_sdn(&bytes).unwrap_err().fault, Fault::Truncated);
    let files = OfacFiles { list: OfacList::Sdn, entries: &bytes, aliases: None, addresses: None, comments: None };
    let options = ReadOptions { end_mark: EndMark::Optional, ..ReadOptions::default() };
    assert_eq!(read_ofac(&files, &options).unwrap().entities.len(), 3);
}
