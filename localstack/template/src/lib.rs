//! Reads routes, event sources and schedules from template.yaml.
