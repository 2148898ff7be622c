use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A published list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListId {
    /// OFAC's list of Specially Designated Nationals.
    OfacSdn,
    /// OFAC's consolidated list of sanctions that are not on the SDN list.
    OfacConsolidated,
    /// The consolidated list of the UN Security Council.
    UnConsolidated,
    /// The consolidated list of financial sanctions of the EU.
    EuConsolidated,
    /// The Denied Persons List of the Bureau of Industry and Security.
    BisDeniedPersons,
    /// The Consolidated Screening List of the US Government.
    UsScreening,
}

impl ListId {
    /// The name that keys begin with.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OfacSdn => "ofac-sdn",
            Self::OfacConsolidated => "ofac-consolidated",
            Self::UnConsolidated => "un-consolidated",
            Self::EuConsolidated => "eu-consolidated",
            Self::BisDeniedPersons => "bis-denied-persons",
            Self::UsScreening => "us-screening",
        }
    }

    /// True if the publisher breaks and joins words at will, so that whitespace is no part of what an entry says.
    pub(crate) const fn ignores_whitespace(self) -> bool {
        matches!(self, Self::UnConsolidated)
    }
}

impl fmt::Display for ListId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The identity of an entity across the versions of its list.
///
/// The id is the publisher's own: `ent_num` (OFAC), `DATAID` (UN), `logicalId` (EU). Entries of lists that publish none have an id
/// that is computed from what identifies the order: list, name and, for the Denied Persons List, the effective date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityKey)]
pub struct EntityKey {
    /// The list whose entry it is.
    pub list: ListId,
    /// The id within the list. A published id stays when the entry is amended, a computed one as long as name and day stay.
    #[schema(example = "20264")]
    pub id: String,
}

impl fmt::Display for EntityKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.list, self.id)
    }
}
