//! Countries by the names that lists give them.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization as _;

/// Codes of ISO 3166-1 with two letters, and `XK`, with the names of the standard and those that OFAC, the UN and the EU write.
const COUNTRIES: &str = "
AD Andorra
AE United Arab Emirates|UAE
AF Afghanistan
AG Antigua and Barbuda
AI Anguilla
AL Albania
AM Armenia
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria
AU Australia
AW Aruba
AX Aland Islands
AZ Azerbaijan
BA Bosnia and Herzegovina|Bosnia
BB Barbados
BD Bangladesh
BE Belgium
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL Saint Barthelemy
BM Bermuda
BN Brunei|Brunei Darussalam
BO Bolivia|Bolivia Plurinational State of
BQ Bonaire Sint Eustatius and Saba
BR Brazil
BS Bahamas
BT Bhutan
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos Keeling Islands
CD Congo Democratic Republic of the|DR Congo|Congo Kinshasa
CF Central African Republic
CG Congo|Congo Republic of the|Congo Brazzaville
CH Switzerland
CI Cote d Ivoire|Côte d'Ivoire|Ivory Coast
CK Cook Islands
CL Chile
CM Cameroon
CN China|People's Republic of China|Mainland China
CO Colombia
CR Costa Rica
CU Cuba
CV Cabo Verde|Cape Verde
CW Curacao
CX Christmas Island
CY Cyprus
CZ Czech Republic|Czechia
DE Germany
DJ Djibouti
DK Denmark
DM Dominica
DO Dominican Republic
DZ Algeria
EC Ecuador
EE Estonia
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain
ET Ethiopia
FI Finland
FJ Fiji
FK Falkland Islands|Falkland Islands Malvinas
FM Micronesia|Micronesia Federated States of
FO Faroe Islands
FR France
GA Gabon
GB United Kingdom|United Kingdom of Great Britain and Northern Ireland|Great Britain|UK|England|Scotland|Wales|Northern Ireland
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece
GS South Georgia and the South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea Bissau
GY Guyana
HK Hong Kong|China Hong Kong Special Administrative Region|Hong Kong SAR|Hong Kong China
HM Heard Island and McDonald Islands
HN Honduras
HR Croatia
HT Haiti
HU Hungary
ID Indonesia
IE Ireland
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran|Iran Islamic Republic of
IS Iceland
IT Italy
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan|Kyrgyz Republic
KH Cambodia
KI Kiribati
KM Comoros
KN Saint Kitts and Nevis|St Kitts and Nevis
KP North Korea|Korea Democratic People's Republic of|DPRK
KR South Korea|Korea Republic of
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos|Lao People's Democratic Republic
LB Lebanon
LC Saint Lucia|St Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania
LU Luxembourg
LV Latvia
LY Libya|Libyan Arab Jamahiriya
MA Morocco
MC Monaco
MD Moldova|Moldova Republic of
ME Montenegro
MF Saint Martin
MG Madagascar
MH Marshall Islands
MK North Macedonia|Macedonia|Macedonia Former Yugoslav Republic of
ML Mali
MM Burma|Myanmar
MN Mongolia
MO Macau|Macao|China Macao Special Administrative Region
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives
MW Malawi
MX Mexico
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands|Holland
NO Norway
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines
PK Pakistan
PL Poland
PM Saint Pierre and Miquelon
PN Pitcairn
PR Puerto Rico
PS Palestinian|Palestine|State of Palestine|Palestine State of|Palestinian Territories|Occupied Palestinian Territory|West Bank|Gaza|Region Gaza|Gaza Strip
PT Portugal
PW Palau
PY Paraguay
QA Qatar
RE Reunion
RO Romania
RS Serbia
RU Russia|Russian Federation
RW Rwanda
SA Saudi Arabia|Kingdom of Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden
SG Singapore
SH Saint Helena
SI Slovenia
SJ Svalbard and Jan Mayen
SK Slovakia|Slovak Republic
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST Sao Tome and Principe
SV El Salvador
SX Sint Maarten
SY Syria|Syrian Arab Republic
SZ Eswatini|Swaziland
TC Turks and Caicos Islands
TD Chad
TF French Southern Territories
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL Timor Leste|East Timor
TM Turkmenistan
TN Tunisia
TO Tonga
TR Turkey|Türkiye
TT Trinidad and Tobago
TV Tuvalu
TW Taiwan|Taiwan Province of China
TZ Tanzania|Tanzania United Republic of
UA Ukraine
UG Uganda
UM United States Minor Outlying Islands
US United States|United States of America|USA
UY Uruguay
UZ Uzbekistan
VA Holy See|Vatican City|Vatican
VC Saint Vincent and the Grenadines|St Vincent and the Grenadines
VE Venezuela|Venezuela Bolivarian Republic of
VG British Virgin Islands|Virgin Islands British
VI Virgin Islands US|US Virgin Islands
VN Vietnam|Viet Nam
VU Vanuatu
WF Wallis and Futuna
WS Samoa
XK Kosovo
YE Yemen
YT Mayotte
ZA South Africa
ZM Zambia
ZW Zimbabwe
";

