//! Reads lists and prints what they contain: `cargo run --release -p sisuiq-lists --example read_lists FORMAT=PATH...`.
//!
//! Formats: `ofac` and `ofac-consolidated` with a folder (or with `sdn.csv`, which is read alone then), `un`, `eu-xml`, `eu-csv`,
//! `dpl` and `csl` with a file. `ofac-archive` is `ofac` for copies without
//! the mark that ends a file. Companion files that do not belong to the list are named and left out.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{error, fs, io};

use sisuiq_lists::{
    EndMark, List, ListError, OfacFiles, OfacList, ReadOptions, content_hash, read_denied_persons, read_eu_csv,
    read_eu_xml, read_ofac, read_screening_list, read_un,
};

fn main() -> Result<(), Box<dyn error::Error>> {
    for argument in std::env::args().skip(1) {
        let (format, path) = argument.split_once('=').ok_or("an argument is FORMAT=PATH")?;
        let Some(list) = read(format, Path::new(path))? else { continue };
        print(&argument, &list)?;
    }
    Ok(())
}

fn read(format: &str, path: &Path) -> Result<Option<List>, Box<dyn error::Error>> {
    let options = ReadOptions::default();
    let archive = ReadOptions { end_mark: EndMark::Optional, ..options };
    let single: fn(&[u8], &ReadOptions) -> Result<List, ListError> = match format {
        "ofac" => return ofac(OfacList::Sdn, path, &options),
        "ofac-archive" => return ofac(OfacList::Sdn, path, &archive),
        "ofac-consolidated" => return ofac(OfacList::Consolidated, path, &options),
        "un" => read_un,
        "eu-xml" => read_eu_xml,
        "eu-csv" => read_eu_csv,
        "dpl" => read_denied_persons,
        "csl" => read_screening_list,
        _ => return Err(format!("{format} is not a format").into()),
    };
    let bytes = fs::read(path)?;
    let start = Instant::now();
    report(format, start, single(&bytes, &options))
}

fn report(name: &str, start: Instant, result: Result<List, ListError>) -> Result<Option<List>, Box<dyn error::Error>> {
    let elapsed = start.elapsed();
    let mut output = io::stdout().lock();
    match result {
        Ok(list) => {
            writeln!(output, "\n{name}: read in {:.0} ms", elapsed.as_secs_f64() * 1000.0)?;
            Ok(Some(list))
        }
        Err(error) => {
            writeln!(output, "\n{name}: REFUSED {}: {error}", error.code())?;
            Ok(None)
        }
    }
}

fn ofac(list: OfacList, path: &Path, options: &ReadOptions) -> Result<Option<List>, Box<dyn error::Error>> {
    let names = match list {
        OfacList::Sdn => ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"],
        OfacList::Consolidated => ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"],
    };
    if path.is_file() {
        let entries = fs::read(path)?;
        let files = OfacFiles { list, entries: &entries, aliases: None, addresses: None, comments: None };
        let start = Instant::now();
        return report("entries alone", start, read_ofac(&files, options));
    }
    let file = |name: &str| -> Option<Vec<u8>> {
        let path: PathBuf = path.join(name);
        fs::read(path).ok()
    };
    let entries = file(names[0]).ok_or("the folder lacks the main file")?;
    let companions = [names[1], names[2], names[3]].map(file);
    let [aliases, addresses, comments] = &companions;
    let mut files = OfacFiles {
        list,
        entries: &entries,
        aliases: aliases.as_deref(),
        addresses: addresses.as_deref(),
        comments: comments.as_deref(),
    };
    loop {
        let start = Instant::now();
        match read_ofac(&files, options) {
            Err(error) if error.file == names[1] && files.aliases.is_some() => files.aliases = refused(&error)?,
            Err(error) if error.file == names[2] && files.addresses.is_some() => files.addresses = refused(&error)?,
            Err(error) if error.file == names[3] && files.comments.is_some() => files.comments = refused(&error)?,
            result => return report("folder", start, result),
        }
    }
}

fn refused(error: &ListError) -> io::Result<Option<&'static [u8]>> {
    writeln!(io::stdout(), "REFUSED {}: {error}", error.code())?;
    Ok(None)
}

fn print(name: &str, list: &List) -> io::Result<()> {
    let mut output = io::stdout().lock();
    let report = &list.report;
    writeln!(output, "{name}: {} of {:?}, {}", list.id, list.generated_on, report.encoding)?;
    writeln!(output, "  entities {} {:?}", report.entities, report.kinds)?;
    let sum = |count: fn(&sisuiq_lists::Entity) -> usize| list.entities.iter().map(count).sum::<usize>();
    writeln!(
        output,
        "  names {} identifiers {} birth dates {} addresses {} countries {} attributes {}",
        sum(|entity| entity.names.len()),
        sum(|entity| entity.identifiers.len()),
        sum(|entity| entity.birth_dates.len()),
        sum(|entity| entity.addresses.len()),
        sum(|entity| entity.countries.len()),
        sum(|entity| entity.attributes.len()),
    )?;
    writeln!(
        output,
        "  wallets {} links {} of which resolved {}",
        report.wallets, report.links, report.links_resolved
    )?;
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for identifier in list.entities.iter().flat_map(|entity| &entity.identifiers) {
        *labels.entry(&identifier.label).or_default() += 1;
    }
    writeln!(output, "  labels of identifiers {labels:?}")?;
    let share = 100 * report.not_understood() * 100 / report.statements.max(1);
    let (whole, rest) = (share / 100, share % 100);
    writeln!(
        output,
        "  not understood {} of {} statements: {whole}.{rest:02} %",
        report.not_understood(),
        report.statements
    )?;
    for (reason, count) in &report.notes {
        writeln!(output, "    {reason:?} {count} {:?}", report.examples.get(reason))?;
    }
    let start = Instant::now();
    let hashes: std::collections::BTreeSet<_> = list.entities.iter().map(content_hash).collect();
    writeln!(output, "  distinct contents {} in {:.0} ms", hashes.len(), start.elapsed().as_secs_f64() * 1000.0)
}
