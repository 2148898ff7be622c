//! Lines that begin articles, sections, chapters, annexes and notes.

use crate::unit::UnitKind;

/// A line that begins a unit with a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Container {
    pub(crate) kind: UnitKind,
    /// Bytes of the label.
    pub(crate) label: usize,
    /// Offset of the heading that follows on the line, if one does.
    pub(crate) heading: Option<usize>,
    /// Offset of text that follows on the line, if it is no heading.
    pub(crate) text: Option<usize>,
}

/// The words that name containers in languages of the European Union, in lower case.
const KEYWORDS: [(&str, UnitKind); 33] = [
    ("article", UnitKind::Article),
    ("artikel", UnitKind::Article),
    ("artículo", UnitKind::Article),
    ("articolo", UnitKind::Article),
    ("artigo", UnitKind::Article),
    ("art.", UnitKind::Article),
    ("title", UnitKind::Title),
    ("titre", UnitKind::Title),
    ("titel", UnitKind::Title),
    ("título", UnitKind::Title),
    ("titolo", UnitKind::Title),
    ("chapter", UnitKind::Chapter),
    ("chapitre", UnitKind::Chapter),
    ("kapitel", UnitKind::Chapter),
    ("capítulo", UnitKind::Chapter),
    ("capo", UnitKind::Chapter),
    ("section", UnitKind::Division),
    ("abschnitt", UnitKind::Division),
    ("sección", UnitKind::Division),
    ("sezione", UnitKind::Division),
    ("part", UnitKind::Part),
    ("partie", UnitKind::Part),
    ("teil", UnitKind::Part),
    ("subpart", UnitKind::Subpart),
    ("subchapter", UnitKind::Chapter),
    ("subtitle", UnitKind::Title),
    ("annex", UnitKind::Annex),
    ("annexe", UnitKind::Annex),
    ("anhang", UnitKind::Annex),
    ("anexo", UnitKind::Annex),
    ("allegato", UnitKind::Annex),
    ("appendix", UnitKind::Annex),
    ("schedule", UnitKind::Annex),
];
/// The longest heading on the line of its label, and the longest heading at all, in bytes.
const LONGEST_HEADING: usize = 300;

/// Reads the line as the start of a container.
pub(crate) fn container(line: &str) -> Option<Container> {
    section(line).or_else(|| licence(line)).or_else(|| keyword(line)).or_else(|| note(line))
}

/// Returns whether a line can be a heading: short, begun with a capital or a figure, without the end of a sentence.
pub(crate) fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let begins = line.trim_start_matches(crate::label::OPENING).chars().next();
    let begins = begins.is_some_and(|first| !first.is_lowercase() && (first.is_alphanumeric() || first == '('));
    begins && line.len() <= LONGEST_HEADING && !line.ends_with(['.', ';', ':', ',', '—', '|']) && !line.contains(" | ")
}

/// "§ 591.406 Heading", "Sec. 591.406 Heading", "§ 1702. Heading", "§§ 1703-1705 [Reserved]"
fn section(line: &str) -> Option<Container> {
    let sign = ["§§", "§", "Sec.", "SEC.", "SECTION", "Section"].into_iter().find(|sign| line.starts_with(sign))?;
    let spaced = line.get(sign.len()..)?;
    let rest = spaced.trim_start();
    let number = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')).count();
    let trimmed = rest.get(..number)?.trim_end_matches(['.', '-']);
    if !trimmed.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let is_word = sign.len() > 3 && sign.is_ascii();
    // "SECTION 2" is a division of an act, "SECTION 2. Definitions." and "Section 591.406" a provision
    if is_word && !trimmed.contains('.') && !rest.get(trimmed.len()..)?.starts_with('.') {
        return None;
    }
    let dotted = rest.get(trimmed.len()..)?;
    let dot = usize::from(dotted.starts_with('.'));
    let label = line.len() - rest.len() + trimmed.len() + dot;
    let after = dotted.get(dot..)?;
    let heading = after.trim_start_matches([' ', '\t', '\u{a0}', '—', '–', '-', '.']);
    // after a word for "section", a sentence that goes on is a reference at the start of a line
    let begins = heading.chars().next();
    let is_title = begins.is_none_or(|first| !first.is_lowercase() && !matches!(first, '(' | ',' | ';' | ')'));
    if !is_title || line.len() > LONGEST_HEADING * 4 {
        return None;
    }
    let at = line.len() - heading.len();
    let is_text = heading.len() > LONGEST_HEADING;
    let heading = (!heading.is_empty()).then_some(at);
    if is_text {
        return Some(Container { kind: UnitKind::Section, label, heading: None, text: heading });
    }
    Some(Container { kind: UnitKind::Section, label, heading, text: None })
}

