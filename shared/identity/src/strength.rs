//! Password strength.
//!
//! As OWASP ASVS 5.0 (V6.2) asks: at least eight characters, no rules about which (except for the marketplace, whose contract
//! has some), nothing that is known from breaches, and nothing that is soon guessed from what is known of its owner. zxcvbn
//! estimates the guesses it takes, with the passwords most frequent in breaches among its dictionaries.

use secrecy::{ExposeSecret, SecretString};

use crate::password_text::prepare;
use zxcvbn::{Score, zxcvbn};

/// Fewest characters.
const SHORTEST: usize = 8;
/// Most characters.
const LONGEST: usize = 1_024;
/// Most characters of a token or a code.
const LONGEST_SECRET: usize = 512;
/// The number of leading characters whose strength is estimated.
const WEIGHED: usize = 100;
/// Over a hundred million guesses: too many while each takes tens of milliseconds.
const LEAST: Score = Score::Three;

/// Checks the length of an entered password, new or existing: a rule for fields that `garde` checks.
pub fn password_length(password: &SecretString, _context: &()) -> garde::Result {
    let length = password.expose_secret().chars().count();
    if (1..=LONGEST).contains(&length) {
        return Ok(());
    }
    Err(garde::Error::new(format!("must have between 1 and {LONGEST} characters")))
}

/// Checks that a token or a code is not longer than any of ours: a rule for fields that `garde` checks.
pub fn secret_length(secret: &SecretString, _context: &()) -> garde::Result {
    if secret.expose_secret().chars().count() <= LONGEST_SECRET {
        return Ok(());
    }
    Err(garde::Error::new(format!("must have at most {LONGEST_SECRET} characters")))
}

/// The reason why a password is too weak, for its owner.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Weakness {
    /// Too few characters.
    #[error("must have at least {SHORTEST} characters")]
    TooShort,
    /// Too many characters.
    #[error("must have at most {LONGEST} characters")]
    TooLong,
    /// It lacks a kind of character.
    #[error("must have an upper-case letter, a lower-case letter, a digit and one of {MARKS}")]
    Uniform,
    /// It is soon guessed.
    #[error("is too easy to guess{0}")]
    Guessable(String),
}

/// Checks that a password, in its prepared spelling, is strong enough for somebody of whom this is known: e-mail, name and the like.
pub fn check_strength(password: &SecretString, known: &[&str]) -> Result<(), Weakness> {
    let prepared = prepare(password);
    let text = prepared.expose_secret();
    let length = text.chars().count();
    if length < SHORTEST {
        return Err(Weakness::TooShort);
    }
    if length > LONGEST {
        return Err(Weakness::TooLong);
    }
    let weighed: String = text.chars().take(WEIGHED).collect();
    let parts = known.iter().flat_map(|text| text.split(['@', '.', ' ']).chain([*text]));
    let parts: Vec<&str> = parts.chain(["sisuiq"]).collect();
    let estimate = zxcvbn(&weighed, &parts);
    if estimate.score() >= LEAST {
        return Ok(());
    }
    let hint = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    Err(Weakness::Guessable(hint.map(|hint| format!(": {hint}")).unwrap_or_default()))
}

/// The symbols of which a password of the marketplace needs one.
const MARKS: &str = r#"!@#$%^&*(),.?":{}|<>"#;

/// Checks a new password against the rules for all accounts and, for customers and staff of the marketplace, against
/// their additional rules. `known` lists texts from the account that a password must not consist of.
pub fn check_password(password: &SecretString, known: &[&str], is_of_marketplace: bool) -> Result<(), Weakness> {
    if is_of_marketplace {
        check_composition(password)?;
    }
    check_strength(password, known)
}

/// Checks that a password has the kinds of characters that customers and staff of the marketplace need.
pub fn check_composition(password: &SecretString) -> Result<(), Weakness> {
    let text = password.expose_secret();
    let has = |kind: fn(char) -> bool| text.chars().any(kind);
    let is_mixed = has(char::is_uppercase) && has(char::is_lowercase) && has(|letter| letter.is_ascii_digit());
    if is_mixed && has(|letter| MARKS.contains(letter)) { Ok(()) } else { Err(Weakness::Uniform) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Result<(), Weakness> {
        check_strength(&password.to_owned().into(), &["alice.lwanga@example.com", "Alice Lwanga"])
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(verdict("Zq7#pé!"), Err(Weakness::TooShort));
        assert_eq!(verdict("Zq7#pe\u{301}!"), Err(Weakness::TooShort));
        assert_eq!(verdict(&"x".repeat(1_025)), Err(Weakness::TooLong));
        let longest: String = "correct horse battery staple ".chars().cycle().take(LONGEST).collect();
        assert_eq!(verdict(&longest), Ok(()));
        assert_eq!(verdict("correct horse battery staple"), Ok(()));
        assert_eq!(verdict("täglich ein anderes brot"), Ok(()));
    }

    #[test]
    fn fields_with_secrets_have_their_lengths() {
        let secret = |length: usize| SecretString::from("é".repeat(length));
        for (length, good) in [(0, false), (1, true), (LONGEST, true), (LONGEST + 1, false)] {
            assert_eq!(password_length(&secret(length), &()).is_ok(), good, "{length}");
        }
        for (length, good) in [(0, true), (LONGEST_SECRET, true), (LONGEST_SECRET + 1, false)] {
            assert_eq!(secret_length(&secret(length), &()).is_ok(), good, "{length}");
        }
    }

    #[test]
    fn composition_needs_all_character_kinds() {
        assert_eq!(check_composition(&"Correct1horse!".to_owned().into()), Ok(()));
        for password in ["correct1horse!", "CORRECT1HORSE!", "CorrectHorse!", "Correct1horse", "Correct1horse-"] {
            assert_eq!(check_composition(&password.to_owned().into()), Err(Weakness::Uniform), "{password}");
        }
    }

    #[test]
    fn marketplace_passwords_need_composition_too() {
        let check =
            |password: &str, is_of_marketplace| check_password(&password.to_owned().into(), &[], is_of_marketplace);
        assert_eq!(check("correct horse battery staple", false), Ok(()));
        assert_eq!(check("correct horse battery staple", true), Err(Weakness::Uniform));
        assert!(matches!(check("Passw0rd!", true), Err(Weakness::Guessable(_))));
        assert!(matches!(check("password1", false), Err(Weakness::Guessable(_))));
        assert_eq!(check("Correct horse 4 battery!", true), Ok(()));
    }

    #[test]
    fn guessable_passwords_are_rejected() {
        let guessable = [
            "password1",
            "Passw0rd!",
            "12345678",
            "qwertyuiop",
            "iloveyou",
            "alicelwanga",
            "Lwanga2026",
            "sisuiq2026",
            "alice lwanga",
            "Alice.Lwanga@example.com",
        ];
        for password in guessable {
            assert!(matches!(verdict(password), Err(Weakness::Guessable(_))), "{password}");
        }
    }
}
