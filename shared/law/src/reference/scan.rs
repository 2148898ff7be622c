//! Finds references in a text.

use super::mention::{ActName, Head, Mention, Part, Pin, Pointer};
use super::us;
use crate::act;
use crate::label::roman;
use crate::span::Span;
use crate::token::{Token, TokenKind, tokens};
use crate::unit::UnitKind;

/// The most numbers of one reference.
const MOST_PINS: usize = 60;
/// The most parts of one reference.
const MOST_PARTS: usize = 4;

const HEADS: [(&str, Head); 28] = [
    ("article", Head::Article),
    ("articles", Head::Article),
    ("annex", Head::Annex),
    ("annexes", Head::Annex),
    ("appendix", Head::Annex),
    ("chapter", Head::Group(UnitKind::Chapter)),
    ("chapters", Head::Group(UnitKind::Chapter)),
    ("title", Head::Group(UnitKind::Title)),
    ("titles", Head::Group(UnitKind::Title)),
    ("subpart", Head::Group(UnitKind::Subpart)),
    ("part", Head::Part),
    ("parts", Head::Part),
    ("section", Head::Section),
    ("sections", Head::Section),
    ("§", Head::Section),
    ("subsection", Head::Paragraph),
    ("subsections", Head::Paragraph),
    ("paragraph", Head::Paragraph),
    ("paragraphs", Head::Paragraph),
    ("point", Head::Point),
    ("points", Head::Point),
    ("subparagraph", Head::Point),
    ("subparagraphs", Head::Point),
    ("clause", Head::Point),
    ("clauses", Head::Point),
    ("subclause", Head::Point),
    ("item", Head::Point),
    ("items", Head::Point),
];
const ORDINALS: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "last", "introductory"];

/// The tokens of a text and the place that is read.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
}

/// The references of a text, in its order.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let scanner = Scanner { text, tokens: tokens(text) };
    let mut found: Vec<(Mention, usize, usize)> = Vec::new();
    let mut place = 0;
    while place < scanner.tokens.len() {
        match scanner.mention(place) {
            Some((mention, next)) => {
                found.push((mention, place, next));
                place = next.max(place + 1);
            }
            None => place += 1,
        }
    }
    scanner.share_acts(&mut found);
    found.into_iter().flat_map(|(mention, _, _)| apart(mention)).collect()
}

/// A mention of several acts as a mention of each.
fn apart(mention: Mention) -> Vec<Mention> {
    let ActName::Several(acts) = &mention.act else { return vec![mention] };
    acts.iter().map(|act| Mention { act: ActName::Numbered(act.clone()), ..mention.clone() }).collect()
}

