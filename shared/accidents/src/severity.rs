//! Classes of severity.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sisuiq_model::{AccidentSeverity, Language};
use thiserror::Error;

/// A class of severity, by ECLO and [`CutOffs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// 경미.
    Minor,
    /// 일반.
    Moderate,
    /// 심각.
    Serious,
    /// 매우 심각.
    VerySerious,
}

impl Severity {
    /// The classes, the least severe first.
    pub const ALL: [Self; 4] = [Self::Minor, Self::Moderate, Self::Serious, Self::VerySerious];

    /// The name of the class.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Minor, Language::Korean) => "경미",
            (Self::Moderate, Language::Korean) => "일반",
            (Self::Serious, Language::Korean) => "심각",
            (Self::VerySerious, Language::Korean) => "매우 심각",
            (Self::Minor, Language::English) => "minor",
            (Self::Moderate, Language::English) => "moderate",
            (Self::Serious, Language::English) => "serious",
            (Self::VerySerious, Language::English) => "very serious",
        }
    }

    /// What the class means for people, in a sentence or two.
    #[must_use]
    pub const fn detail(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Minor, Language::Korean) => "다친 사람이 없거나 가볍게 다치는 데 그칠 가능성이 큽니다.",
            (Self::Moderate, Language::Korean) => "경상자가 생길 수 있으며 치료가 필요할 수 있습니다.",
            (Self::Serious, Language::Korean) => "중상자가 생길 수 있으며 오랜 치료나 입원이 필요할 수 있습니다.",
            (Self::VerySerious, Language::Korean) => "생명이 위험할 수 있으며 즉각적인 응급 조치가 필요합니다.",
            (Self::Minor, Language::English) => "People are probably unhurt or slightly hurt.",
            (Self::Moderate, Language::English) => "Slight injuries are possible, and treatment may be necessary.",
            (Self::Serious, Language::English) => {
                "Serious injuries are possible, with long treatment or a stay in hospital."
            }
            (Self::VerySerious, Language::English) => "Lives may be in danger. Emergency care is needed at once.",
        }
    }
}

impl From<Severity> for AccidentSeverity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Minor => Self::Minor,
            Severity::Moderate => Self::Moderate,
            Severity::Serious => Self::Serious,
            Severity::VerySerious => Self::VerySerious,
        }
    }
}

impl From<AccidentSeverity> for Severity {
    fn from(stored: AccidentSeverity) -> Self {
        match stored {
            AccidentSeverity::Minor => Self::Minor,
            AccidentSeverity::Moderate => Self::Moderate,
            AccidentSeverity::Serious => Self::Serious,
            AccidentSeverity::VerySerious => Self::VerySerious,
        }
    }
}

/// The three values of ECLO at which the next class begins.
///
/// The usual ones, 3, 5 and 10, are the weights of one slightly injured, one seriously injured and one dead person in ECLO.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 3]", into = "[f64; 3]")]
pub struct CutOffs([f64; 3]);

/// Three numbers are no cut-offs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("cut-offs are three ascending numbers above 0, such as 3,5,10")]
pub struct CutOffsError;

impl CutOffs {
    /// Checks that the numbers are positive and ascend.
    pub fn new(values: [f64; 3]) -> Result<Self, CutOffsError> {
        let [first, second, third] = values;
        let is_valid = 0.0 < first && first < second && second < third && third.is_finite();
        if is_valid { Ok(Self(values)) } else { Err(CutOffsError) }
    }

    /// The numbers.
    #[must_use]
    pub const fn values(&self) -> [f64; 3] {
        self.0
    }

    /// The class of an ECLO. A cut-off belongs to the class above it.
    #[must_use]
    pub fn severity(&self, eclo: f64) -> Severity {
        let [moderate, serious, very_serious] = self.0;
        if eclo < moderate {
            Severity::Minor
        } else if eclo < serious {
            Severity::Moderate
        } else if eclo < very_serious {
            Severity::Serious
        } else {
            Severity::VerySerious
        }
    }
}

impl Default for CutOffs {
    fn default() -> Self {
        Self([3.0, 5.0, 10.0])
    }
}

impl FromStr for CutOffs {
    type Err = CutOffsError;

    /// Reads three numbers with commas between them.
    fn from_str(text: &str) -> Result<Self, CutOffsError> {
        let numbers: Vec<f64> =
            text.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().map_err(|_| CutOffsError)?;
        Self::new(numbers.try_into().map_err(|_| CutOffsError)?)
    }
}

impl TryFrom<[f64; 3]> for CutOffs {
    type Error = CutOffsError;

    fn try_from(values: [f64; 3]) -> Result<Self, CutOffsError> {
        Self::new(values)
    }
}

impl From<CutOffs> for [f64; 3] {
    fn from(cut_offs: CutOffs) -> Self {
        cut_offs.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_offs_begin_the_next_class() {
        let cut_offs = CutOffs::default();
        let classes = [0.0, 2.999, 3.0, 4.999, 5.0, 9.999, 10.0, 74.0].map(|eclo| cut_offs.severity(eclo) as usize);
        assert_eq!(classes, [0, 0, 1, 1, 2, 2, 3, 3]);
    }

    #[test]
    fn only_ascending_numbers_are_cut_offs() {
        assert_eq!("2, 4,8.5".parse::<CutOffs>(), CutOffs::new([2.0, 4.0, 8.5]));
        for text in ["", "3,5", "3,5,10,20", "5,3,10", "3,3,10", "0,5,10", "-1,5,10", "3,5,inf", "3,NaN,10", "a,b,c"] {
            assert_eq!(text.parse::<CutOffs>(), Err(CutOffsError), "{text}");
        }
    }
}
