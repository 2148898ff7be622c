//! Decides whether two texts state the same, so that one statement may cite both places.

use crate::{clause, words};

/// Words whose presence changes no statement. Prepositions, quantities and negations are none of them.
const SILENT: [&str; 12] =
    ["a", "also", "an", "and", "furthermore", "hereby", "moreover", "of", "that", "the", "therefore", "which"];
/// Marks that change no statement. All others do: `%`, `$`, `<`, the bars of a row.
const SILENT_MARKS: &str = ".,;:!'\"()[]{}/\\•·*…‘’“”«»-–—\u{ad}";
/// Signs that make the figure after them another one.
const SIGNS: &str = "-−–(+";
/// The most letters of a unit that is an abbreviation: `mW` is no `MW`.
const LONGEST_UNIT: usize = 4;

/// Returns whether two texts have the same words and symbols in the same order, apart from words and marks that say
/// nothing, the number of their clause, and plurals. Texts that differ in any figure, unit, name, negation or other
/// word do not state the same, however alike they are.
pub(crate) fn say_the_same(left: &str, right: &str) -> bool {
    !left.trim().is_empty() && marked(left) == marked(right)
}

/// The words and symbols of a text that matter, in their order.
fn marked(text: &str) -> Vec<String> {
    let text = clause::without_number(text);
    let mut found: Vec<String> = Vec::new();
    let mut end = 0;
    let mut before: Option<&str> = None;
    for word in words::words(text) {
        let start = word.surface.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let is_figure = has_digit(word.surface);
        found.extend(symbols(text.get(end..start).unwrap_or_default(), before, is_figure));
        let is_unit = before.is_some_and(has_digit) && word.surface.chars().count() <= LONGEST_UNIT;
        let form = if is_figure { word.stem } else { plain(word.surface, is_unit) };
        if !SILENT.contains(&form.as_str()) || is_letter_of_name(word.surface, before) {
            found.push(form);
        }
        (end, before) = (start + word.surface.len(), Some(word.surface));
    }
    found.extend(symbols(text.get(end..).unwrap_or_default(), before, false));
    found
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|letter| letter.is_ascii_digit())
}

/// The capital `A` within a text, as in `class A`, which is no article.
fn is_letter_of_name(surface: &str, before: Option<&str>) -> bool {
    surface == "A" && before.is_some()
}

/// A word without its case and the endings of plurals and possessives. The case of a unit stays.
fn plain(surface: &str, is_unit: bool) -> String {
    if is_unit {
        return surface.to_owned();
    }
    let lower = surface.to_lowercase().replace('\u{2019}', "'");
    let bare = lower.strip_suffix("'s").unwrap_or(&lower);
    let is_plural = bare.len() > 3 && bare.ends_with('s') && !bare.ends_with("ss");
    if is_plural { bare.trim_end_matches('s') } else { bare }.to_owned()
}

/// The symbols between two words. An exponent belongs to its power, a sign to the figure directly after it.
fn symbols(gap: &str, before: Option<&str>, precedes_figure: bool) -> Vec<String> {
    let is_power = before == Some("10");
    let is_mark = |letter: char| sisuiq_superscript::is_superscript(letter) || sisuiq_superscript::is_subscript(letter);
    let matters = |letter: &char| {
        if is_mark(*letter) {
            return is_power;
        }
        !letter.is_whitespace() && !SILENT_MARKS.contains(*letter)
    };
    let mut found: Vec<String> = gap.chars().filter(matters).map(String::from).collect();
    let mut ends = gap.chars().rev();
    let sign = ends.next().filter(|last| precedes_figure && SIGNS.contains(*last));
    let is_free = before.is_none() || gap.chars().count() > 1;
    found.extend(sign.filter(|sign| is_free && !matters(sign)).map(String::from));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(pairs: &[(&str, &str)]) {
        for (left, right) in pairs {
            assert!(!say_the_same(left, right) && !say_the_same(right, left), "{left} / {right}");
        }
    }

    #[test]
    fn other_figures_are_other_statements() {
        differ(&[
            ("Class B pays a deposit of 40,000 shillings.", "Class B pays a deposit of 90,000 shillings."),
            ("The permit was issued in 2019.", "The permit was issued in 2021."),
            ("The line carries 1.5 MW.", "The line carries 15 MW."),
            ("The balance is -5 million.", "The balance is 5 million."),
            ("Result | (12)", "Result | 12"),
            ("The surge is below 10⁶ volts.", "The surge is below 10⁹ volts."),
            ("The board has five members.", "The board has seven members."),
            ("Energy lost | 5 | 7", "Energy lost | 5 | 8"),
            ("Energy lost | 5 | | 7", "Energy lost | | 5 | 7"),
        ]);
    }

    #[test]
    fn other_units_are_other_statements() {
        differ(&[
            ("The reserve is 40 MW.", "The reserve is 40 mW."),
            ("The reserve is 40 MW.", "The reserve is 40 MWh."),
            ("The fine is 5% of it.", "The fine is 5 of it."),
            ("The fine is $500.", "The fine is €500."),
            ("The notice is 14 days.", "The notice is 14 weeks."),
            ("The tank holds 3 m³ of oil.", "The tank holds 3 m² of oil."),
            ("Losses are < 4 percent.", "Losses are > 4 percent."),
        ]);
    }

    #[test]
    fn negated_statements_are_others() {
        differ(&[
            ("Generators may sell energy.", "Generators may not sell energy."),
            ("The fee is refunded.", "The fee is never refunded."),
            ("Schools are exempt.", "No schools are exempt."),
            ("Work goes on with a permit.", "Work goes on without a permit."),
            ("All staff were present.", "All staff except drivers were present."),
            ("The meter can be moved.", "The meter cannot be moved."),
            ("The meter does work.", "The meter doesn't work."),
            ("The meter does work.", "The meter doesn\u{2019}t work."),
        ]);
    }

    #[test]
    fn other_names_are_other_statements() {
        differ(&[
            ("Class A pays in advance.", "Class B pays in advance."),
            ("Customers of class A pay.", "Customers of class pay."),
            ("Gulu is served by two lines.", "Lira is served by two lines."),
            ("The depot in North Kumi is shut.", "The depot in South Kumi is shut."),
            ("Kenya sells power to Uganda.", "Uganda sells power to Kenya."),
        ]);
    }

    #[test]
    fn single_words_make_other_statements() {
        differ(&[
            ("Losses rose by a tenth.", "Losses fell by a tenth."),
            ("The tariff rose to a tenth.", "The tariff rose by a tenth."),
            ("The licensee shall pay.", "The licensee may pay."),
            ("The fee is due before use.", "The fee is due after use."),
            ("Imports are taxed.", "Exports are taxed."),
            ("Generators may sell energy.", "Generators may sell energy during outages."),
            ("The employer signs.", "The employee signs."),
            ("", ""),
        ]);
    }

    #[test]
    fn copies_state_the_same() {
        for (left, right) in [
            ("The licensee shall keep accounts.", "the Licensee shall keep the accounts"),
            ("3.2 The licensee shall keep accounts.", "14. The licensee shall keep accounts."),
            ("Customers pay 40,000 shillings.", "Customers pay 40000 shillings."),
            ("The line carries 220kV.", "The line carries 220 kV."),
            ("The fee is 320¹ shillings.", "The fee is 320 shillings."),
            ("Losses\nwere (nearly) nil.", "Losses were nearly nil."),
        ] {
            assert!(say_the_same(left, right), "{left} / {right}");
        }
    }
}
