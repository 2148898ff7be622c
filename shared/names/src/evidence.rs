use std::fmt;

use serde::{Deserialize, Serialize};

/// A birth date, as exact as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BirthDate {
    /// The year.
    pub year: i16,
    /// The month from 1, if known.
    pub month: Option<u8>,
    /// The day of the month from 1, if known.
    pub day: Option<u8>,
    /// The years by which the date may be wrong, for dates given as approximate. Otherwise 0.
    pub tolerance: u8,
}

/// A gender as lists state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

impl Gender {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Female => 1,
            Self::Male => 2,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Female),
            2 => Some(Self::Male),
            _ => None,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// A number or code that somebody or something has: a passport, a registration, an IMO number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// The type, such as `passport` or `imo`. Identifiers of different types are not compared.
    pub kind: String,
    /// The value. Letters and digits are compared, without regard to case.
    pub value: String,
}

impl Identifier {
    /// The letters and digits of the value in upper case.
    pub(crate) fn normalised(&self) -> String {
        self.value.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    }
}

impl fmt::Display for BirthDate {
    /// Writes a date as in ISO 8601, as far as it is known, with the years by which it may be wrong.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.month.and(self.day) {
            write!(formatter, "-{day:02}")?;
        }
        if self.tolerance > 0 { write!(formatter, " ±{}", self.tolerance) } else { Ok(()) }
    }
}

/// The facts beside the name. What is missing on a side is neutral.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Subject {
    /// The birth dates; lists often have several.
    pub birth_dates: Vec<BirthDate>,
    /// Countries of nationality, residence or registration, as codes of ISO 3166-1 with two letters.
    pub countries: Vec<String>,
    /// The gender.
    pub gender: Option<Gender>,
    /// The identifiers.
    pub identifiers: Vec<Identifier>,
}

impl Subject {
    /// Returns whether there are no facts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Strengths of agreement and contradiction. People have several passports, countries and few genders.
const SAME_IDENTIFIER: f64 = 0.9;
const OTHER_IDENTIFIER: f64 = -0.1;
const SAME_DATE: f64 = 0.8;
const SAME_GENDER: f64 = 0.05;
const OTHER_GENDER: f64 = -0.4;
const SAME_COUNTRY: f64 = 0.25;
const OTHER_COUNTRY: f64 = -0.12;

/// The kind of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// An identifier.
    Identifier,
    /// A birth date.
    BirthDate,
    /// A gender.
    Gender,
    /// A country.
    Country,
}

/// The result of comparing one kind of fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceResult {
    /// The kind of the fact.
    pub kind: EvidenceKind,
    /// From -1, a contradiction that excludes, through 0 to 1, an agreement that proves.
    pub strength: f64,
    /// The fact of the first side that decided. Several countries are separated by commas.
    pub left: String,
    /// That of the second side.
    pub right: String,
}

/// The comparison of the facts of two sides.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// The results in the order of [`EvidenceKind`]. Facts that a side lacks are absent.
    pub results: Vec<EvidenceResult>,
}

impl Evidence {
    /// Compares the facts of two sides. The order of the sides does not matter.
    #[must_use]
    pub fn compare(left: &Subject, right: &Subject) -> Self {
        let results = [
            identifiers(&left.identifiers, &right.identifiers),
            birth_dates(&left.birth_dates, &right.birth_dates),
            genders(left.gender, right.gender),
            countries(&left.countries, &right.countries),
        ];
        Self { results: results.into_iter().flatten().collect() }
    }

