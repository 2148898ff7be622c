//! Damaged and hostile files: every one is read completely or refused with a code, never read in part.

use std::collections::BTreeSet;

use sisuiq_lists::{
    EntityKey, Fault, List, ListError, ReadOptions, read_denied_persons, read_eu_csv, read_eu_xml, read_screening_list,
    read_un,
};

use crate::files::{CSL, DPL, EU_CSV, EU_XML, UN, add, alt, delimited, entry, read_files, read_sdn, sdn};

type Reader = fn(&[u8]) -> Result<List, ListError>;

/// Every format with a whole file.
fn formats() -> Vec<(&'static str, Vec<u8>, Reader)> {
    vec![
        ("sdn", sdn(), |bytes| read_sdn(bytes)),
        ("alt", alt(), |bytes| read_files(&sdn(), Some(bytes), None, None)),
        ("add", add(), |bytes| read_files(&sdn(), None, Some(bytes), None)),
        ("un", UN.as_bytes().to_vec(), |bytes| read_un(bytes, &ReadOptions::default())),
        ("eu-xml", EU_XML.as_bytes().to_vec(), |bytes| read_eu_xml(bytes, &ReadOptions::default())),
        ("eu-csv", EU_CSV.as_bytes().to_vec(), |bytes| read_eu_csv(bytes, &announced(EU_CSV))),
        ("dpl", DPL.as_bytes().to_vec(), |bytes| read_denied_persons(bytes, &announced(DPL))),
        ("csl", CSL.as_bytes().to_vec(), |bytes| read_screening_list(bytes, &announced(CSL))),
    ]
}

/// Options with the size of a file that does not mark its end.
fn announced(text: &str) -> ReadOptions {
    ReadOptions { expected_bytes: Some(text.len()), ..ReadOptions::default() }
}

/// The damages of each kind that are tried in a file, about.
const TRIED: usize = 250;

/// Numbers below a limit at equal distances; the distance is odd, so that all bits have their turn.
fn spread(limit: usize) -> Vec<usize> {
    (0..limit).step_by((limit / TRIED) | 1).collect()
}

fn keys(list: &List) -> BTreeSet<EntityKey> {
    list.entities.iter().map(|entity| entity.key.clone()).collect()
}

#[test]
fn whole_files_are_read() {
    for (name, bytes, read) in formats() {
        assert!(read(&bytes).is_ok(), "{name}: {:?}", read(&bytes).err());
    }
}

#[test]
fn no_prefix_of_a_file_is_read() {
    for (name, bytes, read) in formats() {
        let boundary = |length: &usize| {
            matches!(bytes.get(*length), Some(b'<' | b'>' | b'"' | b'\n' | b'\r' | b'\t' | b',' | b';'))
        };
        let inside = spread(bytes.len());
        for length in (0..bytes.len()).filter(|length| boundary(length) || inside.contains(length)) {
            // the whitespace behind the root element says nothing
            if bytes[length..].iter().all(u8::is_ascii_whitespace)
                && name != "dpl"
                && !name.ends_with("csv")
                && name != "csl"
            {
                continue;
            }
            assert!(read(&bytes[..length]).is_err(), "{name}: {length} of {} bytes were read", bytes.len());
        }
    }
}

#[test]
fn files_without_their_beginning_are_refused() {
    // OFAC's delimited files mark only their end
    for (name, bytes, read) in formats().into_iter().filter(|(name, ..)| !["sdn", "alt", "add"].contains(name)) {
        let whole = read(&bytes).unwrap();
        for start in 1..bytes.len() {
            if let Ok(list) = read(&bytes[start..]) {
                // only the declaration is missing
                assert_eq!(list.entities.len(), whole.entities.len(), "{name}: from {start}");
            }
        }
    }
}

#[test]
fn flipped_bits_lose_no_entity() {
    for (name, bytes, read) in formats() {
        let whole = read(&bytes).unwrap();
        let mut read_anyway = 0;
        let tried = spread(bytes.len() * 8);
        for (position, bit) in tried.iter().map(|number| (number / 8, number % 8)) {
            let mut damaged = bytes.clone();
            damaged[position] ^= 1 << bit;
            if let Ok(list) = read(&damaged) {
                read_anyway += 1;
                let lost = keys(&whole).difference(&keys(&list)).count();
                assert!(
                    list.entities.len() >= whole.entities.len() && lost <= 1,
                    "{name}: bit {bit} of byte {position}"
                );
            }
        }
        // characters inside of texts: no format has a checksum
        assert!(read_anyway < tried.len(), "{name}");
    }
}

