//! Envelopes of S3, SQS and schedules, and partial batch failures.
