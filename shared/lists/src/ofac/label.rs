//! Labels at the beginning of remarks' parts.

use crate::identifier::IdentifierKind;

/// The meaning of the text behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    BirthDate,
    BirthPlace,
    Nationality,
    Citizenship,
    Gender,
    WeakAlias,
    WeakFormer,
    WeakCurrent,
    Wallet,
    Link,
    Number(IdentifierKind),
    Attribute,
}

use IdentifierKind as Kind;
use Meaning::{Attribute, Number};

/// Labels whose form says nothing about their meaning. Numbers with a label such as `Cedula No.` need no entry: see
/// [`super::number::general`].
const LABELS: [(&str, Meaning); 89] = [
    ("DOB", Meaning::BirthDate),
    ("POB", Meaning::BirthPlace),
    ("nationality", Meaning::Nationality),
    ("Nationality", Meaning::Nationality),
    ("citizen", Meaning::Citizenship),
    ("Citizen", Meaning::Citizenship),
    ("Gender", Meaning::Gender),
    ("a.k.a.", Meaning::WeakAlias),
    ("f.k.a.", Meaning::WeakFormer),
    ("n.k.a.", Meaning::WeakCurrent),
    ("Digital Currency Address -", Meaning::Wallet),
    ("Linked To:", Meaning::Link),
    ("Passport", Number(Kind::Passport)),
    ("passport", Number(Kind::Passport)),
    ("Diplomatic Passport", Number(Kind::Passport)),
    ("SSN", Number(Kind::NationalId)),
    ("D.N.I.", Number(Kind::NationalId)),
    ("C.U.R.P.", Number(Kind::NationalId)),
    ("C.U.R.P. #", Number(Kind::NationalId)),
    ("Numero de Identidad", Number(Kind::NationalId)),
    ("Cartilla de Servicio Militar Nacional", Number(Kind::NationalId)),
    ("Credencial electoral", Number(Kind::NationalId)),
    ("I.F.E.", Number(Kind::NationalId)),
    ("R.F.C.", Number(Kind::TaxNumber)),
    ("R.F.C. #", Number(Kind::TaxNumber)),
    ("RFC", Number(Kind::TaxNumber)),
    ("US FEIN", Number(Kind::TaxNumber)),
    ("C.U.I.T.", Number(Kind::TaxNumber)),
    ("C.U.I.P.", Number(Kind::TaxNumber)),
    ("RTN", Number(Kind::TaxNumber)),
    ("NIT #", Number(Kind::TaxNumber)),
    ("RIF #", Number(Kind::TaxNumber)),
    ("RUC #", Number(Kind::TaxNumber)),
    ("Italian Fiscal Code", Number(Kind::TaxNumber)),
    ("Numero Unico de Identificacao Tributaria (NUIT)", Number(Kind::TaxNumber)),
    ("Unified Social Credit Code (USCC)", Number(Kind::Registration)),
    ("United Social Credit Code Certificate (USCCC)", Number(Kind::Registration)),
    ("Folio Mercantil No.", Number(Kind::Registration)),
    ("Matricula Mercantil No", Number(Kind::Registration)),
    ("License", Number(Kind::Registration)),
    ("Vessel Registration Identification", Number(Kind::Registration)),
    ("MMSI", Number(Kind::Mmsi)),
    ("Vessel Call Sign", Number(Kind::CallSign)),
    ("Other Vessel Call Sign", Number(Kind::CallSign)),
    ("Aircraft Tail Number", Number(Kind::Aircraft)),
    ("Previous Aircraft Tail Number", Number(Kind::Aircraft)),
    ("Aircraft Manufacturer's Serial Number (MSN)", Number(Kind::Aircraft)),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", Number(Kind::Aircraft)),
    ("Aircraft Mode S Transponder Code", Number(Kind::Aircraft)),
    ("SWIFT/BIC", Number(Kind::Bic)),
    ("BIK (RU)", Number(Kind::BankCode)),
    ("MICEX Code", Number(Kind::Security)),
    ("ISIN", Number(Kind::Security)),
    ("Equity Ticker", Attribute),
    ("Issuer Name", Attribute),
    ("Email Address", Attribute),
    ("Website", Attribute),
    ("Phone Number", Attribute),
    ("Telephone", Attribute),
    ("Telephone:", Attribute),
    ("Telephone No.", Attribute),
    ("PHONE", Attribute),
    ("Phone No.", Attribute),
    ("Fax", Attribute),
    ("Fax:", Attribute),
    ("Fax No.", Attribute),
    ("FAX", Attribute),
    ("TELEX", Attribute),
    ("Vessel Flag", Attribute),
    ("Former Vessel Flag", Attribute),
    ("Other Vessel Flag", Attribute),
    ("Vessel Type", Attribute),
    ("Other Vessel Type", Attribute),
    ("Vessel Year of Build", Attribute),
    ("Aircraft Model", Attribute),
    ("Aircraft Operator", Attribute),
    ("Aircraft Manufacture Date", Attribute),
    ("Nationality of Registration", Attribute),
    ("Organization Established Date", Attribute),
    ("Target Type", Attribute),
    ("Additional Sanctions Information -", Attribute),
    ("IFCA Determination -", Attribute),
    ("Executive Order 13662 Directive Determination -", Attribute),
    ("Executive Order 13846 information -", Attribute),
    ("For more information on directives", Attribute),
    ("for more information on directives", Attribute),
    ("Listing Date (CMIC)", Attribute),
    ("Effective Date (CMIC)", Attribute),
    ("Purchase/Sales For Divestment Date (CMIC)", Attribute),
];

/// The longest label at the beginning of a part, its meaning, and the text behind it.
pub(super) fn find(part: &str) -> Option<(&'static str, Meaning, &str)> {
    LABELS
        .iter()
        .filter_map(|(label, meaning)| {
            let rest = part.strip_prefix(label)?;
            let separated = rest.starts_with([' ', ',']) || (label.ends_with(':') && !rest.is_empty());
            separated.then_some((*label, *meaning, rest.trim_start()))
        })
        .max_by_key(|(label, ..)| label.len())
}

/// The words of the longest label of a statement in the form `Label: value`.
const LABEL_WORDS: usize = 6;

/// A statement in the form `Label: value`.
pub(super) fn colon(part: &str) -> Option<(&str, &str)> {
    let (label, value) = part.split_once(": ")?;
    let short = label.split(' ').count() <= LABEL_WORDS && label.starts_with(|first: char| first.is_ascii_uppercase());
    let plain = label
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || matches!(character, ' ' | '(' | ')' | '/' | '-' | '\''));
    (short && plain && !value.trim().is_empty()).then(|| (label, value.trim()))
}
