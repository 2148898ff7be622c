//! Tables of HTML: those with data, and those that lay out lists.

use super::Writer;
use crate::label::label;
use crate::source::Role;
use crate::span::collapsed;

/// A paragraph that has not been written yet.
#[derive(Debug, Clone)]
pub(super) enum Pending {
    Block(String, Role),
    Table(Vec<Vec<String>>, usize),
}

#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) content: Vec<Pending>,
    pub(super) is_header: bool,
}

/// A table whose end has not been read yet.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn cell(&mut self, is_header: bool) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(Cell { content: Vec::new(), is_header });
        }
    }

    /// Adds to the cell that is read. Text outside of cells gets one of its own.
    pub(super) fn add(&mut self, pending: Vec<Pending>) {
        if self.rows.last().is_none_or(Vec::is_empty) {
            self.cell(false);
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.content.extend(pending);
        }
    }

    /// The blocks of a table that lays out text; one table otherwise.
    pub(super) fn finish(self) -> Vec<Pending> {
        let rows: Vec<Vec<Cell>> =
            self.rows.into_iter().filter(|row| row.iter().any(|cell| !cell.content.is_empty())).collect();
        let is_list = rows.iter().all(|row| is_item(row));
        let is_narrow = rows.iter().all(|row| row.iter().filter(|cell| !cell.content.is_empty()).count() <= 1);
        if is_list || is_narrow {
            return rows.into_iter().flatten().flat_map(|cell| cell.content).collect();
        }
        let is_header = |row: &Vec<Cell>| row.iter().all(|cell| cell.is_header);
        let header_rows = rows.iter().take_while(|row| is_header(row)).count();
        let cells = rows.into_iter().map(|row| row.into_iter().map(|cell| flat(cell.content)).collect()).collect();
        vec![Pending::Table(cells, header_rows)]
    }
}

/// A row of a list: empty cells, a label, and its text.
fn is_item(row: &[Cell]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.content.is_empty());
    let Some([Pending::Block(first, _)]) = filled.next().map(|cell| cell.content.as_slice()) else { return false };
    let is_label = label(first).is_some_and(|label| label.length == first.len());
    is_label && !row.iter().any(|cell| cell.is_header) && filled.count() <= 1
}

fn flat(content: Vec<Pending>) -> String {
    let texts = content.into_iter().map(|pending| match pending {
        Pending::Block(text, _) => text,
        Pending::Table(rows, _) => rows.into_iter().flatten().collect::<Vec<String>>().join(" "),
    });
    collapsed(&texts.collect::<Vec<String>>().join(" "))
}

pub(super) fn write(pending: Vec<Pending>, writer: &mut Writer) {
    for block in pending {
        match block {
            Pending::Block(text, role) => writer.block(&text, role),
            Pending::Table(rows, header_rows) => writer.table(&rows, header_rows),
        }
    }
}
