//! Capabilities of users, as part of a caller's type: one type for each capability, of the same name.

use sisuiq_model::Capability;

/// The capability that a route needs.
pub trait Need: Send + Sync + 'static {
    /// The capability.
    const CAPABILITY: Capability;
}

macro_rules! needs {
    ($($name:ident),+ $(,)?) => {$(
        #[doc = concat!("A user with [`", stringify!($name), "`](sisuiq_model::Capability::", stringify!($name), ").")]
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl Need for $name {
            const CAPABILITY: Capability = Capability::$name;
        }
    )+};
}

needs! {
    QuestionsAsk, DocumentsRead, DocumentsWrite, DocumentsManage, TablesRead, TablesWrite, TablesManage, PredictionsUse, AuditRead,
    QualityRead, QualityWrite, ConversationsRead, SpendRead, UsersManage, SystemManage, ListsRead, SourcesRead, SourcesManage,
    ScreeningUse, ScreeningDecide, AlertsRead, ScreeningsRead,
}
