//! The days on which acts and provisions apply, as far as a sentence states them for a clear subject.
//!
//! Days count as in Regulation (EEC, Euratom) No 1182/71, Article 4: application begins with the first hour of the day that is
//! named, and ends with the last hour of the day that is named.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::chunk::sentences;
use crate::doubt::DoubtKind;
use crate::metadata::{Metadata, date_at};
use crate::reference::{Reference, Target};
use crate::report::Report;
use crate::span::Span;
use crate::token::{Token, tokens};
use crate::unit::{Unit, UnitId, UnitKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    EntersIntoForce,
    AppliesFrom,
    /// The last day is named.
    AppliesTo,
    /// Whether the day is the last one is not clear.
    Unclear,
}

const PHRASES: [(&[&str], Event); 21] = [
    (&["shall", "enter", "into", "force", "on"], Event::EntersIntoForce),
    (&["enters", "into", "force", "on"], Event::EntersIntoForce),
    (&["is", "effective", "on"], Event::EntersIntoForce),
    (&["is", "effective"], Event::EntersIntoForce),
    (&["effective", "date", ":"], Event::EntersIntoForce),
    (&["shall", "apply", "from"], Event::AppliesFrom),
    (&["shall", "apply", "as", "from"], Event::AppliesFrom),
    (&["shall", "apply", "as", "of"], Event::AppliesFrom),
    (&["shall", "apply", "with", "effect", "from"], Event::AppliesFrom),
    (&["shall", "take", "effect", "on"], Event::AppliesFrom),
    (&["applies", "from"], Event::AppliesFrom),
    (&["apply", "from"], Event::AppliesFrom),
    (&["shall", "apply", "until"], Event::AppliesTo),
    (&["applies", "until"], Event::AppliesTo),
    (&["apply", "until"], Event::AppliesTo),
    (&["shall", "expire", "on"], Event::AppliesTo),
    (&["expires", "on"], Event::AppliesTo),
    (&["shall", "cease", "to", "apply", "on"], Event::AppliesTo),
    (&["shall", "cease", "to", "apply", "from"], Event::Unclear),
    (&["repealed", "with", "effect", "from"], Event::Unclear),
    (&["repealed", "as", "of"], Event::Unclear),
];

/// The words after "this" that name the text as a whole.
const ACTS: [&str; 10] =
    ["regulation", "directive", "decision", "position", "rule", "act", "order", "part", "license", "title"];
/// Words before the kind of an act: "this general license".
const KINDS: [&str; 7] = ["common", "general", "final", "interim", "implementing", "delegated", "framework"];
/// Words that join references, and those that say what of a provision applies: "The measures referred to in".
const JOINING: [&str; 33] = [
    "however",
    "nevertheless",
    "the",
    "and",
    "or",
    "both",
    "of",
    "to",
    "in",
    "by",
    "as",
    "points",
    "point",
    "paragraph",
    "paragraphs",
    "measures",
    "provisions",
    "prohibitions",
    "prohibition",
    "restrictions",
    "obligations",
    "measure",
    "referred",
    "set",
    "laid",
    "provided",
    "imposed",
    "out",
    "down",
    "for",
    "under",
    ",",
    "thereof",
];
/// The farthest a date stands from its phrase, in bytes.
const FARTHEST: usize = 48;

/// What a sentence is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    Act,
    Units(Vec<UnitId>),
    /// Another act.
    Other,
}

/// Dates that were stated for one subject.
#[derive(Debug, Clone, Copy, Default)]
struct Dates {
    in_force: Stated,
    from: Stated,
    to: Stated,
}

/// A date; none if several were stated.
#[derive(Debug, Clone, Copy, Default)]
struct Stated {
    date: Option<Date>,
    is_contradicted: bool,
}

