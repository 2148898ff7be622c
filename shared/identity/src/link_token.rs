//! Tokens in the addresses of links.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};

/// The random bytes of a token.
const RANDOM: usize = 32;

/// A token in the address of a link: 32 random bytes in the alphabet of base64 for addresses, without padding.
#[derive(Clone, Debug)]
pub struct LinkToken {
    /// The token itself.
    pub text: SecretString,
    /// Its SHA-256, by which it is found.
    pub hash: Vec<u8>,
}

impl LinkToken {
    /// A new token.
    #[must_use]
    pub fn generate() -> Self {
        let text = SecretString::from(URL_SAFE_NO_PAD.encode(rand::random::<[u8; RANDOM]>()));
        Self { hash: hash(text.expose_secret()), text }
    }

    /// The SHA-256 to look up, if `text` has the form of a token.
    #[must_use]
    pub fn recognise(text: &str) -> Option<Vec<u8>> {
        let random = URL_SAFE_NO_PAD.decode(text).ok()?;
        (random.len() == RANDOM).then(|| hash(text))
    }
}

fn hash(text: &str) -> Vec<u8> {
    digest(&SHA256, text.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_are_not_recognised() {
        let token = LinkToken::generate();
        let text = token.text.expose_secret();
        assert_eq!((text.len(), LinkToken::recognise(text)), (43, Some(token.hash.clone())));
        let longer = format!("{text}A");
        for other in ["", "x", &text[1..], &longer, &format!("{}=", &text[..42]), &text.replace(&text[..1], "/")] {
            assert_eq!(LinkToken::recognise(other), None, "{other}");
        }
        assert_ne!(LinkToken::generate().hash, token.hash);
        assert!(!format!("{token:?}").contains(text), "no token is shown");
    }
}
