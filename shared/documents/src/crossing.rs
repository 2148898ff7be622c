//! Sentences that begin at the end of a page and end on the next one.

use crate::child;
use crate::page::{Page, Span};
use crate::units::{Unit, UnitKind, units};

/// The most lines at the top, and at the foot, of a page that are looked at as running headers and footers.
const MOST_RUNNING: usize = 4;
/// The distance up to which pages have running lines in common: left and right pages often differ.
const ALIKE_WITHIN: u32 = 2;
/// The most units at the foot of a page that are looked at as footnotes.
const MOST_NOTES: usize = 12;
/// The fewest characters that a page break leaves of a sentence. Fewer are a label.
const SHORTEST_HALF: usize = 12;
/// The most characters of a half. More are no sentence.
const LONGEST_HALF: usize = 1_000;
/// Characters after which nothing is missing.
const ENDS: [char; 12] = ['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।'];
/// Characters after which a sentence goes on even before a capital letter.
const GOES_ON: [char; 7] = [',', '-', '–', '&', '(', '،', '、'];

/// A sentence that two pages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// Its first half, at the end of the page.
    pub half: Span,
    /// The rest, at the start of the next page.
    pub rest: Span,
}

/// The halves of a sentence in one piece; a word that the page break divides is joined.
#[must_use]
pub fn join_halves(half: &str, rest: &str) -> String {
    child::join_halves(half, rest)
}

/// For each of these consecutive pages the sentence that goes on on the next of them. The more pages there are, the more surely
/// are running headers and footers told from text.
///
/// A sentence goes on if it has no mark at its end and the next page starts like the inside of one: with a small letter, with any
/// letter of a script without capitals, or with anything after a comma or hyphen. Running lines and footnotes may stand between.
/// In doubt, as before a name, there is no crossing.
#[must_use]
pub fn crossings(pages: &[Page]) -> Vec<Option<Crossing>> {
    let edges: Vec<Edges<'_>> = pages.iter().map(Edges::of).collect();
    let bodies: Vec<Body<'_>> = edges.iter().map(|page| Body::of(page, &edges)).collect();
    let next = bodies.iter().skip(1).map(Some).chain([None]);
    bodies.iter().zip(next).map(|(body, next)| body.crossing(next?)).collect()
}

/// The first and the last lines of a page, from the edge inwards.
struct Edges<'a> {
    page: &'a Page,
    top: Vec<&'a str>,
    foot: Vec<&'a str>,
}

impl<'a> Edges<'a> {
    fn of(page: &'a Page) -> Self {
        let lines = || page.text.lines().filter(|line| !line.trim().is_empty());
        Self { page, top: lines().take(MOST_RUNNING).collect(), foot: lines().rev().take(MOST_RUNNING).collect() }
    }
}

/// A page without its running lines and footnotes.
struct Body<'a> {
    page: &'a Page,
    units: Vec<Unit>,
}

impl<'a> Body<'a> {
    fn of(edges: &Edges<'a>, all: &[Edges<'a>]) -> Self {
        let page = edges.page;
        let others =
            || all.iter().filter(|other| (1..=ALIKE_WITHIN).contains(&other.page.number.abs_diff(page.number)));
        let is_alike = |line: &str, other: &Edges<'_>, lines: &[&str]| {
            let distance = i64::from(other.page.number) - i64::from(page.number);
            lines.iter().any(|other| are_alike(line, other, distance))
        };
        let is_header = |line: &&&str| others().any(|other| is_alike(line, other, &other.top));
        let is_footer = |line: &&&str| others().any(|other| is_alike(line, other, &other.foot));
        let headers = edges.top.iter().take_while(is_header).count();
        let footers = edges.foot.iter().take_while(is_footer).count();
        let mut units = within(&page.text, headers, footers);
        if let Some(notes) = first_note(&page.text, &units) {
            units.truncate(notes);
        }
        Self { page, units }
    }

    fn crossing(&self, next: &Body<'_>) -> Option<Crossing> {
        let (last, first) = (self.units.last()?, next.units.first()?);
        let (half, rest) = (last.span().of(&self.page.text)?, first.span().of(&next.page.text)?);
        let is_text = matches!(last.kind, UnitKind::Sentence | UnitKind::Bullet) && first.kind == UnitKind::Sentence;
        let is_heading = is_heading(self.page, *last) || is_heading(next.page, *first);
        let goes_on = is_text && !is_heading && is_open(half) && is_inside(half, rest);
        goes_on.then(|| Crossing { half: last.span(), rest: first.span() })
    }
}

