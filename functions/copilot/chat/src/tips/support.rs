//! Decides whether the text under a heading answers the question made of it.

use sisuiq_answers::{Evidence, LeastFit, Pages, Question, Support, gather, judge};
use sisuiq_documents::UnitKind;
use sisuiq_documents_db::documents::HeadedPassage;
use sisuiq_model::{ChunkId, DocumentId, DocumentSource, DocumentType, Passage};
use uuid::Uuid;

/// Fewer words are a label.
const LEAST_WORDS: usize = 5;
/// The longest word of a readable text. Longer ones are several words whose spaces are lost.
const LONGEST_WORD: usize = 24;
/// Shorter words may be abbreviations, which need no vowel.
const LONGEST_ABBREVIATION: usize = 5;
/// Of so many words of a readable text, one may be no word.
const WORDS_FOR_ONE_OTHER: usize = 5;
/// The least share of letters in a readable text, in percent of its characters without spaces.
const LEAST_LETTERS: usize = 60;
/// The least share of vowels in a readable text, in percent of its ASCII letters. English has about 38.
const LEAST_VOWELS: usize = 20;
/// With fewer ASCII letters the share of vowels says nothing, as in abbreviations.
const LETTERS_WITH_VOWELS: usize = 12;

/// Returns whether a statement below the heading has the words of its subject. The heading does not count: it is there in any case.
pub(super) fn is_answered(subject: &str, found: &HeadedPassage) -> bool {
    // the words around the subject are the same in every suggestion
    let question = Question::new(subject);
    let passages = [passage(found)];
    let evidence = gather(&Pages::default(), &question, &passages, &[1.0], |_, _| None);
    judge(&question, &passages, &evidence, LeastFit::default()) == Support::Full && evidence.first().is_some_and(states)
}

/// Returns whether a part says something, unlike a heading, a label or a line of a table of contents.
fn states(part: &Evidence) -> bool {
    let is_statement = match part.kind {
        UnitKind::Sentence | UnitKind::Bullet => part.text.trim_end().ends_with(['.', ';', '!', '?', '\u{3002}']),
        UnitKind::Row => true,
        UnitKind::Heading | UnitKind::Struck => false,
    };
    is_statement && part.text.split_whitespace().count() >= LEAST_WORDS && is_readable(&part.text)
}

/// Returns whether a text consists of words. The text of some fonts is extracted as other letters, without spaces.
pub(super) fn is_readable(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).collect();
    let others = words.iter().filter(|word| !is_word(word)).count();
    let characters = text.chars().filter(|character| !character.is_whitespace()).count();
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    others * WORDS_FOR_ONE_OTHER <= words.len()
        && letters * 100 >= characters * LEAST_LETTERS
        && has_enough_vowels(text)
}

fn has_enough_vowels(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let vowels = text.chars().filter(|letter| is_vowel(*letter)).count();
    letters < LETTERS_WITH_VOWELS || vowels * 100 >= letters * LEAST_VOWELS
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter.to_ascii_lowercase())
}

/// Returns whether it can be a word: not too long, and with a vowel if its letters are those of English.
fn is_word(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let has_vowel = letters.iter().any(|letter| !letter.is_ascii() || is_vowel(*letter));
    let is_joined = word.chars().skip(1).any(|character| matches!(character, '-' | '/' | '\u{2013}' | '_' | '@'));
    (letters.len() <= LONGEST_WORD || is_joined) && (has_vowel || letters.len() <= LONGEST_ABBREVIATION)
}

/// The text below the heading as a passage of a page that contains nothing else, and no name that could lend it words.
fn passage(HeadedPassage { page, heading, text, .. }: &HeadedPassage) -> Passage {
    let text = text.strip_prefix(heading.as_str()).unwrap_or(text).trim();
    Passage {
        id: ChunkId(Uuid::nil()),
        document_id: DocumentId(Uuid::nil()),
        version: 1,
        document_name: String::new(),
        source: DocumentSource::Other,
        kind: DocumentType::Other,
        document_sha256: String::new(),
        page: *page,
        ordinal: 0,
        heading: None,
        start: 0,
        end: i32::try_from(text.chars().count()).unwrap_or(i32::MAX),
        text: text.to_owned(),
        page_text: text.to_owned(),
        ocr: false,
        crossing: None,
        unit_vectors: None,
        provision: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(subject: &str, text: &str) -> bool {
        let heading = text.lines().next().unwrap_or_default().to_owned();
        let passage = HeadedPassage { document_name: "plan.pdf".to_owned(), page: 2, heading, text: text.to_owned() };
        is_answered(subject, &passage)
    }

    #[test]
    fn statement_with_the_subject_answers() {
        let text =
            "3.2 Live-line work\nSixty members of staff are trained in live-line work each year.\nNobody works alone.";
        assert!(answers("live-line work", text));
        let row = "Trained staff\nIndicator | 2026 | 2027\nStaff trained in live-line work in all regions | 60 | 75";
        assert!(answers("trained staff", row));
    }

    #[test]
    fn text_about_something_else_does_not_answer() {
        assert!(!answers("live-line work", "Live-line work\nNobody is alone at height, and every tower has a fence."));
        assert!(!answers("7KHVHFUHWJDXJH", "7KHVHFUHWJDXJH\nThe gauge of the station is read every hour."));
        assert!(!answers("live-line work", ""));
    }

    #[test]
    fn contents_and_labels_do_not_answer() {
        assert!(!answers(
            "live-line work",
            "Contents\n3.1 Losses ........ 11\n3.2 Live-line work ........ 12\n3.3 Staff ........ 14"
        ));
        assert!(!answers("live-line work", "Live-line work"));
        assert!(!answers("live-line work", "Live-line work\nTraining in live-line work"));
    }

    #[test]
    fn garbled_text_is_not_readable() {
        for text in [
            "7KHVHFUHWJDXJHRI3DNZDFKUHDGVPHWUHV",
            "WKH VWDWLRQ LV UHDG HYHUB KRXU",
            "%&! 12 ## (3) a",
            "Thesecretgaugeofpakwachreads seven",
        ] {
            assert!(!is_readable(text), "{text}");
        }
        for text in
            ["SAIDI targets", "UETCL HV/MV substations", "Reliability of supply", "\u{c9}lectricit\u{e9}", "정전 보고"]
        {
            assert!(is_readable(text), "{text}");
        }
    }
}
