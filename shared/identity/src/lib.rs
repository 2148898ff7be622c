//! Passwords, access tokens, sessions and roles.
//!
//! A handler names its caller in its signature: [`Anyone`], [`Visitor`], [`Person`], [`User`], [`Scraper`], [`Customer`]
//! or [`Staff`], each with the class in which its calls are counted. A token counts only while its session stands
//! in the database, so ending a session ends its tokens at once.

pub mod admission;
mod argon2id;
mod caller;
mod change_password;
mod client;
mod code;
mod cookies;
mod credential_lock;
mod error;
mod foundation;
mod identity;
mod link_token;
mod login;
mod mobile;
mod opaque;
mod password_text;
mod passwords;
mod readable;
mod sealing;
mod second_factor;
mod sessions;
mod set_cookies;
mod strength;
mod tokens;
mod tokens_out;

pub use caller::{
    AnyStaff, Anyone, Caller, Credential, Customer, Need, Permit, Person, Scraper, Staff, User, Visitor, capabilities,
    permits,
};
pub use change_password::PasswordChange;
pub use client::Client;
pub use code::{code_for, hash_of_code};
pub use cookies::{CookieName, Cookies};
pub use credential_lock::overtaken;
pub use error::IdentityError;
pub use foundation::Foundation;
pub use identity::Identity;
pub use link_token::LinkToken;
pub use login::{Claim, Proof};
pub use mobile::{CallingCode, Mobile, NoCallingCode, NoMobile};
pub use opaque::{Opaque, Purpose};
pub use passwords::{Passwords, Place, Verdict};
pub use readable::readable;
pub use second_factor::{Confirmed, Enrolment};
pub use sessions::{Begin, Granted, Lifetimes, Prepared};
pub use set_cookies::SetCookies;
pub use strength::{Weakness, check_composition, check_password, check_strength, password_length, secret_length};
pub use tokens::{AccessTokens, Claims, KeyDocument, KeySet, PublicKey, RotatedRecently, SigningKey, Subject, Token};
pub use tokens_out::TokensOut;
