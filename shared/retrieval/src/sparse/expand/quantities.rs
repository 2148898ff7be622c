//! Numbers with a unit.

use super::{is_glued_sign, lexemes::Lexeme, units};

/// Adds the quantity at the start of `rest`, and those before it that share its unit: "132/33 kV".
pub(super) fn add(before: &[Lexeme], rest: &[Lexeme], found: &mut Vec<String>) {
    let [Lexeme::Number { digits, glued }, behind @ ..] = rest else { return };
    let Some(unit) = units::at(behind) else { return };
    found.push(format!("{digits}{unit}"));
    if *glued {
        add_sharing(before, unit, found);
    }
}

fn add_sharing(mut before: &[Lexeme], unit: &str, found: &mut Vec<String>) {
    while let [earlier @ .., Lexeme::Number { digits, glued }, sign] = before
        && is_glued_sign(Some(sign), &['/', '-'])
    {
        found.push(format!("{digits}{unit}"));
        if !*glued {
            break;
        }
        before = earlier;
    }
}
