//! The rest of a sentence at the top of a page.

use crate::unfinished::{ENDS, is_unfinished_at_end, stands_before_others};
use crate::units::starts_item;

/// The fewest characters that a page break leaves of a sentence. Fewer are a label.
const SHORTEST_HALF: usize = 12;
/// The most characters of a half. More are no sentence.
const LONGEST_HALF: usize = 1_000;
/// The most characters of a title that has its page for itself.
const LONGEST_TITLE: usize = 60;
/// Characters after which a sentence goes on even before a capital letter.
const GOES_ON: [char; 7] = [',', '-', '–', '&', '(', '،', '、'];
/// Korean particles behind the subject or object of a sentence. A title has no such word.
const PARTICLES: [char; 4] = ['은', '는', '을', '를'];
/// Characters before and after the number of an article of a law: `제3조`, `第十二条`.
const BEFORE_ARTICLE: [char; 2] = ['제', '第'];
const AFTER_ARTICLE: &str = "조항장절편관호條条款章節节編编項项";
const NUMERALS: &str = "一二三四五六七八九十百千〇零";

/// Returns whether a text looks like a sentence that has not ended.
pub(super) fn is_open(half: &str) -> bool {
    let bare = half.trim_end_matches(|mark: char| is_closing(mark) || sisuiq_superscript::is_superscript(mark));
    let length = half.chars().count();
    (SHORTEST_HALF..=LONGEST_HALF).contains(&length) && !bare.ends_with(ENDS)
}

/// Returns whether a text after `half` starts like the inside of a sentence. `is_alone` says that `half` has its page for itself.
pub(super) fn is_inside(half: &str, rest: &str, is_alone: bool) -> bool {
    let Some(first) = rest.chars().find(|character| !is_opening(*character)) else { return false };
    let has_case = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    let is_short_enough = rest.chars().count() <= LONGEST_HALF;
    let goes_on = first.is_lowercase()
        || (half.ends_with(GOES_ON) && !(half.ends_with([',', '،', '、']) && starts_sentence(rest)))
        || (half.ends_with(is_small) && starts_figure(rest))
        || (first.is_uppercase() && is_unfinished_at_end(half) && goes_on_with_name(rest));
    // without capitals only the end of a sentence tells text from a heading
    let is_title = || is_alone && half.chars().count() <= LONGEST_TITLE && !half.split(' ').any(has_particle);
    let ends = first.is_alphabetic() && !has_case(first) && has_end(rest) && !is_title();
    is_short_enough && first.is_alphanumeric() && !starts_article(rest) && (goes_on || ends)
}

/// Returns whether a text is the inside of a sentence in any case: it starts with a small letter.
pub(super) fn starts_small(rest: &str) -> bool {
    rest.starts_with(is_small) && rest.chars().count() <= LONGEST_HALF && !starts_item(rest)
}

/// Returns whether a text may go on a sentence with a name: it has an end, and it is no item, numbered heading or sentence that
/// begins with a small word.
fn goes_on_with_name(rest: &str) -> bool {
    (has_end(rest) || is_unfinished_at_end(rest))
        && !starts_item(rest)
        && !starts_sentence(rest)
        && !starts_numbered(rest)
}

fn has_particle(word: &str) -> bool {
    word.ends_with(PARTICLES) && word.chars().nth(1).is_some()
}

fn has_end(text: &str) -> bool {
    text.trim_end_matches(is_closing).ends_with(ENDS)
}

fn starts_sentence(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(stands_before_others) && text.starts_with(char::is_uppercase)
}

/// Returns whether a text starts like a numbered heading or clause: `Article 12 The licensee`, but not `Section 4 of the Act`.
fn starts_numbered(text: &str) -> bool {
    let mut words = text.split_whitespace().skip(1);
    let number = words.next().unwrap_or_default();
    let is_number = number.starts_with(|digit: char| digit.is_ascii_digit());
    is_number && !words.next().is_some_and(|word| word.starts_with(is_small))
}

/// Returns whether a text starts with the number of an article in a script without capitals: `제3조 `, but not `제3조에`.
fn starts_article(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(BEFORE_ARTICLE) else { return false };
    let unit = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || NUMERALS.contains(letter));
    let mut after = unit.chars();
    let is_unit = after.next().is_some_and(|letter| AFTER_ARTICLE.contains(letter));
    unit.len() < rest.len() && is_unit && after.next().is_none_or(|next| !next.is_alphanumeric())
}

fn is_small(letter: char) -> bool {
    letter.is_lowercase()
}

/// Returns whether a text starts with a figure in a sentence, as in `17 years`, and not with the number of a clause.
fn starts_figure(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(number), Some(next)) = (words.next(), words.next()) else { return false };
    number.starts_with(|digit: char| digit.is_ascii_digit())
        && !number.ends_with(['.', ')'])
        && next.starts_with(is_small)
}

const fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | ' ')
}

const fn is_opening(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '「' | '『')
}