/// Reads the dates into the units and into what the text says about itself.
pub(crate) fn read(text: &str, units: &mut [Unit], references: &[Reference], act: &mut Metadata, report: &mut Report) {
    let mut reader =
        Reader { text, references, last: None, act: Dates::default(), found: HashMap::new(), doubts: Vec::new() };
    for (place, unit) in units.iter().enumerate() {
        if unit.kind.is_provision() || unit.kind.is_container() {
            reader.last = None;
        }
        if unit.quoted
            || matches!(unit.kind, UnitKind::Recital | UnitKind::Furniture | UnitKind::Table | UnitKind::ActTitle)
        {
            continue;
        }
        for span in &unit.text {
            reader.piece(UnitId(place), *span);
        }
    }
    let Reader { act: stated, found, doubts, .. } = reader;
    (act.in_force, act.applies_from, act.applies_to) = (stated.in_force.date, stated.from.date, stated.to.date);
    for (unit, dates) in found {
        if let Some(unit) = units.get_mut(unit.0) {
            unit.valid_from = dates.from.date.or(dates.in_force.date);
            unit.valid_to = dates.to.date;
        }
    }
    for (unit, span) in doubts {
        report.doubt(DoubtKind::UndecidedDate, unit, span);
    }
}

struct Reader<'a> {
    text: &'a str,
    references: &'a [Reference],
    /// The subject of the sentence before, which "It" means.
    last: Option<Subject>,
    act: Dates,
    found: HashMap<UnitId, Dates>,
    doubts: Vec<(UnitId, Span)>,
}

impl Reader<'_> {
    fn piece(&mut self, unit: UnitId, span: Span) {
        let content = span.of(self.text);
        // most texts state no date, and are not cut into sentences
        let has = |word: &str| content.contains(word);
        if !(has("pply") || has("pplies") || has("force") || has("ffect") || has("xpire")) {
            self.last = None;
            return;
        }
        for sentence in sentences(content) {
            self.sentence(unit, Span::new(span.start + sentence.start, span.start + sentence.end).trimmed(self.text));
        }
    }

    fn sentence(&mut self, unit: UnitId, sentence: Span) {
        let content = sentence.of(self.text);
        let words = tokens(content);
        let phrases = phrases(&words);
        let Some((end, _, _)) = phrases.first() else {
            self.last = None;
            return;
        };
        let subject = self.subject(unit, sentence, words.get(..*end).unwrap_or_default());
        for (_, after, event) in phrases {
            let rest = words.get(after.saturating_sub(1)).and_then(|token| content.get(token.span.end..));
            let near = rest.map(|rest| rest.get(..rest.floor_char_boundary(FARTHEST)).unwrap_or(rest));
            let Some(date) = near.and_then(|near| date_at(&near.to_lowercase())) else { continue };
            let is_set = match (&subject, event) {
                (Some(Subject::Other), _) => true,
                (None, _) | (_, Event::Unclear) => false,
                (Some(subject), _) => ends(&words, after) && self.set(subject, event, date),
            };
            if !is_set {
                self.doubts.push((unit, sentence));
            }
        }
        self.last = subject;
    }

    /// Sets a date; false if another one was stated before, which is removed.
    fn set(&mut self, subject: &Subject, event: Event, date: Date) -> bool {
        let Subject::Units(units) = subject else { return set(&mut self.act, event, date) };
        let mut is_set = true;
        for unit in units {
            is_set &= set(self.found.entry(*unit).or_default(), event, date);
        }
        is_set
    }

    /// The subject that the words before a phrase name, if they name nothing else.
    fn subject(&self, unit: UnitId, sentence: Span, words: &[Token<'_>]) -> Option<Subject> {
        let is_joining = |token: &&Token<'_>| token.is_any(&JOINING);
        let start = words.iter().take_while(is_joining).count().min(words.len());
        let lead = words.get(start..).unwrap_or_default();
        let lead = if lead.first().is_some_and(|token| token.is_any(&["dates"])) {
            lead.get(2..).unwrap_or_default()
        } else {
            lead
        };
        if lead.first().is_none_or(|token| token.is_any(&["it", "they"])) && !lead.is_empty() {
            return self.last.clone().filter(|_| is_predicate(lead.get(1..).unwrap_or_default()));
        }
        if lead.first().is_some_and(|token| token.is_any(&["this"])) {
            let kinds = lead.iter().skip(1).take_while(|token| token.is_any(&KINDS)).count();
            let names = lead.get(kinds + 1).is_some_and(|token| token.is_any(&ACTS));
            if names {
                return Some(Subject::Act).filter(|_| is_predicate(lead.get(kinds + 2..).unwrap_or_default()));
            }
        }
        if words.is_empty() {
            // "Effective date:" stands alone
            return Some(Subject::Act).filter(|_| {
                self.text
                    .get(sentence.start..)
                    .is_some_and(|rest| rest.starts_with("Effective") || rest.starts_with("EFFECTIVE"))
            });
        }
        self.referred(unit, sentence, words)
    }

    /// The units that the words refer to, if they do nothing else.
    fn referred(&self, unit: UnitId, sentence: Span, words: &[Token<'_>]) -> Option<Subject> {
        let end = sentence.start + words.last()?.span.end;
        let key = (unit, sentence.start);
        let first = self.references.partition_point(|other| (other.unit, other.span.start) < key);
        let own = self.references.iter().skip(first);
        let own: Vec<&Reference> = own.take_while(|other| other.unit == unit && other.span.end <= end).collect();
        let is_covered = |token: &Token<'_>| {
            let at = sentence.start + token.span.start;
            own.iter().any(|other| other.span.start <= at && at < other.span.end)
        };
        if own.is_empty() || !words.iter().all(|token| token.is_any(&JOINING) || is_covered(token)) {
            return None;
        }
        let mut units = Vec::new();
        for reference in own {
            match &reference.target {
                Target::Units(found) => units.extend(found.iter().copied()),
                Target::External { .. } => return Some(Subject::Other),
                Target::Unresolved => return None,
            }
        }
        Some(Subject::Units(units))
    }
}

