use crate::fold::Word;
use crate::token::{Token, TokenClass};
use crate::words;
use crate::{Kind, Script};

/// Chinese and Korean surnames of two characters.
const DOUBLE_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "司徒", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "남궁", "황보",
    "제갈", "선우", "독고", "사공",
];

/// Words that begin names of the pattern "servant of" in the spellings of Arabic.
const SERVANT: &[&str] = &["abdul", "abdel", "abdal", "abdol", "abdoul", "abd"];

/// The name of God behind them, in the spellings of Latin and of romanised Arabic.
const GOD: &[&str] = &["allah", "alah", "allh", "ullah", "ulah", "llah", "lah"];

/// The tokens of a person's name, and the surname if a comma ends it.
pub(super) fn person_tokens(words: &[Word]) -> (Vec<Token>, Option<String>) {
    let surname = words.iter().any(|word| word.after_comma).then(|| {
        let parts: Vec<&str> = words.iter().filter(|word| !word.after_comma).map(|word| word.text.as_str()).collect();
        parts.join(" ")
    });
    let words = divide_east_asian(words);
    let titles = leading_titles(&words);
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    let mut words = words.iter().enumerate().peekable();
    while let Some((place, word)) = words.next() {
        let text = without_digits(&word.text);
        if SERVANT.contains(&text.as_str()) {
            while words.next_if(|(_, next)| is_article(&next.text)).is_some() {}
            let of_god = words.next_if(|(_, next)| GOD.contains(&next.text.as_str())).is_some();
            let text = if of_god { "abdullah" } else { "abdul" };
            tokens.push(Token::new(text, "", word.script, TokenClass::CommonName));
            continue;
        }
        let class = if titles.contains(&place) { TokenClass::Title } else { person_class(&text, word) };
        let repeated =
            tokens.last().is_some_and(|last| last.text == text && last.native == word.native && text.len() > 1);
        if !repeated {
            tokens.push(Token::new(&text, &word.native, word.script, class));
        }
    }
    distinguish_something(&mut tokens);
    (tokens, surname)
}

fn is_article(text: &str) -> bool {
    matches!(text, "al" | "el" | "ul" | "ar" | "ur" | "as" | "ash" | "il")
}

fn person_class(text: &str, word: &Word) -> TokenClass {
    if text.len() == 1 && word.native.is_empty() {
        TokenClass::Initial
    } else if words::is_particle(text) {
        TokenClass::Particle
    } else if words::is_patronymic(text) {
        TokenClass::Patronymic
    } else if words::is_common_name(text) || words::is_title(text) {
        TokenClass::CommonName
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        TokenClass::Number
    } else {
        TokenClass::Name
    }
}

/// Titles at the beginning of a name, or of its part behind the comma, if two other words remain.
fn leading_titles(words: &[Word]) -> Vec<usize> {
    let comma = words.iter().position(|word| word.after_comma).unwrap_or(0);
    let mut titles: Vec<usize> = Vec::new();
    for start in [0, comma] {
        let leading = words.iter().enumerate().skip(start).take_while(|(_, word)| words::is_title(&word.text));
        titles.extend(leading.map(|(place, _)| place));
    }
    let endings = words.iter().enumerate().skip(1).filter(|(_, word)| matches!(word.text.as_str(), "jr" | "sr"));
    titles.extend(endings.map(|(place, _)| place));
    titles.sort_unstable();
    titles.dedup();
    let named = words
        .iter()
        .enumerate()
        .filter(|(place, word)| !titles.contains(place) && !words::is_particle(&word.text))
        .count();
    if named >= 2 { titles } else { Vec::new() }
}

/// Divides names of Han and Hangul that are written as one word into surname and given name.
fn divide_east_asian(words: &[Word]) -> Vec<Word> {
    let [only] = words else { return words.to_vec() };
    let characters: Vec<char> = only.native.chars().collect();
    if !(2..=5).contains(&characters.len()) {
        return words.to_vec();
    }
    let double = DOUBLE_SURNAMES.iter().any(|surname| only.native.starts_with(surname));
    // names of four Han characters are mostly Japanese, with a surname of two
    let length = if double || (only.script == Script::Han && characters.len() >= 4) { 2 } else { 1 };
    let (surname, given) = characters.split_at(length);
    let parts = [surname, given].map(|part| part.iter().collect::<String>());
    parts.iter().filter(|part| !part.is_empty()).flat_map(|part| crate::fold::words(part)).collect()
}

/// Letters in place of digits that look like them, in words that have both.
fn without_digits(text: &str) -> String {
    let mixed = text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !mixed {
        return text.to_owned();
    }
    text.chars()
        .map(|character| match character {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            other => other,
        })
        .collect()
}

/// A name that has only particles, titles or generic words is distinguished by them.
fn distinguish_something(tokens: &mut [Token]) {
    let distinctive = tokens.iter().any(|token| token.class.is_distinctive() || token.class == TokenClass::Generic);
    if distinctive {
        return;
    }
    for token in tokens
        .iter_mut()
        .filter(|token| matches!(token.class, TokenClass::Particle | TokenClass::Title | TokenClass::StopWord))
    {
        token.class = TokenClass::CommonName;
    }
}

/// The tokens of the name of an organisation, a ship or an aircraft.
pub(super) fn organisation_tokens(words: &[Word], kind: Kind) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    let mut tens = false;
    for (place, word) in words.iter().enumerate() {
        let alone = words.len() == 1;
        let single_letter = word.text.len() == 1 && place + 1 != words.len();
        let number = words::number_value(&word.text, place > 0 && !single_letter)
            .filter(|_| !alone || word.text.bytes().all(|byte| byte.is_ascii_digit()));
        let Some(value) = number else {
            tens = false;
            tokens.push(Token::new(
                &word.text,
                &word.native,
                word.script,
                organisation_class(word, place, words.len(), kind),
            ));
            continue;
        };
        let spelled = word.text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let sum =
            tokens.last().filter(|_| tens && spelled && value.len() == 1).and_then(|last| add(&last.text, &value));
        if let (Some(sum), Some(last)) = (sum, tokens.last_mut()) {
            *last = Token::new(&sum, "", Script::Latin, TokenClass::Number);
            tens = false;
            continue;
        }
        tens = spelled && value.len() == 2 && value.ends_with('0');
        tokens.push(Token::new(&value, "", Script::Latin, TokenClass::Number));
    }
    distinguish_something(&mut tokens);
    tokens
}

fn add(tens: &str, unit: &str) -> Option<String> {
    Some((tens.parse::<u32>().ok()? + unit.parse::<u32>().ok()?).to_string())
}

fn organisation_class(word: &Word, place: usize, length: usize, kind: Kind) -> TokenClass {
    let text = word.text.as_str();
    let ship = matches!(kind, Kind::Vessel | Kind::Aircraft);
    if ship && place == 0 && length > 1 && words::is_vessel_prefix(text) {
        TokenClass::Title
    } else if words::is_stop_word(text) {
        TokenClass::StopWord
    } else if matches!(text, "al" | "el" | "de" | "del" | "la" | "le" | "di" | "da") {
        TokenClass::Particle
    } else if words::is_generic(text) {
        TokenClass::Generic
    } else if words::is_common_name(text) {
        TokenClass::CommonName
    } else {
        TokenClass::Name
    }
}
