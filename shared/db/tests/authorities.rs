//! Additional certificate authorities, from `DATABASE_CA_PATH`.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::Timestamp;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, SecretValues, Secrets};
use sisuiq_db::{Database, DatabaseSettings};
use std::{fs, path::Path};

const AUTHORITY: &str = include_str!("certificates/authority.pem");

fn secrets() -> Secrets {
    Secrets::fixed(SecretValues::default(), &Clock::manual(Timestamp::UNIX_EPOCH))
}

fn environment(path: &Path) -> Environment {
    Environment::from_pairs([("DATABASE_SECRET", "database"), ("DATABASE_CA_PATH", path.to_str().unwrap())])
}

fn read(path: &Path) -> Result<DatabaseSettings, ConfigError> {
    DatabaseSettings::from_environment(&environment(path), &secrets())
}

#[test]
fn all_authorities_in_file_are_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bundle.pem");
    fs::write(&path, format!("two of them\n{AUTHORITY}\n{AUTHORITY}")).unwrap();
    let settings = read(&path).unwrap();
    assert!(settings.tls);
    assert_eq!(settings.authorities.len(), 2);
    assert!(Database::from_environment(&environment(&path), &secrets()).is_ok());
}

#[test]
fn without_the_setting_only_usual_authorities() {
    for path in ["", "  "] {
        assert!(read(Path::new(path)).unwrap().authorities.is_empty());
    }
}

#[test]
fn unusable_file_is_named_with_setting() {
    let folder = tempfile::tempdir().unwrap();
    let body = AUTHORITY.lines().nth(1).unwrap();
    let cases = [
        (None, "cannot be read as PEM"),
        (Some(String::new()), "contains no certificate"),
        (Some(AUTHORITY.replace("CERTIFICATE", "PUBLIC KEY")), "contains no certificate"),
        (Some(AUTHORITY.replace("-----END CERTIFICATE-----", "")), "cannot be read as PEM"),
        (Some(AUTHORITY.replace(body, "!!!")), "cannot be read as PEM"),
        (Some(format!("{AUTHORITY}{}", AUTHORITY.replace(body, ""))), "certificate 2 of"),
    ];
    for (number, (text, fault)) in cases.into_iter().enumerate() {
        let path = folder.path().join(format!("{number}.pem"));
        if let Some(text) = text {
            fs::write(&path, text).unwrap();
        }
        let message = read(&path).unwrap_err().to_string();
        assert!(message.starts_with("configuration: DATABASE_CA_PATH cannot be used: "), "{message}");
        assert!(message.contains(fault) && message.contains(&format!("{number}.pem")), "{message}");
    }
}
