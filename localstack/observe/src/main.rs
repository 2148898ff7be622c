//! Prints or writes alert rules and dashboards.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Context, Result};
use clap::Parser;

/// Generates rules for Prometheus and dashboards for Grafana
#[derive(Debug, Parser)]
struct Arguments {
    /// The project folder
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Write the files below observability/ instead of printing them
    #[arg(long)]
    write: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    for file in observe::files(&arguments.root)? {
        if arguments.write {
            let path = arguments.root.join(&file.path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            }
            fs::write(&path, &file.text).with_context(|| format!("cannot write {}", path.display()))?;
        } else {
            writeln!(io::stdout(), "# {}\n{}", file.path.display(), file.text)?;
        }
    }
    Ok(())
}
