//! Questions, streamed answers and their history.
