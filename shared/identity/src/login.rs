//! Checks of logins.

use aws_lc_rs::digest::{SHA256, digest};
use secrecy::SecretString;
use sisuiq_accounts_db::{
    audit_records::{AuditEvent, Object},
    users::{self, Attempt, Candidate, Identifier},
};
use sisuiq_db::Connection;
use sisuiq_http::Problem;
use sisuiq_model::{AuditAction, UserId};

use crate::admission::apply_quota;
use crate::client::Client;
use crate::passwords::Verdict;
use crate::{Identity, Mobile};

/// The credentials of a login.
#[derive(Debug)]
pub struct Claim {
    /// The claimed account.
    pub identifier: Identifier,
    /// The password as typed.
    pub password: SecretString,
    /// A code of the account's authenticator, or a recovery code, if the account requires one.
    pub code: Option<SecretString>,
}

/// The result of a login check.
#[derive(Debug)]
pub enum Proof {
    /// The password is correct, and so is the code if one is required. The account may log in.
    Right(Box<Candidate>),
    /// The password is correct, but the account is closed.
    Inactive,
    /// The account does not exist or the password is wrong. Response and timing do not differ.
    Wrong,
}

impl Identity {
    /// A login identifier: an address, a number, or another name.
    #[must_use]
    pub fn identifier(&self, text: String, something_else: fn(String) -> Identifier) -> Identifier {
        if text.contains('@') {
            return Identifier::Email(text);
        }
        match Mobile::parse(&text, self.calling_code()) {
            Ok(mobile) => Identifier::Mobile(mobile.into_string()),
            Err(_) => something_else(text),
        }
    }

    /// Checks a login. The attempt is counted first, by identifier and address and by identifier alone. A browser that
    /// the account has used before is counted separately, so that attackers who guess passwords cannot lock out that
    /// browser.
    pub async fn prove(&self, client: &Client, claim: Claim) -> Result<Proof, Problem> {
        // reserve a slot first: an attempt that is rejected for overload is not counted
        let place = self.passwords().place()?;
        let (counted, candidate) = {
            let (known, strange) = subjects(client, &claim.identifier);
            let attempt = Attempt {
                identifier: &claim.identifier,
                device: client.device.as_ref().map(|device| device.hash.as_slice()),
                at: self.clock().now(),
                known: &known,
                strange: &strange,
                quotas: &self.limits().login.lists,
            };
            // the connection goes back to the pool before the slow part
            let attempt = &attempt;
            let find = |connection: Connection| async move { users::find_login(&connection, attempt).await };
            self.database().retrying(find).await?
        };
        apply_quota(client.slot.as_ref(), &self.limits().login, &counted)?;
        let hash = candidate.as_ref().map(|candidate| candidate.login.password_hash.clone());
        let verdict = self.passwords().verify_at(place, claim.password.clone(), hash).await?;
        let account = candidate.as_ref().map(|candidate| candidate.login.user.id);
        let Some(mut candidate) = candidate.filter(|_| verdict.is_right()) else {
            self.refuse_login(client, account, "password").await?;
            return Ok(Proof::Wrong);
        };
        self.keep_up(&mut candidate, claim.password, verdict).await?;
        if !candidate.login.user.is_active {
            self.refuse_login(client, account, "closed").await?;
            return Ok(Proof::Inactive);
        }
        self.ask_for_code(client, &candidate, claim.code.as_ref()).await?;
        Ok(Proof::Right(Box::new(candidate)))
    }

    /// Records a failed login and its reason for the audit log. One without an account is recorded too, so that it takes the
    /// same time; maintenance drops that record.
    pub async fn refuse_login(
        &self,
        client: &Client,
        account: Option<UserId>,
        because: &'static str,
    ) -> Result<(), Problem> {
        let event = AuditEvent::refused(AuditAction::LogIn).with("because", because);
        let event = match account {
            Some(account) => event.to(Object::from(account)),
            None => event,
        };
        Ok(self.record(&self.database().connection().await?, &client.actor, &event).await?)
    }

    /// Accepts a login with a valid second factor, and an account without one.
    async fn ask_for_code(
        &self,
        client: &Client,
        candidate: &Candidate,
        code: Option<&SecretString>,
    ) -> Result<(), Problem> {
        let Some(factor) = &candidate.second_factor else { return Ok(()) };
        let Some(code) = code else {
            // only a caller who knows the password gets here
            self.refuse_login(client, Some(candidate.login.user.id), "code_missing").await?;
            return Err(code_missing());
        };
        if self.use_second_factor(candidate.login.user.id, factor, code).await? {
            return Ok(());
        }
        self.refuse_login(client, Some(candidate.login.user.id), "code").await?;
        Err(Problem::code_required("the code is wrong or already used: wait for the next one"))
    }

    /// Rehashes the password if its hash has outdated parameters or is of an unprepared spelling. Under load this is left to the
    /// next login.
    async fn keep_up(
        &self,
        candidate: &mut Candidate,
        password: SecretString,
        verdict: Verdict,
    ) -> Result<(), Problem> {
        let login = &mut candidate.login;
        if verdict == Verdict::Right && self.passwords().is_current(&login.password_hash)? {
            return Ok(());
        }
        let Ok(place) = self.passwords().place() else { return Ok(()) };
        let hash = self.passwords().hash_at(place, password.clone()).await?;
        let is_kept = {
            let connection = self.database().connection().await?;
            users::rehash(&connection, login.user.id, &login.password_hash, &hash).await?
        };
        if is_kept {
            login.password_hash = hash.into();
            return Ok(());
        }
        // another login may have done it at the same time
        let Ok(place) = self.passwords().place() else { return Ok(()) };
        let now = users::find_password_hash(&self.database().connection().await?, login.user.id).await?;
        if let Some(now) = now
            && self.passwords().verify_at(place, password, Some(now.clone())).await?.is_right()
        {
            login.password_hash = now;
        }
        Ok(())
    }
}

/// 401: the account has a second factor, and no code was sent.
pub(crate) fn code_missing() -> Problem {
    Problem::code_required("enter the code of your authenticator app")
}

/// The keys under which an attempt is counted, for a known and for an unknown browser.
fn subjects(client: &Client, identifier: &Identifier) -> ([String; 2], [String; 2]) {
    let (kind, text) = identifier.parts();
    // hashed, because the table of counts must not contain addresses and names of people
    let claimed = hex::encode(digest(&SHA256, format!("{kind}:{}", text.to_lowercase()).as_bytes()).as_ref());
    let device = client.device.as_ref().map(|device| hex::encode(&device.hash)).unwrap_or_default();
    let known = [format!("login:device:{device}"), format!("login:device-account:{device}")];
    let strange = [format!("login:{claimed}@{}", client.address.subject()), format!("login:{claimed}")];
    (known, strange)
}
