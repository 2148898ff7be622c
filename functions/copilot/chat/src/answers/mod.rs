//! Routes of one answer, finished or still being written: `/api/chat/answers/{id}/…`.

pub(crate) mod events;
pub(crate) mod feedback;
pub(crate) mod provenance;
pub(crate) mod read;
pub(crate) mod regenerate;
pub(crate) mod regenerate_stream;
pub(crate) mod stop;
