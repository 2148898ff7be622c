//! Names of acts: "Regulation (EU) No 833/2014", "Council Decision 2014/450/CFSP".

use crate::token::{Token, TokenKind, tokens};

/// An act of the European Union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Act {
    /// The name as it is printed, from the kind to the number.
    pub(crate) name: String,
    /// The number in the order of the Official Journal's identifiers: year and number.
    pub(crate) number: Option<(u32, u32)>,
    kind: char,
}

impl Act {
    /// The identifier of the act in EUR-Lex: "32014R0833".
    pub(crate) fn celex(&self) -> Option<String> {
        let (year, number) = self.number?;
        (self.kind != 'X').then(|| format!("3{year}{}{number:04}", self.kind))
    }
}

const KINDS: [(&str, char); 4] = [("regulation", 'R'), ("directive", 'L'), ("decision", 'D'), ("recommendation", 'H')];
/// The words before the kind of an act.
const ADOPTED_BY: [&str; 9] =
    ["council", "commission", "implementing", "delegated", "framework", "joint", "political", "cfsp", "executive"];

/// Reads the act whose name begins at a token. Returns the token after it.
pub(crate) fn at(text: &str, tokens: &[Token<'_>], place: usize) -> Option<(Act, usize)> {
    let before = tokens.get(place..)?.iter().take_while(|token| token.is_any(&ADOPTED_BY)).count().min(4);
    let mut next = place + before;
    let first = tokens.get(next)?;
    let kind = match KINDS.iter().find(|(name, _)| first.text.eq_ignore_ascii_case(name)) {
        Some((_, kind)) => *kind,
        None if first.is_any(&["common"]) && tokens.get(next + 1)?.is_any(&["position"]) => {
            next += 1;
            'E'
        }
        None => return None,
    };
    next += 1;
    let (number, next) = numbered(tokens, next, kind)?;
    let name = text.get(tokens.get(place + before)?.span.start..tokens.get(next - 1)?.span.end)?;
    Some((Act { name: crate::span::collapsed(name), number: Some(number), kind }, next))
}

/// Returns whether a text ends with the plural of the kind of an act: "Council Regulations".
pub(crate) fn is_plural(text: &str) -> bool {
    let last = text.split_whitespace().next_back().and_then(|word| word.strip_suffix('s'));
    last.is_some_and(|word| KINDS.iter().any(|(name, _)| word.eq_ignore_ascii_case(name)))
}

/// The most acts that one list names.
const MOST_ACTS: usize = 20;

/// Reads a list of acts of the same kind: "Regulations (EU) No 1093/2010, (EU) No 1094/2010 and (EU) No 1095/2010".
pub(crate) fn several(text: &str, tokens: &[Token<'_>], place: usize) -> Option<(Vec<Act>, usize)> {
    let before = tokens.get(place..)?.iter().take_while(|token| token.is_any(&ADOPTED_BY)).count().min(4);
    let word = tokens.get(place + before)?.text.strip_suffix('s')?;
    let (_, kind) = *KINDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    let mut acts = Vec::new();
    let mut end = place + before + 1;
    let mut next = end;
    while let Some((number, after)) = numbered(tokens, next, kind).filter(|_| acts.len() < MOST_ACTS) {
        let printed = text.get(tokens.get(next)?.span.start..tokens.get(after - 1)?.span.end)?;
        let name = format!("{word} {}", crate::span::collapsed(printed));
        acts.push(Act { name, number: Some(number), kind });
        end = after;
        next = after;
        for joining in [&[","][..], &["and", "or"]] {
            next += usize::from(tokens.get(next).is_some_and(|token| token.is_any(joining)));
        }
        if next == after {
            break;
        }
    }
    (acts.len() > 1).then_some((acts, end))
}

/// Reads "(EU) No 833/2014". Returns the token after it.
fn numbered(tokens: &[Token<'_>], place: usize, kind: char) -> Option<((u32, u32), usize)> {
    let mut next = place;
    let community = tokens.get(next).filter(|token| token.kind == TokenKind::Group && is_community(token.text));
    next += usize::from(community.is_some());
    // "(EU, Euratom)"
    if community.is_none() && tokens.get(next).is_some_and(|token| token.is("(")) {
        let close = tokens.get(next..)?.iter().take(6).position(|token| token.is(")"))?;
        next += close + 1;
    }
    if tokens.get(next).is_some_and(|token| token.is_any(&["no", "nr", "nº", "n"])) {
        next += 1;
        next += usize::from(tokens.get(next).is_some_and(|token| token.is_any(&["°", "."])));
    }
    Some((number_of(tokens.get(next)?.text, kind, community.is_some())?, next + 1))
}

fn is_community(group: &str) -> bool {
    matches!(group.trim_matches(['(', ')']), "EU" | "EC" | "EEC" | "CE" | "UE" | "CFSP" | "EG" | "PESC")
}

/// "833/2014" of a regulation before 2015, "2022/2554" and "2014/450/CFSP" otherwise.
fn number_of(text: &str, kind: char, has_community: bool) -> Option<(u32, u32)> {
    let mut parts = text.split('/');
    let first: u32 = parts.next()?.parse().ok()?;
    let second: u32 = parts.next()?.parse().ok()?;
    let is_year = |number: u32| (1950..=2100).contains(&number);
    let full = |number: u32| if number < 100 { 1900 + number } else { number };
    if !is_year(first) && kind == 'R' && is_year(full(second)) {
        return Some((full(second), first));
    }
    if is_year(first) && is_year(second) && kind == 'R' && has_community && first < 2015 {
        // "(EC) No 2001/2004": the number comes first until 2015
        return Some((second, first));
    }
    is_year(full(first)).then_some((full(first), second))
}

/// Returns whether a block is the name of the act itself: it begins with an act and goes on as a title.
pub(crate) fn names_itself(content: &str) -> bool {
    let head: String = content.chars().take(160).collect();
    let tokens = tokens(&head);
    let begins = content.starts_with(char::is_uppercase);
    let Some((_, next)) = at(&head, &tokens, 0).filter(|_| begins) else { return false };
    let after = tokens.get(next);
    // a reference at the start of a sentence goes on with a verb
    let is_title = after.is_none_or(|token| token.is_any(&["of", "concerning", "on", "amending", "implementing"]));
    is_title && !content.ends_with(['.', ';'])
}

/// The first act that a text names, with its offset in bytes.
pub(crate) fn first(text: &str) -> Option<Act> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|place| at(text, &tokens, place)).map(|(act, _)| act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_have_celex_numbers() {
        let cases = [
            ("Regulation (EU) No 833/2014", "32014R0833"),
            ("REGULATION (EU) 2022/2554", "32022R2554"),
            ("Council Decision 2014/450/CFSP", "32014D0450"),
            ("Directive 2013/36/EU", "32013L0036"),
            ("Council Regulation (EC) No 2580/2001", "32001R2580"),
            ("Directive 95/46/EC", "31995L0046"),
            ("Common Position 2001/931/CFSP", "32001E0931"),
        ];
        for (name, celex) in cases {
            assert_eq!(first(name).and_then(|act| act.celex()).as_deref(), Some(celex), "{name}");
        }
        assert_eq!(first("the decision of 2014 on Regulation 5"), None);
    }

    #[test]
    fn titles_name_their_act() {
        assert!(names_itself("COUNCIL REGULATION (EU) No 747/2014"));
        assert!(names_itself("Regulation (EU) 2022/2554 of the European Parliament on resilience"));
        assert!(!names_itself("Regulation (EC) No 1060/2009 is amended as follows:"));
        assert!(!names_itself("Having regard to Council Decision 2014/450/CFSP of 10 July 2014"));
    }
}
