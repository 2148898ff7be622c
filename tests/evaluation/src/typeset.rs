//! Typesets the demo documents: `cargo run --package evaluation --bin typeset` writes `seeds/*.pdf` from `seeds/documents/*.txt`.
//!
//! A line that starts with `#` is a heading, one with `|` a row of a table, one with `-` a list item; `===` starts a page.
#![expect(clippy::print_stdout, reason = "a command that says what it wrote")]

use std::{fs, io, path::Path};
use world::seeds::{DOCUMENTS, typeset};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    for name in DOCUMENTS {
        let text = fs::read_to_string(folder.join("documents").join(format!("{name}.txt")))?;
        fs::write(folder.join(format!("{name}.pdf")), typeset(&text))?;
        println!("seeds/{name}.pdf");
    }
    Ok(())
}
