//! Names of closed sets, as requests give them.

use sisuiq_http::FieldError;

/// The name that was given, or else the usual one; notes what is wrong with it.
pub(crate) fn parse<Name>(text: Option<&str>, field: &str, default: Name, errors: &mut Vec<FieldError>) -> Name
where
    Name: std::str::FromStr<Err = sisuiq_model::UnknownName>,
{
    parse_optional(text, field, errors).unwrap_or(default)
}

/// The name that was given, if there is one; notes what is wrong with it.
pub(crate) fn parse_optional<Name>(text: Option<&str>, field: &str, errors: &mut Vec<FieldError>) -> Option<Name>
where
    Name: std::str::FromStr<Err = sisuiq_model::UnknownName>,
{
    let parsed = text?.parse().map_err(|error: sisuiq_model::UnknownName| FieldError::new(field, error.to_string()));
    parsed.map_err(|fault| errors.push(fault)).ok()
}