/// The code of a country by one of its names; `None` if it is not known, such as for a country that no longer is. A code is no name:
/// lists write `na` where they know no country.
pub(crate) fn of_name(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        lines().flat_map(|(code, names)| names.split('|').map(move |name| (key(name), code))).collect()
    });
    NAMES.get(&key(name)).copied()
}

/// A code of two letters in any case as it is written; `None` if no country has it.
#[must_use]
pub fn country_code(text: &str) -> Option<&'static str> {
    lines().map(|(code, _)| code).find(|code| code.eq_ignore_ascii_case(text))
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    COUNTRIES.lines().filter_map(|line| line.split_once(' '))
}

/// The words of a name in alphabetical order, because lists write `Korea, North`. Words that connect do not count.
fn key(name: &str) -> String {
    let plain: String = name.nfd().filter(|character| !matches!(character, '\'' | '’')).collect();
    let plain: String = plain.chars().filter(|character| character.is_ascii() || character.is_alphabetic()).collect();
    let plain = plain.to_lowercase();
    let words = plain.split(|character: char| !character.is_alphanumeric());
    let mut words: Vec<&str> = words.filter(|word| !matches!(*word, "" | "the" | "of" | "and" | "region")).collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn countries_are_found_by_the_names_of_lists() {
        for (name, expected) in [
            ("Russia", Some("RU")),
            ("Russian Federation", Some("RU")),
            ("Iran (Islamic Republic of)", Some("IR")),
            ("Korea, North", Some("KP")),
            ("Democratic People's Republic of Korea", Some("KP")),
            ("Korea, South", Some("KR")),
            ("Congo, Democratic Republic of the", Some("CD")),
            ("Democratic Republic of the Congo", Some("CD")),
            ("Congo, Republic of the", Some("CG")),
            ("Bahamas, The", Some("BS")),
            ("Virgin Islands, British", Some("VG")),
            ("Man, Isle of", Some("IM")),
            ("Macedonia, The Former Yugoslav Republic of", Some("MK")),
            ("Türkiye", Some("TR")),
            ("Cote d Ivoire", Some("CI")),
            ("Côte d’Ivoire", Some("CI")),
            ("Region: Gaza", Some("PS")),
            ("Guinea-Bissau", Some("GW")),
            ("Region: Crimea", None),
            ("undetermined", None),
            ("na", None),
            ("Soviet Union", None),
            ("ZZ", None),
            ("", None),
        ] {
            assert_eq!(of_name(name), expected, "{name}");
        }
    }

    #[test]
    fn no_name_is_of_two_countries() {
        let lines: Vec<(&str, &str)> = lines().collect();
        assert_eq!(lines.len(), 250);
        let codes: HashSet<&str> = lines.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), lines.len());
        for (expected, names) in lines {
            for name in names.split('|') {
                assert_eq!(of_name(name), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn codes_are_written_in_upper_case() {
        assert_eq!(["cy", "XK", "Na"].map(country_code), [Some("CY"), Some("XK"), Some("NA")]);
        assert_eq!(["ZZ", "", "CYP", "Cyprus"].map(country_code), [None; 4]);
    }
}