impl Scanner<'_> {
    pub(super) fn token(&self, place: usize) -> Option<&Token<'_>> {
        self.tokens.get(place)
    }

    pub(super) fn is(&self, place: usize, words: &[&str]) -> bool {
        self.token(place).is_some_and(|token| token.is_any(words))
    }

    fn mention(&self, place: usize) -> Option<(Mention, usize)> {
        if let Some((part, act, next)) = us::code(self, place) {
            return Some((self.finish(place, next, part.into_iter().collect(), act), next));
        }
        if let Some((acts, next)) = act::several(self.text, &self.tokens, place) {
            return Some((self.finish(place, next, Vec::new(), ActName::Several(acts)), next));
        }
        if let Some((act, next)) = act::at(self.text, &self.tokens, place) {
            return Some((self.finish(place, next, Vec::new(), ActName::Numbered(act)), next));
        }
        if let Some((name, next)) = us::act(self, place) {
            return Some((self.finish(place, next, Vec::new(), ActName::Named(name)), next));
        }
        if let Some(part) = self.pointing(place) {
            let act = match part.pointer {
                Pointer::Around => ActName::This(self.token(place + 1)?.text.to_lowercase()),
                _ => ActName::Unnamed,
            };
            return Some((self.finish(place, place + 2, vec![part], act), place + 2));
        }
        self.chain(place)
    }

    /// "Article 2, point (10), and Article 22 of Directive 2013/34/EU": the act is that of both.
    fn share_acts(&self, found: &mut [(Mention, usize, usize)]) {
        for place in (1..found.len()).rev() {
            let Some([(earlier, _, end), (later, start, _)]) = found.get_mut(place - 1..=place) else { continue };
            let joining = self.tokens.get(*end..*start).unwrap_or_default();
            let is_joined = !joining.is_empty() && joining.iter().all(|token| token.is_any(&[",", "and", "or"]));
            let is_shared = !later.parts.is_empty() && !matches!(later.act, ActName::Unnamed | ActName::This(_));
            let takes = earlier.act == ActName::Unnamed && !earlier.parts.iter().any(Part::is_before);
            if is_joined && is_shared && takes {
                earlier.act = later.act.clone();
            }
        }
    }

    fn finish(&self, first: usize, next: usize, mut parts: Vec<Part>, act: ActName) -> Mention {
        let start = self.token(first).map_or(0, |token| token.span.start);
        let end = self.token(next.saturating_sub(1)).map_or(start, |token| token.span.end);
        parts.sort_by_key(|part| part.head);
        Mention { span: Span::new(start, end), parts, act }
    }

    /// "the second subparagraph", if nothing says of what
    fn subparagraph(&self, place: usize) -> Option<(Part, usize)> {
        let ordinal = self.token(place + 1).filter(|_| self.is(place, &["the"]))?;
        let number = ORDINALS.iter().take(6).position(|word| ordinal.is_any(&[word]))? + 1;
        let is_alone = self.is(place + 2, &["subparagraph"]) && !self.is(place + 3, &["of"]);
        let pin = Pin { number: number.to_string(), ..Pin::default() };
        is_alone.then(|| (Part::numbered(Head::Subparagraph, vec![pin]), place + 3))
    }

    /// "points (a) and (b) of Article 5(1) of Regulation …"
    fn chain(&self, first: usize) -> Option<(Mention, usize)> {
        let (part, mut next) = self.subparagraph(first).or_else(|| self.part(first))?;
        let mut parts = vec![part];
        let mut act = ActName::Unnamed;
        while parts.len() < MOST_PARTS {
            let (linked, is_of) = self.link(next);
            if let Some((part, after)) = self.part(linked).filter(|_| linked > next) {
                if !is_of && parts.iter().any(|earlier| earlier.head >= part.head) {
                    break;
                }
                parts.push(part);
                next = after;
            } else {
                if self.is(next, &["thereof"]) {
                    act = ActName::That;
                    next += 1;
                } else if let Some((named, after)) = self.act_name(linked, is_of) {
                    act = named;
                    next = after;
                }
                break;
            }
        }
        Some((self.finish(first, next, parts, act), next))
    }

    /// Skips what joins two parts: ", ", " of ", " of the first subparagraph of ". Returns whether "of" was in it.
    fn link(&self, place: usize) -> (usize, bool) {
        let mut next = place;
        next += usize::from(self.is(next, &[","]));
        let is_of = self.is(next, &["of", "to", "in"]);
        next += usize::from(is_of);
        let subparagraph = next + usize::from(self.is(next, &["the"]));
        if self.is(subparagraph, &ORDINALS)
            && self.is(subparagraph + 1, &["subparagraph", "sentence", "part", "wording"])
        {
            return self.link(subparagraph + 2);
        }
        (next, is_of)
    }

    fn head(&self, place: usize) -> Option<Head> {
        let token = self.token(place)?;
        HEADS.iter().find(|(word, _)| token.is_any(&[word])).map(|(_, head)| *head)
    }

    /// "this Article", "that paragraph"
    fn pointing(&self, place: usize) -> Option<Part> {
        let pointer = match self.token(place)? {
            token if token.is_any(&["this"]) => Pointer::Around,
            token if token.is_any(&["that"]) => Pointer::Before,
            token if token.is_any(&["those"]) => Pointer::SeveralBefore,
            _ => return None,
        };
        let head = self.head(place + 1)?;
        let can_be = match pointer {
            Pointer::Around => matches!(head, Head::Article | Head::Annex | Head::Section),
            _ => !matches!(head, Head::Part | Head::Group(_)),
        };
        // "provided that paragraph 1 applies"
        let is_numbered = pointer != Pointer::Around && self.numbers(head, place + 2).is_some();
        (can_be && !is_numbered).then(|| Part::pointing(head, pointer))
    }

    /// "Articles 5(1), 6 and 7", "this Article"
    fn part(&self, place: usize) -> Option<(Part, usize)> {
        // "this section" is part of the name of what contains a paragraph, not a unit of its own
        let is_inner = |part: &Part| part.pointer != Pointer::Around || part.head != Head::Section;
        if let Some(part) = self.pointing(place).filter(is_inner) {
            return Some((part, place + 2));
        }
        let mut head = self.head(place)?;
        let word = self.token(place)?.text;
        if word == "Section" || word == "SECTION" {
            head = self.division(place).unwrap_or(head);
        }
        let mut next = place + 1;
        next += usize::from(word == "§" && self.is(next, &["§"]));
        let (pins, next) = self.numbers(head, next)?;
        Some((Part::numbered(head, pins), next))
    }

    /// "Section 2 of Chapter III", "Section II": a group of articles, not a provision.
    fn division(&self, place: usize) -> Option<Head> {
        let number = self.token(place + 1)?;
        let is_roman = roman(&number.text.to_lowercase()).is_some();
        let is_letter = number.text.len() == 1 && number.text.starts_with(char::is_alphabetic);
        let is_grouped = self.is(place + 2, &["of"]) && self.is(place + 3, &["chapter", "title", "annex"]);
        (is_roman || is_letter || is_grouped).then_some(Head::Group(UnitKind::Division))
    }

    /// A list of numbers.
    pub(super) fn numbers(&self, head: Head, place: usize) -> Option<(Vec<Pin>, usize)> {
        let (first, mut next) = self.pin(head, place, None)?;
        let mut pins = vec![first];
        while pins.len() < MOST_PINS {
            let is_range = self.is(next, &["to", "through", "–"]) || (head == Head::Section && self.is(next, &["-"]));
            let mut after = next + usize::from(self.is(next, &[",", "and", "or", "to", "through", "–", "-"]));
            after += usize::from(after > next && self.is(next, &[","]) && self.is(after, &["and", "or"]));
            let Some((pin, end)) = self.pin(head, after, pins.last()).filter(|_| after > next) else { break };
            if let Some(last) = pins.last_mut() {
                last.is_range = is_range;
            }
            pins.push(pin);
            next = end;
        }
        Some((pins, next))
    }

    fn pin(&self, head: Head, place: usize, before: Option<&Pin>) -> Option<(Pin, usize)> {
        let token = self.token(place)?;
        // "§ 591.406(b), 31 CFR 501.603": the number begins the next reference
        if self.is(place + 1, &["CFR", "U.S.C", "USC", "C.F.R"]) {
            return None;
        }
        let mut pin = Pin::default();
        let mut next = place;
        if token.kind == TokenKind::Word && is_number(head, token.text) {
            token.text.clone_into(&mut pin.number);
            next += 1;
        } else if token.kind == TokenKind::Group && is_pin(token.text) {
            let is_inner = matches!(head, Head::Article | Head::Section);
            let before = before.filter(|_| is_inner);
            if is_inner && before.is_none_or(|before| before.groups.is_empty()) {
                return None;
            }
            if let Some(before) = before {
                pin.number.clone_from(&before.number);
                pin.groups.extend(before.groups.iter().take(before.groups.len().saturating_sub(1)).cloned());
            }
        } else {
            return None;
        }
        let mut end = self.token(next.saturating_sub(1)).map_or(0, |token| token.span.end);
        while let Some(token) = self.token(next).filter(|token| token.kind == TokenKind::Group && is_pin(token.text)) {
            let is_near = token.span.start == end || (pin.groups.is_empty() && pin.number.is_empty()) || next == place;
            if !is_near {
                break;
            }
            pin.groups.push(token.text.trim_matches(['(', ')']).to_owned());
            end = token.span.end;
            next += 1;
        }
        Some((pin, next))
    }

    /// The act after "of": "this Regulation", "that Directive", "Regulation (EU) No 1/2020", "the Treaty".
    fn act_name(&self, place: usize, is_of: bool) -> Option<(ActName, usize)> {
        if let Some((acts, next)) = act::several(self.text, &self.tokens, place).filter(|_| is_of) {
            return Some((ActName::Several(acts), next));
        }
        if let Some((act, next)) = act::at(self.text, &self.tokens, place).filter(|_| is_of) {
            return Some((ActName::Numbered(act), next));
        }
        let word = self.token(place)?;
        if !is_of {
            let is_treaty = word.is("TFEU") || word.is("TEU");
            return is_treaty.then(|| (ActName::Named(word.text.to_owned()), place + 1));
        }
        if word.is_any(&["this"]) {
            return Some((ActName::This(self.token(place + 1)?.text.to_lowercase()), place + 2));
        }
        if word.is_any(&["that", "those"]) && self.token(place + 1)?.text.starts_with(char::is_uppercase) {
            return Some((ActName::That, place + 2));
        }
        if let Some((_, act, next)) = us::code(self, place) {
            return Some((act, next));
        }
        let is_genitive = place.checked_sub(1).is_some_and(|before| self.is(before, &["of"]));
        us::named(self, place).filter(|_| is_genitive).map(|(name, next)| (ActName::Named(name), next))
    }
}

fn is_number(head: Head, word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = word.get(digits..).unwrap_or_default();
    let is_simple =
        digits > 0 && digits <= 5 && suffix.len() <= 3 && suffix.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_dotted = digits > 0 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let capital = word.starts_with(|first: char| first.is_ascii_uppercase());
    let lower = word.to_lowercase();
    let is_roman = capital && (roman(&lower).is_some() || lower.get(..lower.len() - 1).and_then(roman).is_some());
    match head {
        Head::Section => is_dotted,
        Head::Annex | Head::Group(_) => is_simple || is_roman || (capital && word.len() == 1),
        Head::Part | Head::Article => is_simple || (head == Head::Article && is_roman),
        Head::Paragraph | Head::Subparagraph | Head::Point => is_simple || (digits > 0 && is_dotted),
    }
}

fn is_pin(group: &str) -> bool {
    let inner = group.trim_matches(['(', ')']);
    let is_letters = inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_short = inner.len() <= 2 || roman(&inner.to_lowercase()).is_some();
    let is_year = inner.len() == 4 && inner.bytes().all(|byte| byte.is_ascii_digit());
    (is_letters && is_short && !matches!(inner, "EU" | "EC" | "UN")) || (!is_letters && !is_year)
}
