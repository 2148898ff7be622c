//! Sentences that begin at the end of a page and end on the next one.

mod list;
mod rest;

use crate::child;
use crate::page::{Page, Span};
use crate::unfinished::is_unfinished_at_end;
use crate::units::{Unit, UnitKind, units};
use list::Lines;
use rest::{is_inside, is_open, starts_small};

/// The most lines at the top, and at the foot, of a page that are looked at as running headers and footers.
const MOST_RUNNING: usize = 4;
/// The distance up to which pages have running lines in common: left and right pages often differ.
const ALIKE_WITHIN: u32 = 2;
/// The most units at the foot of a page that are looked at as footnotes.
const MOST_NOTES: usize = 12;
/// The most words of a caption between the halves of a sentence.
const LONGEST_CAPTION: usize = 30;

/// A sentence or list that two pages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// Its first half, at the end of the page; the last item of a list.
    pub half: Span,
    /// The rest, at the start of the next page; the other items of a list.
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
/// letter of a script without capitals, or with a name after a comma or hyphen or after a word that stands before others. Running
/// lines and footnotes may stand between. An introduced list goes on with items that have its next numbers. In doubt there is no
/// crossing.
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
        let last = self.units.last()?;
        let half = last.span().of(&self.page.text)?;
        if let Some(items) = list::items_after(self.lines(), next.lines()) {
            return Some(Crossing { half: last.span(), rest: items });
        }
        let is_text = matches!(last.kind, UnitKind::Sentence | UnitKind::Bullet) && !is_heading(self.page, *last);
        let rest = next.rest_of(half, self.units.len() == 1).filter(|_| is_text && is_open(half))?;
        Some(Crossing { half: last.span(), rest })
    }

    fn lines(&self) -> Lines<'_> {
        Lines { text: &self.page.text, units: &self.units }
    }

    /// The rest of a sentence, with which the page starts. Below a number of the page, a heading or a caption it is one only if the
    /// half has no end and it starts with a small letter.
    fn rest_of(&self, half: &str, is_alone: bool) -> Option<Span> {
        let first = self.units.first()?;
        let text = first.span().of(&self.page.text)?;
        let is_sentence = |unit: &Unit| unit.kind == UnitKind::Sentence && !is_heading(self.page, *unit);
        if is_sentence(first) && is_inside(half, text, is_alone) {
            return Some(first.span());
        }
        if !is_unfinished_at_end(half) {
            return None;
        }
        if let Some(start) = after_number(text).map(|skipped| first.start + skipped) {
            let span = Span { start, ..first.span() };
            return Some(span).filter(|span| span.of(&self.page.text).is_some_and(starts_small));
        }
        let is_between = first.kind == UnitKind::Heading || is_heading(self.page, *first) || is_caption(text);
        let next = self.units.get(1).filter(|unit| is_between && is_sentence(unit))?;
        next.span().of(&self.page.text).is_some_and(starts_small).then(|| next.span())
    }
}

/// The number of characters of a page number between dashes at the start of a text: `- 12 - `.
fn after_number(text: &str) -> Option<usize> {
    let mut words = text.split(' ');
    let is_dash = |word: Option<&str>| word.is_some_and(|word| matches!(word, "-" | "–" | "—"));
    let opens = is_dash(words.next());
    let number = words.next().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    (opens && !number.is_empty() && is_dash(words.next())).then(|| number.len() + "-  - ".len())
}

