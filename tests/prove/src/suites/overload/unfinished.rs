//! A log-in request whose body never arrives.

use super::Place;
use http::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An incomplete request. A server that reads its body waits forever.
pub(super) struct Unfinished {
    stream: TcpStream,
}

impl Unfinished {
    pub(super) async fn begin(place: &Place) -> Self {
        let mut stream = TcpStream::connect(place.server.address()).await.expect("the server listens");
        let head = format!(
            "POST /api/auth/login HTTP/1.1\r\nhost: copilot.example\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            place.login.to_string().len()
        );
        stream.write_all(head.as_bytes()).await.expect("the server reads");
        Self { stream }
    }

    /// Reads the answer.
    pub(super) async fn ends_with(mut self, expected: StatusCode) -> Result<(), String> {
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).await.map_err(|error| format!("no answer: {error}"))?;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        if status == expected.as_str() { Ok(()) } else { Err(format!("{answer:?} instead of {expected}")) }
    }
}