/// "GENERAL LICENSE NO. 5V", "General License T": a licence for everyone, whose paragraphs are numbered like those of a section. Nothing
/// else stands on its line.
fn licence(line: &str) -> Option<Container> {
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace().peekable();
    let is_licence = words.next()? == "general" && matches!(words.next()?, "license" | "licence");
    words.next_if_eq(&"no.");
    let number = words.next().filter(|_| is_licence && words.next().is_none())?;
    let letters = number.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_number = letters.len() <= 2 && letters.bytes().all(|sign| sign.is_ascii_lowercase());
    let is_name = line.starts_with(char::is_uppercase)
        && line.ends_with(|sign: char| sign.is_ascii_digit() || sign.is_uppercase());
    (is_number && is_name).then_some(Container {
        kind: UnitKind::Section,
        label: line.len(),
        heading: None,
        text: None,
    })
}

/// "Article 5", "CHAPTER II", "Annex I", "PART 591—VENEZUELA SANCTIONS REGULATIONS", "Subpart A—Scope"
fn keyword(line: &str) -> Option<Container> {
    let line_or_quoted = line.trim_start_matches(crate::label::OPENING);
    let quote = line.len() - line_or_quoted.len();
    let word = line_or_quoted.split(|sign: char| sign.is_whitespace()).next()?;
    if word.len() > 12 || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = word.trim_end_matches([':', ',']).to_lowercase();
    let (_, kind) = *KEYWORDS.iter().find(|(name, _)| *name == lower)?;
    let rest = line_or_quoted.get(word.len()..)?;
    let numbered = rest.trim_start();
    let length = numbered.find(|sign: char| !(sign.is_alphanumeric() || sign == '-')).unwrap_or(numbered.len());
    // two hyphens are a dash
    let length = numbered.find("--").map_or(length, |dash| dash.min(length));
    let number = numbered.get(..length)?.trim_end_matches('-');
    if !is_number(number) {
        // "ANNEX" alone, or with a heading that is not on this line
        let alone = kind == UnitKind::Annex && (rest.trim().is_empty() || lower != word.to_lowercase());
        let text = (!rest.trim().is_empty()).then(|| line.len() - numbered.len());
        return alone.then_some(Container { kind, label: quote + word.len(), heading: text, text: None });
    }
    let mut label = quote + word.len() + (rest.len() - numbered.len()) + number.len();
    let mut after = line.get(label..)?;
    // "Section 598.202 implements": a sentence about a section
    if after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())) {
        return None;
    }
    if let Some(of) = appendix_of(after).filter(|_| kind == UnitKind::Annex) {
        label += of;
        after = line.get(label..)?;
    }
    let heading =
        after.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '—' | '–' | '-' | ':' | '.'));
    let at = line.len() - heading.len();
    let separator = after.get(..after.len() - heading.len())?;
    let is_separated =
        separator.contains(['—', '–', ':', '.']) || separator.contains("--") || separator.contains(" - ");
    if heading.is_empty() {
        return Some(Container { kind, label, heading: None, text: None });
    }
    let is_title = is_heading(heading) && !heading.starts_with('(') && heading.split_whitespace().count() <= 20;
    match (is_separated, is_title) {
        (_, true) if is_separated || !reads_on(heading) => {
            Some(Container { kind, label, heading: Some(at), text: None })
        }
        (true, false) if kind == UnitKind::Article && heading.starts_with(char::is_uppercase) => {
            Some(Container { kind, label, heading: None, text: Some(at) })
        }
        (true, false)
            if heading.len() <= LONGEST_HEADING && heading.ends_with('.') && !matches!(kind, UnitKind::Article) =>
        {
            Some(Container { kind, label, heading: Some(at), text: None })
        }
        _ => None,
    }
}

/// Returns whether what follows a number goes on like a sentence: "Article 5 shall apply", "Article 5 TFEU applies to it".
fn reads_on(heading: &str) -> bool {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let lower = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    heading.starts_with(char::is_lowercase)
        || (words.len() > 6 && lower * 2 > words.len() && heading.contains(" shall "))
}

/// The length of " to Part 501" after "Appendix A".
fn appendix_of(after: &str) -> Option<usize> {
    let rest = after.strip_prefix(" to ")?;
    let word = rest
        .split_whitespace()
        .next()
        .filter(|word| matches!(word.to_lowercase().as_str(), "part" | "subpart" | "chapter"))?;
    let number = rest.get(word.len()..)?.trim_start();
    let length = number.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(number.len());
    (length > 0).then(|| after.len() - number.len() + length)
}

/// "5", "5a", "IV", "A", "2bis"
fn is_number(number: &str) -> bool {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = number.get(digits..).unwrap_or_default();
    if digits > 0 {
        return digits <= 4 && suffix.len() <= 4 && suffix.bytes().all(|byte| byte.is_ascii_alphabetic());
    }
    let is_roman = crate::label::roman(&suffix.to_lowercase()).is_some() && suffix.starts_with(char::is_uppercase);
    is_roman
        || (suffix.len() == 1 && suffix.starts_with(|letter: char| letter.is_ascii_uppercase()))
        || is_suffixed(suffix)
}

