use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The role of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityNameKind)]
pub enum NameKind {
    /// The name under which the list has the entity.
    Primary,
    /// Also known as.
    Alias,
    /// Formerly known as.
    Former,
    /// Now known as.
    Current,
}

/// The publisher's judgement how well a name identifies the entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityNameQuality)]
pub enum NameQuality {
    /// A name that is expected to be matched: OFAC's strong aliases, `Good` of the UN, `strong` of the EU.
    Strong,
    /// A nickname or a name that many share: OFAC's weak aliases, EU names that are not strong.
    Weak,
    /// `Low` of the UN.
    Low,
    /// The list says nothing.
    Unstated,
}

/// A name as the list writes it, with runs of whitespace as one space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityName)]
pub struct Name {
    /// The whole name, its parts in the order of the list: OFAC writes a person's family name first, with a comma behind it.
    #[schema(example = "VOSSEN, Alda Pia")]
    pub text: String,
    /// The role that the list gives to the name.
    pub kind: NameKind,
    /// The judgement how well the name identifies the entity.
    pub quality: NameQuality,
    /// True for a name in the script of the entity's own language, where the list marks it: only the UN list does.
    #[schema(example = false)]
    pub original_script: bool,
    /// The language, as a code or word of the list; absent if it is not stated. Only the EU list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub language: Option<String>,
    /// What the list adds to this name: a remark, or the birth of the bearer; absent if it adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<String>,
}

impl Name {
    /// A name without language and note.
    #[must_use]
    pub const fn new(text: String, kind: NameKind, quality: NameQuality) -> Self {
        Self { text, kind, quality, original_script: false, language: None, note: None }
    }
}
