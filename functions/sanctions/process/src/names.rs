//! The index of the names of a list.

use crate::{Retry, State};
use aws_sdk_s3::{error::SdkError, primitives::ByteStream};
use sha2::{Digest, Sha256};
use sisuiq_lists::Entity;
use sisuiq_model::SourceRunId;
use sisuiq_names::{IndexBuilder, IndexError, NameIndex};
use sisuiq_sanctions_db::sources::Source;
use sisuiq_screening::listed_entity;

/// The version of the format, as it is stored.
pub(crate) const FORMAT: i32 = NameIndex::<Vec<u8>>::FORMAT.cast_signed();

/// An index, and what is in it.
#[derive(Debug)]
pub(crate) struct Built {
    bytes: Vec<u8>,
    entities: usize,
    names: usize,
    unsearchable: usize,
}

/// An index that is stored as an object.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) object_key: String,
    pub(crate) sha256: Vec<u8>,
    pub(crate) bytes: i64,
    pub(crate) entities: i32,
    pub(crate) names: i32,
    pub(crate) unsearchable: i32,
}

/// Builds the index of all entries of a list, and opens it as screening will. The same entries in the same order give the same bytes.
pub(crate) fn build(run: SourceRunId, entities: &[Entity]) -> Result<Built, IndexError> {
    let mut builder = IndexBuilder::new(run.to_string());
    for entity in entities {
        builder.add(listed_entity(entity));
    }
    let index = NameIndex::open(builder.build()?)?;
    let (entities, names, unsearchable) = (index.entities(), index.len(), index.unsearchable());
    Ok(Built { bytes: index.bytes().to_vec(), entities, names, unsearchable })
}

/// Stores an index. Its key contains its digest, so that no object is ever replaced by another; an earlier attempt of the run has
/// stored the same one.
pub(crate) async fn keep(state: &State, run: SourceRunId, source: &Source, built: Built) -> Result<Kept, Retry> {
    let Built { bytes, entities, names, unsearchable } = built;
    let sha256 = Sha256::digest(&bytes).to_vec();
    let object_key = format!("names/{}/{run}/{}", source.id, hex::encode(&sha256));
    let length = i64::try_from(bytes.len()).map_err(|error| Retry::while_doing("measuring an index", error))?;
    let request = state.objects.put_object().bucket(&state.bucket).key(&object_key).if_none_match("*");
    match request.body(ByteStream::from(bytes)).send().await {
        Ok(_) => {}
        Err(SdkError::ServiceError(error)) if error.raw().status().as_u16() == 412 => {}
        Err(error) => return Err(Retry::while_doing("storing an index", error)),
    }
    let number = |count: usize| i32::try_from(count).map_err(|error| Retry::while_doing("counting names", error));
    let (entities, names, unsearchable) = (number(entities)?, number(names)?, number(unsearchable)?);
    Ok(Kept { object_key, sha256, bytes: length, entities, names, unsearchable })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_lists::{EntityKey, EntityKind, ListId, Name, NameKind, NameQuality};
    use uuid::Uuid;

    fn entity(key: &str, name: &str) -> Entity {
        let key = EntityKey { list: ListId::OfacSdn, id: key.to_owned() };
        let mut entity = Entity::new(key, EntityKind::Organisation);
        entity.names = vec![Name::new(name.to_owned(), NameKind::Primary, NameQuality::Strong)];
        entity
    }

    #[test]
    fn every_entry_is_indexed() {
        let run = SourceRunId(Uuid::from_u128(7));
        let entities = [entity("1", "AERO-CARIBBEAN"), entity("2", "LLC")];
        let built = build(run, &entities).unwrap();
        assert_eq!((built.entities, built.names, built.unsearchable), (2, 2, 1));
        assert_eq!(built.bytes, build(run, &entities).unwrap().bytes);
        let index = NameIndex::open(built.bytes).unwrap();
        assert_eq!(index.list_version(), run.to_string());
    }

    #[test]
    fn two_entries_of_one_key_are_refused() {
        let entities = [entity("1", "AERO-CARIBBEAN"), entity("1", "AEROCARIBBEAN")];
        assert!(build(SourceRunId(Uuid::nil()), &entities).is_err());
    }
}