fn is_caption(text: &str) -> bool {
    let starts = ["Table ", "Graph ", "Figure "].iter().any(|start| text.starts_with(start));
    starts && text.split_whitespace().count() <= LONGEST_CAPTION
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

/// The place of the first footnote at the foot of a page. A note whose mark is not raised is one only below a sentence that has no
/// end.
fn first_note(text: &str, units: &[Unit]) -> Option<usize> {
    let from = units.len().saturating_sub(MOST_NOTES).max(1);
    let of = |at: usize| units.get(at).and_then(|unit| unit.span().of(text)).unwrap_or_default();
    let is_plain = |at: usize| starts_plain_note(of(at)) && is_unfinished_at_end(of(at - 1));
    (from..units.len()).find(|at| sisuiq_superscript::starts_note(of(*at)) || is_plain(*at))
}

/// Returns whether a text starts like a footnote: with a small number or a sign, and a capital.
fn starts_plain_note(text: &str) -> bool {
    let Some((mark, note)) = text.split_once(' ') else { return false };
    let is_number = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    (is_number || matches!(mark, "*" | "**" | "†" | "‡")) && note.starts_with(char::is_uppercase)
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

    #[test]
    fn names_go_on_after_words_that_need_one() {
        for (half, rest) in [
            ("The clock of the tower was built in 1802 by", "Duke Otto of Baden and sold in 1911."),
            ("Fishing at the pier is free from the last day of", "March if the ice is gone."),
            ("The tour of the caves is open for all guests (but", "Children under six) on Fridays."),
            ("The clerk of the mine is paid under", "Section 4 of the Mines Act."),
        ] {
            assert_eq!(sentences(&[half, rest]), [format!("{half} {rest}")], "{half}");
        }
    }

    #[test]
    fn other_capitals_begin_anew() {
        let half = "The clock of the tower was built in 1802 by";
        for next in [
            "The tower is closed on Mondays.",
            "Towers of Baden",
            "Article 7 The tower is closed.",
            "Article 7. The tower is closed.",
            "2. Duke Otto keeps the key.",
            "Duke Otto | 1802",
        ] {
            assert_eq!(sentences(&[half, next]), Vec::<String>::new(), "{next}");
        }
        for half in ["The clock of the tower strikes twice", "The tower has a bell, a clock,"] {
            assert_eq!(sentences(&[half, "The key is kept by Duke Otto."]), Vec::<String>::new(), "{half}");
        }
    }

    #[test]
    fn headings_captions_and_page_numbers_stand_between() {
        let half = "Guests of the mine wear a helmet and";
        for top in ["Chapter 3 Clothing\n", "Figure 2: Guests of the mine\n", "- 3 - "] {
            let found = sentences(&[half, &format!("{top}a belt. Boots are lent.")]);
            assert_eq!(found, [format!("{half} a belt.")], "{top}");
        }
        assert_eq!(sentences(&[half, "Chapter 3 Clothing\nBoots are lent."]), Vec::<String>::new());
        assert_eq!(sentences(&["Guests of the mine wear a helmet", "- 3 - a belt."]), Vec::<String>::new());
    }

    #[test]
    fn plain_footnotes_stand_between() {
        let half = "The toll of the bridge was raised by the";
        let found = sentences(&[&format!("{half}\n2 See the Tolls Act, section 9."), "council in 1990."]);
        assert_eq!(found, [format!("{half} council in 1990.")]);
        let ended = "The toll of the bridge was raised.\n2 Tolls are paid in advance by the";
        assert_eq!(sentences(&[ended, "owner."]), ["2 Tolls are paid in advance by the owner."]);
    }

    #[test]
    fn titles_do_not_go_on_with_articles() {
        for (title, text) in [
            ("가온가스 도시가스 공급 규정집", "제1조 이 규정은 요금을 정한다."),
            ("가온가스 도시가스 공급 규정집", "요금은 매월 말에 낸다."),
            ("도시燃气供应管理条例实施细则全文", "第一条 本条例适用于城市。"),
        ] {
            assert_eq!(sentences(&[title, text]), Vec::<String>::new(), "{text}");
        }
        let half = "요금은 낸다.\n가스의 사용자는 이 규정의";
        assert_eq!(sentences(&[half, "제3조에 따라 신고한다."]), ["가스의 사용자는 이 규정의 제3조에 따라 신고한다."]);
    }

    #[test]
    fn lists_go_on_with_their_next_items() {
        let both = pages(&["Pilots shall:\n(a) rest;\n(b) eat;\nPage 1", "(c) sleep.\nTea is free.\nPage 2"]);
        let found = crossings(&both).remove(0).unwrap();
        let parts = [found.half.of(&both[0].text), found.rest.of(&both[1].text)];
        assert_eq!(parts, [Some("(b) eat;"), Some("(c) sleep.")]);
    }
}
