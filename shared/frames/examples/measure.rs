//! Times of reading a table, writing its columnar copy and reading one column: `measure FILE.csv [COLUMN]`.
#![expect(clippy::print_stdout, reason = "the times are printed")]

use sisuiq_analytics::{Limits, Mapping};
use sisuiq_frames::{CopyReader, Frame, Ranges, Table, write_copy};
use std::{error::Error, fs::File, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file")?;
    let started = Instant::now();
    let limits = Limits { bytes: 1 << 30, ..Limits::default() };
    let (frame, _) = Frame::read(File::open(path)?, sisuiq_analytics::Kind::Csv, limits, Mapping::default())?;
    println!("frame of {} rows, {} columns: {:?}", frame.row_count(), frame.headings().len(), started.elapsed());
    for heading in frame.headings() {
        println!("  {} {}", heading.name, heading.kind.name());
    }
    let started = Instant::now();
    let mut bytes = Vec::new();
    write_copy(&frame, &mut bytes)?;
    println!("copy of {} bytes: {:?}", bytes.len(), started.elapsed());
    let place = arguments.next().and_then(|name| frame.place(&name)).unwrap_or_default();
    for _ in 0..3 {
        let started = Instant::now();
        let copy = CopyReader::open(bytes.range(0, bytes.len())?)?;
        let opened = started.elapsed();
        let started = Instant::now();
        let column = copy.column(place)?;
        println!("opened in {opened:?}, one column of {} rows in {:?}", column.len(), started.elapsed());
    }
    Ok(())
}
