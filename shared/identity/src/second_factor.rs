//! Codes of authenticator apps (TOTP, RFC 6238: SHA-1, six digits, a new one every 30 seconds), and recovery codes.

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    second_factors::{self, Confirmation},
    users,
};
use sisuiq_http::Problem;
use sisuiq_model::{AuditAction, OutboxMessageId, UserId};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::{Caller, Identity, readable};

/// As RFC 4226 recommends: 160 bits.
const SECRET_BYTES: usize = 20;
/// The tolerated clock drift in time steps, in both directions.
const SKEW: u16 = 1;
const ISSUER: &str = "SISUiQ";
/// The number of recovery codes of an account.
const RECOVERY_CODES: usize = 10;
/// Groups and letters of a recovery code: 80 bits.
const GROUPS: usize = 4;
const GROUP: usize = 4;

/// The secret for an authenticator app.
#[derive(Debug)]
pub struct Enrolment {
    /// The shared secret in base 32.
    pub secret: SecretString,
    /// The same as an `otpauth` address, which apps read from a QR code.
    pub uri: SecretString,
}

/// The result of confirming a code.
#[derive(Debug)]
pub enum Confirmed {
    /// Logging in requires a code from now on. These recovery codes replace it once each; they are shown only once.
    Done(Vec<SecretString>),
    /// There is nothing to confirm, or the caller's session ended meanwhile.
    Nothing,
    /// The code is not the authenticator's.
    WrongCode,
}

impl Identity {
    /// Makes a secret for an authenticator app, which counts once a code of it was shown. It replaces an unconfirmed one; none
    /// when the account has a confirmed one.
    ///
    /// # Errors
    /// 409: the account was closed, or its password hash is no longer `proved`, the one that its owner's password matched.
    pub async fn enrol_second_factor(
        &self,
        caller: &Caller,
        proved: &SecretString,
    ) -> Result<Option<Enrolment>, Problem> {
        let mut secret = [0_u8; SECRET_BYTES];
        rand::rng().fill(&mut secret);
        let totp = totp(&secret, &caller.account.email);
        let uri = totp.to_url().map_err(Problem::internal)?;
        let sealed = self.sealing().seal(caller.id, secret.to_vec()).await?;
        let mut connection = self.database().connection().await?;
        let transaction = connection.transaction().await?;
        self.lock_credentials(&transaction, caller.id, proved).await?;
        let is_kept = second_factors::enrol(&transaction, caller.id, &sealed, self.clock().now()).await?;
        transaction.commit().await?;
        let base32 = Secret::from(secret.to_vec()).to_base32();
        Ok(is_kept.then(|| Enrolment { secret: base32.into(), uri: uri.into() }))
    }

    /// Makes the caller's new authenticator count, if this is a code of it and the caller's session still stands, and ends all
    /// their other sessions.
    pub async fn confirm_second_factor(&self, caller: &Caller, code: &SecretString) -> Result<Confirmed, Problem> {
        let found = second_factors::find(&self.database().connection().await?, caller.id).await?;
        let Some(factor) = found.filter(|factor| factor.confirmed_at.is_none()) else { return Ok(Confirmed::Nothing) };
        let secret = self.sealing().open(caller.id, &factor.sealed_secret).await?.text;
        let Some(step) = step_of(&secret, code, self.clock().now()) else {
            let event = AuditEvent::refused(AuditAction::AddSecondFactor).to(caller.id).with("because", "code");
            self.record(&self.database().connection().await?, &caller.actor, &event).await?;
            return Ok(Confirmed::WrongCode);
        };
        let codes: Vec<SecretString> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
        let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hash_of(caller.id, code)).collect();
        let confirmation = Confirmation {
            sealed_secret: &factor.sealed_secret,
            step,
            recovery_codes: &hashes,
            session: caller.session(),
            notice: OutboxMessageId(self.clock().uuid_v7()),
            at: self.clock().now(),
        };
        let mut connection = self.database().connection().await?;
        let transaction = connection.transaction().await?;
        users::hold(&transaction, caller.id).await?;
        if !second_factors::confirm(&transaction, caller.id, &confirmation).await? {
            return Ok(Confirmed::Nothing);
        }
        self.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::AddSecondFactor).to(caller.id)).await?;
        transaction.commit().await?;
        Ok(Confirmed::Done(codes))
    }

    /// Returns whether this is a code of the account's authenticator or a recovery code, neither used before; it is used up.
    pub async fn use_second_factor(
        &self,
        user: UserId,
        factor: &second_factors::Confirmed,
        code: &SecretString,
    ) -> Result<bool, Problem> {
        if letters(code).len() == GROUPS * GROUP {
            let (connection, hash) = (self.database().connection().await?, hash_of(user, code));
            return Ok(second_factors::use_recovery_code(&connection, user, &hash, self.clock().now()).await?);
        }
        let opened = self.sealing().open(user, &factor.sealed_secret).await?;
        let Some(step) = step_of(&opened.text, code, self.clock().now()) else { return Ok(false) };
        let is_good = second_factors::use_step(&self.database().connection().await?, user, factor.at, step).await?;
        if is_good && opened.is_outdated {
            let anew = self.sealing().seal(user, opened.text).await?;
            second_factors::reseal(&self.database().connection().await?, user, &factor.sealed_secret, &anew).await?;
        }
        Ok(is_good)
    }
}

