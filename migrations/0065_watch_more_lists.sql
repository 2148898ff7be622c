-- The Denied Persons List and the Consolidated Screening List of the US Government can be watched, too.
ALTER TABLE sources DROP CONSTRAINT sources_format_known;
ALTER TABLE sources ADD CONSTRAINT sources_format_known CHECK (
    format IN (
        'ofac_sdn', 'ofac_consolidated', 'un_xml', 'eu_xml', 'eu_csv', 'bis_denied_persons', 'us_screening', 'law'
    )
);
