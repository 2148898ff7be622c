//! Times of day.

use super::zone::Zone;
use jiff::civil::Time;
use std::cell::RefCell;

/// Words for the halves of a day: the second half comes with `true`.
const HALVES: [(&str, bool); 10] = [
    ("a.m.", false),
    ("p.m.", true),
    ("am", false),
    ("pm", true),
    ("오전", false),
    ("오후", true),
    ("上午", false),
    ("下午", true),
    ("午前", false),
    ("午後", true),
];
/// The longest text that may be a time, in bytes.
const LONGEST: usize = 80;
/// The most digits after the seconds.
const DECIMALS: usize = 9;

/// The most zones that a thread remembers.
const REMEMBERED: usize = 32;

thread_local! {
    /// The zones of words after times: a table repeats few of them.
    static ZONES: RefCell<Vec<(String, Option<Zone>)>> = const { RefCell::new(Vec::new()) };
}

/// A time of day on a clock of 24 or 12 hours, with the zone if it is written. `true` for 24:00, which is the next midnight.
pub(crate) fn clock(text: &str) -> Option<(Time, Zone, bool)> {
    let text = text.trim();
    let is_first = |byte: &u8| byte.is_ascii_digit() || !byte.is_ascii();
    if text.len() > LONGEST || !text.as_bytes().first().is_some_and(is_first) {
        return None;
    }
    let (time, zone) = without_zone(text);
    let (time, is_second_half) = without_half(time);
    let digits: String = time.chars().filter_map(plain).collect();
    let digits = digits.trim_end_matches([':', ' ']).trim();
    let mut parts = digits.split(':');
    let hour: i8 = part(parts.next()?, 24)?;
    let (minute, second) = (parts.next(), parts.next());
    let has_no_marks = minute.is_none() && is_second_half.is_none() && !digits_end_in_hour(time);
    if parts.next().is_some() || has_no_marks {
        return None;
    }
    let minute = minute.map_or(Some(0), |minute| part(minute, 59).filter(|_| minute.len() == 2))?;
    let second = second.map_or(Some((0, 0)), seconds)?;
    let hour = match (is_second_half, hour) {
        (None, 24) if minute == 0 && second == (0, 0) => return Some((Time::midnight(), zone, true)),
        (None, 24) | (Some(_), 0 | 13..) => return None,
        (None, hour) => hour,
        (Some(false), 12) => 0,
        (Some(true), 12) => 12,
        (Some(is_second), hour) => hour + if is_second { 12 } else { 0 },
    };
    Time::new(hour, minute, second.0, second.1).ok().map(|time| (time, zone, false))
}

/// Colons for the words after hours and minutes: `14h30`, `14시 30분`, `14点30分`.
fn plain(letter: char) -> Option<char> {
    match letter {
        'h' | 'H' | '시' | '時' | '时' | '点' | '點' | '분' | '分' => Some(':'),
        '초' | '秒' | ' ' => None,
        ',' => Some('.'),
        letter => Some(letter),
    }
}

fn digits_end_in_hour(time: &str) -> bool {
    time.ends_with(['h', 'H', '시', '時', '时', '点', '點'])
}

fn part(text: &str, most: i8) -> Option<i8> {
    let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number: &i8| is_short && *number <= most)
}

/// Seconds and nanoseconds.
fn seconds(text: &str) -> Option<(i8, i32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_fraction = (1..=DECIMALS).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let nanoseconds = format!("{fraction:0<DECIMALS$}").parse().ok().filter(|_| is_fraction)?;
    Some((part(whole, 59).filter(|_| whole.len() == 2)?, nanoseconds))
}

/// The time without the words for its half of the day.
fn without_half(time: &str) -> (&str, Option<bool>) {
    let time = time.trim();
    let before = |word: &str| {
        let place = time.len().checked_sub(word.len())?;
        time.get(place..).filter(|end| end.eq_ignore_ascii_case(word)).and_then(|_| time.get(..place))
    };
    let found = HALVES.iter().find_map(|(word, is_second)| {
        let rest = before(word).or_else(|| time.strip_prefix(word))?;
        Some((rest.trim(), Some(*is_second)))
    });
    found.unwrap_or((time, None))
}

/// The time and the zone after it.
fn without_zone(text: &str) -> (&str, Zone) {
    let (text, named) = match text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((time, name)) => (time.trim(), Some(Zone::read(name))),
        None => match in_parentheses(text) {
            Some((time, zone)) => (time, Some(zone)),
            None => (text, None),
        },
    };
    let (time, zone) = at_the_end(text);
    // of an offset and a name the offset says more: it is unambiguous when the clocks go back
    match (zone, named) {
        (Zone::None, Some(named)) => (time, named),
        (zone, _) => (time, zone),
    }
}