/// The time step of a code of this secret.
fn step_of(secret: &[u8], code: &SecretString, now: Timestamp) -> Option<i64> {
    let now = u64::try_from(now.as_second()).ok()?;
    let digits: String = code.expose_secret().chars().filter(|letter| !letter.is_whitespace()).collect();
    i64::try_from(totp(secret, "").check(&digits, now)?).ok()
}

fn totp(secret: &[u8], account: &str) -> Totp {
    // a colon would end the account's name in the address
    let account = account.replace(':', " ");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(SKEW)
        .with_secret(secret.to_vec())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build_noncompliant()
}

fn recovery_code() -> SecretString {
    let groups: Vec<String> = (0..GROUPS).map(|_| readable(GROUP)).collect();
    groups.join("-").into()
}

/// The canonical form of a recovery code, which its owner may enter in any case, with or without dashes.
fn letters(code: &SecretString) -> String {
    let letters = code.expose_secret().chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

fn hash_of(user: UserId, code: &SecretString) -> Vec<u8> {
    digest(&SHA256, format!("{user}:{}", letters(code)).as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six of its eight digits
        let totp = totp(b"12345678901234567890", "");
        for (time, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037"), (20_000_000_000, "353130")]
        {
            assert_eq!(totp.generate(time).to_string(), code);
            assert_eq!(totp.check(code, time), Some(time / 30));
            assert_eq!(totp.check(code, time + 30), Some(time / 30), "a clock may be a step late");
            assert_eq!(totp.check(code, time + 90), None);
        }
        for wrong in ["", "28708", "2870823", "abcdef", "🙂🙂🙂"] {
            assert_eq!(totp.check(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn code_gives_its_time_step() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let step = |code: &str, second: i64| step_of(b"12345678901234567890", &code.to_owned().into(), at(second));
        assert_eq!(step("081804", 1_111_111_109), Some(37_037_036));
        assert_eq!(step(" 081 804\n", 1_111_111_109 + 30), Some(37_037_036));
        assert_eq!(step("081804", 1_111_111_109 + 90), None);
        assert_eq!(step("081804", -1), None);
    }

    #[test]
    fn app_address_names_issuer_and_account() {
        let uri = totp(&[7; SECRET_BYTES], "a:lice@example.com").to_url().unwrap();
        assert!(
            uri.starts_with("otpauth://totp/") && uri.contains("issuer=SISUiQ") && uri.contains("secret="),
            "{uri}"
        );
    }

    #[test]
    fn recovery_code_ignores_case_and_separators() {
        let (alice, bob) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let code = recovery_code();
        let text = code.expose_secret();
        assert_eq!(text.len(), GROUPS * GROUP + GROUPS - 1);
        let sloppy = SecretString::from(text.to_lowercase().replace('-', " "));
        assert_eq!(hash_of(alice, &sloppy), hash_of(alice, &code));
        assert_ne!(hash_of(bob, &code), hash_of(alice, &code));
        let other = recovery_code();
        assert_ne!(other.expose_secret(), text);
        assert_ne!(hash_of(alice, &other), hash_of(alice, &code));
        assert_eq!(letters(&"ab2d-EF3h ".to_owned().into()), "AB2DEF3H");
    }
}
