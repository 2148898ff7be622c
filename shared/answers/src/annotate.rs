//! Checks a model's text as it streams.
//!
//! The annotator removes the citation marks, checks each one against the stored page and inserts citation numbers. At
//! the end of each statement, it judges whether the cited places support the statement.
//!
//! A model marks a statement with `[n: "words of the page"]` or `[n]`, where `n` is the passage's number in the prompt.
//! Other text that looks like a citation number is removed too, so that every visible number was checked. A statement
//! without a mark gets a citation of the place that supports it, if there is one. An unsupported statement is marked or
//! withheld.

use crate::{
    Figures, Quote,
    annotated::{Annotated, Cited, Grounding, UNSUPPORTED, Unsupported},
    evidence::best_part,
    grounding::{Judge, Verdict},
    mark,
};
use sisuiq_documents::{Match, locate, struck_out};
use sisuiq_model::{Passage, QuoteMatch};
use std::mem::take;

/// The longest statement that is judged, in bytes. Of a longer statement, only the end is judged.
const LONGEST_STATEMENT: usize = 4_000;
/// The longest text before a mark without quoted words that is compared with the passage, in bytes.
const LONGEST_COMPARED: usize = 600;
/// Characters that end a sentence.
const ENDS: [char; 4] = ['.', '!', '?', '\u{2026}'];
/// Characters that may follow the end of a sentence before the white space.
const CLOSING: [char; 6] = ['"', ')', '*', '_', '\u{201d}', '\u{2019}'];
/// Abbreviations: a full stop after them does not end a sentence.
const ABBREVIATIONS: [&str; 18] = [
    "approx", "art", "cf", "dr", "e.g", "eg", "fig", "i.e", "ie", "mr", "mrs", "ms", "no", "nos", "para", "reg", "sec",
    "vs",
];

/// Turns a model's text into text with checked citation numbers.
#[derive(Debug)]
pub struct Annotator<'a> {
    passages: &'a [Passage],
    judge: Judge<'a>,
    unsupported: Unsupported,
    cited: Vec<Cited>,
    dropped: u32,
    grounding: Grounding,
    mark: String,
    /// The text since a `[` that begins no mark, while it can still be citation numbers.
    bracket: Option<String>,
    /// The value of `bracket` before the current statement.
    bracket_before: Option<String>,
    /// The current statement, without marks.
    statement: String,
    /// The length of the statement at its last mark, in bytes.
    marked: usize,
    /// The citation numbers in the statement.
    cites: Vec<usize>,
    /// The number of citations before the statement.
    cited_before: usize,
    /// Characters that may end the statement. A mark after them still belongs to it.
    end: String,
    /// True if the last input was such a mark. The space after it is then left out.
    is_marked_behind: bool,
    /// The visible form of the statement, while it waits to be judged.
    waiting: String,
    /// True if the visible text ends with white space.
    ends_blank: bool,
}

impl<'a> Annotator<'a> {
    /// Creates an annotator for the passages of the prompt, in its order, and the figures in it.
    #[must_use]
    pub fn new(passages: &'a [Passage], figures: Option<&Figures>, unsupported: Unsupported) -> Self {
        Self {
            passages,
            judge: Judge::new(passages, figures),
            unsupported,
            cited: Vec::new(),
            dropped: 0,
            grounding: Grounding::default(),
            mark: String::new(),
            bracket: None,
            bracket_before: None,
            statement: String::new(),
            marked: 0,
            cites: Vec::new(),
            cited_before: 0,
            end: String::new(),
            is_marked_behind: false,
            waiting: String::new(),
            ends_blank: true,
        }
    }

    /// Processes the next piece and returns the text that can be shown now.
    pub fn push(&mut self, piece: &str) -> String {
        let mut shown = String::with_capacity(piece.len());
        // no answer with U+0000 could be stored, and lines end with one letter
        for letter in piece.chars().filter(|letter| !['\0', '\r'].contains(letter)) {
            if self.mark.is_empty() && letter != '[' {
                self.take(letter, &mut shown);
                continue;
            }
            self.mark.push(letter);
            if mark::is_whole(&self.mark) {
                self.close(&mut shown);
            } else if !mark::may_become(&self.mark) || self.mark.len() > mark::LONGEST {
                self.give_up(&mut shown);
            }
        }
        shown
    }

