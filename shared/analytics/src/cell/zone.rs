//! Time zones of cells.

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone, TimeZoneDatabase},
};
use std::sync::LazyLock;

/// The zones of the IANA database. Each is parsed once.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of a time of day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Zone {
    /// Not written.
    #[default]
    None,
    Offset(Offset),
    Named(TimeZone),
    /// A name that is unknown, or that means different zones in different countries.
    Unknown(String),
}

/// Abbreviations with one meaning, and their minutes east of Greenwich.
const ABBREVIATIONS: [(&str, i32); 32] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("WAT", 60),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("MSK", 180),
    ("PKT", 300),
    ("NPT", 345),
    ("WIB", 420),
    ("ICT", 420),
    ("HKT", 480),
    ("SGT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EDT", -240),
    ("PDT", -420),
    ("AKDT", -480),
    ("BRT", -180),
];

/// The reason why a time is no single moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NoMoment {
    /// No zone is known.
    Unzoned,
    /// The clocks show the time twice, or never.
    Ambiguous,
}

impl Zone {
    /// A zone by its name: `Europe/Berlin`, `CET`, `UTC+3` or `+03:00`.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let name = name.trim();
        if let Some(offset) = offset(name) {
            return Some(Self::Offset(offset));
        }
        let upper = name.to_ascii_uppercase();
        if let Some((_, minutes)) = ABBREVIATIONS.iter().find(|(known, _)| *known == upper) {
            return Offset::from_seconds(minutes * 60).ok().map(Self::Offset);
        }
        let after_utc = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT"));
        if let Some(offset) = after_utc.and_then(|rest| offset(rest.trim())) {
            return Some(Self::Offset(offset));
        }
        let named = name.contains('/').then(|| DATABASE.get(name).ok()).flatten();
        named.map(Self::Named)
    }

    /// The zone in the name of a column: `Start (UTC)`, `begin EAT`.
    pub(crate) fn in_name(name: &str) -> Self {
        let is_separator = |letter: char| letter.is_whitespace() || "()[],;_".contains(letter);
        let is_zone =
            |word: &&str| word.len() > 2 && word.chars().all(|letter| !letter.is_lowercase() || word.contains('/'));
        name.split(is_separator).filter(is_zone).find_map(Self::of_name).unwrap_or_default()
    }

    /// The zone that a name in a cell means; the name if that is not known.
    pub(crate) fn read(name: &str) -> Self {
        Self::of_name(name).unwrap_or_else(|| Self::Unknown(name.trim().to_owned()))
    }

    pub(crate) fn suffix(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Offset(offset) if *offset == Offset::UTC => "Z".to_owned(),
            Self::Offset(offset) => offset.to_string(),
            Self::Named(zone) => format!("[{}]", zone.iana_name().unwrap_or_default()),
            Self::Unknown(name) => format!(" {name}"),
        }
    }

    /// The moment of a time in this zone.
    pub(crate) fn moment(&self, civil: DateTime) -> Result<Timestamp, NoMoment> {
        match self {
            Self::None | Self::Unknown(_) => Err(NoMoment::Unzoned),
            Self::Offset(offset) => offset.to_timestamp(civil).map_err(|_| NoMoment::Ambiguous),
            Self::Named(zone) => zone.to_ambiguous_timestamp(civil).unambiguous().map_err(|_| NoMoment::Ambiguous),
        }
    }
}

/// `+03:00`, `-0430` or `+3`.
fn offset(text: &str) -> Option<Offset> {
    let text = text.replace('\u{2212}', "-");
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(parts), _) => parts,
        (None, 4) => rest.split_at_checked(2)?,
        (None, 1 | 2) => (rest, "0"),
        _ => return None,
    };
    let part = |text: &str, most: i32| {
        let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|number| is_short && *number <= most)
    };
    Offset::from_seconds(sign * (part(hours, 14)? * 3_600 + part(minutes, 59)? * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_offsets_are_known() {
        let of = |name| match Zone::of_name(name) {
            Some(Zone::Offset(offset)) => Some(offset.seconds() / 60),
            _ => None,
        };
        for (name, minutes) in [
            ("Z", 0),
            ("utc", 0),
            ("+03:00", 180),
            ("-0430", -270),
            ("+3", 180),
            ("UTC+5:30", 330),
            ("GMT-3", -180),
            ("CEST", 120),
            ("EAT", 180),
        ] {
            assert_eq!(of(name), Some(minutes), "{name}");
        }
        assert!(matches!(Zone::of_name("Europe/Berlin"), Some(Zone::Named(_))));
        for name in ["IST", "CST", "Mars/Base", "", "+25", "+3:75", "Berlin", "+12345"] {
            assert_eq!(Zone::of_name(name), None, "{name}");
        }
    }

    #[test]
    fn names_of_columns_have_zones() {
        for (name, zone) in [
            ("Start (UTC)", "UTC"),
            ("end [UTC+3]", "+03:00"),
            ("begin_EAT", "EAT"),
            ("Beginn (Europe/Berlin)", "Europe/Berlin"),
        ] {
            assert_eq!(Zone::in_name(name), Zone::of_name(zone).unwrap(), "{name}");
        }
        for name in ["start", "Start Date/Time", "cat", "Category", "end (local)", "Z"] {
            assert_eq!(Zone::in_name(name), Zone::None, "{name}");
        }
    }

    #[test]
    fn repeated_and_skipped_hours_are_no_moments() {
        let berlin = Zone::of_name("Europe/Berlin").unwrap();
        let at = |day, hour| berlin.moment(jiff::civil::date(2024, 10, day).at(hour, 30, 0, 0));
        assert_eq!(at(27, 2), Err(NoMoment::Ambiguous));
        assert!(at(27, 3).is_ok());
        assert_eq!(berlin.moment(jiff::civil::date(2024, 3, 31).at(2, 30, 0, 0)), Err(NoMoment::Ambiguous));
        assert_eq!(Zone::None.moment(jiff::civil::date(2024, 3, 31).at(2, 30, 0, 0)), Err(NoMoment::Unzoned));
    }
}
