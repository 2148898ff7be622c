//! Prepares SQL statements from files on a database without running them.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tokio_postgres::error::ErrorPosition;
use tokio_postgres::{Client, Error};

/// Sample values for the placeholders of list queries, which the list code fills at run time.
const SLOTS: [(&str, &str); 7] = [
    ("{after}", ""),
    ("{end}", "1"),
    ("{filters}", "true"),
    ("{is_filtered}", "true"),
    ("{limit}", "1"),
    ("{offset}", "0"),
    ("{order}", "1"),
];

/// A statement that Postgres fails to prepare.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The given path of the file.
    pub file: PathBuf,
    /// The line of the error, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// Postgres's message.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}: {}", self.file.display(), self.line, self.column, self.message)
    }
}

/// The `.sql` files in the `queries` folders of the crates below a folder, in order.
///
/// # Errors
/// If a folder cannot be listed.
pub fn files(crates: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(crates)? {
        let queries = entry?.path().join("queries");
        if queries.is_dir() {
            collect(&queries, &mut files)?;
        }
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            files.push(path);
        }
    }
    Ok(())
}

/// Prepares the statements of each file.
///
/// # Errors
/// If a file cannot be read.
pub async fn refusals(client: &Client, files: &[PathBuf]) -> io::Result<Vec<Refusal>> {
    let mut refusals = Vec::new();
    for file in files {
        let sql = filled(&fs::read_to_string(file)?);
        let mut begin = 0;
        // a prepared statement is one command
        for command in sql.split_inclusive(";\n") {
            if let Err(error) = client.prepare(command).await {
                refusals.push(refusal(file, &sql, begin, &error));
            }
            begin += command.chars().count();
        }
    }
    Ok(refusals)
}

/// Fills the placeholders, padded so that every other character keeps its position.
fn filled(sql: &str) -> String {
    SLOTS.iter().fold(sql.to_owned(), |sql, (slot, content)| {
        let width = slot.len();
        sql.replace(slot, &format!("{content:width$}"))
    })
}

/// `begin` is the offset of the failed command in the file's text.
fn refusal(file: &Path, sql: &str, begin: usize, error: &Error) -> Refusal {
    let refused = error.as_db_error();
    let offset = match refused.and_then(tokio_postgres::error::DbError::position) {
        Some(ErrorPosition::Original(position)) => usize::try_from(*position).unwrap_or(1),
        _ => 1,
    };
    let (line, column) = place(sql, begin + offset);
    let message = refused.map_or_else(|| error.to_string(), |refused| refused.message().to_owned());
    Refusal { file: file.to_owned(), line, column, message }
}

/// Line and column of a character, all counted from 1.
fn place(text: &str, character: usize) -> (usize, usize) {
    let before: String = text.chars().take(character.saturating_sub(1)).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filling_slots_keeps_other_positions() {
        assert_eq!(filled("WHERE {filters} {after}\nORDER BY {order}"), "WHERE true             \nORDER BY 1      ");
    }

    #[test]
    fn places_count_characters_from_one() {
        let sql = "SELECT é\nFROM nowhere";
        assert_eq!(place(sql, 1), (1, 1));
        assert_eq!(place(sql, 8), (1, 8));
        assert_eq!(place(sql, 15), (2, 6));
    }
}
