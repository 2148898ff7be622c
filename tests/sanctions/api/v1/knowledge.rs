//! `/api/v1/knowledge`

mod alerts;
mod entities;
mod screen;
