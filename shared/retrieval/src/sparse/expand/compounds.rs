//! Words written together, apart, or with a sign between.

use super::{is_glued_sign, lexemes::Lexeme};

/// Adds the parts of letters and digits written together ("220kV"), and, where `rest` starts one, the joined form of
/// parts with signs between ("sub-station", "O&M", "U.S.A.").
pub(super) fn add(before: &[Lexeme], rest: &[Lexeme], found: &mut Vec<String>) {
    let continues = before.last().is_some_and(is_part) && rest.first().is_some_and(Lexeme::is_glued);
    let goes_on = rest.get(1).is_some_and(|next| next.is_glued() && is_part(next));
    if let Some(Lexeme::Word { letters, .. }) = rest.first().filter(|_| continues || goes_on) {
        found.push(letters.clone());
    }
    if continues || !rest.first().is_some_and(is_part) {
        return;
    }
    for (sign, kept) in [('-', ""), ('&', "&"), ('.', "")] {
        if let Some(joined) = joined(before, rest, sign, kept) {
            found.push(joined);
        }
    }
}

const fn is_part(lexeme: &Lexeme) -> bool {
    matches!(lexeme, Lexeme::Number { .. } | Lexeme::Word { .. })
}

fn part(lexeme: &Lexeme) -> Option<&str> {
    match lexeme {
        Lexeme::Number { digits, .. } => Some(digits),
        Lexeme::Word { letters, .. } => Some(letters),
        Lexeme::Label { .. } | Lexeme::Sign { .. } => None,
    }
}

/// The parts from here on that a sign holds together, if they are at least two, are not all numbers, and nothing before
/// belongs to them.
fn joined(before: &[Lexeme], rest: &[Lexeme], sign: char, kept: &str) -> Option<String> {
    if is_glued_sign(before.last(), &[sign]) && rest.first().is_some_and(Lexeme::is_glued) {
        return None;
    }
    let mut text = String::new();
    let (mut signs, mut words) = (0, 0);
    for (position, lexeme) in rest.iter().enumerate() {
        if let Some(part) = part(lexeme).filter(|_| position == 0 || lexeme.is_glued()) {
            if sign == '.' && !is_initial(lexeme) {
                return None;
            }
            words += usize::from(matches!(lexeme, Lexeme::Word { .. }));
            text.push_str(part);
        } else if is_glued_sign(Some(lexeme), &[sign])
            && rest.get(position + 1).is_some_and(|next| next.is_glued() && is_part(next))
        {
            text.push_str(kept);
            signs += 1;
        } else {
            break;
        }
    }
    (signs > 0 && words > 0).then_some(text)
}

/// Returns whether a lexeme is a single letter.
fn is_initial(lexeme: &Lexeme) -> bool {
    matches!(lexeme, Lexeme::Word { letters, .. } if letters.chars().nth(1).is_none())
}
