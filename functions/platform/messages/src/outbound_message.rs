//! Texts of e-mails and text messages.

use secrecy::{ExposeSecret, SecretString};
use sisuiq_accounts_db::outbox_messages::Recipient;
use sisuiq_model::OutboxKind;

/// A message that is ready to be sent.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum OutboundMessage {
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

/// Writes messages.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    /// The origin of the web application.
    pub(crate) origin: String,
}

impl Writer {
    /// Writes a message of this kind, with its token if it has one; none if the account has no number to send it to. It
    /// contains no text from the account: the address may belong to another person.
    pub(crate) fn write(
        &self,
        kind: OutboxKind,
        recipient: &Recipient,
        token: Option<&SecretString>,
    ) -> Option<OutboundMessage> {
        let token = token.map(ExposeSecret::expose_secret).unwrap_or_default();
        if kind == OutboxKind::MobileVerification {
            let to = recipient.mobile.clone()?;
            let text = format!("{token} is your SISUiQ code. It is valid for 10 minutes. Do not share it with anyone.");
            return Some(OutboundMessage::TextMessage { to, text });
        }
        let text = format!("Hello,\n\n{}\n\nSISUiQ, {}\n", self.body(kind, token), self.origin);
        Some(OutboundMessage::Mail { to: recipient.email.clone(), subject: subject(kind), text })
    }

    /// The text of an e-mail. Tokens go into the fragment of the URL, which browsers do not send to the server.
    fn body(&self, kind: OutboxKind, token: &str) -> String {
        let origin = &self.origin;
        match kind {
            OutboxKind::PasswordReset => format!(
                "we received a request to reset the password of your account. Choose a new password within 30 \
                 minutes:\n\n{origin}/reset-password#token={token}\n\nIf you did not request this, ignore this \
                 message: your password stays unchanged."
            ),
            OutboxKind::EmailVerification => format!(
                "please confirm within 24 hours that this is your e-mail \
                 address:\n\n{origin}/verify-email#token={token}\n\nIf you have no account with us, ignore this \
                 message: someone entered your address by mistake."
            ),
            OutboxKind::Invitation => format!(
                "you are invited to SISUiQ. Choose a password within seven \
                 days:\n\n{origin}/invitation#token={token}\n\nIf you did not expect this message, ignore it: without a \
                 password nobody can use the account."
            ),
            OutboxKind::AccessRequested => {
                format!("a person asks for access to SISUiQ. Decide here:\n\n{origin}/admin/access/")
            }
            OutboxKind::AccessGranted => {
                format!("an administrator gave your account access. You can use it now:\n\n{origin}/")
            }
            OutboxKind::AccessRefused => "an administrator decided not to give your account access. If you need it, \
                                          contact the operator of this service."
                .to_owned(),
            OutboxKind::StaffWelcome => format!("your account was approved. You can log in now:\n\n{origin}/login/"),
            OutboxKind::PasswordChanged => self.alarming(
                "the password of your account was changed, and all other sessions were logged out. If the password \
                 was reset by e-mail, the API keys of the account were revoked as well",
            ),
            // no link to reset the password: the e-mail for that would go to the new address
            OutboxKind::EmailChanged => "the e-mail address of your account was changed; this address receives no \
                                         more messages.\n\nIf you did not do this, contact the operator of this \
                                         service immediately."
                .to_owned(),
            OutboxKind::SecondFactorAdded => self
                .alarming("two-factor authentication was turned on for your account: logging in now requires a code"),
            OutboxKind::SecondFactorRemoved => self.alarming(
                "two-factor authentication was turned off for your account: logging in no longer requires a code",
            ),
            OutboxKind::SessionReplayed => self.alarming(
                "a session of your account was used in a way that suggests a copy of your browser's data, so that \
                 session was logged out",
            ),
            OutboxKind::MobileVerification => String::new(),
        }
    }

    /// A security notice: the event, and the advice for a reader who did not cause it.
    fn alarming(&self, what: &str) -> String {
        format!("{what}.\n\nIf you did not do this, choose a new password immediately: {}/forgot-password", self.origin)
    }
}

const fn subject(kind: OutboxKind) -> &'static str {
    match kind {
        OutboxKind::PasswordReset => "Reset your password",
        OutboxKind::EmailVerification => "Confirm your e-mail address",
        OutboxKind::Invitation => "You are invited to SISUiQ",
        OutboxKind::AccessRequested => "A person asks for access",
        OutboxKind::AccessGranted => "You have access to SISUiQ",
        OutboxKind::AccessRefused => "Your request for access was refused",
        OutboxKind::PasswordChanged => "Your password was changed",
        OutboxKind::EmailChanged => "Your e-mail address was changed",
        OutboxKind::SecondFactorAdded => "Two-factor authentication was turned on",
        OutboxKind::SecondFactorRemoved => "Two-factor authentication was turned off",
        OutboxKind::SessionReplayed => "A session of yours was logged out",
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
    fn every_message_has_recipient_and_text() {
        let writer = Writer { origin: "https://copilot.example".into() };
        let token = SecretString::from("the-token");
        for kind in OutboxKind::ALL {
            match writer.write(*kind, &recipient(), Some(&token)) {
                Some(OutboundMessage::Mail { to, subject, text }) => {
                    assert_eq!(to, "alice@example.com");
                    assert!(!subject.is_empty() && text.starts_with("Hello,\n\n"), "{text}");
                    let hands_over = matches!(
                        kind,
                        OutboxKind::PasswordReset | OutboxKind::EmailVerification | OutboxKind::Invitation
                    );
                    assert_eq!(text.contains("#token=the-token"), hands_over, "{text}");
                }
                Some(OutboundMessage::TextMessage { to, text }) => {
                    assert_eq!((*kind, to.as_str()), (OutboxKind::MobileVerification, "+256772123456"));
                    assert!(text.starts_with("the-token ") && text.len() <= 160, "{text}");
                }
                None => panic!("{kind} says nothing"),
            }
        }
    }

    #[test]
    fn accounts_without_mobile_get_no_text() {
        let writer = Writer { origin: "https://copilot.example".into() };
        let recipient = Recipient { mobile: None, ..recipient() };
        assert_eq!(writer.write(OutboxKind::MobileVerification, &recipient, None), None);
    }
}
