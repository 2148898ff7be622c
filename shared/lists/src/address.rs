use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place or an address. Every part is the list's text; a part is absent where the list does not state it separately.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityAddress)]
pub struct Address {
    /// The whole address or place in one line, for lists that do not divide it; in the EU list the name of a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub text: Option<String>,
    /// The street with its number, a building or a district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "12 Harbour Street")]
    pub street: Option<String>,
    /// The city; OFAC writes city, state or province and postal code together here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "Colon")]
    pub city: Option<String>,
    /// The state, province or region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub region: Option<String>,
    /// The postal code, letters and spaces included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub postal_code: Option<String>,
    /// The country in the list's words; absent where it writes a code alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "Panama")]
    pub country: Option<String>,
    /// ISO 3166-1 alpha-2, where the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub country_code: Option<String>,
    /// What the list adds to this address: `P.O. Box: 17`, `in 2011`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<String>,
}

impl Address {
    /// An address of one line.
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self { text: Some(text.to_owned()), ..Self::default() }
    }

    /// True if no part is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
