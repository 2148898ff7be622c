//! Readiness checks of parts. Each check is a single short attempt.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use ureq::Agent;

const QUICK: Duration = Duration::from_millis(800);
const TIMEOUT: Duration = Duration::from_secs(5);
const READY_PATH: &str = "/api/health/ready";

/// Returns whether a process accepts connections on a loopback port.
pub(crate) fn port_is_open(port: u16) -> bool {
    connect(port).is_some()
}

fn connect(port: u16) -> Option<TcpStream> {
    TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), QUICK).ok()
}

/// Returns whether Postgres asks a client for its password, which it does only when it accepts logins.
pub(crate) fn postgres_is_ready(port: u16) -> bool {
    const ASKS_FOR_PASSWORD: u8 = b'R';
    let Some(mut stream) = connect(port) else { return false };
    if stream.set_read_timeout(Some(QUICK)).is_err() || stream.write_all(&startup_message()).is_err() {
        return false;
    }
    let mut kind = [0];
    stream.read_exact(&mut kind).is_ok() && kind == [ASKS_FOR_PASSWORD]
}

/// The first message of a client that speaks version 3 of the protocol.
fn startup_message() -> Vec<u8> {
    const VERSION: u32 = 3 << 16;
    let mut body = VERSION.to_be_bytes().to_vec();
    body.extend(b"user\0postgres\0database\0postgres\0\0");
    let length = u32::try_from(body.len() + 4).unwrap_or_default();
    [length.to_be_bytes().to_vec(), body].concat()
}

/// Returns whether `LocalStack` has loaded all its services.
pub(crate) fn localstack_is_ready(port: u16) -> bool {
    let Some(body) = get(&format!("http://127.0.0.1:{port}/_localstack/health"), QUICK) else { return false };
    let Ok(health) = serde_json::from_str::<serde_json::Value>(&body) else { return false };
    ["s3", "sqs", "secretsmanager", "ses", "sns"].iter().all(|service| {
        let status = health.pointer(&format!("/services/{service}")).and_then(serde_json::Value::as_str);
        matches!(status, Some("running" | "available"))
    })
}

/// Returns whether the product reports through its public address that it is ready.
pub(crate) fn product_is_ready(base_url: &str) -> bool {
    get(&format!("{base_url}{READY_PATH}"), TIMEOUT).is_some()
}

/// Returns whether Prometheus has loaded its stored data.
pub(crate) fn prometheus_is_ready(port: u16) -> bool {
    get(&format!("http://127.0.0.1:{port}/-/ready"), QUICK).is_some()
}

/// Returns false only if the product rejects this key for its metrics. Other failures say nothing about the key.
pub(crate) fn may_read_metrics(base_url: &str, key: &str) -> bool {
    let agent: Agent = Agent::config_builder().timeout_global(Some(TIMEOUT)).proxy(None).build().into();
    let asked = agent.get(format!("{base_url}/metrics")).header("authorization", format!("Bearer {key}"));
    !matches!(asked.call(), Err(ureq::Error::StatusCode(401 | 403)))
}

/// The body of a successful answer.
fn get(url: &str, timeout: Duration) -> Option<String> {
    let agent: Agent = Agent::config_builder().timeout_global(Some(timeout)).proxy(None).build().into();
    agent.get(url).call().ok()?.body_mut().read_to_string().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn startup_message_has_its_length() {
        let message = startup_message();
        let said = u32::from_be_bytes(message[..4].try_into().unwrap());
        assert_eq!(usize::try_from(said).unwrap(), message.len());
    }

    #[test]
    fn nothing_is_ready_where_nothing_listens() {
        assert!(!postgres_is_ready(1));
        assert!(!localstack_is_ready(1));
        assert!(!product_is_ready("http://127.0.0.1:1"));
    }
}
