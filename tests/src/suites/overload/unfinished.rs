//! A log-in whose body is still on its way.

use super::Place;
use http::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Whoever takes it in waits for the rest.
pub(super) struct Unfinished {
    stream: TcpStream,
    rest: String,
}

impl Unfinished {
    pub(super) async fn begin(place: &Place) -> Self {
        let mut stream = TcpStream::connect(place.server.address()).await.expect("the server listens");
        let rest = place.login.to_string();
        let head = format!(
            "POST /api/auth/login HTTP/1.1\r\nhost: copilot.example\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            rest.len()
        );
        stream.write_all(head.as_bytes()).await.expect("the server reads");
        Self { stream, rest }
    }

    pub(super) async fn send_rest(&mut self) {
        self.stream.write_all(self.rest.as_bytes()).await.expect("the server reads");
    }

    /// Reads the answer.
    pub(super) async fn ends_with(mut self, expected: StatusCode) -> Result<(), String> {
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).await.map_err(|error| format!("no answer: {error}"))?;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        if status == expected.as_str() { Ok(()) } else { Err(format!("{answer:?} instead of {expected}")) }
    }
}
