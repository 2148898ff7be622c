//! Takes the two files of Swagger UI that the page needs out of the archive in which its crate carries them.
#![expect(clippy::disallowed_methods, reason = "a build script is told where to write by its environment")]

use std::error::Error;
use std::fs::File;
use std::io::{Cursor, copy};
use std::path::PathBuf;

/// Of the version that the crate is pinned to.
const FOLDER: &str = "swagger-ui-5.32.6/dist";
const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut archive = zip::ZipArchive::new(Cursor::new(utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED))?;
    for wanted in FILES {
        let mut file = archive.by_name(&format!("{FOLDER}/{wanted}"))?;
        copy(&mut file, &mut File::create(folder.join(wanted))?)?;
    }
    Ok(())
}
