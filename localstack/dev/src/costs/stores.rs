//! Sizing of Postgres and Qdrant.

use anyhow::{Context, Result};

use super::inputs::Machine;
use super::usage::Model;

pub(super) const GIB: f64 = 1_073_741_824.0;
const GIGABYTE: f64 = 1_000_000_000.0;
/// RDS allows one connection per this many bytes of memory.
const BYTES_A_CONNECTION: f64 = 9_531_392.0;
const BYTES_OF_A_FLOAT: f64 = 4.0;
/// The word's number and weight in the sparse vector, the point's number and weight in the index.
const BYTES_OF_A_WORD: f64 = 16.0;

/// The required capacity of the stores.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    pub(super) points: f64,
    pub(super) database_bytes: f64,
    pub(super) database_cores: f64,
    pub(super) connections: f64,
    pub(super) vector_bytes: f64,
    pub(super) bucket_bytes: f64,
}

/// Machines of one type.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) machine: Machine,
    pub(super) number: f64,
    pub(super) disk_gigabytes: f64,
    pub(super) is_enough: bool,
}

impl Model {
    /// The requirements with this many questions a month, at the end of the retention period.
    pub(super) fn needs(&self, questions: f64, is_written: bool) -> Result<Needs> {
        let assumed = &self.inputs.assumed;
        let months = assumed.months_kept.value;
        let pages = assumed.pages_held.value + months * questions * assumed.pages_a_question.value;
        let points = pages * self.passages_a_page()?;
        let database_bytes = months * questions * self.question_bytes(is_written) + pages * self.page_bytes();
        // backups do not grow further: the function `backup` refuses a larger database
        let backed_up = database_bytes.min(assumed.most_backed_up.value) * assumed.packed.value;
        Ok(Needs {
            points,
            database_bytes,
            database_cores: self.at_peak(questions) * self.database_milliseconds()? / 1_000.0,
            connections: self.connections(questions, is_written)?,
            vector_bytes: points * self.point_bytes(BYTES_OF_A_FLOAT),
            bucket_bytes: pages * assumed.bytes_a_page.value + backed_up * assumed.backups_held.value,
        })
    }

    /// Bytes in Postgres per question.
    pub(super) fn question_bytes(&self, is_written: bool) -> f64 {
        let growth = &self.inputs.growth;
        let messages = growth.chat_sessions.bytes + growth.chat_messages.bytes;
        let calls = if is_written { growth.model_calls.bytes } else { 0.0 };
        messages + growth.citations.bytes + growth.answer_records.bytes + growth.audit_records.bytes + calls
    }

    /// Bytes in Postgres per page.
    pub(super) fn page_bytes(&self) -> f64 {
        let growth = &self.inputs.growth;
        let chunks = growth.document_chunks.bytes + growth.document_chunk_terms.bytes;
        growth.document_pages.bytes + chunks + growth.document_words.bytes
    }

    /// Memory of a point in Qdrant, with vector components of this many bytes.
    pub(super) fn point_bytes(&self, component: f64) -> f64 {
        let assumed = &self.inputs.assumed;
        let vector = assumed.dimensions.value * component;
        let graph = assumed.links.value * BYTES_OF_A_FLOAT;
        let words = assumed.words_of_a_chunk.value * BYTES_OF_A_WORD;
        (vector + graph + words + assumed.payload_of_a_point.value) * assumed.vector_headroom.value
    }

    /// The smallest sufficient Postgres, with a standby if the profile is steady.
    pub(super) fn database(&self, needs: &Needs, is_steady: bool) -> Result<Chosen> {
        let assumed = &self.inputs.assumed;
        let does = |machine: &&Machine| {
            machine.cores * assumed.database_use.value >= needs.database_cores
                && self.most_connections(machine) >= needs.connections
                && machine.memory_gib * GIB >= needs.database_bytes * assumed.hot.value
        };
        let number = if is_steady { assumed.guarded.value } else { 1.0 };
        self.chosen(&self.inputs.prices.databases, does, (number, needs.database_bytes))
    }

    /// The smallest sufficient Qdrant, or several nodes with two copies of each shard if the profile is steady.
    pub(super) fn vector_store(&self, needs: &Needs, is_steady: bool) -> Result<Chosen> {
        let (number, copies) = if is_steady { (self.inputs.assumed.vector_nodes.value, 2.0) } else { (1.0, 1.0) };
        let share = needs.vector_bytes * copies / number;
        let does = |machine: &&Machine| machine.memory_gib * GIB >= share;
        self.chosen(&self.inputs.prices.vector_stores, does, (number, share))
    }

    /// The number of connections that RDS allows on a machine.
    pub(super) fn most_connections(&self, machine: &Machine) -> f64 {
        (machine.memory_gib * GIB / BYTES_A_CONNECTION).floor().min(self.inputs.limits.database_connections.value)
    }

    fn chosen(
        &self,
        machines: &[Machine],
        does: impl Fn(&&Machine) -> bool,
        (number, bytes): (f64, f64),
    ) -> Result<Chosen> {
        let smallest = machines.iter().find(does);
        let machine = smallest.or(machines.last()).context("prices.yaml knows no machine")?;
        Ok(Chosen {
            machine: machine.clone(),
            number,
            disk_gigabytes: (bytes / GIGABYTE).max(self.inputs.assumed.least_disk.value),
            is_enough: smallest.is_some(),
        })
    }
}
