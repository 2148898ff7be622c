//! Identifiers, written alike on both sides.

use sisuiq_model::SubjectIdentifierKind;
use sisuiq_names::Identifier;

/// An identifier as the index compares it; `None` if nothing of its number can be compared.
pub(crate) fn identifier(kind: SubjectIdentifierKind, number: &str) -> Option<Identifier> {
    let value: String =
        number.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    // some write the name of the scheme before its number
    let value = match kind {
        SubjectIdentifierKind::Imo | SubjectIdentifierKind::ImoCompany => {
            value.strip_prefix("IMO").map_or(value.as_str(), |digits| digits).to_owned()
        }
        _ => value,
    };
    (!value.is_empty()).then(|| Identifier { kind: kind.as_str().to_owned(), value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_letters_and_digits() {
        let value = |kind, number| identifier(kind, number).map(|identifier| identifier.value);
        let passport = SubjectIdentifierKind::Passport;
        assert_eq!(value(passport, "nl 77-88.12"), Some("NL778812".to_owned()));
        assert_eq!(value(passport, " -- "), None);
        for number in ["IMO 9107655", "9107655", "imo9107655"] {
            assert_eq!(value(SubjectIdentifierKind::Imo, number), Some("9107655".to_owned()), "{number}");
        }
        assert_eq!(value(passport, "IMO 12"), Some("IMO12".to_owned()));
    }
}
