//! Names of enum values in requests.

use sisuiq_http::FieldError;

/// The value of that name, or the default. Adds an error for an unknown name.
pub(crate) fn parse<Name>(text: Option<&str>, field: &str, default: Name, errors: &mut Vec<FieldError>) -> Name
where
    Name: std::str::FromStr<Err = sisuiq_model::UnknownName>,
{
    parse_optional(text, field, errors).unwrap_or(default)
}

/// The value of that name, if one is given. Adds an error for an unknown name.
pub(crate) fn parse_optional<Name>(text: Option<&str>, field: &str, errors: &mut Vec<FieldError>) -> Option<Name>
where
    Name: std::str::FromStr<Err = sisuiq_model::UnknownName>,
{
    let parsed = text?.parse().map_err(|error: sisuiq_model::UnknownName| FieldError::new(field, error.to_string()));
    parsed.map_err(|fault| errors.push(fault)).ok()
}