#[test]
fn removed_and_doubled_bytes_lose_no_entity() {
    for (name, bytes, read) in formats() {
        let whole = read(&bytes).unwrap();
        for position in spread(bytes.len()) {
            let mut removed = bytes.clone();
            removed.remove(position);
            let mut doubled = bytes.clone();
            doubled.insert(position, bytes[position]);
            for damaged in [removed, doubled] {
                if let Ok(list) = read(&damaged) {
                    assert!(list.entities.len() >= whole.entities.len(), "{name}: byte {position}");
                }
            }
        }
    }
}

/// The text with a piece replaced; the piece must be there.
fn with(text: &str, from: &str, to: &str) -> Vec<u8> {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

fn un_fault(bytes: &[u8]) -> Option<Fault> {
    read_un(bytes, &ReadOptions::default()).err().map(|error| error.fault)
}

#[test]
fn hostile_xml_is_refused() {
    let name = "BLUE REEF SALVAGE";
    let root = "<CONSOLIDATED_LIST";
    let laughs =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]>\n<CONSOLIDATED_LIST";
    let external = "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<CONSOLIDATED_LIST";
    let deep = format!("{}{}", "<A>".repeat(5_000), "</A>".repeat(5_000));
    let wide = "<A/>".repeat(60_000);
    let cases: Vec<(&str, Vec<u8>, Fault)> = vec![
        ("doctype", with(UN, root, "<!DOCTYPE l>\n<CONSOLIDATED_LIST"), Fault::ForbiddenXml),
        ("expansion", with(UN, root, laughs), Fault::ForbiddenXml),
        ("external entity", with(UN, root, external), Fault::ForbiddenXml),
        ("unknown entity", with(UN, name, "A &b; B"), Fault::ForbiddenXml),
        (
            "unknown entity in an attribute",
            with(UN, "dateGenerated=\"2024", "dateGenerated=\"&b;2024"),
            Fault::ForbiddenXml,
        ),
        ("reference to nothing", with(UN, name, "A &#xD800; B"), Fault::ForbiddenXml),
        ("reference to a control character", with(UN, name, "A &#0; B"), Fault::ForbiddenXml),
        ("reference to an escape", with(UN, name, "A &#27; B"), Fault::MixedEncoding),
        ("bare ampersand", with(UN, name, "A & B"), Fault::MalformedXml),
        ("deep", with(UN, name, &deep), Fault::TooLarge),
        ("wide", with(UN, name, &wide), Fault::TooLarge),
        ("giant text", with(UN, name, &"A".repeat(70_000)), Fault::TooLarge),
        ("giant attribute", with(UN, "<ENTITY>", &format!("<ENTITY a=\"{}\">", "A".repeat(70_000))), Fault::TooLarge),
        ("giant text of references", with(UN, name, &"&amp;".repeat(70_000)), Fault::TooLarge),
        ("attribute twice", with(UN, "<ENTITY>", "<ENTITY a=\"1\" a=\"2\">"), Fault::MalformedXml),
        ("attribute without quotes", with(UN, "<ENTITY>", "<ENTITY a=1>"), Fault::MalformedXml),
        ("crossed elements", with(UN, "</STREET><CITY>", "<CITY></STREET>"), Fault::MalformedXml),
        ("nested entries", with(UN, "<ENTITY_ADDRESS>", "<ENTITY><ENTITY_ADDRESS>"), Fault::MalformedXml),
        ("two roots", [UN, UN.split_once('\n').unwrap().1].concat().into_bytes(), Fault::MalformedXml),
        ("text behind the root", [UN, "rest"].concat().into_bytes(), Fault::MalformedXml),
        ("text between entries", with(UN, "</ENTITY>", "</ENTITY>rest"), Fault::MalformedXml),
        ("text between elements", with(UN, "<ENTITY_ADDRESS>", "rest<ENTITY_ADDRESS>"), Fault::MalformedXml),
        ("second declaration", with(UN, root, "<?xml version=\"1.0\"?><CONSOLIDATED_LIST"), Fault::MalformedXml),
        ("other encoding", with(UN, "encoding=\"UTF-8\"", "encoding=\"UTF-16\""), Fault::Encoding),
        ("latin encoding", with(UN, "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\""), Fault::Encoding),
        ("other root", UN.replace("CONSOLIDATED_LIST", "LIST").into_bytes(), Fault::WrongColumns),
        ("other group", UN.replace("ENTITIES>", "THINGS>").into_bytes(), Fault::UnexpectedElement),
        ("entry in the wrong group", UN.replace("ENTITY>", "INDIVIDUAL>").into_bytes(), Fault::UnexpectedElement),
        ("unclosed comment", with(UN, "<ENTITIES>", "<!-- <ENTITIES>"), Fault::Truncated),
        ("unclosed literal", with(UN, name, "<![CDATA[ A"), Fault::Truncated),
        ("no entries", b"<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>".to_vec(), Fault::Empty),
        ("no elements", b"<?xml version=\"1.0\"?>\n".to_vec(), Fault::WrongColumns),
        ("plain text", b"Service unavailable".to_vec(), Fault::WrongColumns),
        ("escape character", with(UN, name, "A \u{1b}[2J B"), Fault::MixedEncoding),
    ];
    for (name, bytes, fault) in cases {
        assert_eq!(un_fault(&bytes), Some(fault), "{name}");
    }
    let literal = with(UN, name, "<![CDATA[BLUE <REEF> & SALVAGE]]>");
    let list = read_un(&literal, &ReadOptions::default()).unwrap();
    assert_eq!(list.entities[1].primary_name(), Some("BLUE <REEF> & SALVAGE"));
}

