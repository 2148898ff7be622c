//! A customer as the API shows them.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Serialize;
use sisuiq_accounts_db::customers::Customer;
use sisuiq_http::Problem;
use sisuiq_identity::{Granted, TokensOut};
use sisuiq_model::CustomerId;
use utoipa::ToSchema;

use crate::input_errors::wrong;

/// A customer.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerOut {
    id: CustomerId,
    #[schema(example = "alice@example.com")]
    email: String,
    #[schema(example = "alice")]
    username: Option<String>,
    #[schema(example = "+256772123456")]
    mobile: Option<String>,
    #[schema(example = "Alice")]
    first_name: Option<String>,
    #[schema(example = "Lwanga")]
    last_name: Option<String>,
    email_verified: bool,
    mobile_verified: bool,
    #[serde(with = "rust_decimal::serde::float")]
    #[schema(value_type = f64, example = 0.0)]
    wallet_balance: Decimal,
    /// The code that other customers enter when they register.
    #[schema(example = "7QK2M9XD")]
    referral_code: String,
    is_active: bool,
    created_at: Timestamp,
}

/// A customer's new session.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerAuthOut {
    user: CustomerOut,
    tokens: TokensOut,
}

impl CustomerAuthOut {
    pub(crate) fn new(customer: Customer, granted: &Granted) -> Self {
        Self { user: customer.into(), tokens: TokensOut::new(granted) }
    }
}

impl From<Customer> for CustomerOut {
    fn from(customer: Customer) -> Self {
        Self {
            id: customer.id,
            email: customer.email,
            username: customer.username,
            mobile: customer.mobile,
            first_name: customer.first_name,
            last_name: customer.last_name,
            email_verified: customer.email_is_verified,
            mobile_verified: customer.mobile_is_verified,
            wallet_balance: customer.wallet_balance,
            referral_code: customer.referral_code,
            is_active: customer.is_active,
            created_at: customer.created_at,
        }
    }
}

/// 400 for a taken address, number or user name. Other errors stay as they are.
pub(crate) fn taken(error: sisuiq_db::DatabaseError, [email, mobile]: [&str; 2]) -> Problem {
    let said = |field: &str, detail: &str| wrong(field, &"is taken").detail(detail);
    if error.is_constraint("users_email_key") {
        return said("email", email);
    }
    if error.is_constraint("users_mobile_key") {
        return said("mobile", mobile);
    }
    if error.is_constraint("users_username_key") {
        return said("username", "Username already taken");
    }
    error.into()
}
