//! Errors, extractors, middleware and OpenAPI of every HTTP function.