#[test]
fn bytes_of_no_text_are_refused() {
    let page = "<!DOCTYPE html>\n<html><head><title>503</title></head><body>Service unavailable</body></html>";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(UN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes, read) in formats() {
        let fault = |bytes: &[u8]| read(bytes).err().map(|error| error.fault);
        assert_eq!(fault(b""), Some(Fault::Empty), "{name}");
        assert_eq!(fault(b" \r\n \x1a"), Some(Fault::Empty), "{name}");
        assert_eq!(fault(page.as_bytes()), Some(Fault::HtmlPage), "{name}");
        assert!(read(&utf16).is_err(), "{name}");
        assert!(read(&bytes.iter().rev().copied().collect::<Vec<_>>()).is_err(), "{name}");
        assert!(read(&[bytes.as_slice(), &bytes].concat()).is_err(), "{name}");
        assert!(read(&vec![0; bytes.len()]).is_err(), "{name}");
        assert!(read(&vec![b'"'; bytes.len()]).is_err(), "{name}");
        assert!(read(&vec![b'<'; bytes.len()]).is_err(), "{name}");
    }
}

#[test]
fn mixed_encodings_are_refused() {
    for (name, text) in [("un", UN), ("eu", EU_XML)] {
        let mut bytes = text.as_bytes().to_vec();
        let position = text.rfind("</").unwrap() - 4;
        bytes.insert(position, 0xe9);
        let result = if name == "un" {
            un_fault(&bytes)
        } else {
            read_eu_xml(&bytes, &ReadOptions::default()).err().map(|error| error.fault)
        };
        assert_eq!(result, Some(Fault::Encoding), "{name}");
    }
    let text = entry(1, "CAFÉ", "", "X", "");
    let mut bytes = delimited(&[&text, &entry(2, "BAR", "", "X", "")]);
    assert!(read_sdn(&bytes).is_ok());
    let position = bytes.windows(3).position(|part| part == b"BAR").unwrap();
    bytes[position] = 0xe9;
    assert_eq!(read_sdn(&bytes).unwrap_err().fault, Fault::MixedEncoding);
    // windows-1252 is not ISO 8859-1: its quotation marks are control characters there
    let mut bytes = delimited(&[&entry(2, "BAR", "", "X", "")]);
    let position = bytes.windows(3).position(|part| part == b"BAR").unwrap();
    bytes[position] = 0x93;
    assert_eq!(read_sdn(&bytes).unwrap_err().fault, Fault::MixedEncoding);
}

