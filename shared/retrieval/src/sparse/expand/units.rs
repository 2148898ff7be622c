//! Spellings of units of measurement, percent, million and billion.

use super::lexemes::Lexeme;

/// Each unit's short form and its other spellings. A unit without any is recognized by its short form alone.
const UNITS: &[(&str, &[&str])] = &[
    ("%", &["percent", "pct"]),
    ("v", &["volt", "volts"]),
    ("kv", &["kilovolt", "kilovolts"]),
    ("kw", &["kilowatt", "kilowatts"]),
    ("mw", &["megawatt", "megawatts"]),
    ("gw", &["gigawatt", "gigawatts"]),
    ("kwh", &["kilowatthour", "kilowatthours"]),
    ("mwh", &["megawatthour", "megawatthours"]),
    ("gwh", &["gigawatthour", "gigawatthours"]),
    ("twh", &["terawatthour", "terawatthours"]),
    ("kva", &[]),
    ("mva", &[]),
    ("kvar", &[]),
    ("mvar", &[]),
    ("hz", &["hertz"]),
    ("ka", &["kiloampere", "kiloamperes"]),
    ("km", &["kms", "kilometre", "kilometres", "kilometer", "kilometers"]),
    ("m", &["metre", "metres", "meter", "meters"]),
    ("ha", &["hectare", "hectares"]),
    ("kg", &["kilogram", "kilograms"]),
    ("million", &["mn", "mln", "millions"]),
    ("billion", &["bn", "bln", "billions"]),
];

/// The short form of the unit that the lexemes start with.
pub(super) fn at(lexemes: &[Lexeme]) -> Option<&'static str> {
    match lexemes {
        [Lexeme::Sign { sign: '%', .. }, ..] => Some("%"),
        [Lexeme::Word { letters: per, .. }, Lexeme::Word { letters: cent, .. }, ..]
            if per == "per" && cent == "cent" =>
        {
            Some("%")
        }
        [Lexeme::Word { letters, .. }, ..] => short_form(letters),
        _ => None,
    }
}

fn short_form(word: &str) -> Option<&'static str> {
    UNITS.iter().find(|(short, spellings)| *short == word || spellings.contains(&word)).map(|(short, _)| *short)
}
