/// Letters of the Arabic script with their usual romanisation. Alef is a carrier of vowels, and Waw and Yeh are vowels after the first letter.
const ARABIC: &[(char, &str)] = &[
    ('ا', "a"),
    ('أ', "a"),
    ('إ', "i"),
    ('آ', "a"),
    ('ٱ', "a"),
    ('ب', "b"),
    ('پ', "p"),
    ('ت', "t"),
    ('ث', "th"),
    ('ج', "j"),
    ('چ', "ch"),
    ('ح', "h"),
    ('خ', "kh"),
    ('د', "d"),
    ('ذ', "dh"),
    ('ر', "r"),
    ('ز', "z"),
    ('ژ', "zh"),
    ('س', "s"),
    ('ش', "sh"),
    ('ص', "s"),
    ('ض', "d"),
    ('ط', "t"),
    ('ظ', "z"),
    ('ع', ""),
    ('غ', "gh"),
    ('ف', "f"),
    ('ق', "q"),
    ('ک', "k"),
    ('ك', "k"),
    ('گ', "g"),
    ('ل', "l"),
    ('م', "m"),
    ('ن', "n"),
    ('ه', "h"),
    ('ة', "a"),
    ('ى', "a"),
    ('ئ', "i"),
    ('ؤ', "u"),
    ('ء', ""),
    ('ہ', "h"),
    ('ھ', "h"),
    ('ے', "e"),
    ('ٹ', "t"),
    ('ڈ', "d"),
    ('ڑ', "r"),
    ('ں', "n"),
    ('ۀ', "e"),
];

/// Romanises a word of the Arabic or Hebrew script. The Arabic article becomes a word of its own in front.
pub(super) fn romanise(word: &str) -> String {
    let mut text = String::new();
    let letters: Vec<char> =
        word.chars().filter(|character| !unicode_normalization::char::is_combining_mark(*character)).collect();
    for (place, letter) in letters.iter().enumerate() {
        let first = place == 0;
        match letter {
            'و' => text.push_str(if first { "w" } else { "u" }),
            'ي' | 'ی' => text.push_str(if first { "y" } else { "i" }),
            'ع' if first => text.push('a'),
            _ => match ARABIC.iter().find(|(arabic, _)| arabic == letter) {
                Some((_, latin)) => text.push_str(latin),
                None => text.push_str(&super::fold_ascii(&letter.to_string())),
            },
        }
    }
    text
}

/// The word behind the Arabic article, if it has one. The name of God keeps it.
pub(super) fn without_article(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("ال")?;
    (rest.chars().count() >= 2 && !rest.starts_with("له") && !rest.starts_with("لّه")).then_some(rest)
}
