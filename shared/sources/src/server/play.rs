//! One connection to a played source.

use super::{Behaviour, Framing, Reply, SeenRequest, SourceServer};
use std::{future, io, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::sleep,
};

const MAX_HEAD_BYTES: u64 = 64 << 10;
const ENDLESS_CHUNK: &[u8] = b"c\r\n1,2,3,4,5,6\n\r\n";

/// How a connection ends.
#[derive(PartialEq, Eq)]
enum End {
    Close,
    Reset,
}

/// Serves a TCP connection.
pub(super) async fn serve_tcp(server: SourceServer, mut stream: TcpStream) {
    if let Ok(End::Reset) = serve_one(&server, &mut stream).await {
        // with no time to linger, the end of the socket is a reset
        drop(stream.set_zero_linger());
    } else {
        drop(stream.shutdown().await);
    }
}

/// Serves a connection in memory.
pub(super) async fn serve(server: SourceServer, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    // a client that leaves early is no error
    drop(serve_one(&server, &mut stream).await);
}

async fn serve_one(server: &SourceServer, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<End> {
    let request = read_request(stream).await?;
    let validators = request.header("if-none-match").map(str::to_owned);
    match server.answer(request) {
        Behaviour::Reply(reply) => write_reply(stream, &reply, validators.as_deref()).await?,
        Behaviour::Raw(bytes) => stream.write_all(&bytes).await?,
        Behaviour::Silence => future::pending().await,
        Behaviour::Reset => return Ok(End::Reset),
        Behaviour::EndlessHead => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
            loop {
                stream.write_all(b"X-More: more\r\n").await?;
            }
        }
        Behaviour::EndlessBody => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n")
                .await?;
            loop {
                stream.write_all(ENDLESS_CHUNK).await?;
            }
        }
    }
    stream.flush().await?;
    Ok(End::Close)
}

async fn read_request(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<SeenRequest> {
    let mut lines = BufReader::new(stream.take(MAX_HEAD_BYTES)).lines();
    let first = lines.next_line().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut request = SeenRequest { host: String::new(), target, headers: Vec::new() };
    while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(':') {
            request.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    request.host = request.header("host").unwrap_or_default().to_owned();
    Ok(request)
}

async fn write_reply(
    stream: &mut (impl AsyncWrite + Unpin),
    reply: &Reply,
    if_none_match: Option<&str>,
) -> io::Result<()> {
    let etag = reply.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("etag")).map(|(_, etag)| etag.as_str());
    let is_unchanged = etag.is_some() && etag == if_none_match;
    let status = if is_unchanged { 304 } else { reply.status };
    let is_chunked = matches!(reply.framing, Framing::Chunks | Framing::UnfinishedChunks);
    let framing = match reply.framing {
        _ if is_unchanged => String::new(),
        Framing::Length => format!("Content-Length: {}\r\n", reply.body.len()),
        Framing::WrongLength(length) => format!("Content-Length: {length}\r\n"),
        Framing::Chunks | Framing::UnfinishedChunks => "Transfer-Encoding: chunked\r\n".to_owned(),
        Framing::Close => String::new(),
    };
    let headers: Vec<String> = reply.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!("HTTP/1.1 {status} Played\r\n{}{framing}\r\n", headers.concat());
    stream.write_all(head.as_bytes()).await?;
    if is_unchanged {
        return Ok(());
    }
    let (piece, pause) = reply.pace.unwrap_or((16 << 10, Duration::ZERO));
    for piece in reply.body.chunks(piece.max(1)) {
        if !pause.is_zero() {
            stream.flush().await?;
            sleep(pause).await;
        }
        if is_chunked {
            stream.write_all(format!("{:x}\r\n", piece.len()).as_bytes()).await?;
        }
        stream.write_all(piece).await?;
        if is_chunked {
            stream.write_all(b"\r\n").await?;
        }
    }
    if reply.framing == Framing::Chunks {
        stream.write_all(b"0\r\n\r\n").await?;
    }
    Ok(())
}
