//! Durations written with their units: `2h 30m`, `90 min`, `2:30`, `PT2H30M`.

use super::number;
use crate::mapping::{DecimalMark, DurationUnit};

/// Units and their words, folded to lower case without accents.
const UNITS: [(f64, &[&str]); 4] = [
    (24.0, &["d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "j", "dia", "dias", "일", "天", "日"]),
    (
        1.0,
        &[
            "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "시간",
            "小时", "时", "時間", "小時",
        ],
    ),
    (
        1.0 / 60.0,
        &[
            "m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "mn", "분", "分钟", "分", "分鐘",
            "'",
        ],
    ),
    (
        1.0 / 3_600.0,
        &["s", "sec", "secs", "second", "seconds", "sek", "sekunden", "seconde", "secondes", "segundos", "초", "秒"],
    ),
];
/// The longest text that may be a duration, in bytes.
const LONGEST: usize = 60;

/// The unit of time that is all of a text: `h`, `Minutes`, `분`, `(min)`.
pub(crate) fn unit(text: &str) -> Option<DurationUnit> {
    let plain = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']).to_lowercase();
    let folded: String = plain.chars().flat_map(crate::columns::words::folded).collect();
    let place = UNITS.iter().position(|(_, words)| words.contains(&folded.as_str()))?;
    [DurationUnit::Days, DurationUnit::Hours, DurationUnit::Minutes, DurationUnit::Seconds].get(place).copied()
}

/// The form of a duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Span {
    /// With its unit, or with hours, minutes and seconds between colons: in hours.
    Hours(f64),
    /// Two numbers with a colon: hours and minutes, or minutes and seconds.
    Pair(f64, f64),
}

impl Span {
    /// In hours; none for a pair if the unit of the column does not say what its numbers are.
    pub(crate) fn hours(self, unit: Option<DurationUnit>) -> Option<f64> {
        match (self, unit) {
            (Self::Hours(hours), _) => Some(hours),
            (Self::Pair(hours, minutes), None | Some(DurationUnit::Hours | DurationUnit::HoursMinutes)) => {
                Some(hours + minutes / 60.0)
            }
            (Self::Pair(minutes, seconds), Some(DurationUnit::MinutesSeconds)) => {
                Some(minutes / 60.0 + seconds / 3_600.0)
            }
            (Self::Pair(..), _) => None,
        }
    }
}

/// Reads a duration that is more than a number.
pub(crate) fn span(text: &str) -> Option<Span> {
    let text = text.trim();
    if text.len() > LONGEST || !text.starts_with(|first: char| first.is_ascii_digit() || "pP-.".contains(first)) {
        return None;
    }
    if text.contains(':') {
        return with_colons(text);
    }
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |text| (-1.0, text));
    let iso = text.strip_prefix(['P', 'p']).map(|rest| rest.replace(['T', 't'], " "));
    let hours = with_units(&iso.unwrap_or_else(|| text.to_owned()))?;
    Some(Span::Hours(sign * hours))
}

fn with_colons(text: &str) -> Option<Span> {
    let (days, text) = match text.split_once([' ', 'd']) {
        Some((days, rest)) => {
            (days.parse::<u16>().ok()?, rest.trim_start_matches(|letter: char| !letter.is_ascii_digit()))
        }
        None => (0, text),
    };
    let parts: Vec<&str> = text.split(':').collect();
    let first = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 6).map(f64::from);
    let sixtieth = |text: &str| text.parse::<u8>().ok().filter(|number| *number < 60 && text.len() == 2).map(f64::from);
    match parts.as_slice() {
        [hours, minutes] if days == 0 => Some(Span::Pair(first(hours)?, sixtieth(minutes)?)),
        [hours, minutes] => Some(Span::Hours(24.0 * f64::from(days) + first(hours)? + sixtieth(minutes)? / 60.0)),
        [hours, minutes, seconds] => {
            let whole = seconds.split_once(['.', ',']).map_or(*seconds, |(whole, _)| whole);
            let time = first(hours)? + sixtieth(minutes)? / 60.0 + sixtieth(whole)? / 3_600.0;
            Some(Span::Hours(24.0 * f64::from(days) + time))
        }
        _ => None,
    }
}

/// Numbers, each with its unit, the larger units first. `2h30` ends in minutes.
fn with_units(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim_end_matches('.').trim();
    let (mut hours, mut last) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let end =
            rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',').unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(end)?;
        let after = after.trim_start();
        let end = after.find(|letter: char| letter.is_ascii_digit() || " ,.".contains(letter)).unwrap_or(after.len());
        let (word, next) = after.split_at_checked(end)?;
        let amount = amount(digits)?;
        let unit = match word {
            "" if next.is_empty() && (last - 1.0).abs() < f64::EPSILON && digits.len() == 2 => 1.0 / 60.0,
            word => UNITS.iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| *unit)?,
        };
        if unit >= last {
            return None;
        }
        hours += amount * unit;
        last = unit;
        rest = next.trim_start_matches([' ', ',', '.']);
        rest = ["and ", "und ", "et ", "y ", "e "].into_iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    }
    last.is_finite().then_some(hours)
}

/// An amount before a unit; one that may have thousands is ambiguous.
fn amount(digits: &str) -> Option<f64> {
    let as_point = number::read(digits, DecimalMark::Point);
    let as_comma = number::read(digits, DecimalMark::Comma);
    match (as_point, as_comma) {
        (Some(point), Some(comma)) => {
            (digits.bytes().all(|byte| byte.is_ascii_digit()) || point.total_cmp(&comma).is_eq()).then_some(point)
        }
        (point, comma) => point.or(comma),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> Option<f64> {
        span(text).and_then(|span| span.hours(None))
    }

    #[test]
    fn other_texts_are_no_durations() {
        for text in [
            "",
            "2",
            "2:5",
            "2:60",
            "a:bc",
            "2:30:99",
            "2:30:5",
            "2:30:",
            "30m 2h",
            "2 kV",
            "1,234 h",
            "2h 30 40",
            "PT",
            "1:00:00:00",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn units_are_read() {
        for (text, expected) in [
            ("2:30", 2.5),
            ("26:00:36", 26.01),
            ("1 02:30:00", 26.5),
            ("2h 30m", 2.5),
            ("2h30", 2.5),
            ("2 h 30 min", 2.5),
            ("2 hours and 30 minutes", 2.5),
            ("2 hours, 30 minutes", 2.5),
            ("150 min", 2.5),
            ("150 min.", 2.5),
            ("9000s", 2.5),
            ("1d 2h", 26.0),
            ("2,5 Std.", 2.5),
            ("2.5 h", 2.5),
            (".75 h", 0.75),
            ("2시간 30분", 2.5),
            ("2小时30分钟", 2.5),
            ("PT2H30M", 2.5),
            ("P1DT2H", 26.0),
            ("-1h", -1.0),
        ] {
            assert!((hours(text).unwrap_or(f64::NAN) - expected).abs() < 1e-12, "{text}: {:?}", hours(text));
        }
    }

    #[test]
    fn pair_needs_a_fitting_unit() {
        let pair = span("2:30").unwrap();
        assert_eq!(pair.hours(Some(DurationUnit::Minutes)), None);
        assert_eq!(pair.hours(Some(DurationUnit::MinutesSeconds)), Some(150.0 / 3_600.0));
    }
}
