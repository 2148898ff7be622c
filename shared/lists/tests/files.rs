//! The files that the tests read.

use sisuiq_lists::{Entity, List, ListError, OfacFiles, OfacList, ReadOptions, read_ofac};

/// Rows as OFAC writes them, with the mark at the end.
pub(crate) fn delimited(rows: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        bytes.extend_from_slice(row.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.push(0x1a);
    bytes
}

/// A row of `sdn.csv` with number, name, type, programmes and remark; an empty text is null.
pub(crate) fn entry(number: u32, name: &str, kind: &str, programmes: &str, remark: &str) -> String {
    let field = |text: &str| if text.is_empty() { "-0- ".to_owned() } else { format!("\"{text}\"") };
    let nulls = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ";
    format!("{number},{},{},{},{nulls},{}", field(name), field(kind), field(programmes), field(remark))
}

/// Three entries: an organisation, a person linked to it, a vessel.
pub(crate) fn sdn() -> Vec<u8> {
    let rows = [
        entry(
            101,
            "NORTHERN QUAY TRADING CO., LTD.",
            "",
            "SDGT] [IFSR",
            "Tax ID No. 55-1234 (Panama); Registration ID 778899; a.k.a. 'QUAY'; all offices worldwide.",
        ),
        entry(
            205,
            "VOSSEN, Aldo Piet",
            "individual",
            "SDNTK",
            "DOB 12 Mar 1960; alt. DOB circa 1961; POB Delfshaven, Netherlands; nationality Netherlands; Gender Male; \
             Passport NL778812 (Netherlands) issued 03 Feb 2009 expires 02 Feb 2019; Digital Currency Address - XBT \
             1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo; Linked To: NORTHERN QUAY TRADING CO., LTD.",
        ),
        "310,\"EASTERN STAR\",\"vessel\",\"DPRK4\",-0- ,\"P3QG3\",\"Bulk Carrier\",\"640\",\"318,000\",\"Panama\",\"Quay Shipping\",\
         \"Vessel Registration Identification IMO 9187629; MMSI 572469210.\""
            .to_owned(),
    ];
    delimited(&rows.each_ref().map(String::as_str))
}

pub(crate) fn alt() -> Vec<u8> {
    delimited(&[
        "101,9001,\"aka\",\"NQT COMPANY\",-0- ",
        "101,9002,\"fka\",\"OLD QUAY TRADING\",-0- ",
        "205,9003,\"aka\",\"VOSS, Al\",-0- ",
    ])
}

pub(crate) fn add() -> Vec<u8> {
    delimited(&["101,7001,\"12 Harbour Street\",\"Colon\",\"Panama\",-0- ", "205,7002,-0- ,-0- ,\"Netherlands\",-0- "])
}

/// Reads `sdn.csv` alone.
pub(crate) fn read_sdn(entries: &[u8]) -> Result<List, ListError> {
    read_files(entries, None, None, None)
}

pub(crate) fn read_files(
    entries: &[u8],
    aliases: Option<&[u8]>,
    addresses: Option<&[u8]>,
    comments: Option<&[u8]>,
) -> Result<List, ListError> {
    read_ofac(&OfacFiles { list: OfacList::Sdn, entries, aliases, addresses, comments }, &ReadOptions::default())
}

/// The entity of an id.
pub(crate) fn get<'a>(list: &'a List, id: &str) -> &'a Entity {
    list.entities.iter().find(|entity| entity.key.id == id).expect("the entity is in the list")
}

