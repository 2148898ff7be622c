//! Typed queries over Postgres, the pool and the migrations.