/// Returns whether words between a subject and a phrase begin what is said about it: "shall enter into force … and".
fn is_predicate(words: &[Token<'_>]) -> bool {
    words.first().is_none_or(|token| token.is_any(&["shall", "enters", "is", "applies"]))
}

fn set(dates: &mut Dates, event: Event, date: Date) -> bool {
    let (place, date) = match event {
        Event::EntersIntoForce => (&mut dates.in_force, Some(date)),
        Event::AppliesFrom => (&mut dates.from, Some(date)),
        // the first day on which it no longer applies
        _ => (&mut dates.to, date.checked_add(1.day()).ok()),
    };
    place.is_contradicted |= place.date.is_some_and(|other| Some(other) != date);
    place.date = date.filter(|_| !place.is_contradicted);
    place.date.is_some()
}

/// Returns whether the statement ends with the date: no condition follows.
fn ends(words: &[Token<'_>], date: usize) -> bool {
    let is = |place: usize, texts: &[&str]| words.get(place).is_some_and(|token| token.is_any(texts));
    let is_day = words.get(date).is_some_and(|token| token.text.len() <= 2);
    let is_numeric = words.get(date).is_some_and(|token| token.text.starts_with(|first: char| first.is_ascii_digit()));
    let length = match (is_day, is_numeric) {
        (true, _) => 3,
        (_, true) => 1,
        _ => 3 + usize::from(is(date + 2, &[","])),
    };
    let next = date + length;
    next >= words.len() || is(next, &[".", ";"]) || (is(next, &["and"]) && is(next + 1, &["shall"]))
}

/// The phrases in a sentence: where each begins, where it ends, and what it states.
fn phrases(words: &[Token<'_>]) -> Vec<(usize, usize, Event)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let is_here = |phrase: &[&str]| {
            let here = words.get(place..place + phrase.len());
            here.is_some_and(|here| here.iter().zip(phrase).all(|(token, word)| token.is_any(&[word])))
        };
        let longest = PHRASES.iter().filter(|(phrase, _)| is_here(phrase)).max_by_key(|(phrase, _)| phrase.len());
        match longest {
            Some((phrase, event)) => {
                found.push((place, place + phrase.len(), *event));
                place += phrase.len();
            }
            None => place += 1,
        }
    }
    // "shall not apply until" states the opposite
    let is_denied = |place: usize| place > 0 && words.get(place - 1).is_some_and(|word| word.is_any(&["not"]));
    found.retain(|(place, _, _)| !is_denied(*place));
    found
}
