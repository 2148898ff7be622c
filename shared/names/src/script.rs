use serde::{Deserialize, Serialize};

/// The script of a token, as far as comparison depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters and digits.
    #[default]
    Latin,
    /// Arabic and Hebrew, which write few vowels.
    Abjad,
    /// Chinese characters.
    Han,
    /// Korean syllables.
    Hangul,
    /// Japanese hiragana and katakana.
    Kana,
    /// Any other script, which is compared through its transliteration.
    Other,
}

impl Script {
    /// The script of one character. Marks and punctuation count as Latin.
    pub(crate) fn of(character: char) -> Self {
        match u32::from(character) {
            0x0590..=0x05FF
            | 0x0600..=0x06FF
            | 0x0750..=0x077F
            | 0x08A0..=0x08FF
            | 0xFB1D..=0xFDFF
            | 0xFE70..=0xFEFF => Self::Abjad,
            0x3005 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF => Self::Han,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            0x3040..=0x30FF | 0x31F0..=0x31FF => Self::Kana,
            0..=0x036F | 0x1E00..=0x1EFF | 0x2000..=0x2BFF | 0x3000..=0x3004 => Self::Latin,
            _ => Self::Other,
        }
    }

    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Latin => 0,
            Self::Abjad => 1,
            Self::Han => 2,
            Self::Hangul => 3,
            Self::Kana => 4,
            Self::Other => 5,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Latin),
            1 => Some(Self::Abjad),
            2 => Some(Self::Han),
            3 => Some(Self::Hangul),
            4 => Some(Self::Kana),
            5 => Some(Self::Other),
            _ => None,
        }
    }
}