#[test]
fn damaged_rows_are_refused() {
    let good = entry(1, "A", "", "X", "");
    let rows: Vec<(&str, String, Fault)> = vec![
        ("too few columns", "2,\"B\",-0- ".into(), Fault::WrongColumns),
        ("too many columns", format!("{good},-0- "), Fault::WrongColumns),
        ("number missing", good.replacen('1', "", 1), Fault::BadValue),
        ("number of letters", good.replacen('1', "1a", 1), Fault::BadValue),
        ("negative number", good.replacen('1', "-1", 1), Fault::BadValue),
        ("giant number", good.replacen('1', "99999999999999999999999", 1), Fault::BadValue),
        ("same number", good.clone(), Fault::DuplicateKey),
        ("same number with zeros", good.replacen('1', "001", 1), Fault::DuplicateKey),
        ("null name", entry(2, "", "", "X", ""), Fault::BadValue),
        ("empty name", entry(2, " ", "", "X", ""), Fault::BadValue),
        ("empty field", entry(2, "B", "", "X", "").replacen("-0- ,", ",", 1), Fault::BadValue),
        ("half of null", entry(2, "B", "", "X", "").replacen("-0- ,", "-0,", 1), Fault::BadValue),
        ("bare text", entry(2, "B", "", "X", "").replace("\"B\"", "B"), Fault::BadValue),
        ("quotation mark inside", entry(2, "B\"C", "", "X", ""), Fault::Quoting),
        ("text behind a quotation mark", entry(2, "B", "", "X", "").replace("\"B\"", "\"B\"C"), Fault::Quoting),
        ("unclosed quotation mark", entry(2, "B", "", "X", "").replace("\"B\"", "\"B"), Fault::Quoting),
        ("line break inside", entry(2, "B\nC", "", "X", ""), Fault::Quoting),
        ("giant field", entry(2, &"B".repeat(70_000), "", "X", ""), Fault::TooLarge),
        ("mark inside", entry(2, "B\u{1a}C", "", "X", ""), Fault::MixedEncoding),
        ("null character", entry(2, "B\0C", "", "X", ""), Fault::MixedEncoding),
        ("tabs for commas", entry(2, "B", "", "X", "").replace(',', "\t"), Fault::Quoting),
        ("semicolons for commas", entry(2, "B", "", "X", "").replace(',', ";"), Fault::Quoting),
    ];
    for (name, row, fault) in rows {
        let error = read_sdn(&delimited(&[&good, &row])).expect_err(name);
        assert_eq!(error.fault, fault, "{name}: {error}");
        assert!(error.line.is_some(), "{name}");
    }
    let twice = delimited(&["101,9001,\"aka\",\"A\",-0- ", "205,9001,\"aka\",\"B\",-0- "]);
    assert_eq!(read_files(&sdn(), Some(&twice), None, None).unwrap_err().fault, Fault::DuplicateKey);
    assert_eq!(read_files(&sdn(), Some(&add()), None, None).unwrap_err().fault, Fault::WrongColumns);
    assert_eq!(read_sdn(&alt()).unwrap_err().fault, Fault::WrongColumns);
    assert_eq!(read_sdn(b"\x1a\x1a").unwrap_err().fault, Fault::Empty);
}

#[test]
fn damaged_tables_are_refused() {
    let options = ReadOptions::default();
    let dpl = |text: Vec<u8>| read_denied_persons(&text, &options).err().map(|error| error.fault);
    assert_eq!(dpl(with(DPL, "\"City\"", "\"Town\"")), Some(Fault::WrongColumns));
    assert_eq!(dpl(with(DPL, "\"RENO\"\t", "")), Some(Fault::WrongColumns));
    assert_eq!(dpl(with(DPL, "\"RENO\"", "\"RE\"NO\"")), Some(Fault::Quoting));
    assert_eq!(dpl(with(DPL, "\"RENO\"", "\"RE\nNO\"")), Some(Fault::Quoting));
    assert_eq!(dpl(with(DPL, "\"  PAUL EXAMPLE\"", "\"\"")), Some(Fault::BadValue));
    assert_eq!(dpl(DPL.lines().next().unwrap().as_bytes().to_vec()), Some(Fault::Truncated));
    assert_eq!(dpl(format!("{}\n", DPL.lines().next().unwrap()).into_bytes()), Some(Fault::Empty));
    let csl = |text: Vec<u8>| read_screening_list(&text, &options).err().map(|error| error.fault);
    assert_eq!(csl(with(CSL, "source,", "origin,")), Some(Fault::WrongColumns));
    assert_eq!(csl(with(CSL, ",colour", ",name")), Some(Fault::WrongColumns));
    assert_eq!(csl(with(CSL, "says \"\"no\"\"", "says \"no\"\"")), Some(Fault::Quoting));
    assert_eq!(csl(with(CSL, "PAUL EXAMPLE", " ")), Some(Fault::BadValue));
    let eu = |text: Vec<u8>| read_eu_csv(&text, &options).err().map(|error| error.fault);
    assert_eq!(eu(with(EU_CSV, ";9001;", ";x;")), Some(Fault::BadValue));
    assert_eq!(eu(with(EU_CSV, "\"Ship;owner.\"", "Ship;owner.")), Some(Fault::WrongColumns));
    assert_eq!(eu(with(EU_CSV, "Grau Handels GmbH", "")), Some(Fault::BadValue));
    assert_eq!(eu(EU_CSV.replace(';', ",").into_bytes()), Some(Fault::WrongColumns));
}

#[test]
fn limits_hold() {
    for options in [
        ReadOptions { max_bytes: 100, ..ReadOptions::default() },
        ReadOptions { max_entities: 1, ..ReadOptions::default() },
        ReadOptions { max_field: 4, ..ReadOptions::default() },
        ReadOptions { max_depth: 3, ..ReadOptions::default() },
    ] {
        assert_eq!(read_un(UN.as_bytes(), &options).unwrap_err().fault, Fault::TooLarge, "{options:?}");
    }
}

#[test]
fn codes_are_distinct() {
    let codes: BTreeSet<&str> = Fault::ALL.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes.len(), Fault::ALL.len());
    assert!(codes.iter().all(|code| code.starts_with("list_")));
}
