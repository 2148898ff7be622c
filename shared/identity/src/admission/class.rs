//! Classes of routes, each with quotas of its own.

use sisuiq_config::settings::{self, Variable};

/// A class of routes with quotas of its own.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Class {
    /// Most routes.
    Default,
    /// Questions, which cost a model's time.
    Chat,
    /// Uploads, and requests that read stored files or sources again.
    Uploads,
    /// Routes that could be used to guess a secret.
    Authentication,
    /// Health, public keys and documentation: no quota.
    Uncounted,
}

impl Class {
    /// The classes with quotas.
    pub(super) const COUNTED: [Self; 4] = [Self::Default, Self::Chat, Self::Uploads, Self::Authentication];

    /// The name of the class in quotas and counters.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Chat => "chat",
            Self::Uploads => "uploads",
            Self::Authentication => "authentication",
            Self::Uncounted => "uncounted",
        }
    }

    /// The settings of the quotas of an account, and of an address, which a whole office may share.
    pub(super) fn settings(self) -> (&'static Variable, &'static Variable) {
        match self {
            Self::Chat => (&settings::RATE_LIMIT_CHAT, &settings::RATE_LIMIT_CHAT_ADDRESS),
            Self::Uploads => (&settings::RATE_LIMIT_UPLOADS, &settings::RATE_LIMIT_UPLOADS_ADDRESS),
            Self::Authentication => {
                (&settings::RATE_LIMIT_AUTHENTICATION, &settings::RATE_LIMIT_AUTHENTICATION_ADDRESS)
            }
            Self::Default | Self::Uncounted => (&settings::RATE_LIMIT_DEFAULT, &settings::RATE_LIMIT_DEFAULT_ADDRESS),
        }
    }
}

/// The class of a route, as a type parameter of its caller.
pub trait RouteClass: Send + Sync + 'static {
    /// The class.
    const CLASS: Class;
}

macro_rules! route_classes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl RouteClass for $name {
            const CLASS: Class = Class::$name;
        }
    )+};
}

route_classes! {
    /// Most routes.
    Default,
    /// Questions.
    Chat,
    /// Uploads, and requests that read stored files or sources again.
    Uploads,
    /// Routes that could be used to guess a secret.
    Authentication,
    /// Health, public keys and documentation: not counted.
    Uncounted,
}
