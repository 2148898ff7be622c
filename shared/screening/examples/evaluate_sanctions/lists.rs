//! Versions of lists: their differences, what was listed on a day, and damaged files.

use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use serde::Deserialize;
use sisuiq_lists::{
    Diff, EndMark, Entity, List, ListError, OfacFiles, OfacList, Part, PartCount, ReadOptions, Standing, Version, diff,
    histories, read_ofac, read_un, shrinkage,
};

use crate::Outcome;
use crate::report::Report;

/// The newest versions that were read.
#[derive(Debug, Default)]
pub(crate) struct Newest {
    pub(crate) ofac: Vec<Entity>,
    pub(crate) un: Vec<Entity>,
}

/// Additions, changes and removals from the first to the last version.
type Counts = (usize, usize, usize);

/// How the lists of a folder differ, and what they say of a day.
#[derive(Deserialize)]
struct Expected {
    ofac_rows: Counts,
    un: Counts,
    /// A day, the key of an entry of OFAC, and its programmes on that day.
    listed: (Date, String, Vec<String>),
}

/// The lists of OFAC of January 2019 and July 2021, and of the UN of November 2020 and February 2026.
fn published() -> Expected {
    let (day, key) = (Date::constant(2021, 7, 7), "36".to_owned());
    Expected { ofac_rows: (1_858, 836, 261), un: (92, 770, 107), listed: (day, key, vec!["CUBA".to_owned()]) }
}

/// The days of OFAC's versions by their folders.
const OFAC: [(&str, Date); 2] = [("2019-01", Date::constant(2019, 1, 1)), ("2021-07", Date::constant(2021, 7, 7))];

