SELECT EXISTS (SELECT FROM pending_audit_records)
