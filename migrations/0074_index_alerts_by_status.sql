-- The alerts with a progress, those that were opened last first.
CREATE INDEX screening_alerts_status_idx ON screening_alerts (status, opened_at DESC, id DESC) INCLUDE (decision_expires_on);

-- Those whose decision has expired: they are open, too.
CREATE INDEX screening_alerts_decision_expires_on_idx ON screening_alerts (decision_expires_on) WHERE decision_expires_on IS NOT NULL;
