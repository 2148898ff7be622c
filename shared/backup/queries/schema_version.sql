SELECT max(version)::integer FROM refinery_schema_history