    /// Ends the text; another one may begin. The last statement of a stopped text is not judged.
    #[must_use]
    pub fn finish(&mut self, is_stopped: bool) -> Annotated {
        let mut rest = String::new();
        if is_stopped {
            self.leave();
        } else {
            while !self.mark.is_empty() {
                self.give_up(&mut rest);
            }
            self.end_statement(&mut rest);
        }
        (self.ends_blank, self.cited_before) = (true, 0);
        (self.bracket, self.bracket_before) = (None, None);
        Annotated {
            rest,
            cited: take(&mut self.cited),
            dropped: take(&mut self.dropped),
            grounding: take(&mut self.grounding),
        }
    }

    /// Reads a character outside a mark. Drops a `]` that would make the text look like a mark.
    fn take(&mut self, letter: char, shown: &mut String) {
        if letter == '[' {
            // end the previous statement first: its citation is shown before the bracket
            self.read(letter, shown);
            self.bracket = Some(String::new());
            return;
        }
        match (&mut self.bracket, letter) {
            // the bracket stays open, so that a later `]` cannot close it either
            (Some(inside), ']') if mark::passages_in(inside).is_some() => {
                self.dropped += 1;
                return;
            }
            (Some(inside), letter) if mark::is_of_numbers(letter) => inside.push(letter),
            (bracket, _) => *bracket = None,
        }
        self.read(letter, shown);
    }

    /// Treats the bracket as text, because it begins no mark, and reads the characters after it.
    fn give_up(&mut self, shown: &mut String) {
        let text = take(&mut self.mark);
        let mut letters = text.chars();
        if let Some(bracket) = letters.next() {
            self.take(bracket, shown);
        }
        shown.push_str(&self.push(letters.as_str()));
    }

    /// Reads a character of a statement, or one after its end.
    fn read(&mut self, letter: char, shown: &mut String) {
        if take(&mut self.is_marked_behind) && letter == ' ' && self.end.ends_with(' ') {
            return;
        }
        if self.end.is_empty() {
            let ends_cell = letter == '|' && is_row(&self.statement);
            if ENDS.contains(&letter) || letter == '\n' || ends_cell {
                self.end.push(letter);
            } else {
                self.write(letter, shown);
            }
        } else if self.end == "|" && letter != '\n' {
            self.go_on(shown);
            self.read(letter, shown);
        } else if letter == '\n' || letter.is_whitespace() && (self.is_over() || !self.is_abbreviated()) {
            self.end.push(letter);
        } else if self.is_over() {
            self.end_statement(shown);
            self.read(letter, shown);
        } else if ENDS.contains(&letter) || CLOSING.contains(&letter) {
            self.end.push(letter);
        } else {
            self.go_on(shown);
            self.write(letter, shown);
        }
    }

    /// Returns whether white space followed the possible end.
    fn is_over(&self) -> bool {
        self.end.contains(char::is_whitespace)
    }

    /// Returns whether the full stop belongs to an abbreviation or to the number of a list item.
    fn is_abbreviated(&self) -> bool {
        let last = self.statement.split_whitespace().next_back().unwrap_or_default().trim_start_matches('(');
        let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
        let is_item = self.statement.trim().chars().all(|letter| letter.is_ascii_digit() || "#*-|".contains(letter));
        self.end == "." && (is_item || is_initial || ABBREVIATIONS.contains(&last.to_lowercase().as_str()))
    }

    /// Continues the statement: its possible end was none.
    fn go_on(&mut self, shown: &mut String) {
        let end = take(&mut self.end);
        end.chars().for_each(|letter| self.write(letter, shown));
    }

    fn write(&mut self, letter: char, shown: &mut String) {
        self.statement.push(letter);
        if self.statement.len() > LONGEST_STATEMENT {
            self.statement = self.statement.chars().skip(LONGEST_STATEMENT / 2).collect();
            self.marked = 0;
        }
        let mut buffer = [0; 4];
        self.show(letter.encode_utf8(&mut buffer), shown);
    }

