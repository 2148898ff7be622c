//! The containers' nginx in front of the functions of a world, so that their tests can also run through it.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    response::Response,
};
use futures::StreamExt;
use http::header::DATE;
use reqwest::redirect::Policy;
use sisuiq_config::Environment;
use std::{
    fs::{self, File},
    net::{SocketAddr, TcpListener as Listener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::AbortHandle, time::sleep};

const TIMEOUT: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(10);
const CONFIGURATION: &str = include_str!("../../../containers/nginx.conf");

/// Trusts the last entry of this header, as behind a load balancer. Tests set their address in it.
const BEHIND_A_PROXY: &str = "set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;";

/// The nginx in front of the functions; `None` if the run has none.
pub(super) fn program() -> Option<PathBuf> {
    let named = Environment::from_process().read(|reader| reader.named::<String>("SISUIQ_TEST_THROUGH_NGINX"));
    named.ok().map(PathBuf::from)
}

/// The client address of requests that do not set one.
#[must_use]
pub fn unstated_address() -> &'static str {
    if program().is_some() { "127.0.0.1" } else { "unknown" }
}

/// A running nginx, which is killed on drop.
struct Nginx {
    child: Child,
    folder: TempDir,
    address: SocketAddr,
    client: reqwest::Client,
}

/// Functions behind nginx. They and their database connections end together with nginx.
struct Served {
    nginx: Nginx,
    functions: AbortHandle,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.functions.abort();
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // fails if the process has ended by itself
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves the functions behind nginx, and returns a router that sends requests through nginx.
pub(super) async fn before(app: Router, program: &Path) -> Router {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let upstream = listener.local_addr().expect("the listener has an address");
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let functions = tokio::spawn(async move { axum::serve(listener, service).await }).abort_handle();
    let deadline = Instant::now() + TIMEOUT;
    loop {
        let mut nginx = Nginx::start(program, upstream);
        if nginx.listens(deadline).await {
            return Router::new().fallback(pass).with_state(Arc::new(Served { nginx, functions }));
        }
        let errors = fs::read_to_string(nginx.folder.path().join("errors.log")).expect("the log can be read");
        assert!(Instant::now() < deadline && errors.contains("Address already in use"), "{errors}");
    }
}

impl Nginx {
    /// Starts nginx at a port that is free now. Another process may take the port before nginx listens.
    fn start(program: &Path, upstream: SocketAddr) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let address = Listener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free");
        let path = folder.path().join("nginx.conf");
        fs::write(&path, configuration(folder.path(), address, upstream)).expect("a file can be written");
        let added = folder.path().join("server.d");
        fs::create_dir_all(&added).expect("a folder can be made");
        fs::write(added.join("proxy.conf"), BEHIND_A_PROXY).expect("a file can be written");
        let child = Command::new(program)
            // a single process, so that killing it leaves no worker
            .args(["-g", "master_process off;", "-c"])
            .arg(path)
            .stdin(Stdio::null())
            .stderr(File::create(folder.path().join("errors.log")).expect("a file can be made"))
            .spawn()
            .expect("nginx starts");
        Self { child, folder, address, client: client() }
    }

    /// Waits until nginx listens. Returns false if it ends before that, or at the deadline.
    async fn listens(&mut self, deadline: Instant) -> bool {
        // nginx writes this file after it has opened all sockets
        while !self.folder.path().join("nginx.pid").is_file() {
            if self.child.try_wait().expect("the process can be asked").is_some() || Instant::now() > deadline {
                return false;
            }
            sleep(GLANCE).await;
        }
        true
    }
}

/// A client that returns responses of nginx unchanged.
fn client() -> reqwest::Client {
    let plain = reqwest::Client::builder().no_gzip().no_brotli().no_zstd().no_deflate();
    plain.redirect(Policy::none()).build().expect("a client can be made")
}

/// The committed configuration with these addresses and without rate limits, because all requests of a world come from one
/// client. The functions' own limits apply.
fn configuration(folder: &Path, address: SocketAddr, upstream: SocketAddr) -> String {
    let own = folder.display().to_string();
    let placed = [
        (" /tmp/", format!(" {own}/")),
        ("/srv/web;", format!("{own}/web;")),
        ("/dev/stdout", format!("{own}/access.log")),
        ("listen 8080;", format!("listen {address};")),
        ("http://server:8080", format!("http://{upstream}")),
        ("rate=10r/s;", "rate=10000r/s;".to_owned()),
        ("rate=2r/s;", "rate=10000r/s;".to_owned()),
        ("burst=20 ", "burst=10000 ".to_owned()),
        ("burst=5 ", "burst=10000 ".to_owned()),
    ];
    placed.into_iter().fold(CONFIGURATION.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the configuration does not say {old}");
        text.replace(old, &new)
    })
}

async fn pass(State(served): State<Arc<Served>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let address = format!("http://{}{path}", served.nginx.address);
    let body = to_bytes(body, usize::MAX).await.expect("a test's body can be read");
    let asked = served.nginx.client.request(parts.method, address).headers(parts.headers).body(body);
    let answer = asked.send().await.expect("nginx answers");
    let mut response = Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        headers.extend(answer.headers().clone());
        // nginx sends the machine's time, but worlds have their own clock
        headers.remove(DATE);
    }
    // keep these functions until the body is read, even if the world has new ones by then
    let body = answer.bytes_stream().inspect(move |_| _ = &served);
    response.body(Body::from_stream(body)).expect("the answer is well formed")
}