/// The units between the first `headers` and the last `footers` lines that are not empty.
fn within(text: &str, headers: usize, footers: usize) -> Vec<Unit> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.chars().count();
        if !line.trim().is_empty() {
            lines.push((start, end));
        }
        start = end + 1;
    }
    let kept = lines.get(headers..lines.len().saturating_sub(footers)).unwrap_or_default();
    let (Some((from, _)), Some((_, to))) = (kept.first(), kept.last()) else { return Vec::new() };
    units(text).into_iter().filter(|unit| unit.start >= *from && unit.end <= *to).collect()
}

/// The place of the first footnote at the foot of a page.
fn first_note(text: &str, units: &[Unit]) -> Option<usize> {
    let from = units.len().saturating_sub(MOST_NOTES).max(1);
    let is_note = |unit: &Unit| unit.span().of(text).is_some_and(sisuiq_superscript::starts_note);
    (from..units.len()).find(|at| units.get(*at).is_some_and(is_note))
}

fn is_heading(page: &Page, unit: Unit) -> bool {
    page.headings.iter().any(|heading| heading.start <= unit.start && unit.end <= heading.end)
}

/// Returns whether two lines are one running line: their letters are the same, and their numbers are the same or differ like the
/// numbers of their pages.
fn are_alike(line: &str, other: &str, distance: i64) -> bool {
    let letters = |line: &str| line.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
    let numbers = |line: &str| {
        let digits = line.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
        digits.map(|digits| digits.parse::<i64>().unwrap_or(i64::MAX)).collect::<Vec<_>>()
    };
    let (own, others) = (numbers(line), numbers(other));
    let fits = |(own, other): (&i64, &i64)| own == other || other.saturating_sub(*own) == distance;
    own.len() == others.len() && own.iter().zip(&others).all(fits) && letters(line) == letters(other)
}

/// Returns whether a text looks like a sentence that has not ended.
fn is_open(half: &str) -> bool {
    let bare = half.trim_end_matches(|mark: char| is_closing(mark) || sisuiq_superscript::is_superscript(mark));
    let length = half.chars().count();
    (SHORTEST_HALF..=LONGEST_HALF).contains(&length) && !bare.ends_with(ENDS)
}

