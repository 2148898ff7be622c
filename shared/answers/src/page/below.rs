//! What a label, a heading or an introduction is quoted with: the list, the section or the statement below it.

use super::{Line, Listed, PageParts, is_caption};
use crate::{wanted::is_number_word, words::words};
use sisuiq_documents::{UnitKind, item_form, starts_item};

/// The most items of a list, and the most units of all of them.
const MOST_ITEMS: usize = 24;
const MOST_OF_ITEMS: usize = 72;
/// Characters after which a list without marks goes on.
const BETWEEN_ITEMS: [char; 4] = [';', ',', '；', '،'];
/// The most short lines that form a list.
const MOST_SHORT_ITEMS: usize = 24;
/// The most headings between a heading and the text that both introduce.
const MOST_HEADINGS: usize = 3;
/// The most statements of a section that answer together. Longer ones are chapters.
const MOST_OF_SECTION: usize = 12;

impl PageParts<'_> {
    /// The number of following units that belong to a label, a heading or an introduction.
    pub(super) fn introduced(&self, at: usize, line: &Line<'_>) -> usize {
        self.introduced_within(at, line, MOST_HEADINGS)
    }

    /// The same, with at most this many headings below it before the text.
    fn introduced_within(&self, at: usize, line: &Line<'_>, headings: usize) -> usize {
        let following = self.lines.get(at + 1..).unwrap_or_default();
        // A quotation is one piece of the page, so it ends before struck-out text.
        let valid = following.iter().take(MOST_OF_ITEMS).take_while(|line| !line.follows_struck).count();
        let following = following.get(..valid).unwrap_or_default();
        let Some(next) = following.first() else { return 0 };
        if line.unit.kind == UnitKind::Row || !self.is_label(at, line) {
            return self.told(line, following);
        }
        let items = if announces(line) || next.unit.kind == UnitKind::Bullet { items(line, following) } else { 0 };
        let shorts = || following.iter().take(MOST_SHORT_ITEMS);
        let below = || headings.checked_sub(1).map_or(0, |headings| self.introduced_within(at + 1, next, headings));
        match next.unit.kind {
            UnitKind::Row => 0,
            _ if is_caption(next.text) => 0,
            _ if items > 0 => items,
            _ if announces(next) => 1 + below(),
            _ if next.is_short => {
                let count = shorts().take_while(|line| line.unit.kind != UnitKind::Row && line.is_short).count();
                // a lone line below a heading is a heading too if it has a text of its own
                let is_heading = count == 1 && next.unit.kind == UnitKind::Heading;
                if is_heading { 1 + below() } else { count }
            }
            _ if next.unit.kind == UnitKind::Heading => 1 + below(),
            _ => self.section(line, following).max(1),
        }
    }

    /// The number of statements below a heading that names the several things of the question, up to the next heading.
    fn section(&self, heading: &Line<'_>, following: &[Line<'_>]) -> usize {
        if !self.several.is_some_and(|place| heading.held.contains(place)) {
            return 0;
        }
        let is_next = |at: usize, line: &Line<'_>| {
            // titles in a row are items
            let is_beside_title = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .any(|beside| following.get(beside).is_some_and(|beside| beside.is_title));
            line.unit.kind == UnitKind::Row
                || (line.unit.kind == UnitKind::Heading && !starts_item(line.text))
                || (line.is_title && !is_beside_title)
                || (at > 0 && line.is_short && line.unit.kind == UnitKind::Sentence && !starts_item(line.text))
                || is_caption(line.text)
        };
        let count = following.iter().enumerate().take_while(|(at, line)| !is_next(*at, line)).count();
        if count <= MOST_OF_SECTION { count } else { 0 }
    }

    /// The number of statements after one that tells how many things there are: "It has four objectives. The first objective is …".
    fn told(&self, line: &Line<'_>, following: &[Line<'_>]) -> usize {
        let Some(several) = self.several.filter(|place| line.held.contains(*place)) else { return 0 };
        if line.unit.kind != UnitKind::Sentence || !has_number(line.text) {
            return 0;
        }
        let is_one = |line: &&Line<'_>| line.unit.kind == UnitKind::Sentence && line.held.contains(several);
        let count = following.iter().take(MOST_OF_SECTION).take_while(is_one).count();
        if count > 1 { count } else { 0 }
    }

    /// Returns whether a line is a heading, an introduction, or the first of several short lines.
    pub(super) fn is_label(&self, at: usize, line: &Line<'_>) -> bool {
        let follows_short = at
            .checked_sub(1)
            .and_then(|before| self.lines.get(before))
            .is_some_and(|before| before.is_short && before.unit.kind != UnitKind::Row);
        let starts_list = line.is_short && !follows_short;
        let asks = line.text.ends_with(['?', '？']);
        let announces = announces(line) || (line.text.ends_with(';') && line.unit.kind != UnitKind::Bullet);
        let is_item = line.listed != Listed::No && line.unit.kind != UnitKind::Bullet;
        announces || asks || (!is_item && (line.unit.kind == UnitKind::Heading || line.is_title || starts_list))
    }
}

