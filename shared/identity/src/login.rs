//! Whether somebody is who they claim to be.

use aws_lc_rs::digest::{SHA256, digest};
use secrecy::SecretString;
use sisuiq_db::audit_records::{Deed, Object};
use sisuiq_db::users::{self, Attempt, Candidate, Identifier};
use sisuiq_db::{AuditAction, Connection, UserId};
use sisuiq_http::Problem;

use crate::admission::apply_quota;
use crate::client::Client;
use crate::{Identity, Mobile};

/// What a login claims and shows.
#[derive(Debug)]
pub struct Claim {
    /// Who it claims to be.
    pub identifier: Identifier,
    /// What it shows for it, exactly as typed.
    pub password: SecretString,
    /// A code of the account's authenticator, or a recovery code, if it was asked for one.
    pub code: Option<SecretString>,
}

/// What became of it.
#[derive(Debug)]
pub enum Proof {
    /// The password is the account's own, and so is the code, if it asks for one; the account may log in.
    Right(Box<Candidate>),
    /// The password is the account's own, but the account is closed.
    Inactive,
    /// There is no such account, or the password is wrong: nobody can tell which, by the answer or by its time.
    Wrong,
}

impl Identity {
    /// What somebody claims to be who may name an address, a number, or something else.
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

    /// Checks a login. It is counted first, under what it claims together with where it comes from, and under what it claims
    /// alone; a browser from which the account was logged in before is counted by itself instead, so that strangers who guess
    /// lock out nobody but each other.
    pub async fn prove(&self, client: &Client, claim: Claim) -> Result<Proof, Problem> {
        // whoever is sent away because too many wait is not counted
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
        let is_right = self.passwords().verify_at(place, claim.password.clone(), hash).await?;
        let account = candidate.as_ref().map(|candidate| candidate.login.user.id);
        let Some(mut candidate) = candidate.filter(|_| is_right) else {
            self.refuse_login(client, account, "password").await?;
            return Ok(Proof::Wrong);
        };
        self.keep_up(&mut candidate, claim.password).await?;
        if !candidate.login.user.is_active {
            self.refuse_login(client, account, "closed").await?;
            return Ok(Proof::Inactive);
        }
        self.ask_for_code(client, &candidate, claim.code.as_ref()).await?;
        Ok(Proof::Right(Box::new(candidate)))
    }

    /// Keeps for the audit log that somebody was not let in, and because of what. An account that does not exist costs the same.
    pub async fn refuse_login(
        &self,
        client: &Client,
        account: Option<UserId>,
        because: &'static str,
    ) -> Result<(), Problem> {
        let deed = Deed::refused(AuditAction::LogIn).with("because", because);
        let deed = match account {
            Some(account) => deed.to(Object::from(account)),
            None => deed,
        };
        Ok(self.record(&self.database().connection().await?, &client.actor, &deed).await?)
    }

    /// Lets pass whoever shows a second factor, and whoever has none.
    async fn ask_for_code(
        &self,
        client: &Client,
        candidate: &Candidate,
        code: Option<&SecretString>,
    ) -> Result<(), Problem> {
        let Some(factor) = &candidate.second_factor else { return Ok(()) };
        let Some(code) = code else {
            // whoever got so far knows the password
            self.refuse_login(client, Some(candidate.login.user.id), "code_missing").await?;
            return Err(code_missing());
        };
        if self.use_second_factor(candidate.login.user.id, factor, code).await? {
            return Ok(());
        }
        self.refuse_login(client, Some(candidate.login.user.id), "code").await?;
        Err(Problem::code_required("the code is wrong, or was used already: wait for the next one"))
    }

    /// Hashes the password anew when its hash was made with other parameters than today's. When too many wait for a hash, that is
    /// left to the next login.
    async fn keep_up(&self, candidate: &mut Candidate, password: SecretString) -> Result<(), Problem> {
        let login = &mut candidate.login;
        if self.passwords().is_current(&login.password_hash)? {
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
            && self.passwords().verify_at(place, password, Some(now.clone())).await?
        {
            login.password_hash = now;
        }
        Ok(())
    }
}

/// 401: the account has a second factor, and no code was sent.
pub(crate) fn code_missing() -> Problem {
    Problem::code_required("send the code of your authenticator along")
}

/// What an attempt is counted under when the account knows the browser, and when it does not.
fn subjects(client: &Client, identifier: &Identifier) -> ([String; 2], [String; 2]) {
    let (kind, text) = identifier.parts();
    // the table of counts is no place for addresses and names of people
    let claimed = hex::encode(digest(&SHA256, format!("{kind}:{}", text.to_lowercase()).as_bytes()).as_ref());
    let device = client.device.as_ref().map(|device| hex::encode(&device.hash)).unwrap_or_default();
    let known = [format!("login:device:{device}"), format!("login:device-account:{device}")];
    let strange = [format!("login:{claimed}@{}", client.address.subject()), format!("login:{claimed}")];
    (known, strange)
}