pub(crate) const UN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2024-05-06T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>6900001</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME> TARO </FIRST_NAME><SECOND_NAME>MIZU  &amp; HARA</SECOND_NAME>
      <UN_LIST_TYPE>Somalia</UN_LIST_TYPE><REFERENCE_NUMBER>SOi.901</REFERENCE_NUMBER>
      <LISTED_ON>2010-04-12</LISTED_ON><NAME_ORIGINAL_SCRIPT>水原太郎</NAME_ORIGINAL_SCRIPT>
      <GENDER>Male</GENDER>
      <COMMENTS1>Owner of a company (SOe.902).</COMMENTS1>
      <DESIGNATION><VALUE>Director</VALUE><VALUE>Former pilot</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Japan</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE>2012-01-02</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Taro M.</ALIAS_NAME><CITY_OF_BIRTH>Kobe</CITY_OF_BIRTH></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Diver</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><CITY>Kobe</CITY><COUNTRY>Japan</COUNTRY><NOTE>in 2011</NOTE></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1965</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR><TO_YEAR>1960</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Kobe</CITY><COUNTRY>Japan</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> 38131 </NUMBER><ISSUING_COUNTRY>Japan</ISSUING_COUNTRY><DATE_OF_ISSUE>2003-05-01</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
      <SORT_KEY/><SORT_KEY_LAST_MOD/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>6900002</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>BLUE REEF SALVAGE</FIRST_NAME>
      <UN_LIST_TYPE>Somalia</UN_LIST_TYPE><REFERENCE_NUMBER>SOe.902</REFERENCE_NUMBER><LISTED_ON>2010-04-12</LISTED_ON>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Reef Ltd</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>Pier 4</STREET><CITY>Kobe</CITY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"#;

/// Written after the schema of FSD 1.1; no file of the EU is part of the project.
pub(crate) const EU_XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-05-06T14:39:54.511+01:00" globalFileId="1">
  <sanctionEntity designationDetails="" unitedNationId="SOi.901" euReferenceNumber="EU.9001.1" logicalId="9001" designationDate="2014-03-17">
    <remark>Shipowner.</remark>
    <regulation regulationType="amendment" organisationType="council" publicationDate="2014-03-17" entryIntoForceDate="2014-03-18" numberTitle="269/2014 (OJ L78)" programme="UKR" logicalId="5">
      <publicationUrl>https://example.org/oj?a=1&amp;b=2</publicationUrl>
    </regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Ilja" middleName="" lastName="Grau" wholeName="Ilja Grau" function="Director" gender="M" title="Dr" nameLanguage="" strong="true" regulationLanguage="en" logicalId="11">
      <regulationSummary regulationType="amendment" publicationDate="2014-03-17" numberTitle="269/2014 (OJ L78)" publicationUrl="https://example.org/oj"/>
    </nameAlias>
    <nameAlias wholeName="Илья Грау" nameLanguage="RU" strong="false" logicalId="12"/>
    <citizenship region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" regulationLanguage="en" logicalId="13"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Pskov" zipCode="" birthdate="1970-05-01" dayOfMonth="1" monthOfYear="5" year="1970" region="" place="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" regulationLanguage="en" logicalId="14"/>
    <birthdate circa="true" calendarType="GREGORIAN" year="1971" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="15"/>
    <address city="Nicosia" street="1 Mill Lane" poBox="17" zipCode="1010" region="" place="" asAtListingTime="true" countryIso2Code="CY" countryDescription="CYPRUS" logicalId="16"/>
    <identification diplomatic="false" knownExpired="true" knownFalse="false" reportedLost="false" revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="AB123456" region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" identificationTypeCode="passport" identificationTypeDescription="National passport" regulationLanguage="en" logicalId="17"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.9002.2" logicalId="9002">
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Grau Handels GmbH" strong="true" logicalId="21"/>
  </sanctionEntity>
</export>
"#;