/// Returns whether a text after `half` starts like the inside of a sentence.
fn is_inside(half: &str, rest: &str) -> bool {
    let Some(first) = rest.chars().find(|character| !is_opening(*character)) else { return false };
    let has_case = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    let is_short_enough = rest.chars().count() <= LONGEST_HALF;
    let goes_on = first.is_lowercase() || half.ends_with(GOES_ON) || (half.ends_with(is_small) && starts_figure(rest));
    // without capitals only the end of a sentence tells text from a heading
    let ends = first.is_alphabetic() && !has_case(first) && rest.trim_end_matches(is_closing).ends_with(ENDS);
    is_short_enough && first.is_alphanumeric() && (goes_on || ends)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, text: &str) -> Page {
        Page { text: text.to_owned(), state: crate::page::PageState::Text, ..Page::unreadable(number) }
    }

    fn pages(texts: &[&str]) -> Vec<Page> {
        (1..).zip(texts).map(|(number, text)| page(number, text)).collect()
    }

    /// The sentences that cross, in one piece.
    fn sentences(texts: &[&str]) -> Vec<String> {
        let pages = pages(texts);
        let found = crossings(&pages).into_iter().zip(&pages).zip(pages.iter().skip(1));
        let sentence = |(crossing, page, next): (Option<Crossing>, &Page, &Page)| {
            let Crossing { half, rest } = crossing?;
            Some(join_halves(half.of(&page.text)?, rest.of(&next.text)?))
        };
        found.map(|((crossing, page), next)| (crossing, page, next)).filter_map(sentence).collect()
    }

    #[test]
    fn ended_sentences_do_not_cross() {
        for half in ["The line was built.", "Is it safe? ”", "It has three parts:", "It ended.¹", "선로를 점검한다."]
        {
            assert_eq!(sentences(&[half, "and this is another text."]), Vec::<String>::new(), "{half}");
        }
    }

    #[test]
    fn other_starts_are_no_rests() {
        let half = "The pump house at Nakawa is cleaned by the";
        for next in [
            "The tank is full.",
            "• two men",
            "a | 12",
            "[struck out] two men.",
            "4.1 Vision",
            "",
            "12. Of it.",
            "12 Tanks",
            "12. of it",
        ] {
            assert_eq!(sentences(&[half, next]), Vec::<String>::new(), "{next}");
        }
    }

    #[test]
    fn labels_and_rows_do_not_go_on() {
        for half in ["Losses", "Nakawa | 12 | 14", "Cleaning of the Pump House"] {
            assert_eq!(sentences(&[half, "are cleaned twice."]), Vec::<String>::new(), "{half}");
        }
    }

    #[test]
    fn headings_do_not_go_on() {
        let mut both = pages(&["Intro.\nwhat the cleaning is for", "the pump is cleaned twice."]);
        both[0].headings = vec![Span { start: 7, end: 31 }];
        assert_eq!(crossings(&both), [None, None]);
    }

    #[test]
    fn sentences_go_on_with_small_letters() {
        let found = sentences(&["First. The pump house is cleaned by", "two men. Then it rests."]);
        assert_eq!(found, ["The pump house is cleaned by two men."]);
    }

    #[test]
    fn sentences_go_on_with_figures() {
        assert_eq!(sentences(&["It is cleaned after", "17 years."]), ["It is cleaned after 17 years."]);
    }

    #[test]
    fn commas_go_on_with_capitals() {
        assert_eq!(sentences(&["It is fed from Lira,", "Gulu and Arua."]), ["It is fed from Lira, Gulu and Arua."]);
    }

    #[test]
    fn broken_words_are_joined() {
        assert_eq!(sentences(&["They refilled the trans-", "former."]), ["They refilled the transformer."]);
        assert_eq!(
            sentences(&["It has a cost of a high-", "voltage line."]),
            ["It has a cost of a high-voltage line."]
        );
    }

    #[test]
    fn running_lines_stand_between() {
        let texts = [
            "Grid report 2024\nOne.\nKampala Works\nPage 7 of 9",
            "Grid report 2024\nTwo. The pump house is cleaned by\nKampala Works\nPage 8 of 9",
            "Grid report 2024\ntwo men.\nKampala Works\nPage 9 of 9",
        ];
        assert_eq!(sentences(&texts), ["The pump house is cleaned by two men."]);
    }

    #[test]
    fn left_and_right_pages_have_lines_of_their_own() {
        let texts = [
            "12 Grid report",
            "Losses 13",
            "14 Grid report\nThe pump is cleaned by",
            "Losses 15\nmen.",
            "16 Grid report",
        ];
        assert_eq!(sentences(&texts), ["The pump is cleaned by men."]);
    }

    #[test]
    fn footnotes_stand_between() {
        let texts = ["The pump house¹ is cleaned by\n¹ Built in 1954.\nRepaired since.", "two men."];
        assert_eq!(sentences(&texts), ["The pump house¹ is cleaned by two men."]);
    }

    #[test]
    fn scripts_without_capitals_go_on() {
        assert_eq!(
            sentences(&["변전소의 변압기는 매년", "두 번 점검한다. 끝."]),
            ["변전소의 변압기는 매년 두 번 점검한다."]
        );
        assert_eq!(sentences(&["一二三四五六七八九十一二三", "目录"]), Vec::<String>::new());
    }

    #[test]
    fn list_items_go_on() {
        assert_eq!(
            sentences(&["• The pump house is cleaned by", "two men."]),
            ["• The pump house is cleaned by two men."]
        );
    }

    #[test]
    fn lone_pages_have_none() {
        assert_eq!(crossings(&[]), []);
        assert_eq!(crossings(&pages(&["The pump house is cleaned by"])), [None]);
    }
}