    /// The lowest score of names that facts can raise to a threshold, if everything about a name but its identifiers agrees.
    pub(crate) fn lowest_score(facts: &Subject, threshold: f64) -> f64 {
        let agreements = [
            (EvidenceKind::BirthDate, SAME_DATE, !facts.birth_dates.is_empty()),
            (EvidenceKind::Gender, SAME_GENDER, facts.gender.is_some()),
            (EvidenceKind::Country, SAME_COUNTRY, !facts.countries.is_empty()),
        ];
        let results = agreements.into_iter().filter(|(_, _, known)| *known).map(|(kind, strength, _)| EvidenceResult {
            kind,
            strength,
            left: String::new(),
            right: String::new(),
        });
        let best = Self { results: results.collect() };
        if best.results.is_empty() {
            return threshold;
        }
        // the score with evidence rises with that of the names
        let (mut low, mut high) = (0.0, threshold);
        for _ in 0..20 {
            let middle = f64::midpoint(low, high);
            if best.apply(middle) < threshold {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Combines a score of names with the evidence, to a score from 0 to 1.
    ///
    /// A contradiction of strength `c` multiplies the score by `1 - c`. An agreement of strength `a` removes the share `a * score²` of the distance
    /// to 1: it confirms a name that fits and cannot replace one. An equal identifier removes the share `a`, whatever the names are.
    #[must_use]
    pub fn apply(&self, name_score: f64) -> f64 {
        self.results
            .iter()
            .fold(name_score.clamp(0.0, 1.0), |score, result| {
                if result.strength < 0.0 {
                    return score * (1.0 + result.strength);
                }
                let confirmed = if result.kind == EvidenceKind::Identifier { 1.0 } else { score * score };
                score + (1.0 - score) * result.strength * confirmed
            })
            .clamp(0.0, 1.0)
    }
}

fn identifiers(left: &[Identifier], right: &[Identifier]) -> Option<EvidenceResult> {
    let text = |identifier: &Identifier| format!("{} {}", identifier.kind, identifier.value);
    let mut different = None;
    for one in left {
        for other in right.iter().filter(|other| other.kind.eq_ignore_ascii_case(&one.kind)) {
            let (value, other_value) = (one.normalised(), other.normalised());
            if value.is_empty() || other_value.is_empty() {
                continue;
            }
            let strength = if value == other_value { SAME_IDENTIFIER } else { OTHER_IDENTIFIER };
            let result =
                || EvidenceResult { kind: EvidenceKind::Identifier, strength, left: text(one), right: text(other) };
            if value == other_value {
                return Some(result());
            }
            different.get_or_insert_with(result);
        }
    }
    different
}

fn birth_dates(left: &[BirthDate], right: &[BirthDate]) -> Option<EvidenceResult> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (birth_date(*one, *other), one, other)));
    let best = pairs.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(strength, left, right)| EvidenceResult {
        kind: EvidenceKind::BirthDate,
        strength,
        left: left.to_string(),
        right: right.to_string(),
    })
}

fn birth_date(left: BirthDate, right: BirthDate) -> f64 {
    let years = u16::abs_diff(left.year.unsigned_abs(), right.year.unsigned_abs());
    let tolerance = u16::from(left.tolerance.max(right.tolerance));
    if years > 0 {
        return match years {
            _ if years <= tolerance => 0.2,
            1 => -0.15,
            2..=4 => -0.35,
            _ => -0.6,
        };
    }
    match (left.month.zip(left.day), right.month.zip(right.day)) {
        (Some(one), Some(other)) if one == other => SAME_DATE,
        (Some((month, day)), Some(other)) if (day, month) == other => 0.5,
        (Some((month, day)), Some((other_month, other_day))) => {
            // lists state the first of January for an unknown day
            let unknown = (month, day) == (1, 1) || (other_month, other_day) == (1, 1);
            if unknown || tolerance > 0 { 0.3 } else { -0.25 }
        }
        _ => match left.month.zip(right.month) {
            Some((month, other)) if month != other => -0.1,
            Some(_) => 0.5,
            None => 0.4,
        },
    }
}

fn genders(left: Option<Gender>, right: Option<Gender>) -> Option<EvidenceResult> {
    let (left, right) = (left?, right?);
    let strength = if left == right { SAME_GENDER } else { OTHER_GENDER };
    let [left, right] = [left, right].map(|gender| gender.as_str().to_owned());
    Some(EvidenceResult { kind: EvidenceKind::Gender, strength, left, right })
}

fn countries(left: &[String], right: &[String]) -> Option<EvidenceResult> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let shared = left.iter().any(|one| right.iter().any(|other| one.eq_ignore_ascii_case(other)));
    let strength = if shared { SAME_COUNTRY } else { OTHER_COUNTRY };
    Some(EvidenceResult { kind: EvidenceKind::Country, strength, left: left.join(","), right: right.join(",") })
}

#[cfg(test)]
mod tests;