/// The same entities in the CSV form.
pub(crate) const EU_CSV: &str = "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;\
Entity_DesignationDate;Entity_DesignationDetails;Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;\
Entity_Regulation_Type;Entity_Regulation_PublicationDate;Entity_Regulation_NumberTitle;Entity_Regulation_Programme;\
NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_Gender;NameAlias_LogicalId;\
Address_City;Address_Street;Address_CountryIso2Code;Address_CountryDescription;BirthDate_BirthDate;BirthDate_Year;\
BirthDate_Circa;BirthDate_City;Identification_Number;Identification_TypeCode;Identification_KnownExpired;\
Citizenship_CountryIso2Code;Citizenship_CountryDescription\n\
06/05/2024;9001;EU.9001.1;SOi.901;2014-03-17;;\"Ship;owner.\";P;person;amendment;2014-03-17;269/2014 (OJ L78);UKR;Grau;Ilja;Ilja Grau;;M;11;;;;;;;;;;;;;\n\
06/05/2024;9001;EU.9001.1;SOi.901;2014-03-17;;\"Ship;owner.\";P;person;amendment;2014-03-17;269/2014 (OJ L78);UKR;;;;;;;Nicosia;1 Mill Lane;CY;CYPRUS;;;;;;;;;\n\
06/05/2024;9001;EU.9001.1;SOi.901;2014-03-17;;\"Ship;owner.\";P;person;amendment;2014-03-17;269/2014 (OJ L78);UKR;;;;;;;;;;;;1971;true;Pskov;;;;;\n\
06/05/2024;9001;EU.9001.1;SOi.901;2014-03-17;;\"Ship;owner.\";P;person;amendment;2014-03-17;269/2014 (OJ L78);UKR;;;;;;;;;;;;;;;AB123456;passport;true;RU;RUSSIAN FEDERATION\n\
06/05/2024;9002;EU.9002.2;;;;;E;enterprise;amendment;2014-03-17;269/2014 (OJ L78);UKR;;;Grau Handels GmbH;;;21;;;;;;;;;;;;;\n";

pub(crate) const DPL: &str = "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t\
\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n\
\"  PAUL EXAMPLE\"\t\"1 MAIN STREET\"\t\"RENO\"\t\"NV\"\t\"US\"\t\"89501\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y\"\t\"2007-01-31\"\t\"FR NOTICE ADDED\"\t\"68 F.R. 38290 6/27/03\"\n\
\"PAUL EXAMPLE\"\t\"2 SIDE STREET\"\t\"RENO\"\t\"NV\"\t\"US\"\t\"89501\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y\"\t\"2007-01-31\"\t\"FR NOTICE ADDED\"\t\"68 F.R. 38290 6/27/03\"\n\
\"PAUL EXAMPLE\"\t\"2 SIDE STREET\"\t\"RENO\"\t\"NV\"\t\"US\"\t\"89501\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y\"\t\"2007-01-31\"\t\"FR NOTICE ADDED\"\t\"68 F.R. 38290 6/27/03\"\n\
\"EXAMPLE PARTS LTD\"\t\"\"\t\"DUBAI\"\t\"\"\t\"AE\"\t\"\"\t\"13/19/2003\"\t\"\"\t\"N\"\t\"\"\t\"\"\t\"\"\n";

pub(crate) const CSL: &str = "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,remarks,alt_names,dates_of_birth,nationalities,ids,colour\n\
Specially Designated Nationals (SDN) - Treasury Department,20264,Individual,SDNTK; SDGT,\"VOSSEN, Aldo\",,\"1 Quay, Colon, PA; 2 Quay, Colon, PA\",,,,\"says \"\"no\"\"\",Aldo V.,1960-03-12,NL,\"NL, NL778812, Passport; Male, Gender; a@example.org, Email Address; XYZ, Odd\",\n\
Denied Persons List (DPL) - Bureau of Industry and Security,,,,PAUL EXAMPLE,,\"1 MAIN STREET, RENO, NV, 89501\",68 F.R. 38290,2003-06-19,2056-06-29,,,,,,blue\n\
Denied Persons List (DPL) - Bureau of Industry and Security,,,,PAUL EXAMPLE,,\"2 SIDE STREET, RENO, NV, 89501\",68 F.R. 38290,2003-06-19,2056-06-29,,,,,,\n";
