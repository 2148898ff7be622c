//! The configured quotas of all classes.

use sisuiq_accounts_db::admissions::{Counted, Quotas as Lists};
use sisuiq_config::{ConfigError, Environment, Reader, settings};
use sisuiq_http::{Left, Quota, Quotas, Standing};
use std::collections::HashMap;
use std::time::Duration;

use super::Class;

/// The configured quotas.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    classes: HashMap<Class, ClassLimits>,
    /// Quotas of logins: for an identifier from one address, then for an identifier from all addresses. A known browser counts
    /// under its device token instead.
    pub(crate) login: NamedQuotas,
}

/// The quotas of one class.
#[derive(Clone, Debug)]
pub(crate) struct ClassLimits {
    /// Quotas of an account, then quotas of its address.
    pub(crate) account_and_address: NamedQuotas,
    /// Quotas of an address alone.
    pub(crate) address: NamedQuotas,
    /// Quotas of a link, which admits its holders without an account: those of an account.
    pub(crate) link: NamedQuotas,
}

/// Quotas with names.
#[derive(Clone, Debug, Default)]
pub(crate) struct NamedQuotas {
    quotas: Vec<(String, Quota)>,
    pub(crate) lists: Lists,
}

impl Limits {
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| Self {
            classes: Class::COUNTED.into_iter().map(|class| (class, ClassLimits::read(reader, class))).collect(),
            login: {
                let (from_one, from_all) =
                    (reader.get(Class::Authentication.settings().0), reader.get(&settings::RATE_LIMIT_LOGIN));
                NamedQuotas::of(&[("login", 1, &from_one), ("login-anywhere", 2, &from_all)])
            },
        })
    }

    /// The quotas of a class. `None` for a class without quotas.
    pub(crate) fn of(&self, class: Class) -> Option<&ClassLimits> {
        self.classes.get(&class)
    }
}

impl ClassLimits {
    fn read(reader: &mut Reader<'_>, class: Class) -> Self {
        let (of_account, of_address) = class.settings();
        let (account, address) = (reader.get(of_account), reader.get(of_address));
        let (shared, link) = (format!("{}-address", class.name()), format!("{}-link", class.name()));
        Self {
            account_and_address: NamedQuotas::of(&[(class.name(), 1, &account), (&shared, 2, &address)]),
            address: NamedQuotas::of(&[(&shared, 1, &address)]),
            link: NamedQuotas::of(&[(&link, 1, &account)]),
        }
    }
}

impl NamedQuotas {
    /// Names quotas, each list with its name and the number of its subject.
    fn of(parts: &[(&str, i32, &Quotas)]) -> Self {
        let mut named = Self::default();
        for (name, subject, quotas) in parts {
            for quota in &quotas.0 {
                named.quotas.push((format!("{name}-{}s", quota.seconds), *quota));
                named.lists.subject_of.push(*subject);
                named.lists.most.push(i32::try_from(quota.most).unwrap_or(i32::MAX));
                named.lists.spans.push(i64::from(quota.seconds) * 1_000);
            }
        }
        named
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.quotas.is_empty()
    }

    /// The state of the quotas after a request was counted.
    pub(crate) fn standing(&self, counted: &Counted) -> Standing {
        let left = self.quotas.iter().zip(counted.remaining.iter().zip(&counted.resets_in));
        let left = left.map(|((name, quota), (remaining, resets_in))| Left {
            name: name.clone(),
            quota: *quota,
            remaining: u32::try_from(*remaining).unwrap_or_default(),
            resets_in: Duration::from_millis(u64::try_from(*resets_in).unwrap_or_default()),
        });
        Standing(left.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid() {
        for class in Class::COUNTED {
            let limits = Limits::from_environment(&Environment::from_pairs([("", "")])).unwrap();
            assert!(!limits.of(class).unwrap().account_and_address.is_empty() && !limits.login.is_empty(), "{class:?}");
        }
    }

    #[test]
    fn spans_are_milliseconds_none_means_unlimited() {
        let settings =
            [("SISUIQ_STAGE", "dev"), ("RATE_LIMIT_CHAT", "5/10s,2/1s"), ("RATE_LIMIT_CHAT_ADDRESS", "none")];
        let limits = Limits::from_environment(&Environment::from_pairs(settings)).unwrap();
        let chat = limits.of(Class::Chat).unwrap();
        let lists = &chat.account_and_address.lists;
        assert_eq!(
            (&lists.subject_of[..], &lists.most[..], &lists.spans[..]),
            (&[1, 1][..], &[5, 2][..], &[10_000, 1_000][..])
        );
        assert!(chat.address.is_empty() && !chat.account_and_address.is_empty());
        assert_eq!((&chat.link.lists.most[..], &chat.link.lists.spans[..]), (&[5, 2][..], &[10_000, 1_000][..]));
    }

    #[test]
    fn errors_name_the_invalid_variable() {
        let environment = Environment::from_pairs([("RATE_LIMIT_CHAT", "many")]);
        let error = Limits::from_environment(&environment).unwrap_err().to_string();
        assert!(error.contains("RATE_LIMIT_CHAT is invalid"), "{error}");
    }

    #[test]
    fn account_and_address_quotas_have_names() {
        let limits = Limits::from_environment(&Environment::from_pairs([("RATE_LIMIT_CHAT", "5/10s")])).unwrap();
        let chat = limits.of(Class::Chat).unwrap();
        let counted = Counted { is_admitted: false, remaining: vec![0, 59], resets_in: vec![1_500, 9_000] };
        let standing = chat.account_and_address.standing(&counted);
        let names: Vec<&str> = standing.0.iter().map(|left| left.name.as_str()).collect();
        assert_eq!(names, ["chat-10s", "chat-address-10s"]);
        assert_eq!((standing.tightest().unwrap().name.as_str(), standing.wait().as_millis()), ("chat-10s", 1_500));
        assert!(limits.of(Class::Uncounted).is_none());
    }
}