    fn show(&mut self, text: &str, shown: &mut String) {
        if let Some(last) = text.chars().next_back() {
            self.ends_blank = last.is_whitespace();
        }
        match self.unsupported {
            Unsupported::Marked => shown.push_str(text),
            Unsupported::Withheld => self.waiting.push_str(text),
        }
    }

    /// Appends a citation number or label to the written text.
    fn add(&mut self, text: &str, shown: &mut String) {
        self.bracket = None;
        if !self.ends_blank {
            self.show(" ", shown);
        }
        self.show(text, shown);
    }

    fn close(&mut self, shown: &mut String) {
        let text = take(&mut self.mark);
        let Some(marks) = mark::parse(&text) else {
            self.mark = text;
            self.give_up(shown);
            return;
        };
        for (number, words) in marks {
            let Some(cited) = self.check(number, words) else {
                self.dropped += 1;
                continue;
            };
            let number = self.number(cited);
            let mark = ["[", &number.to_string(), "]"].concat();
            self.bracket = None;
            if self.end.is_empty() {
                self.show(&mark, shown);
            } else {
                self.add(&mark, shown);
                self.is_marked_behind = true;
            }
            self.cites.push(number);
        }
        self.marked = self.statement.len();
    }

    fn check(&self, number: usize, words: Option<&str>) -> Option<Cited> {
        let index = number.checked_sub(1)?;
        let passage = self.passages.get(index)?;
        let Some(words) = words else {
            let (span, score) = best_part(self.compared(), passage)?;
            return Some(Cited { quote: Quote { passage: index, span, score }, matched: QuoteMatch::Normalized });
        };
        let located = locate(&passage.page_text, words)?;
        let matched = match located.matched {
            Match::Exact => QuoteMatch::Exact,
            Match::Normalized => QuoteMatch::Normalized,
        };
        let span = located.span();
        if struck_out(&passage.page_text).any(|line| line.start < span.end && span.start < line.end) {
            return None;
        }
        Some(Cited { quote: Quote { passage: index, span, score: f64::from(located.score) }, matched })
    }

    /// The text that a mark refers to: the words since the last mark, or the whole statement if there are none.
    fn compared(&self) -> &str {
        let since = self.statement.get(self.marked..).filter(|since| !since.trim().is_empty());
        let text = since.unwrap_or(&self.statement);
        let least = text.len().saturating_sub(LONGEST_COMPARED);
        let from = (least..text.len()).find(|place| text.is_char_boundary(*place)).unwrap_or_default();
        text.get(from..).unwrap_or(text)
    }

    /// The number of a citation. The same place always has the same number.
    fn number(&mut self, new: Cited) -> usize {
        let same = |old: &Cited| old.quote.passage == new.quote.passage && old.quote.span == new.quote.span;
        if let Some(place) = self.cited.iter().position(same) {
            return place + 1;
        }
        self.cited.push(new);
        self.cited.len()
    }

    /// Judges the statement and shows the text that waited for the verdict.
    fn end_statement(&mut self, shown: &mut String) {
        let (statement, end) = (take(&mut self.statement), take(&mut self.end));
        let cites = take(&mut self.cites);
        self.marked = 0;
        let asks = end.contains('?');
        let quotes: Vec<Quote> = cites.iter().filter_map(|number| self.quote(*number)).collect();
        let mut verdict = if asks { Verdict::NoStatement } else { self.judge.judge(&statement, &quotes) };
        if verdict == Verdict::Unsupported
            && let Some(quote) = self.judge.attribute(&statement)
        {
            let number = self.number(Cited { quote, matched: QuoteMatch::Exact });
            self.add(&["[", &number.to_string(), "]"].concat(), shown);
            verdict = Verdict::Cited;
        }
        // a citation's score is its support for the first statement that cites it
        for number in cites.into_iter().filter(|number| *number > self.cited_before) {
            if let Some(cited) = self.cited.get_mut(number - 1) {
                cited.quote.score = self.judge.score(&statement, cited.quote);
            }
        }
        self.count(verdict);
        if verdict == Verdict::Unsupported && self.unsupported == Unsupported::Withheld {
            self.leave();
            shown.extend(end.chars().filter(|letter| *letter == '\n'));
            return;
        }
        if verdict == Verdict::Unsupported {
            self.add(UNSUPPORTED, shown);
        }
        self.show(&end, shown);
        self.cited_before = self.cited.len();
        self.bracket_before.clone_from(&self.bracket);
        shown.push_str(&take(&mut self.waiting));
    }