/// The time and the zone in parentheses after it: `14:30 (KST)`; none if they hold something else.
fn in_parentheses(text: &str) -> Option<(&str, Zone)> {
    let (time, name) = text.strip_suffix(')')?.rsplit_once('(')?;
    let name = name.trim();
    let is_described = || name.to_lowercase().ends_with(" time");
    let zone = zone_of_word(name)
        .or_else(|| Zone::of_name(name))
        .or_else(|| is_described().then(|| Zone::Unknown(name.to_owned())))?;
    Some((time.trim(), zone))
}

fn at_the_end(text: &str) -> (&str, Zone) {
    if let Some(time) = text.strip_suffix(['Z', 'z']).filter(|time| time.ends_with(|last: char| last.is_ascii_digit()))
    {
        return (time, Zone::of_name("Z").unwrap_or_default());
    }
    if let Some((time, word)) = text.rsplit_once(' ')
        && let Some(zone) = zone_of_word(word)
    {
        return (time, zone);
    }
    let signed = text.char_indices().rev().find(|(_, letter)| "+-\u{2212}".contains(*letter));
    if let Some((time, zone)) = signed.and_then(|(place, _)| text.split_at_checked(place)) {
        let time = time.trim();
        if time.contains(':')
            && let Some(zone) = Zone::of_name(zone)
        {
            return (time, zone);
        }
        // `14:00 UTC+3`
        let prefix = ["UTC", "GMT"].into_iter().find_map(|name| time.strip_suffix(name));
        if let Some(time) = prefix
            && let Some(zone) = Zone::of_name(zone)
        {
            return (time.trim(), zone);
        }
    }
    (text, Zone::None)
}

/// The zone that the word after a time names; none if the word is no zone, as `in words` after a time is none.
pub(super) fn zone_of_word(word: &str) -> Option<Zone> {
    ZONES.with_borrow_mut(|known| {
        if let Some((_, zone)) = known.iter().find(|(name, _)| name == word) {
            return zone.clone();
        }
        let zone = read_zone(word);
        if known.len() < REMEMBERED {
            known.push((word.to_owned(), zone.clone()));
        }
        zone
    })
}

fn read_zone(word: &str) -> Option<Zone> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "/_+-:".contains(letter);
    let is_word = word.len() >= 2
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.chars().all(is_letter)
        && !HALVES.iter().any(|(half, _)| word.eq_ignore_ascii_case(half));
    if !is_word {
        return None;
    }
    let known = Zone::of_name(word);
    let is_unknown_zone = word.contains('/') || is_abbreviation(word);
    known.or_else(|| is_unknown_zone.then(|| Zone::Unknown(word.to_owned())))
}

fn is_abbreviation(word: &str) -> bool {
    (3..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn other_texts_are_no_times() {
        for text in [
            "",
            "14",
            "25:00",
            "14:60",
            "14:5",
            "13:00 pm",
            "0:30 am",
            "14:30:99",
            "1:2:3:4",
            "14:30 soon",
            "24:01",
            "14:30 (planned)",
            "14:30 ()",
        ] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn usual_notations_are_read() {
        for text in [
            "14:30",
            "14:30:00",
            "2:30 PM",
            "2:30pm",
            "02:30 p.m.",
            "14h30",
            "오후 2:30",
            "14시 30분",
            "14点30分",
            "14:30:00.000",
        ] {
            assert_eq!(clock(text), Some((time(14, 30, 0, 0), Zone::None, false)), "{text}");
        }
        assert_eq!(clock("12:00 am"), Some((Time::midnight(), Zone::None, false)));
        assert_eq!(clock("24:00"), Some((Time::midnight(), Zone::None, true)));
        assert_eq!(clock("9시"), Some((time(9, 0, 0, 0), Zone::None, false)));
    }

    #[test]
    fn zones_are_kept() {
        for (text, zone) in [
            ("14:30Z", "UTC"),
            ("14:30+03:00", "+03:00"),
            ("14:30 +0300", "+03:00"),
            ("14:30:00-05", "-05:00"),
            ("14:30 UTC+3", "+03:00"),
            ("14:30 EAT", "EAT"),
            ("14:30 Europe/Berlin", "Europe/Berlin"),
            ("14:30[Europe/Berlin]", "Europe/Berlin"),
            ("14:30+02:00[Europe/Berlin]", "+02:00"),
            ("2:30 PM IST", "IST"),
            ("14:30 (KST)", "KST"),
            ("14:30(UTC+9)", "UTC+9"),
            ("14:30 (+09:00)", "+09:00"),
            ("14:30+09:00 (KST)", "+09:00"),
            ("2:30 PM (IST)", "IST"),
            ("14:30 (Asia/Seoul)", "Asia/Seoul"),
            ("14:30 (Korean Standard Time)", "Korean Standard Time"),
        ] {
            assert_eq!(clock(text), Some((time(14, 30, 0, 0), Zone::read(zone), false)), "{text}");
        }
    }
}
