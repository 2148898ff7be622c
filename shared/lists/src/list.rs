use jiff::civil::Date;

use crate::entity::Entity;
use crate::key::ListId;
use crate::report::ReadReport;

/// One version of a list, complete.
#[derive(Debug, Clone)]
pub struct List {
    /// The list of which it is a version.
    pub id: ListId,
    /// The day on which the publisher generated the file, where the file says so.
    pub generated_on: Option<Date>,
    /// All entities in the order of the file. Their keys are distinct.
    pub entities: Vec<Entity>,
    /// Counts of what was read, and of what was not understood.
    pub report: ReadReport,
}
