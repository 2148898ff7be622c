//! What messages say.

use secrecy::{ExposeSecret, SecretString};
use sisuiq_accounts_db::outbox_messages::Recipient;
use sisuiq_model::OutboxKind;

/// A message as it leaves.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Letter {
    /// An e-mail.
    Mail {
        /// Its address.
        to: String,
        /// Its subject.
        subject: &'static str,
        /// Its text.
        text: String,
    },
    /// A text message.
    TextMessage {
        /// Its number, in E.164 form.
        to: String,
        /// Its text, within the 160 characters of one message.
        text: String,
    },
}

/// Writes letters.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    /// Where the web application is.
    pub(crate) origin: String,
}

impl Writer {
    /// What a message of this kind says, with the token that it hands over, if it does; none when the account has nothing to send
    /// it to. Nothing in it was written by whoever made the account: the address may be somebody else's.
    pub(crate) fn write(
        &self,
        kind: OutboxKind,
        recipient: &Recipient,
        token: Option<&SecretString>,
    ) -> Option<Letter> {
        let token = token.map(ExposeSecret::expose_secret).unwrap_or_default();
        if kind == OutboxKind::MobileVerification {
            let to = recipient.mobile.clone()?;
            let text = format!("{token} is your code for SISUiQ. It is good for 10 minutes. Tell it to nobody.");
            return Some(Letter::TextMessage { to, text });
        }
        let text = format!("Hello,\n\n{}\n\nSISUiQ, {}\n", self.body(kind, token), self.origin);
        Some(Letter::Mail { to: recipient.email.clone(), subject: subject(kind), text })
    }

    /// Tokens stand behind `#`, which browsers send to nobody.
    fn body(&self, kind: OutboxKind, token: &str) -> String {
        let origin = &self.origin;
        match kind {
            OutboxKind::PasswordReset => format!(
                "somebody, probably you, forgot the password of your account. Choose another one within 30 minutes:\n\n\
                 {origin}/reset-password#token={token}\n\n\
                 If it was not you, do nothing: your password stays as it is."
            ),
            OutboxKind::EmailVerification => format!(
                "please say within 24 hours that this address is yours:\n\n{origin}/verify-email#token={token}\n\n\
                 If you have no account with us, do nothing: somebody mistyped theirs."
            ),
            OutboxKind::StaffWelcome => format!("your account was approved. You can log in now:\n\n{origin}/ops"),
            OutboxKind::PasswordChanged => {
                self.alarming("the password of your account was changed, and everybody else who used it was logged out. If it was \
                               reset by a message, the API keys of the account have ended as well")
            }
            // a link would lead to a message that goes to the new address
            OutboxKind::EmailChanged => "your account has another e-mail address from now on; this one gets no more messages.\n\n\
                                         If it was not you, tell whoever runs this service at once."
                .to_owned(),
            OutboxKind::SecondFactorAdded => self.alarming("logging in to your account asks for a code from now on"),
            OutboxKind::SecondFactorRemoved => self.alarming("logging in to your account no longer asks for a code"),
            OutboxKind::SessionReplayed => self.alarming(
                "somebody showed what only your browser should have, so you were logged out there. It may have been a copy of \
                 its data"
            ),
            OutboxKind::MobileVerification => String::new(),
        }
    }

    /// A notice whose reader may not have done it themselves.
    fn alarming(&self, what: &str) -> String {
        format!("{what}.\n\nIf it was not you, choose another password at once: {}/forgot-password", self.origin)
    }
}

const fn subject(kind: OutboxKind) -> &'static str {
    match kind {
        OutboxKind::PasswordReset => "Choose another password",
        OutboxKind::EmailVerification => "Is this your address?",
        OutboxKind::PasswordChanged => "Your password was changed",
        OutboxKind::EmailChanged => "Your address was changed",
        OutboxKind::SecondFactorAdded => "A second factor was added",
        OutboxKind::SecondFactorRemoved => "The second factor was removed",
        OutboxKind::SessionReplayed => "You were logged out",
        OutboxKind::StaffWelcome => "Welcome",
        OutboxKind::MobileVerification => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_model::UserId;

    fn recipient() -> Recipient {
        let id = UserId(uuid::Uuid::nil());
        Recipient { id, email: "alice@example.com".into(), mobile: Some("+256772123456".into()) }
    }

    #[test]
    fn every_message_says_something_to_its_own_reader() {
        let writer = Writer { origin: "https://copilot.example".into() };
        let token = SecretString::from("the-token");
        for kind in OutboxKind::ALL {
            match writer.write(*kind, &recipient(), Some(&token)) {
                Some(Letter::Mail { to, subject, text }) => {
                    assert_eq!(to, "alice@example.com");
                    assert!(!subject.is_empty() && text.starts_with("Hello,\n\n"), "{text}");
                    let hands_over = matches!(kind, OutboxKind::PasswordReset | OutboxKind::EmailVerification);
                    assert_eq!(text.contains("#token=the-token"), hands_over, "{text}");
                }
                Some(Letter::TextMessage { to, text }) => {
                    assert_eq!((*kind, to.as_str()), (OutboxKind::MobileVerification, "+256772123456"));
                    assert!(text.starts_with("the-token ") && text.len() <= 160, "{text}");
                }
                None => panic!("{kind} says nothing"),
            }
        }
    }

    #[test]
    fn an_account_without_a_number_gets_no_text_message() {
        let writer = Writer { origin: "https://copilot.example".into() };
        let recipient = Recipient { mobile: None, ..recipient() };
        assert_eq!(writer.write(OutboxKind::MobileVerification, &recipient, None), None);
    }
}