/// "Ia", "XIVb": an annex inserted after another.
fn is_suffixed(number: &str) -> bool {
    let last = number.chars().next_back().filter(char::is_ascii_lowercase);
    let roman = last.and_then(|last| number.strip_suffix(last)).map(str::to_lowercase);
    number.starts_with(|first: char| first.is_ascii_uppercase())
        && roman.is_some_and(|roman| crate::label::roman(&roman).is_some())
}

/// "Note 1 to paragraph (a).", "NOTE:", "Example 2.", "Authority: …"
fn note(line: &str) -> Option<Container> {
    let word = line.split(|sign: char| !sign.is_alphabetic()).next()?;
    let kind = match word {
        "Note" | "NOTE" | "Notes" => UnitKind::Note,
        "Example" | "EXAMPLE" | "Examples" => UnitKind::Example,
        "Authority" | "AUTHORITY" | "Source" | "SOURCE" => UnitKind::SourceNote,
        _ => return None,
    };
    let mut end = word.len();
    let rest = line.get(end..)?;
    let number = rest.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    if number > 0 {
        end += rest.len() - rest.trim_start().len() + number;
    }
    if let Some(target) = line.get(end..)?.strip_prefix(" to ") {
        let stops = [target.find([':', '—', '\n']), target.find(". "), target.strip_suffix('.').map(str::len)];
        end += " to ".len() + stops.into_iter().flatten().min().filter(|stop| *stop <= 80)?;
    }
    let sign = line.get(end..)?.chars().next().filter(|sign| matches!(sign, ':' | '.' | '—'))?;
    if kind == UnitKind::SourceNote && sign != ':' {
        return None;
    }
    let after = line.get(end + sign.len_utf8()..)?;
    let text = (!after.trim().is_empty()).then(|| line.len() - after.trim_start().len());
    Some(Container { kind, label: end, heading: None, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(UnitKind, &str, &str)> {
        let found = container(line)?;
        let heading = found.heading.or(found.text).and_then(|at| line.get(at..)).unwrap_or_default();
        Some((found.kind, line.get(..found.label)?, heading))
    }

    #[test]
    fn lines_begin_containers() {
        let cases = [
            ("Article 5", UnitKind::Article, "Article 5", ""),
            ("Article 5a", UnitKind::Article, "Article 5a", ""),
            ("ARTICLE IV", UnitKind::Article, "ARTICLE IV", ""),
            ("Article 1: Subject matter", UnitKind::Article, "Article 1", "Subject matter"),
            ("Article 2 Definitions", UnitKind::Article, "Article 2", "Definitions"),
            ("Article 3. Assets shall be frozen.", UnitKind::Article, "Article 3", "Assets shall be frozen."),
            ("Artikel 12", UnitKind::Article, "Artikel 12", ""),
            ("CHAPTER II", UnitKind::Chapter, "CHAPTER II", ""),
            ("SECTION 2", UnitKind::Division, "SECTION 2", ""),
            ("ANNEX", UnitKind::Annex, "ANNEX", ""),
            ("ANNEX XIVa", UnitKind::Annex, "ANNEX XIVa", ""),
            (
                "Appendix A to Part 501—Economic Sanctions.",
                UnitKind::Annex,
                "Appendix A to Part 501",
                "Economic Sanctions.",
            ),
            ("PART 591—VENEZUELA SANCTIONS", UnitKind::Part, "PART 591", "VENEZUELA SANCTIONS"),
            ("Subpart A--Relation of This Part", UnitKind::Subpart, "Subpart A", "Relation of This Part"),
            (
                "§ 591.406 Entities owned by one or more persons.",
                UnitKind::Section,
                "§ 591.406",
                "Entities owned by one or more persons.",
            ),
            ("Sec.  501.601  Records.", UnitKind::Section, "Sec.  501.601", "Records."),
            ("GENERAL LICENSE NO. 5V", UnitKind::Section, "GENERAL LICENSE NO. 5V", ""),
            ("General License T", UnitKind::Section, "General License T", ""),
            ("§ 1702. Presidential authorities", UnitKind::Section, "§ 1702.", "Presidential authorities"),
            ("Note 1 to Paragraph (a). Transactions", UnitKind::Note, "Note 1 to Paragraph (a)", "Transactions"),
            ("Note:", UnitKind::Note, "Note", ""),
            ("Example 1. A person", UnitKind::Example, "Example 1", "A person"),
        ];
        for (line, kind, label, heading) in cases {
            assert_eq!(read(line), Some((kind, label, heading)), "{line}");
        }
    }

    #[test]
    fn sentences_begin_no_container() {
        for line in [
            "Article 5 of Regulation (EU) No 833/2014 applies.",
            "Article 5 shall apply from 1 May.",
            "Article 5(1) and (2)",
            "Articles 5 and 6",
            "Annex I shall include persons.",
            "Part of the assets",
            "section 203 of IEEPA",
            "Section 203 of IEEPA",
            "§ 591.406(b) applies",
            "Section 598.202 implements section 805(b) of the Act by providing that",
            "§ 591.406 of this part",
            "General License No. 46A.",
            "General License No. 5U, dated February 2, 2026, is replaced",
            "General licenses",
            "Notes are",
            "Title to property",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
