//! Names for the measure `names` of `cargo dev bench`, and the scores and times of this project's engine with them:
//!
//! ```text
//! measure_names write FOLDER NAMES.json OTHERS   # writes the names of a folder of lists, with so many names of others
//! measure_names measure NAMES.json               # prints scores and times as JSON
//! ```
//!
//! `FOLDER` has the form of `tests/evaluation/sanctions`. `bench/peer/names.py` measures other libraries with the same file.
#![expect(clippy::print_stdout, reason = "the figures are printed")]

#[path = "../evaluate_sanctions/clock.rs"]
mod clock;
#[path = "../evaluate_sanctions/data.rs"]
#[expect(dead_code, reason = "this program reads no labelled pairs")]
mod data;
mod engine;
mod names;

use std::path::Path;
use std::{env, error::Error, fs};

use names::Names;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["write", folder, file, others] => {
            let names = Names::read(Path::new(folder), others.parse()?)?;
            fs::write(file, serde_json::to_string(&names)?)?;
        }
        ["measure", file] => {
            let names: Names = serde_json::from_slice(&fs::read(file)?)?;
            println!("{}", serde_json::to_string(&engine::measure(&names)?)?);
        }
        _ => return Err("write FOLDER NAMES.json OTHERS, or measure NAMES.json".into()),
    }
    Ok(())
}
