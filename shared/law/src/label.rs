//! The grammar of labels: "(a)", "1.", "2a.", "1.3.2", "iv)", "—".

/// The signs around the number of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// "(a)"
    Paren,
    /// "a)"
    HalfParen,
    /// "1."
    Dot,
    /// "1.2.3", with the number of its components.
    Decimal(usize),
    /// A dash or a bullet.
    Bullet(char),
}

/// The kind of numbers that a sequence of labels counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Series {
    Arabic,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    /// "(aa)", "(bb)"
    Doubled,
    Bullet,
}

/// The place in a sequence: 5 is (5, 0), and 5a, which is inserted after it, (5, 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ordinal {
    pub(crate) major: u32,
    pub(crate) minor: u32,
}

impl Ordinal {
    pub(crate) fn whole(major: u32) -> Self {
        Self { major, minor: 0 }
    }

    /// Returns whether `self` can directly follow `last`.
    pub(crate) fn follows(self, last: Self) -> bool {
        let is_next = self.major == last.major + 1 && self.minor <= 1;
        let is_inserted = self.major == last.major && self.minor == last.minor + 1;
        is_next || is_inserted
    }

    pub(crate) fn is_first(self) -> bool {
        self == Self::whole(1)
    }
}

/// One way to read a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) series: Series,
    pub(crate) ordinal: Ordinal,
}

/// A label at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) form: Form,
    /// Bytes from the start of the text, with an opening quotation mark.
    pub(crate) length: usize,
    /// True if a quotation mark opens before it.
    pub(crate) quoted: bool,
    /// The ways to read it, at least one.
    pub(crate) readings: Vec<Reading>,
    /// The components before the last one of a decimal number.
    pub(crate) prefix: Vec<u32>,
}

impl Label {
    /// Returns whether the label is a letter with a full stop, as initials of names are too.
    pub(crate) fn is_weak(&self) -> bool {
        self.form == Form::Dot && !self.readings.iter().any(|reading| reading.series == Series::Arabic)
    }

    pub(crate) fn is_bullet(&self) -> bool {
        matches!(self.form, Form::Bullet(_))
    }
}

/// Marks that open a quotation.
pub(crate) const OPENING: [char; 7] = ['‘', '“', '"', '«', '„', '‚', '‧'];
/// The longest number in a label, in bytes.
const LONGEST: usize = 9;

/// Reads the label with which `text` begins.
pub(crate) fn label(text: &str) -> Option<Label> {
    let unquoted = text.strip_prefix(OPENING);
    let rest = unquoted.unwrap_or(text);
    let mut label = bullet(rest).or_else(|| paren(rest)).or_else(|| decimal(rest)).or_else(|| plain(rest))?;
    label.length += text.len() - rest.len();
    label.quoted = unquoted.is_some();
    Some(label)
}

fn new(form: Form, length: usize, readings: Vec<Reading>) -> Label {
    Label { form, length, quoted: false, readings, prefix: Vec::new() }
}

fn bullet(text: &str) -> Option<Label> {
    let sign =
        text.chars().next().filter(|sign| matches!(sign, '—' | '–' | '•' | '·' | '▪' | '●' | '○' | '■' | '-' | '*'))?;
    let rest = text.get(sign.len_utf8()..)?;
    let is_item = rest.is_empty() || (rest.starts_with(char::is_whitespace) && !rest.trim_start().starts_with(sign));
    is_item.then(|| {
        new(Form::Bullet(sign), sign.len_utf8(), vec![Reading { series: Series::Bullet, ordinal: Ordinal::whole(1) }])
    })
}

fn paren(text: &str) -> Option<Label> {
    let inner = text.strip_prefix('(')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let readings = readings(inner.get(..end)?);
    (!readings.is_empty()).then(|| new(Form::Paren, end + 2, readings))
}

/// "1.2" and "1.2.3", followed by white space.
fn decimal(text: &str) -> Option<Label> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number = text.get(..length)?;
    let after = text.get(length..)?;
    if !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return None;
    }
    let components: Option<Vec<u32>> = number.trim_end_matches('.').split('.').map(small).collect();
    let (last, prefix) = components.as_deref()?.split_last().map(|(last, prefix)| (*last, prefix.to_vec()))?;
    if prefix.is_empty() || prefix.len() > 5 || prefix.contains(&0) {
        return None;
    }
    let reading = Reading { series: Series::Arabic, ordinal: Ordinal::whole(last) };
    Some(Label { prefix, ..new(Form::Decimal(components?.len()), length, vec![reading]) })
}

