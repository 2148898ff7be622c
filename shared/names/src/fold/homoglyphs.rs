/// Cyrillic and Greek letters with the shape of a Latin letter.
const LOOKALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ѕ', 's'),
    ('ј', 'j'),
    ('к', 'k'),
    ('м', 'm'),
    ('т', 't'),
    ('н', 'h'),
    ('в', 'b'),
    ('ӏ', 'l'),
    ('А', 'A'),
    ('Е', 'E'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ѕ', 'S'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('Т', 'T'),
    ('Н', 'H'),
    ('В', 'B'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('ι', 'i'),
    ('α', 'a'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
];

/// Replaces lookalikes in a word that mixes Latin letters with Cyrillic or Greek ones by the letters of its more frequent script.
pub(super) fn unify(word: &str) -> String {
    let latin = word.chars().filter(|character| is_latin(*character)).count();
    let other = word.chars().filter(|character| character.is_alphabetic() && !is_latin(*character)).count();
    if latin == 0 || other == 0 {
        return word.to_owned();
    }
    if latin >= other {
        return word
            .chars()
            .map(|letter| LOOKALIKES.iter().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| *to))
            .collect();
    }
    word.chars()
        .map(|letter| LOOKALIKES.iter().find(|(_, to)| *to == letter).map_or(letter, |(from, _)| *from))
        .collect()
}

fn is_latin(character: char) -> bool {
    character.is_alphabetic() && (u32::from(character) < 0x250 || matches!(u32::from(character), 0x1E00..=0x1EFF))
}
