//! Compares the analysis tools with pandas, values and times: `parity CALLS.json FOLDER`, with calls of `tests/parity/parity.py`.
#![expect(clippy::print_stdout, reason = "the results are printed")]

#[path = "../tests/parity/compare.rs"]
mod compare;

use std::{error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (calls, folder) = arguments.next().zip(arguments.next()).ok_or("name the calls and the folder of tables")?;
    let report = compare::compare(&calls, |table| folder.join(table))?;
    report.differences.iter().for_each(|difference| println!("{difference}"));
    println!("{} calls, {} differences", report.calls, report.differences.len());
    let mut times: Vec<_> = report.times.into_iter().collect();
    times.sort_by(|left, right| left.0.cmp(&right.0));
    for (name, (copy, memory, pandas)) in times {
        let [copy, memory] = [copy, memory].map(|time| time.as_secs_f64());
        println!(
            "{name}: from the copy {:.3} ms, from memory {:.3} ms, pandas {:.3} ms: {:.1} times",
            copy * 1e3,
            memory * 1e3,
            pandas * 1e3,
            pandas / memory
        );
    }
    Ok(())
}
