use uuid::Uuid;

/// The namespace of all point ids; changing it would orphan every vector.
const NAMESPACE: Uuid = Uuid::from_u128(0x5fd3_6f2c_9a0e_4c47_8d0b_61a7_2c9e_1b34);

/// The id of a chunk and of its vector: the same for the same text at the same place in the same version of a document. A
/// repeated ingestion overwrites what it wrote before, and chunks of another reading of the page exist beside the earlier ones.
#[must_use]
pub fn point_id(document: Uuid, version: u32, page: u32, ordinal: u32, text: &str) -> Uuid {
    let numbers = [version, page, ordinal].into_iter().flat_map(u32::to_be_bytes);
    let name: Vec<u8> = document.into_bytes().into_iter().chain(numbers).chain(text.bytes()).collect();
    Uuid::new_v5(&NAMESPACE, &name)
}