fn small(digits: &str) -> Option<u32> {
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// "1.", "2a.", "A.", "iv.", "1)", "a)"
fn plain(text: &str) -> Option<Label> {
    let end = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let readings = readings(text.get(..end)?);
    let mut after = text.get(end..)?.chars();
    let form = match after.next()? {
        '.' => Form::Dot,
        ')' => Form::HalfParen,
        _ => return None,
    };
    let goes_on = after.next();
    let is_separate = goes_on.is_none_or(char::is_whitespace);
    (is_separate && !readings.is_empty()).then(|| new(form, end + 1, readings))
}

/// The ways to read the number of a label.
fn readings(number: &str) -> Vec<Reading> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return numbered(number, digits).into_iter().collect();
    }
    let is_lower = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_upper = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_lower && !is_upper {
        return Vec::new();
    }
    let mut readings = Vec::new();
    let lower = number.to_ascii_lowercase();
    let (letters, romans) =
        if is_lower { (Series::Lower, Series::LowerRoman) } else { (Series::Upper, Series::UpperRoman) };
    let bytes: Vec<u32> = lower.bytes().map(|byte| u32::from(byte - b'a') + 1).collect();
    match *bytes.as_slice() {
        [letter] => readings.push(Reading { series: letters, ordinal: Ordinal::whole(letter) }),
        [first, second] => {
            if first == second {
                readings.push(Reading { series: Series::Doubled, ordinal: Ordinal::whole(first) });
            }
            readings.push(Reading { series: letters, ordinal: Ordinal { major: first, minor: second } });
        }
        _ => {}
    }
    readings.extend(roman(&lower).map(|value| Reading { series: romans, ordinal: Ordinal::whole(value) }));
    readings
}

fn numbered(number: &str, digits: usize) -> Option<Reading> {
    let major = small(number.get(..digits)?)?;
    let suffix = number.get(digits..)?;
    let minor = match suffix.as_bytes() {
        [] => 0,
        [letter] if letter.is_ascii_alphabetic() => u32::from(letter.to_ascii_lowercase() - b'a') + 1,
        _ => return None,
    };
    (major > 0).then_some(Reading { series: Series::Arabic, ordinal: Ordinal { major, minor } })
}

/// The value of a roman number in lower case, written in the usual way.
pub(crate) fn roman(number: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    let mut rest = number;
    let mut value = 0;
    for (sign, worth) in SIGNS {
        let most = if sign.len() == 2 || matches!(worth, 5 | 50 | 500) { 1 } else { 3 };
        for _ in 0..most {
            if let Some(shorter) = rest.strip_prefix(sign) {
                rest = shorter;
                value += worth;
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// The number of a label without the signs around it: "(a)" and "‘a)" are "a".
pub(crate) fn bare(label: &str) -> &str {
    label.trim_matches(|sign: char| !sign.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Form, usize, Vec<(Series, u32, u32)>);

    fn read(text: &str) -> Option<Read> {
        let label = label(text)?;
        let readings =
            label.readings.iter().map(|reading| (reading.series, reading.ordinal.major, reading.ordinal.minor));
        Some((label.form, label.length, readings.collect()))
    }

    #[test]
    fn labels_are_read_with_all_meanings() {
        assert_eq!(read("(a) x"), Some((Form::Paren, 3, vec![(Series::Lower, 1, 0)])));
        assert_eq!(read("(i) x"), Some((Form::Paren, 3, vec![(Series::Lower, 9, 0), (Series::LowerRoman, 1, 0)])));
        let doubled = vec![(Series::Doubled, 9, 0), (Series::Lower, 9, 9), (Series::LowerRoman, 2, 0)];
        assert_eq!(read("(ii) x"), Some((Form::Paren, 4, doubled)));
        assert_eq!(read("2a. x"), Some((Form::Dot, 3, vec![(Series::Arabic, 2, 1)])));
        assert_eq!(read("1.3.2 x"), Some((Form::Decimal(3), 5, vec![(Series::Arabic, 2, 0)])));
        assert_eq!(read("— x").map(|label| label.0), Some(Form::Bullet('—')));
        assert_eq!(read("‘(b) x").map(|label| label.1), Some(6));
    }

    #[test]
    fn other_texts_have_no_label() {
        for text in
            ["(see) x", "2014. x", "1.5x", "a", "1", "(1", "(abc) x", "—x", "--- x", "§ 5", "", "(0) x", "e.g. x"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn roman_numbers_are_canonical() {
        assert_eq!(["iv", "ix", "xiv", "mcmxc"].map(roman), [Some(4), Some(9), Some(14), Some(1990)]);
        assert_eq!(["iiii", "vx", "ic", "", "abc"].map(roman), [None; 5]);
    }
}
