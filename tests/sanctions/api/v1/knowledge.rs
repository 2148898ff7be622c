//! `/api/v1/knowledge`

mod entities;
