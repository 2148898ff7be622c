-- The score from which an entry of this list is a hit, unless a screening states another; the product's own if there is none.
ALTER TABLE sources
    ADD COLUMN threshold double precision,
    ADD CONSTRAINT sources_threshold_possible CHECK (threshold BETWEEN 0.5 AND 1) NOT VALID,
    ADD CONSTRAINT sources_threshold_of_list CHECK (threshold IS NULL OR format <> 'law') NOT VALID;

ALTER TABLE sources VALIDATE CONSTRAINT sources_threshold_possible;
ALTER TABLE sources VALIDATE CONSTRAINT sources_threshold_of_list;

-- The threshold of a screening is the one that was asked for. Those of its lists are in the order of list_versions.
ALTER TABLE screenings
    ALTER COLUMN threshold DROP NOT NULL,
    ADD COLUMN list_thresholds double precision[],
    -- the SHA-256 of the subject's name apart from how it is written: by it, a person is erased
    ADD COLUMN name_key bytea,
    ADD CONSTRAINT screenings_name_key_whole CHECK (octet_length(name_key) = 32) NOT VALID;

ALTER TABLE screenings VALIDATE CONSTRAINT screenings_name_key_whole;

CREATE INDEX screenings_subject_key_idx ON screenings (subject_key);
CREATE INDEX screenings_name_key_idx ON screenings (name_key);

ALTER TABLE screening_alerts
    ADD COLUMN name_key bytea,
    ADD CONSTRAINT screening_alerts_name_key_whole CHECK (octet_length(name_key) = 32) NOT VALID;

ALTER TABLE screening_alerts VALIDATE CONSTRAINT screening_alerts_name_key_whole;

CREATE INDEX screening_alerts_name_key_idx ON screening_alerts (name_key);
