//! Files of a folder, each at the URL that its path says.

use super::{Reply, SeenRequest};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Component, Path, PathBuf},
};
use url::Url;

/// The answer to a request: the file `HOST/PATH` of the folder as it is now, with an entity tag made of its content; 404 without one.
pub(super) fn answer(folder: &Path, request: &SeenRequest) -> Reply {
    let Some(path) = path_of(request) else { return Reply::status(404) };
    let Ok(content) = fs::read(folder.join(&path)) else { return Reply::status(404) };
    let tag = hex::encode(Sha256::digest(&content));
    Reply::file(content_type(&path), content).etag(&format!("\"{tag}\""))
}

/// The path below the folder, which never leads out of it. The query is not a part of it.
fn path_of(request: &SeenRequest) -> Option<PathBuf> {
    let url = Url::parse(&format!("https://{}", request.host)).ok()?.join(&request.target).ok()?;
    let path = Path::new(url.host_str()?).join(url.path().trim_start_matches('/'));
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => "text/csv",
        Some("html") => "text/html",
        Some("pdf") => "application/pdf",
        Some("txt") => "text/plain",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(folder: &Path, host: &str, target: &str) -> Reply {
        answer(folder, &SeenRequest { host: host.to_owned(), target: target.to_owned(), headers: Vec::new() })
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("lists.example/a")).unwrap();
        fs::write(folder.path().join("lists.example/a/list.csv"), "1,2").unwrap();
        fs::write(folder.path().join("secret.csv"), "no").unwrap();
        folder
    }

    #[test]
    fn files_have_the_url_of_their_path() {
        let folder = folder();
        let reply = asked(folder.path(), "lists.example", "/a/list.csv?token=1");
        assert_eq!((reply.status, &reply.body[..]), (200, &b"1,2"[..]));
        assert!(reply.headers.contains(&("Content-Type".to_owned(), "text/csv".to_owned())));
    }

    #[test]
    fn entity_tags_change_with_the_content() {
        let folder = folder();
        let tag = || asked(folder.path(), "lists.example", "/a/list.csv").headers.pop().unwrap();
        let former = tag();
        assert_eq!(former, tag());
        fs::write(folder.path().join("lists.example/a/list.csv"), "1,3").unwrap();
        assert_ne!(former, tag());
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let folder = folder();
        for (host, target) in [
            ("lists.example", "/../secret.csv"),
            ("lists.example", "/..%2fsecret.csv"),
            ("..", "/secret.csv"),
            ("lists.example", "//secret.csv"),
            ("lists.example", "/a"),
            ("other.example", "/a/list.csv"),
        ] {
            assert_eq!(asked(folder.path(), host, target).status, 404, "{host} {target}");
        }
    }
}
