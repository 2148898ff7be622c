use uuid::Uuid;

/// The namespace of all point ids; changing it would orphan every vector.
const NAMESPACE: Uuid = Uuid::from_u128(0x5fd3_6f2c_9a0e_4c47_8d0b_61a7_2c9e_1b34);

/// The id of a chunk's vector: the same for the same place in the same version of a document, so that a repeated
/// ingestion overwrites what it wrote before.
#[must_use]
pub fn point_id(document: Uuid, version: u32, page: u32, ordinal: u32) -> Uuid {
    let mut name = [0; 28];
    let numbers = [version, page, ordinal].into_iter().flat_map(u32::to_be_bytes);
    for (byte, value) in name.iter_mut().zip(document.into_bytes().into_iter().chain(numbers)) {
        *byte = value;
    }
    Uuid::new_v5(&NAMESPACE, &name)
}
