//! The form in which a question wants a computed figure.

/// Words for numbers of decimals.
const COUNTS: [&str; 7] = ["zero", "one", "two", "three", "four", "five", "six"];

/// A factor of ten, as tables and questions name it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Scale {
    /// In thousands.
    Thousands,
    /// In millions.
    Millions,
    /// In billions.
    Billions,
}

impl Scale {
    const ALL: [(Self, &'static str, u32); 3] =
        [(Self::Thousands, "thousand", 3), (Self::Millions, "million", 6), (Self::Billions, "billion", 9)];

    /// The scale that a text names: `in millions`, `USD billions`, `$ thousand`. `None` if it names several or none.
    pub(super) fn of(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut named = Self::ALL.into_iter().filter(|(_, name, _)| lower.contains(name));
        let (scale, ..) = named.next()?;
        named.next().is_none().then_some(scale)
    }

    /// The power of ten.
    pub(super) fn power(self) -> u32 {
        Self::ALL.into_iter().find(|(scale, ..)| *scale == self).map_or(0, |(.., power)| power)
    }

    /// The name in the singular.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(scale, ..)| *scale == self).map_or("", |(_, name, _)| name)
    }
}

/// What a question says about the form of its answer.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Form {
    /// Decimals to which the result is rounded.
    pub(super) decimals: Option<u32>,
    /// The unit of an amount.
    pub(super) scale: Option<Scale>,
    /// The result is a percentage.
    pub(super) is_percent: bool,
}

impl Form {
    /// Reads "round to two decimal places", "in USD billions", "in units of percents".
    pub(super) fn of(question: &str) -> Self {
        let lower = question.to_lowercase();
        let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '%').collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let decimals = words.windows(2).find_map(|pair| match pair {
            [count, next] if next.starts_with("decimal") => number(count),
            _ => None,
        });
        let is_percent = words.iter().any(|word| word.starts_with("percent") || *word == "%");
        Self { decimals, scale: Scale::of(question), is_percent }
    }
}

fn number(word: &str) -> Option<u32> {
    let spelled = COUNTS.iter().position(|count| *count == word).and_then(|place| u32::try_from(place).ok());
    spelled.or_else(|| word.parse().ok()).filter(|count| *count <= 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_is_read() {
        let form = Form::of("What is the ROA? Round your answer to two decimal places.");
        assert_eq!(form, Form { decimals: Some(2), scale: None, is_percent: false });
        let form = Form::of("Answer in units of percents and round to 1 decimal place.");
        assert_eq!(form, Form { decimals: Some(1), scale: None, is_percent: true });
        assert_eq!(Form::of("Answer in USD billions.").scale, Some(Scale::Billions));
    }

    #[test]
    fn two_scales_are_none() {
        assert_eq!(Scale::of("in thousands, except as noted in millions"), None);
        assert_eq!(Scale::of("nothing"), None);
    }
}
