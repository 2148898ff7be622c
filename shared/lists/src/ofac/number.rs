//! Numbers of documents and registers: `Cedula No. 16247821 (Colombia) issued 12 Mar 1960 expires 2008`.

use crate::cut::bracketed_end;
use crate::date::PartialDate;
use crate::identifier::{Identifier, IdentifierKind};

/// Words with which the label of a number ends.
const LABEL_ENDS: [&str; 14] = [
    "no.",
    "no",
    "number",
    "id",
    "#",
    "code",
    "card",
    "license",
    "licence",
    "certificate",
    "passport",
    "document",
    "booklet",
    "numberid",
];
/// The longest number, in characters.
const LONGEST: usize = 80;

/// Reads the text behind a label: a number that contains a digit, then country and dates in any combination.
///
/// Words behind the last digit are a note. Nothing is read if there is no number.
pub(super) fn read(kind: IdentifierKind, label: &str, text: &str) -> Option<Identifier> {
    let mut rest = text.trim().trim_start_matches([':', '#']).trim_start();
    let mut identifier = Identifier::new(kind, label.trim_end_matches([':', '-']).trim_end(), "");
    while let Some((shorter, change)) = suffix(rest) {
        match change {
            Suffix::Country(country) if identifier.country.is_none() => identifier.country = Some(country),
            Suffix::Issued(date) if identifier.issued.is_none() => identifier.issued = Some(date),
            Suffix::Expires(date) if identifier.expires.is_none() => identifier.expires = Some(date),
            _ => return None,
        }
        rest = shorter;
    }
    let end = rest.split(' ').rfind(|word| word.contains(|character: char| character.is_ascii_digit()))?;
    let end = rest.rfind(end)? + end.len();
    let (number, note) = rest.split_at_checked(end)?;
    let number = number.trim_end_matches([',', ' ']);
    let note = note.trim_matches([',', ' ']);
    if number.chars().count() > LONGEST || number.contains("issued") || number.contains("expire") {
        return None;
    }
    number.clone_into(&mut identifier.number);
    identifier.note = (!note.is_empty()).then(|| note.to_owned());
    if let Some(digits) = number.strip_prefix("IMO ").filter(|digits| is_imo(digits)) {
        digits.clone_into(&mut identifier.number);
        identifier.kind = if label.starts_with("Vessel") { IdentifierKind::Imo } else { IdentifierKind::ImoCompany };
    }
    Some(identifier)
}

/// Seven digits.
fn is_imo(text: &str) -> bool {
    text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A SWIFT code, the BIC of ISO 9362: eight or eleven letters and digits, the first four and the country in letters.
pub(super) fn bic(text: &str) -> Option<&str> {
    let code = text.trim().trim_end_matches('.');
    let letters = code.bytes().take(6).all(|byte| byte.is_ascii_uppercase());
    let plain = code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (matches!(code.len(), 8 | 11) && letters && plain).then_some(code)
}

enum Suffix {
    Country(String),
    Issued(PartialDate),
    Expires(PartialDate),
}

fn suffix(text: &str) -> Option<(&str, Suffix)> {
    if let Some((before, inside)) = bracketed_end(text) {
        return Some((before, Suffix::Country(inside.to_owned())));
    }
    let dated = |word: &str| {
        let (before, date) = text.rsplit_once(word)?;
        Some((before, PartialDate::parse(date)?))
    };
    if let Some((before, date)) = dated(" issued ") {
        return Some((before, Suffix::Issued(date)));
    }
    let (before, date) = dated(" expires ").or_else(|| dated(" expired "))?;
    Some((before, Suffix::Expires(date)))
}

/// Reads a number by its form alone: a label that ends with a word such as `No.`, or an abbreviation in capitals, and a number.
pub(super) fn general(part: &str) -> Option<Identifier> {
    if !part.starts_with(|first: char| first.is_ascii_uppercase()) {
        return None;
    }
    let (label, rest) = labelled(part).or_else(|| abbreviated(part))?;
    let head: Vec<&str> = rest.split(' ').take(2).collect();
    let has_digit = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    // `C 50905` is a number, `Member of 1998` is none
    let begins = match head.as_slice() {
        [first, ..] if has_digit(first) => true,
        [first, second] => {
            has_digit(second) && first.len() <= 5 && !first.bytes().any(|byte| byte.is_ascii_lowercase())
        }
        _ => false,
    };
    begins.then(|| read(IdentifierKind::of_label(label), label, rest)).flatten()
}

fn labelled(part: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut found = None;
    for word in part.split(' ').take(8) {
        end += word.len();
        let bare = word.trim_end_matches(':').to_lowercase();
        if LABEL_ENDS.contains(&bare.as_str()) {
            found = Some(end);
        } else if found.is_some() {
            break;
        }
        end += 1;
    }
    let (label, rest) = part.split_at_checked(found?)?;
    Some((label, rest.trim_start())).filter(|(_, rest)| !rest.is_empty())
}

/// `D.N.I. 78.865.882`: two to eight capitals, with dots or without, and a number of four digits or more.
fn abbreviated(part: &str) -> Option<(&str, &str)> {
    let (label, rest) = part.split_once(' ')?;
    let capitals = label.bytes().filter(u8::is_ascii_uppercase).count();
    let plain = label.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    let digits = rest.split(' ').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
    (plain && (2..=8).contains(&capitals) && digits >= 4).then_some((label, rest))
}
