//! The proxy in front of an echo server.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use sisuiq_testing::{Mode, Proxy};
use std::{
    io::ErrorKind,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

const TIMEOUT: Duration = Duration::from_secs(10);

/// A proxy, and the number of bytes that the server behind it has received.
async fn world() -> (Proxy, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let heard = Arc::<AtomicUsize>::default();
    let counter = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(say_back(stream, Arc::clone(&counter)));
        }
    });
    (Proxy::to(&address).await, heard)
}

async fn say_back(mut stream: TcpStream, heard: Arc<AtomicUsize>) {
    let mut buffer = [0; 1_024];
    while let Ok(read) = stream.read(&mut buffer).await {
        heard.fetch_add(read, SeqCst);
        if read == 0 || stream.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

async fn connected(proxy: &Proxy) -> TcpStream {
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut stream, "hello").await.unwrap(), "hello");
    stream
}

/// The echoed text, or the kind of error. A truncated answer is `UnexpectedEof`.
async fn ask(stream: &mut TcpStream, text: &str) -> Result<String, ErrorKind> {
    stream.write_all(text.as_bytes()).await.map_err(|error| error.kind())?;
    let mut answer = vec![0; text.len()];
    stream.read_exact(&mut answer).await.map_err(|error| error.kind())?;
    Ok(String::from_utf8(answer).unwrap())
}

#[tokio::test]
async fn refuse_mode_closes_the_port() {
    let (proxy, _) = world().await;
    let mut open = connected(&proxy).await;
    proxy.set(Mode::Refuse).await;
    assert_eq!(TcpStream::connect(proxy.address()).await.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    assert_eq!(ask(&mut open, "still there?").await.unwrap_err(), ErrorKind::ConnectionReset);
    proxy.set(Mode::Pass).await;
    connected(&proxy).await;
}

#[tokio::test]
async fn reset_mode_resets_all_connections() {
    let (proxy, _) = world().await;
    let mut open = connected(&proxy).await;
    proxy.set(Mode::Reset).await;
    assert_eq!(ask(&mut open, "still there?").await.unwrap_err(), ErrorKind::ConnectionReset);
    let mut new = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut new, "hello").await.unwrap_err(), ErrorKind::ConnectionReset);
    assert_eq!((proxy.connections(), proxy.settles(0, TIMEOUT).await), (2, 0));
}

#[tokio::test]
async fn reset_after_zero_loses_the_answer() {
    let (proxy, heard) = world().await;
    let mut open = connected(&proxy).await;
    proxy.set(Mode::ResetAfter(0)).await;
    assert_eq!(ask(&mut open, "commit").await.unwrap_err(), ErrorKind::ConnectionReset);
    assert_eq!(heard.load(SeqCst), "hello".len() + "commit".len());
}

#[tokio::test]
async fn connection_ends_after_set_byte_count() {
    for (mode, ending) in
        [(Mode::ResetAfter(7), ErrorKind::ConnectionReset), (Mode::CloseAfter(7), ErrorKind::UnexpectedEof)]
    {
        let (proxy, _) = world().await;
        let mut open = connected(&proxy).await;
        proxy.set(mode).await;
        assert_eq!(ask(&mut open, "four").await.unwrap(), "four");
        open.write_all(b"another").await.unwrap();
        let mut last = [0; 3];
        open.read_exact(&mut last).await.unwrap();
        assert_eq!(&last, b"ano");
        assert_eq!(open.read_exact(&mut last).await.unwrap_err().kind(), ending, "{mode:?}");
    }
}

#[tokio::test]
async fn half_open_connections_reset_later() {
    let (proxy, heard) = world().await;
    let mut open = connected(&proxy).await;
    proxy.set(Mode::HalfOpen).await;
    let mut new = TcpStream::connect(proxy.address()).await.unwrap();
    for stream in [&mut open, &mut new] {
        assert!(timeout(Duration::from_millis(50), ask(stream, "anybody?")).await.is_err());
    }
    proxy.set(Mode::Pass).await;
    for stream in [&mut open, &mut new] {
        assert_eq!(ask(stream, "anybody?").await.unwrap_err(), ErrorKind::ConnectionReset);
    }
    assert_eq!(heard.load(SeqCst), "hello".len());
    connected(&proxy).await;
}

#[tokio::test]
async fn answers_come_late_or_in_drops() {
    let modes =
        [Mode::Latency(Duration::from_millis(60)), Mode::Trickle { bytes: 2, every: Duration::from_millis(20) }];
    for mode in modes {
        let (proxy, _) = world().await;
        let mut open = connected(&proxy).await;
        proxy.set(mode).await;
        let start = Instant::now();
        assert_eq!(ask(&mut open, "sixsix").await.unwrap(), "sixsix");
        assert!(start.elapsed() >= Duration::from_millis(60), "{mode:?} took {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn cut_and_forget_spare_new_connections() {
    let (proxy, _) = world().await;
    let mut open = connected(&proxy).await;
    proxy.cut();
    assert!(matches!(
        ask(&mut open, "hello").await.unwrap_err(),
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe
    ));
    let mut open = connected(&proxy).await;
    proxy.forget();
    let mut new = connected(&proxy).await;
    assert!(timeout(Duration::from_millis(50), ask(&mut open, "anybody?")).await.is_err());
    assert_eq!(ask(&mut new, "hello").await.unwrap(), "hello");
}

#[tokio::test]
async fn connections_and_questions_are_counted() {
    let (proxy, _) = world().await;
    let mut first = connected(&proxy).await;
    assert_eq!(ask(&mut first, "again").await.unwrap(), "again");
    let second = connected(&proxy).await;
    assert_eq!((proxy.connections(), proxy.open(), proxy.questions()), (2, 2, 3));
    drop(first);
    assert_eq!(proxy.settles(1, TIMEOUT).await, 1);
    drop((second, proxy));
}