pub(crate) fn measure(folder: &Path, report: &mut Report) -> Outcome<Newest> {
    let expected = match fs::read(folder.join("expected.json")) {
        Ok(text) => serde_json::from_slice(&text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => published(),
        Err(error) => return Err(error.into()),
    };
    let mut newest = Newest::default();
    let sdn = folder.join("ofac_sdn");
    if sdn.is_dir() {
        newest.ofac = ofac(&sdn, &expected, report)?;
    } else {
        report.left_out.push("lists of OFAC".to_owned());
    }
    let un = folder.join("un_consolidated");
    if un.is_dir() {
        newest.un = consolidated(&un, &expected, report)?;
    } else {
        report.left_out.push("lists of the UN".to_owned());
    }
    Ok(newest)
}

fn ofac(folder: &Path, expected: &Expected, report: &mut Report) -> Outcome<Vec<Entity>> {
    let [(first, first_day), (last, last_day)] = OFAC;
    let (before, after) = (sdn(&folder.join(first))?, sdn(&folder.join(last))?);
    let differences = diff(&before.entities, &after.entities);
    let PartCount { added, changed, removed } = differences.parts.get(&Part::Entry).copied().unwrap_or_default();
    let what = "rows of OFAC's list added, changed and removed, 2019 to 2021";
    compare(report, what, (added, changed, removed), expected.ofac_rows);
    for (part, name) in [(Part::Alias, "aliases"), (Part::Address, "addresses")] {
        let has = |entity: &Entity| entity.records.iter().any(|record| record.part == part);
        if !before.entities.iter().any(has) || !after.entities.iter().any(has) {
            let why = "the files of a version belong to another one, or are missing";
            report.left_out.push(format!("{name} of OFAC: {why}"));
            continue;
        }
        let PartCount { added, changed, removed } = differences.parts.get(&part).copied().unwrap_or_default();
        report.tell(8, format!("{name} of OFAC added, changed and removed"), format!("{added}, {changed}, {removed}"));
    }
    let versions = [
        Version { date: first_day, entities: &before.entities },
        Version { date: last_day, entities: &after.entities },
    ];
    standing(&versions, expected, report)?;
    damaged(&folder.join(last).join("sdn.csv"), report)?;
    Ok(after.entities)
}

/// What the lists say of a day.
fn standing(versions: &[Version<'_>], expected: &Expected, report: &mut Report) -> Outcome<()> {
    let (dates, timelines) = histories(versions)?;
    let (day, key, programmes) = &expected.listed;
    let timeline = timelines.iter().find(|(entity, _)| entity.id == *key).map(|(_, timeline)| timeline);
    let found = match timeline.map(|timeline| timeline.standing(&dates, *day)) {
        Some(Standing::Listed(span)) => span.programmes.join(", "),
        other => format!("{other:?}"),
    };
    let what = format!("programmes under which entry {key} was listed on {day}");
    let programmes = programmes.join(", ");
    let is_right = found == programmes;
    report.judge(9, what, (found, programmes.as_str()), is_right);
    let unknown = timeline.map(|timeline| timeline.standing(&dates, Date::constant(2031, 1, 1)));
    let is_unknown = matches!(unknown, Some(Standing::Unknown));
    report.judge(
        9,
        "standing on a day after the last version",
        (if is_unknown { "unknown" } else { "known" }.to_owned(), "unknown"),
        is_unknown,
    );
    Ok(())
}

/// Reads a list with its companions. Those of another day do not belong to it, and are left out.
fn sdn(folder: &Path) -> Outcome<List> {
    let options = ReadOptions { end_mark: EndMark::Optional, ..ReadOptions::default() };
    let entries = fs::read(folder.join("sdn.csv"))?;
    let companions = ["alt.csv", "add.csv"].map(|name| fs::read(folder.join(name)).ok());
    let [aliases, addresses] = &companions;
    let mut files = OfacFiles {
        list: OfacList::Sdn,
        entries: &entries,
        aliases: aliases.as_deref(),
        addresses: addresses.as_deref(),
        comments: None,
    };
    loop {
        match read_ofac(&files, &options) {
            Err(error) if error.file == "alt.csv" && files.aliases.is_some() => files.aliases = None,
            Err(error) if error.file == "add.csv" && files.addresses.is_some() => files.addresses = None,
            read => return Ok(read?),
        }
    }
}

fn consolidated(folder: &Path, expected: &Expected, report: &mut Report) -> Outcome<Vec<Entity>> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    let (Some(first), Some(last)) = (files.first(), files.last()) else {
        return Err("there are no lists of the UN".into());
    };
    let options = ReadOptions::default();
    let (before, after) = (read_un(&fs::read(first)?, &options)?, read_un(&fs::read(last)?, &options)?);
    let Diff { added, changed, removed, .. } = diff(&before.entities, &after.entities);
    let what = "entries of the UN's list added, changed and removed, 2020 to 2026";
    compare(report, what, (added.len(), changed.len(), removed.len()), expected.un);
    damaged(last, report)?;
    Ok(after.entities)
}

fn compare(report: &mut Report, what: &str, found: Counts, expected: Counts) {
    let text = |(added, changed, removed): Counts| format!("{added}, {changed}, {removed}");
    report.judge(8, what, (text(found), text(expected).as_str()), found == expected);
}

/// Damages a file in ways in which files are damaged: none may be read in part.
fn damaged(path: &Path, report: &mut Report) -> Outcome<()> {
    let is_xml = path.extension().is_some_and(|extension| extension == "xml");
    let read: fn(&[u8]) -> Result<List, ListError> = if is_xml {
        |bytes| read_un(bytes, &ReadOptions::default())
    } else {
        |entries| {
            let files = OfacFiles { list: OfacList::Sdn, entries, aliases: None, addresses: None, comments: None };
            read_ofac(&files, &ReadOptions::default())
        }
    };
    let mut whole = fs::read(path)?;
    if !is_xml && whole.last() != Some(&0x1a) {
        // copies in archives lack the mark
        whole.push(0x1a);
    }
    let kept = read(&whole)?.entities;
    let cut = |share: usize| whole.iter().copied().take(whole.len() * share / 100).collect::<Vec<u8>>();
    let mut mixed = whole.clone();
    let middle =
        mixed.iter().skip(mixed.len() / 2).position(u8::is_ascii_lowercase).unwrap_or_default() + mixed.len() / 2;
    mixed.splice(middle..middle, if is_xml { vec![0xe9] } else { "é".bytes().chain([0xe9]).collect() });
    let page = b"<!DOCTYPE html>\n<html><body>Service unavailable</body></html>".to_vec();
    let damages = [cut(50), cut(99), mixed, page, Vec::new(), [whole.as_slice(), &whole].concat()];
    let refused = damages.iter().filter(|damage| read(damage).is_err()).count();
    let third: Vec<Entity> = kept.iter().take(kept.len() * 2 / 3).cloned().collect();
    let is_seen = shrinkage(&kept, &third).misses_more_than(20);
    let what = format!(
        "damaged forms of {} refused, a lost third among them",
        if is_xml { "the UN's list" } else { "OFAC's list" }
    );
    let found = refused + usize::from(is_seen);
    report.judge(10, what, (format!("{found} of {}", damages.len() + 1), "all"), found == damages.len() + 1);
    Ok(())
}
