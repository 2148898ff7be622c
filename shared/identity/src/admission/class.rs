//! What kind of request a route takes, for limits.

/// A class of routes with quotas of its own.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Class {
    /// Most routes.
    Default,
    /// Questions, which cost a model's time.
    Chat,
    /// Promises of a place for a file.
    Uploads,
    /// Whatever could be used to guess a secret.
    Authentication,
    /// Health, metrics and documentation.
    Uncounted,
}

impl Class {
    /// Those that are counted.
    pub(super) const COUNTED: [Self; 4] = [Self::Default, Self::Chat, Self::Uploads, Self::Authentication];

    /// The name of its quotas and counts.
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

    /// The variables that set the quotas of an account and of an address.
    pub(super) const fn variables(self) -> (&'static str, &'static str) {
        match self {
            Self::Chat => ("RATE_LIMIT_CHAT", "RATE_LIMIT_CHAT_ADDRESS"),
            Self::Uploads => ("RATE_LIMIT_UPLOADS", "RATE_LIMIT_UPLOADS_ADDRESS"),
            Self::Authentication => ("RATE_LIMIT_AUTHENTICATION", "RATE_LIMIT_AUTHENTICATION_ADDRESS"),
            Self::Default | Self::Uncounted => ("RATE_LIMIT_DEFAULT", "RATE_LIMIT_DEFAULT_ADDRESS"),
        }
    }

    /// Their values when nothing is set. An address may be that of a whole office, so it gets more than one account.
    pub(super) const fn defaults(self) -> (&'static str, &'static str) {
        match self {
            Self::Chat => ("5/10s", "60/10s"),
            Self::Uploads => ("60/60s,10/1s", "300/60s"),
            Self::Authentication => ("5/60s", "30/60s"),
            Self::Default | Self::Uncounted => ("300/60s,50/1s", "1200/60s"),
        }
    }
}

/// The class of a route, as part of its caller's type.
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
    /// Promises of a place for a file.
    Uploads,
    /// Whatever could be used to guess a secret.
    Authentication,
    /// Health, metrics and documentation: not counted.
    Uncounted,
}