    /// Discards the hidden text of a statement and the citations that only it uses.
    fn leave(&mut self) {
        if self.unsupported == Unsupported::Withheld {
            self.cited.truncate(self.cited_before);
        }
        for text in [&mut self.mark, &mut self.statement, &mut self.end, &mut self.waiting] {
            text.clear();
        }
        self.cites.clear();
        self.bracket.clone_from(&self.bracket_before);
        (self.marked, self.is_marked_behind, self.ends_blank) = (0, false, true);
    }

    fn quote(&self, number: usize) -> Option<Quote> {
        self.cited.get(number.checked_sub(1)?).map(|cited| cited.quote)
    }

    fn count(&mut self, verdict: Verdict) {
        let Grounding { judged, supported, withheld, lacking } = &mut self.grounding;
        match verdict {
            Verdict::NoStatement => {}
            Verdict::Lacking => *lacking += 1,
            Verdict::Cited | Verdict::Figures => (*judged, *supported) = (*judged + 1, *supported + 1),
            Verdict::Unsupported => {
                *judged += 1;
                *withheld += u32::from(self.unsupported == Unsupported::Withheld);
            }
        }
    }
}

/// Returns whether a line is the row of a table.
fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sisuiq_model::{ChunkId, DocumentId, DocumentSource, DocumentType};
    use uuid::Uuid;

    fn passage(page_text: &str) -> Passage {
        Passage {
            id: ChunkId(Uuid::from_u128(1)),
            document_id: DocumentId(Uuid::from_u128(2)),
            version: 1,
            document_name: "plan.pdf".to_owned(),
            source: DocumentSource::Other,
            kind: DocumentType::Other,
            document_sha256: "0".repeat(64),
            page: 3,
            ordinal: 0,
            heading: None,
            start: 0,
            end: i32::try_from(page_text.chars().count()).unwrap(),
            text: page_text.to_owned(),
            page_text: page_text.to_owned(),
            ocr: false,
            crossing: None,
            unit_vectors: None,
            provision: None,
        }
    }

    /// Pushes the text one character at a time.
    fn annotate(passages: &[Passage], text: &str) -> (String, Vec<Cited>, u32) {
        annotate_by(Unsupported::Marked, passages, text)
    }

    fn annotate_by(policy: Unsupported, passages: &[Passage], text: &str) -> (String, Vec<Cited>, u32) {
        let mut annotator = Annotator::new(passages, None, policy);
        let shown: String = text.chars().map(|letter| annotator.push(&letter.to_string())).collect();
        let Annotated { rest, cited, dropped, .. } = annotator.finish(false);
        (shown + &rest, cited, dropped)
    }

    #[test]
    fn words_that_are_on_the_page_become_a_number() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent.")];
        let (text, cited, dropped) = annotate(&passages, "It meets often [1: \"The board meets every quarter\"].");
        assert_eq!((text.as_str(), dropped), ("It meets often [1].", 0));
        assert_eq!(cited[0].matched, QuoteMatch::Exact);
        assert_eq!(cited[0].quote.span.of(&passages[0].page_text).unwrap(), "The board meets every quarter");
    }

    #[test]
    fn invented_words_and_unknown_passages_are_dropped_and_counted() {
        let passages = [passage("The board meets every quarter.")];
        let (text, cited, dropped) =
            annotate(&passages, "Daily [1: \"The board meets every day\"] indeed [7: \"The board meets\"].");
        assert_eq!((text.as_str(), cited.len(), dropped), ("Daily  indeed [unsupported].", 0, 2));
    }

    #[test]
    fn struck_out_words_cannot_be_cited() {
        let passages = [passage("The fee is due in May.\n[struck out] The fee is 40 dollars.")];
        let (text, cited, dropped) = annotate(&passages, "The fee is 40 dollars [1: \"The fee is 40 dollars\"].");
        assert_eq!((text.as_str(), cited.len(), dropped), ("The fee is 40 dollars [unsupported].", 0, 1));
    }

    #[test]
    fn the_same_place_keeps_its_number() {
        let passages = [passage("The board meets every quarter.")];
        let mark = "[1: \"board meets every quarter\"]";
        let (text, cited, _) = annotate(&passages, &format!("Once {mark}, twice {mark}."));
        assert_eq!((text.as_str(), cited.len()), ("Once [1], twice [1].", 1));
    }

    #[test]
    fn a_mark_without_words_needs_a_statement_that_the_passage_supports() {
        let passages = [passage("Losses fell to 3.1 percent in 2030.\nThe weather is fine.")];
        let (text, cited, dropped) =
            annotate(&passages, "Losses fell to 3.1 percent [1]. Elephants dance at midnight [1].");
        assert_eq!(
            (text.as_str(), cited.len(), dropped),
            ("Losses fell to 3.1 percent [1]. Elephants dance at midnight [unsupported].", 1, 1)
        );
    }

    #[test]
    fn a_mark_behind_the_full_stop_belongs_to_the_sentence() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent.")];
        let mark = "[1: \"The board meets every quarter\"]";
        let (text, cited, _) = annotate(&passages, &format!("The board meets quarterly. {mark} Then it reports."));
        assert_eq!((text.as_str(), cited.len()), ("The board meets quarterly [1]. Then it reports.", 1));
    }

    #[test]
    fn a_statement_without_a_mark_gets_the_place_that_says_it() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent in 2030.")];
        let (text, cited, _) =
            annotate(&passages, "In 2030 losses fell to 3.1 percent.\n- The board meets every quarter");
        assert_eq!(text, "In 2030 losses fell to 3.1 percent [1].\n- The board meets every quarter [2]");
        assert_eq!(cited[1].quote.span.of(&passages[0].page_text).unwrap(), "The board meets every quarter.");
    }

    #[test]
    fn words_of_the_page_that_say_something_else_support_nothing() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent in 2030.")];
        let (text, cited, dropped) =
            annotate(&passages, "All directors resigned yesterday [1: \"The board meets every quarter\"].");
        assert_eq!((text.as_str(), dropped), ("All directors resigned yesterday [1] [unsupported].", 0));
        assert!(cited[0].quote.score < 0.5);
    }

    #[test]
    fn what_is_withheld_takes_its_citations_along() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent in 2030.")];
        let written = "Directors resigned yesterday evening [1: \"board meets\"]. Losses fell to 3.1 percent [1: \"Losses fell to \
                       3.1 percent\"].\n\n- Everybody celebrated the new chairman\n- The board meets every quarter [1]";
        let (text, cited, _) = annotate_by(Unsupported::Withheld, &passages, written);
        assert_eq!(text, "Losses fell to 3.1 percent [1].\n\n\n- The board meets every quarter [2]");
        assert_eq!(cited.len(), 2);
    }

    #[test]
    fn abbreviations_and_numbers_end_no_sentence() {
        let passages = [passage("Under Reg. No. 7 of 2020 losses e.g. of lines fell to 3.1 percent.")];
        let written = "1. Under Reg. No. 7 of 2020 losses, e.g. of lines, fell to 3.1 percent";
        assert_eq!(annotate(&passages, written).0, [written, " [1]"].concat());
    }

    #[test]
    fn a_row_is_marked_inside_its_last_cell() {
        let passages = [passage("The board meets every quarter.")];
        let (text, ..) = annotate(&passages, "| Year | Losses |\n|---|---|\n| 2030 | grid losses 9.9 |\n");
        assert_eq!(text, "| Year | Losses |\n|---|---|\n| 2030 | grid losses 9.9 [unsupported]|\n");
    }

    #[test]
    fn the_share_of_supported_statements_is_counted() {
        let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent in 2030.")];
        let mut annotator = Annotator::new(&passages, None, Unsupported::Marked);
        let _ = annotator
            .push("### Answer\nThe board meets every quarter. Is it enough? All directors resigned yesterday. The ");
        let Annotated { grounding, .. } = annotator.finish(true);
        assert_eq!(grounding, Grounding { judged: 2, supported: 1, ..Grounding::default() });
        assert_eq!(grounding.score(), Some(0.5));
    }

    proptest! {
        #[test]
        fn pieces_may_be_cut_anywhere(text in "[A-Za-z1-3 .\\[\\]:\"\n|?]{0,80}", every in 1..7_usize) {
            let passages = [passage("The board meets every quarter. Losses fell to 3.1 percent in 2030.")];
            for policy in [Unsupported::Marked, Unsupported::Withheld] {
                let whole = annotate_by(policy, &passages, &text);
                let mut annotator = Annotator::new(&passages, None, policy);
                let letters: Vec<char> = text.chars().collect();
                let pieces = letters.chunks(every).map(|piece| piece.iter().collect::<String>());
                let shown: String = pieces.map(|piece| annotator.push(&piece)).collect();
                let Annotated { rest, cited, .. } = annotator.finish(false);
                prop_assert_eq!((shown + &rest, cited), (whole.0, whole.1));
            }
        }
    }

    #[test]
    fn other_brackets_are_text() {
        let passages = [passage("The board meets every quarter.")];
        let written = "As is [sic], by [2030], open [ and [never closed";
        let (text, cited, dropped) = annotate(&passages, written);
        let shown = [written, " ", UNSUPPORTED].concat();
        assert_eq!((text, cited.len(), dropped), (shown, 0, 0));
    }

    #[test]
    fn text_cannot_be_made_to_look_like_a_mark() {
        let passages = [passage("The board meets every quarter.")];
        for (written, shown, dropped) in [
            ("So [[1] it is", "So [ it is", 1),
            ("So [1[9: \"no\"]] it is", "So [1 it is", 2),
            ("So [[9]1] it is", "So [1 it is", 2),
            ("So [1: \"as [7]", "So [1: \"as ", 1),
            ("So [x [12] y] and [1,[8]2] it", "So [x  y] and [1,2 it [unsupported]", 3),
            ("[1: \"2\n[[1]1]", "[1: \"2 [unsupported]\n[1", 2),
        ] {
            let (text, cited, found) = annotate(&passages, written);
            assert_eq!((text.as_str(), cited.len(), found), (shown, 0, dropped), "{written}");
        }
    }

    #[test]
    fn half_a_mark_of_a_stopped_text_is_forgotten() {
        let passages = [passage("The board meets every quarter.")];
        let mut annotator = Annotator::new(&passages, None, Unsupported::Marked);
        assert_eq!(annotator.push("It meets [1: \"The board"), "It meets ");
        assert_eq!(annotator.finish(true).rest, "");
    }

    proptest! {
        #[test]
        fn every_number_that_is_shown_was_checked_however_it_is_written_and_cut(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "[", "]", "1", "2", "9", "12", ",", ":", "\"", " ", "[1: \"", "\"]", "[1: \"The board\"]", "meets", "[1]", "x", "+",
                    "[9: \"no\"]", "\n", "The board meets", "Nobody knows 7 more",
                ]),
                0..30,
            ),
        ) {
            let passages = [passage("The board meets every quarter.")];
            let written = parts.concat();
            for policy in [Unsupported::Marked, Unsupported::Withheld] {
                let (text, cited, _) = annotate_by(policy, &passages, &written);
                let mut whole = Annotator::new(&passages, None, policy);
                let shown = whole.push(&written);
                prop_assert_eq!(&(shown + &whole.finish(false).rest), &text);
                for inside in text.split('[').skip(1).filter_map(|part| Some(part.split_once(']')?.0)) {
                    let numbers = mark::passages_in(inside).unwrap_or_default();
                    prop_assert!(numbers.iter().all(|number| (1..=cited.len()).contains(number)), "{} of {}", text, written);
                }
            }
        }
    }

    #[test]
    fn what_no_database_stores_is_left_out() {
        assert_eq!(annotate(&[], "to\0day").0, "today");
        assert_eq!(annotate(&[], "Elephants dance daily\r\nat all").0, "Elephants dance daily [unsupported]\nat all");
    }
}
