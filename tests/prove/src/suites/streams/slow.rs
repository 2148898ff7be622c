//! Clients that read a byte at a time or stop reading.

use super::{
    super::{plan::QUESTION, talker::Script},
    heard,
    place::{Place, named},
};
use futures::future::join_all;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use socket2::SockRef;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{sleep, timeout},
};

const TIMEOUT: Duration = Duration::from_mins(2);
/// Receive buffer of a client that does not read, in bytes.
const WINDOW: u32 = 2_048;
/// Receive buffer of a client that reads again, in bytes.
const WIDE: usize = 1_024 * 1_024;
const CROWD: usize = 50;
/// Number of clients of a crowd that ask concurrently.
const GROUP: usize = 10;
/// Pieces of an answer for a crowd: more than a model writes within the requested length.
const PIECES: usize = 4_000;
const MOST_BYTES: u64 = 1_024 * 1_024;
const GLANCE: Duration = Duration::from_millis(50);

/// A connection that is read only on demand.
struct Slow {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Slow {
    async fn asks(place: &Place) -> Result<Self, String> {
        let asks = async {
            let socket = TcpSocket::new_v4()?;
            socket.set_recv_buffer_size(WINDOW)?;
            let mut stream = socket.connect(place.server.address()).await?;
            let body = json!({ "message": QUESTION }).to_string();
            let request = format!(
                "POST /api/chat/stream HTTP/1.1\r\nhost: copilot.example\r\nauthorization: Bearer {}\r\nconnection: close\r\n\
                 content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                place.token(),
                body.len()
            );
            stream.write_all(request.as_bytes()).await?;
            Ok::<_, std::io::Error>(Self { stream, bytes: Vec::new() })
        };
        asks.await.map_err(|error| error.to_string())
    }

    /// Reads at most this number of bytes.
    async fn reads(&mut self, most: usize) -> Result<usize, String> {
        let mut buffer = vec![0; most];
        let read = timeout(TIMEOUT, self.stream.read(&mut buffer)).await;
        let read = read.map_err(|_elapsed| "nothing more comes".to_owned())?.map_err(|error| error.to_string())?;
        self.bytes.extend_from_slice(&buffer[..read]);
        Ok(read)
    }

    /// Reads in steps of this size, with pauses, until the answer's id is known.
    async fn learns(&mut self, most: usize, pause: Duration) -> Result<String, String> {
        loop {
            if self.reads(most).await? == 0 {
                return Err(format!("it is over: {}", String::from_utf8_lossy(&self.bytes)));
            }
            if let Some(start) = heard::events(&body(&self.bytes))?.first() {
                return named(start);
            }
            sleep(pause).await;
        }
    }

    /// Reads the rest as fast as possible and returns the whole body.
    async fn hear_out(&mut self) -> Result<Vec<u8>, String> {
        SockRef::from(&self.stream).set_recv_buffer_size(WIDE).map_err(|error| error.to_string())?;
        while self.reads(65_536).await? > 0 {}
        Ok(body(&self.bytes))
    }
}

/// Decodes the part of a chunked body that has arrived.
fn body(answer: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { return body };
    let mut rest = &answer[head + 4..];
    while let Some(line) = rest.windows(2).position(|end| end == b"\r\n") {
        let size = std::str::from_utf8(&rest[..line]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let size = size.expect("a chunk begins with its size");
        let chunk = &rest[line + 2..];
        body.extend_from_slice(&chunk[..size.min(chunk.len())]);
        rest = chunk.get(size + 2..).unwrap_or_default();
    }
    body
}

/// Reads a byte at a time, stops until the answer is stored, and then reads the rest.
pub(super) async fn reads(place: &Place, script: &Script, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let mut slow = Slow::asks(place).await?;
    let answer = slow.learns(1, Duration::from_millis(chance.random_range(0..3))).await?;
    for _ in 0..chance.random_range(0..200) {
        slow.reads(1).await?;
        sleep(Duration::from_millis(1)).await;
    }
    place.is_stored(&answer).await?;
    is_whole(place, &mut slow, &answer, &script.text()).await
}

async fn is_whole(place: &Place, slow: &mut Slow, answer: &str, text: &str) -> Result<(), String> {
    let heard = slow.hear_out().await?;
    let whole = place.whole(answer).await?;
    if heard::blocks(&heard).0 != heard::blocks(&whole).0 {
        let (heard, whole) = (heard::events(&heard)?.len(), heard::events(&whole)?.len());
        return Err(format!("the slow reader heard {heard} events, of {whole}, or others"));
    }
    place.is_right(&heard::events(&whole)?, text).await
}

/// Lets many clients stop reading while long answers are written. Returns the memory per client, in KiB.
pub(super) async fn crowd() -> Result<u64, String> {
    let place = Place::make().await;
    let pieces = (0..PIECES).map(|number| format!("é{number:05} "));
    let script = Script::of(pieces, Duration::from_micros(200));
    place.talker.says(script.clone());
    for _ in 0..2 {
        let answers = (0..3).map(|_| async {
            let mut slow = Slow::asks(&place).await?;
            let answer = slow.learns(65_536, Duration::ZERO).await?;
            is_whole(&place, &mut slow, &answer, &script.text()).await
        });
        join_all(answers).await.into_iter().collect::<Result<(), String>>()?;
    }
    let before = place.server.program.resident();
    let mut most = before;
    let mut crowd = Vec::new();
    for _ in 0..CROWD / GROUP {
        let group = (0..GROUP).map(|_| async {
            let mut slow = Slow::asks(&place).await?;
            let answer = slow.learns(512, Duration::ZERO).await?;
            Ok::<_, String>((slow, answer))
        });
        crowd.extend(join_all(group).await.into_iter().collect::<Result<Vec<_>, _>>()?);
        most = most.max(place.server.program.resident());
    }
    for (_, answer) in &crowd {
        while place.stored(answer).await?.is_none() {
            most = most.max(place.server.program.resident());
            sleep(GLANCE).await;
        }
    }
    most = most.max(place.server.program.resident());
    // all clients read at once, because the kernel drops data that stays unread for long
    let (place, text) = (&place, script.text());
    let heard = crowd.iter_mut().map(|(slow, answer)| is_whole(place, slow, answer, &text));
    join_all(heard).await.into_iter().collect::<Result<(), String>>()?;
    let each = most.saturating_sub(before) / CROWD as u64;
    if each > MOST_BYTES { Err(format!("each takes {each} bytes")) } else { Ok(each / 1_024) }
}
