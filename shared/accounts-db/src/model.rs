//! Row types that several tables share.

use jiff::Timestamp;
use sisuiq_db::Result;
use sisuiq_model::{UserId, UserRole};
use tokio_postgres::Row;

/// An account as its owner may see it.
#[derive(Clone, Debug)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The address it logs in with.
    pub email: String,
    /// The name shown to people.
    pub name: String,
    /// Role.
    pub role: UserRole,
    /// `true` if it may log in.
    pub is_active: bool,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of the last login.
    pub last_login_at: Option<Timestamp>,
}

impl User {
    pub(crate) fn decode(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            role: row.try_get("role")?,
            is_active: row.try_get("is_active")?,
            created_at: row.try_get("created_at")?,
            last_login_at: row.try_get("last_login_at")?,
        })
    }
}

/// An identifier of an account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Identifier {
    /// An e-mail address, in any case.
    Email(String),
    /// A mobile number in E.164 form.
    Mobile(String),
    /// A user name, in any case.
    Username(String),
    /// A member of staff's employee id, in any case.
    EmployeeId(String),
}

impl Identifier {
    /// The kind of identifier and its text.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Email(text) => ("email", text),
            Self::Mobile(text) => ("mobile", text),
            Self::Username(text) => ("username", text),
            Self::EmployeeId(text) => ("employee_id", text),
        }
    }
}

/// Quotas as the statement takes them: three lists of one length.
#[derive(Clone, Debug, Default)]
pub struct Quotas {
    /// The subject of each quota: 1 for the first, 2 for the second.
    pub subject_of: Vec<i32>,
    /// Number of requests that each quota admits.
    pub most: Vec<i32>,
    /// Length of each quota's window in milliseconds.
    pub spans: Vec<i64>,
}

/// The result of counting a request.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Counted {
    /// `true` if no quota refused the request.
    pub is_admitted: bool,
    /// For each quota, how many more requests it admits now; empty when the request was not counted.
    pub remaining: Vec<i32>,
    /// For each quota, in how many milliseconds it admits one more than now; empty likewise.
    pub resets_in: Vec<i64>,
}

impl Counted {
    pub(crate) fn decode(row: &Row) -> Result<Self> {
        Ok(Self {
            is_admitted: row.try_get("is_admitted")?,
            remaining: row.try_get("remaining")?,
            resets_in: row.try_get("resets_in")?,
        })
    }
}

/// The reason why a session ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SessionEnd {
    /// Its owner logged out.
    LoggedOut,
    /// Its owner ended it from a list of sessions.
    Ended,
    /// A factor changed: password or second factor.
    FactorChanged,
    /// A refresh token came back that had been used.
    Replayed,
    /// The account was closed, or the staff profile deactivated.
    Closed,
}

impl SessionEnd {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::LoggedOut => "logged_out",
            Self::Ended => "ended",
            Self::FactorChanged => "factor_changed",
            Self::Replayed => "replayed",
            Self::Closed => "closed",
        }
    }
}

/// An authenticator that logging in asks for.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The shared secret, sealed.
    pub sealed_secret: Vec<u8>,
    /// Time when its owner confirmed it; distinguishes it from a replacement.
    pub at: Timestamp,
}
