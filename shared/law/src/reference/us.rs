//! Names of codes and acts in the United States, and of acts without a number of the European Union.

use super::mention::{ActName, Head, Part};
use super::scan::Scanner;
use crate::token::TokenKind;

/// Words that occur within names of acts.
const INNER: [&str; 11] = ["of", "and", "the", "for", "on", "in", "to", "with", "against", "&", "-"];
/// The most words of a name.
const MOST_WORDS: usize = 14;

/// "31 CFR 591.406(b)", "31 CFR part 591", "50 U.S.C. 1701(a)", "18 U.S.C. 2339A"
pub(super) fn code(scanner: &Scanner<'_>, place: usize) -> Option<(Option<Part>, ActName, usize)> {
    let title = scanner.token(place)?;
    let is_title = title.text.len() <= 2 && title.text.bytes().all(|byte| byte.is_ascii_digit());
    let word = scanner.token(place + 1).filter(|_| is_title)?;
    let is_regulations = word.is("CFR") || word.is("C.F.R");
    let is_statutes = word.is("U.S.C") || word.is("USC");
    if !is_regulations && !is_statutes {
        return None;
    }
    let mut next = place + 2;
    next += usize::from(scanner.is(next, &["."]));
    let mut name = format!("{} {}", title.text, if is_regulations { "CFR" } else { "U.S.C." });
    let is_part = scanner.is(next, &["part", "parts", "chapter"]);
    let skip = usize::from(is_part || scanner.is(next, &["§", "section", "sections"]));
    let skip = skip + usize::from(scanner.is(next, &["§"]) && scanner.is(next + 1, &["§"]));
    if scanner.is(next, &["chapter"]) {
        name.push_str(" chapter");
        return Some((None, ActName::Code(name), next + 1));
    }
    let head = if is_part { Head::Part } else { Head::Section };
    match scanner.numbers(head, next + skip) {
        Some((pins, after)) => Some((Some(Part::numbered(head, pins)), ActName::Code(name), after)),
        None => Some((None, ActName::Code(name), next)),
    }
}

/// "Executive Order 13692", "E.O. 13224", "Public Law 118-50", "90 FR 3688", "resolution 1556 (2004)"
pub(super) fn act(scanner: &Scanner<'_>, place: usize) -> Option<(String, usize)> {
    let order = scanner.is(place, &["executive"]) && scanner.is(place + 1, &["order", "orders"]);
    let law = scanner.is(place, &["public"]) && scanner.is(place + 1, &["law"]);
    let short = scanner.is(place, &["e.o"]) && scanner.is(place + 1, &["."]);
    let resolution = scanner.is(place, &["resolution", "unscr"]);
    let number = match (order || law || short, resolution) {
        (true, _) => place + 2,
        (_, true) => place + 1,
        _ => return None,
    };
    let token = scanner.token(number).filter(|token| token.text.starts_with(|first: char| first.is_ascii_digit()))?;
    let mut end = token.span.end;
    let mut next = number + 1;
    if resolution {
        let year = scanner.token(next).filter(|token| token.kind == TokenKind::Group && token.text.len() == 6);
        if token.text.contains('/') || (year.is_none() && token.text.len() > 4) {
            return None;
        }
        next += usize::from(year.is_some());
        end = year.map_or(end, |year| year.span.end);
    }
    let start = scanner.token(place)?.span.start;
    Some((crate::span::collapsed(scanner.text.get(start..end)?), next))
}

/// A name of capitalised words: "the Treaty on European Union", "IEEPA", "the Immigration and Nationality Act".
pub(super) fn named(scanner: &Scanner<'_>, place: usize) -> Option<(String, usize)> {
    let first = place + usize::from(scanner.is(place, &["the"]));
    let is_name = |at: usize| {
        scanner
            .token(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.text.starts_with(char::is_uppercase))
    };
    if !is_name(first) {
        return None;
    }
    let mut end = first + 1;
    let mut at = end;
    while at < first + MOST_WORDS {
        if is_name(at) {
            at += 1;
            end = at;
        } else if scanner.is(at, &INNER) {
            at += 1;
        } else {
            break;
        }
    }
    let span = scanner.token(first)?.span.start..scanner.token(end - 1)?.span.end;
    Some((crate::span::collapsed(scanner.text.get(span)?), end))
}
