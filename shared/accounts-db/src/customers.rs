//! Customers of the marketplace: accounts with a customer profile.

use jiff::Timestamp;
use rust_decimal::Decimal;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{CustomerId, UserId};
use tokio_postgres::Row;

/// A customer as they see themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// The customer profile.
    pub id: CustomerId,
    /// The address they log in with.
    pub email: String,
    /// The user name they log in with.
    pub username: Option<String>,
    /// The number they log in with, in E.164 form.
    pub mobile: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// `true` if the e-mail address is verified.
    pub email_is_verified: bool,
    /// `true` if the mobile number is verified.
    pub mobile_is_verified: bool,
    /// Wallet balance, never below zero.
    pub wallet_balance: Decimal,
    /// Referral code.
    pub referral_code: String,
    /// Object key of their picture.
    pub avatar_key: Option<String>,
    /// `true` if they may log in.
    pub is_active: bool,
    /// Time of creation of the account.
    pub created_at: Timestamp,
}

/// A new account with a customer profile.
#[derive(Debug)]
pub struct NewCustomer<'a> {
    /// The account's id.
    pub id: UserId,
    /// The address; unique without case.
    pub email: &'a str,
    /// The name shown to people.
    pub name: &'a str,
    /// The Argon2id hash in PHC form.
    pub password_hash: &'a str,
    /// The user name; unique without case.
    pub username: Option<&'a str>,
    /// The number in E.164 form; unique.
    pub mobile: &'a str,
    /// First name.
    pub first_name: &'a str,
    /// Last name.
    pub last_name: Option<&'a str>,
    /// Referral code; unique.
    pub referral_code: &'a str,
    /// Referral code of the referring customer.
    pub referred_by: Option<&'a str>,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// Changes to a customer profile; fields that are `None` stay as they are.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// First name.
    pub first_name: Option<&'a str>,
    /// Last name.
    pub last_name: Option<&'a str>,
    /// The address. A different one has to be verified again.
    pub email: Option<&'a str>,
    /// The number. A different one has to be verified again.
    pub mobile: Option<&'a str>,
}

impl Changes<'_> {
    /// Names of the fields that are set.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            ("first_name", self.first_name.is_some()),
            ("last_name", self.last_name.is_some()),
            ("email", self.email.is_some()),
            ("mobile", self.mobile.is_some()),
        ];
        all.into_iter().filter_map(|(name, is_changed)| is_changed.then_some(name)).collect()
    }
}

/// Makes an account with its customer profile; `false` when the referral code is unknown. An address, number or user name that
/// is taken is a [`Constraint`](sisuiq_db::DatabaseError::Constraint) of the index `users_email_key`, `users_mobile_key` or
/// `users_username_key`.
pub async fn insert(client: &impl GenericClient, new: &NewCustomer<'_>) -> Result<bool> {
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.email,
        &new.name,
        &new.password_hash,
        &new.username,
        &new.mobile,
        &new.created_at,
        &new.first_name,
        &new.last_name,
        &new.referral_code,
        &new.referred_by,
    ];
    Ok(query::execute(client, include_str!("../queries/customers/insert.sql"), parameters).await? == 1)
}

/// The customer with this account.
pub async fn find(client: &impl GenericClient, user: UserId) -> Result<Option<Customer>> {
    query::optional(client, include_str!("../queries/customers/find.sql"), &[&user], decode).await
}

/// Changes a customer and gives them as they are then; the same constraints as for [`insert`].
pub async fn update(
    client: &impl GenericClient,
    user: UserId,
    changes: &Changes<'_>,
    now: Timestamp,
) -> Result<Option<Customer>> {
    let Changes { first_name, last_name, email, mobile } = changes;
    let parameters: query::Parameters<'_> = &[&user, email, mobile, first_name, last_name, &now];
    query::optional(client, include_str!("../queries/customers/update.sql"), parameters, decode).await
}

fn decode(row: &Row) -> Result<Customer> {
    Ok(Customer {
        id: row.try_get("customer_id")?,
        email: row.try_get("email")?,
        username: row.try_get("username")?,
        mobile: row.try_get("mobile")?,
        first_name: row.try_get("first_name")?,
        last_name: row.try_get("last_name")?,
        email_is_verified: row.try_get("email_is_verified")?,
        mobile_is_verified: row.try_get("mobile_is_verified")?,
        wallet_balance: row.try_get("wallet_balance")?,
        referral_code: row.try_get("referral_code")?,
        avatar_key: row.try_get("avatar_key")?,
        is_active: row.try_get("is_active")?,
        created_at: row.try_get("created_at")?,
    })
}