/// Returns whether a line alone only names what others state: a heading without a figure or a value, a caption, a question.
pub(super) fn only_names(line: &Line<'_>) -> bool {
    let has_value = || line.text.contains([':', '：']) || line.text.split_whitespace().skip(1).any(has_digit);
    let is_heading = line.unit.kind == UnitKind::Heading && !has_value();
    is_heading || is_caption(line.text) || line.text.ends_with(['?', '？'])
}

fn has_digit(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

/// Returns whether a statement has a number in figures or words.
fn has_number(text: &str) -> bool {
    words(text).any(|word| has_digit(word.surface) || is_number_word(&word.surface.to_lowercase()))
}

/// Returns whether a line ends like an introduction.
pub(super) fn announces(line: &Line<'_>) -> bool {
    line.text.ends_with([':', '：'])
}

/// Finds the items of lists: lines with bullets, and lines with numbers or letters directly below an introduction or with the form
/// of an item before.
pub(super) fn list(text: &str, lines: &mut [Line<'_>]) {
    let mut is_announced = false;
    let mut forms: Vec<String> = Vec::new();
    let mut end = 0;
    for line in lines {
        let goes_on = text.get(end..line.bytes.start).is_some_and(|gap| !gap.contains('\n'));
        let may_start = line.unit.kind != UnitKind::Row && !goes_on && starts_item(line.text);
        let form = may_start.then(|| item_form(line.text));
        let is_bullet = line.unit.kind == UnitKind::Bullet;
        line.listed = match form {
            Some(form) if is_bullet || is_announced || forms.contains(&form) => {
                forms.push(form);
                Listed::Item
            }
            _ if goes_on && !forms.is_empty() => Listed::Rest,
            _ => {
                forms.clear();
                Listed::No
            }
        };
        is_announced = announces(line);
        end = line.bytes.end;
    }
}

/// The number of lines that are items below an introduction. Items below an item have another form than that one.
fn items(introduction: &Line<'_>, following: &[Line<'_>]) -> usize {
    let own = (introduction.listed == Listed::Item).then(|| item_form(introduction.text));
    let mut count = 0;
    let items = following.iter().take(MOST_OF_ITEMS).take_while(|line| {
        count += usize::from(line.listed == Listed::Item);
        let is_beside = line.listed == Listed::Item && own.as_ref().is_some_and(|own| *own == item_form(line.text));
        line.listed != Listed::No && !is_beside && count <= MOST_ITEMS
    });
    let marked = items.count();
    if marked > 0 { marked } else { unmarked_items(following) }
}

/// The number of lines that are items without marks: each ends like a part of an enumeration, and the last one ends it.
fn unmarked_items(following: &[Line<'_>]) -> usize {
    let goes_on = |line: &&Line<'_>| {
        let last_words = line.text.rsplit_once(' ').map_or(line.text, |(before, _)| before);
        line.text.ends_with(BETWEEN_ITEMS) || last_words.ends_with([';', '；'])
    };
    let items = following.iter().take(MOST_ITEMS).take_while(|line| line.unit.kind == UnitKind::Sentence);
    let count = items.clone().take_while(goes_on).count();
    let ends = items.skip(count).take(1).count();
    if count > 0 { count + ends } else { 0 }
}
