//! The capabilities of each role.

use crate::Capability::{
    self, AlertsRead, AuditRead, ConversationsRead, DocumentsManage, DocumentsRead, DocumentsWrite, InvestigationsUse,
    ListsRead, PredictionsUse, QualityRead, QualityWrite, QuestionsAsk, ScreeningDecide, ScreeningUse, ScreeningsRead,
    SourcesManage, SourcesRead, SpendRead, SystemManage, TablesManage, TablesRead, TablesWrite, UsersManage,
};
use crate::UserRole;

/// Own and shared documents and tables, questions about them, and what everybody may read.
const OWN_WORK: [Capability; 6] = [QuestionsAsk, DocumentsRead, DocumentsWrite, TablesRead, TablesWrite, ListsRead];

impl UserRole {
    /// Returns whether accounts with this role have a capability.
    #[must_use]
    pub fn has(self, capability: Capability) -> bool {
        let is_own_work = OWN_WORK.contains(&capability);
        match self {
            Self::Admin => true,
            Self::Analyst => {
                is_own_work
                    || matches!(
                        capability,
                        PredictionsUse | InvestigationsUse | ScreeningUse | ScreeningsRead | SourcesRead
                    )
            }
            Self::Compliance => {
                is_own_work
                    || matches!(
                        capability,
                        InvestigationsUse | ScreeningUse | ScreeningDecide | AlertsRead | ScreeningsRead | SourcesRead
                    )
            }
            Self::Auditor => {
                matches!(
                    capability,
                    DocumentsRead
                        | TablesRead
                        | AuditRead
                        | QualityRead
                        | ListsRead
                        | SourcesRead
                        | AlertsRead
                        | ScreeningsRead
                )
            }
            Self::User => is_own_work || matches!(capability, PredictionsUse),
            Self::Guest => false,
        }
    }

    /// The capabilities of accounts with this role.
    #[must_use]
    pub fn capabilities(self) -> Vec<Capability> {
        Capability::ALL.iter().copied().filter(|capability| self.has(*capability)).collect()
    }
}

impl Capability {
    /// Returns whether it reaches beyond what is the account's own or shared with it. Such a capability needs the scope
    /// `admin` of an API key, and a second factor of a person if the settings require one.
    #[must_use]
    pub const fn is_administrative(self) -> bool {
        match self {
            DocumentsManage | TablesManage | SourcesManage | AuditRead | QualityRead | QualityWrite
            | ConversationsRead | SpendRead | UsersManage | SystemManage => true,
            QuestionsAsk | DocumentsRead | DocumentsWrite | TablesRead | TablesWrite | PredictionsUse
            | InvestigationsUse | ScreeningUse | ScreeningDecide | AlertsRead | ScreeningsRead | ListsRead
            | SourcesRead => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_has_every_capability_and_a_guest_none() {
        assert_eq!(UserRole::Admin.capabilities(), Capability::ALL);
        assert_eq!(UserRole::Guest.capabilities(), []);
    }

    #[test]
    fn an_auditor_only_reads() {
        let reads =
            |capability: Capability| capability.as_str().split_once('.').is_some_and(|(_, what)| what == "read");
        assert!(UserRole::Auditor.capabilities().into_iter().all(reads));
        assert!(UserRole::Auditor.has(AuditRead));
    }

    #[test]
    fn only_administrators_and_auditors_have_administrative_capabilities() {
        for role in [UserRole::Analyst, UserRole::Compliance, UserRole::User] {
            assert!(!role.capabilities().into_iter().any(Capability::is_administrative), "{role}");
        }
    }
}
