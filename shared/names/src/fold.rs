//! Text to words of lower-case ASCII: compatibility forms, invisible characters, apostrophes, scripts.

mod abjad;
mod han;
mod hangul;
mod homoglyphs;

use han::simplified;
pub(crate) use hangul::reading_key;
use unicode_normalization::UnicodeNormalization as _;

use crate::Script;

/// Characters of a name that are read; what follows is ignored, so that the time of a comparison is bounded.
pub(crate) const MAX_CHARACTERS: usize = 400;
/// Letters of one word that are read.
const MAX_WORD: usize = 64;

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Word {
    /// Lower-case ASCII letters and digits.
    pub(crate) text: String,
    /// The characters of the name for Han and Hangul, otherwise empty.
    pub(crate) native: String,
    pub(crate) script: Script,
    /// The word follows the first comma of the name.
    pub(crate) after_comma: bool,
    /// A full stop follows, as behind an initial.
    pub(crate) dotted: bool,
}

/// Divides a name into words.
pub(crate) fn words(name: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut current = String::new();
    let mut after_comma = false;
    let visible = name.nfkc().filter(|character| !is_invisible(*character)).take(MAX_CHARACTERS);
    for character in visible {
        if character.is_alphanumeric() || is_mark(character) {
            let boundary = current.chars().next_back().is_some_and(|last| is_boundary(last, character));
            if boundary {
                push(&mut words, &mut current, after_comma, false);
            }
            current.push(character);
            continue;
        }
        if is_apostrophe(character) {
            continue;
        }
        push(&mut words, &mut current, after_comma, character == '.');
        match character {
            ',' | '،' if !words.is_empty() => after_comma = true,
            '&' | '＆' => words.push(Word { text: "and".to_owned(), after_comma, ..Word::default() }),
            _ => {}
        }
    }
    push(&mut words, &mut current, after_comma, false);
    words
}

fn push(words: &mut Vec<Word>, current: &mut String, after_comma: bool, dotted: bool) {
    let raw = std::mem::take(current);
    let script = raw.chars().map(Script::of).find(|script| *script != Script::Latin).unwrap_or_default();
    if let Some(rest) = abjad::without_article(&raw).filter(|_| script == Script::Abjad) {
        words.push(Word { text: "al".to_owned(), after_comma, script, ..Word::default() });
        let mut rest = rest.to_owned();
        return push(words, &mut rest, after_comma, dotted);
    }
    let (text, native) = match script {
        Script::Abjad => (abjad::romanise(&raw), String::new()),
        Script::Han => (fold_ascii(&raw), raw.chars().map(simplified).collect()),
        Script::Hangul => (hangul::romanise(&raw), raw.clone()),
        _ => (fold_ascii(&homoglyphs::unify(&raw)), String::new()),
    };
    let text: String = text.chars().take(MAX_WORD).collect();
    if !text.is_empty() {
        words.push(Word { text, native, script, after_comma, dotted });
    }
}

fn fold_ascii(raw: &str) -> String {
    any_ascii::any_ascii(raw)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Scripts without spaces between words are divided where the script changes.
fn is_boundary(last: char, next: char) -> bool {
    if is_mark(last) || is_mark(next) || last == 'ー' || next == 'ー' {
        return false;
    }
    let (last, next) = (Script::of(last), Script::of(next));
    let spaceless = |script| matches!(script, Script::Han | Script::Kana | Script::Hangul);
    last != next && (spaceless(last) || spaceless(next))
}

fn is_invisible(character: char) -> bool {
    let code = u32::from(character);
    (character.is_control() && !character.is_whitespace())
        || matches!(code, 0xAD | 0x61C | 0x640 | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF)
        || matches!(code, 0xE_0000..=0xE_0FFF)
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Apostrophes and modifier letters join what they stand between.
fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '`' | '´' | '’' | '‘' | '‛' | '＇' | 'ʹ'..='˟' | '′' | '״' | '׳')
}

#[cfg(test)]
mod tests {
    use super::words;

    fn folded(name: &str) -> String {
        words(name).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_fold_to_ascii_words() {
        let cases = [
            ("Ｐｕｔｉｎ", "putin"),
            ("François  Hollande", "francois hollande"),
            ("Ra\u{200B}mi\u{202E} Makh\u{AD}louf", "rami makhlouf"),
            ("O’Brien", "obrien"),
            ("So'ng-hun", "song hun"),
            ("Straße", "strasse"),
            ("Владимир Путин", "vladimir putin"),
            ("Қасым-Жомарт", "qasym zhomart"),
            ("Αλέξανδρος", "alexandros"),
            ("بشار الأسد", "bshar al asd"),
            ("김정은", "gimjeongeun"),
            ("习近平", "xijinping"),
            ("バラク・オバマ", "baraku obama"),
            ("トヨタ自動車", "toyota zidongche"),
            ("H&M", "h and m"),
            ("\u{301}\u{302}", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(folded(name), expected, "{name}");
        }
    }

    #[test]
    fn lookalikes_fold_to_the_main_script() {
        // the first letter of the first is the Cyrillic Er, of the second the Latin P
        assert_eq!(folded("\u{420}utin"), "putin");
        assert_eq!(folded("P\u{443}тин"), "rutin");
        assert_eq!(folded("Иванов"), "ivanov");
    }
}
