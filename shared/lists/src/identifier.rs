use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::date::PartialDate;

/// The class of an identifier. The label keeps the publisher's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityIdentifierKind)]
pub enum IdentifierKind {
    /// Passport, also a diplomatic one.
    Passport,
    /// Identity card, or number of a person in a national register: `Cedula No.`, `SSN`.
    NationalId,
    /// Number of a person or company at a tax authority: `Tax ID No.`, `R.F.C.`.
    TaxNumber,
    /// Number in a register of companies, charities, trades or the like.
    Registration,
    /// Number of a vessel under the IMO scheme.
    Imo,
    /// Number of a shipping company under the IMO scheme.
    ImoCompany,
    /// Maritime Mobile Service Identity of a vessel's radio.
    Mmsi,
    /// Call sign of a vessel's radio.
    CallSign,
    /// Tail, serial or construction number of an aircraft.
    Aircraft,
    /// SWIFT code, the BIC of ISO 9362.
    Bic,
    /// Bank code other than the BIC.
    BankCode,
    /// Number of an account at a bank. No reader assigns this class yet.
    BankAccount,
    /// ISIN or ticker of a security.
    Security,
    /// Licence to drive a vehicle.
    DrivingLicence,
    /// A number of no class above; its label says what it is.
    Other,
}

impl IdentifierKind {
    /// The class of a document or number by the words of its label, in English, French and Spanish.
    pub(crate) fn of_label(label: &str) -> Self {
        const WORDS: [(&[&str], IdentifierKind); 7] = [
            // the telegraph code of a name, not a number of the person
            (&["commercial code"], IdentifierKind::Other),
            (&["passport", "passeport", "pasaporte"], IdentifierKind::Passport),
            (&["driver", "driving"], IdentifierKind::DrivingLicence),
            (&["tax", "fiscal", "v.a.t."], IdentifierKind::TaxNumber),
            (&["swift", "bic"], IdentifierKind::Bic),
            (
                &["regist", "company", "commerc", "business", "trade", "incorporation", "enterprise"],
                IdentifierKind::Registration,
            ),
            (
                &[
                    "national",
                    "identi",
                    "personal id",
                    "cedula",
                    "citizen",
                    "social security",
                    "birth cert",
                    "id no",
                    "id card",
                ],
                IdentifierKind::NationalId,
            ),
        ];
        let label = label.to_lowercase();
        WORDS
            .iter()
            .find(|(words, _)| words.iter().any(|word| label.contains(word)))
            .map_or(Self::Other, |(_, kind)| *kind)
    }
}

/// A number under which an authority or a register knows the entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityIdentifier, example = json!({
    "issued": {"first": "2009-02-03", "last": "2009-02-03", "precision": "day", "circa": false, "text": "03 Feb 2009"},
    "expires": {"first": "2019-02-02", "last": "2019-02-02", "precision": "day", "circa": false, "text": "02 Feb 2019"},
}))]
pub struct Identifier {
    /// The class, by the words of the label or the code of the list.
    pub kind: IdentifierKind,
    /// The publisher's name of the number: `Cedula No.`; empty if it gives none.
    #[schema(example = "Passport")]
    pub label: String,
    /// The number without its label, with the spaces, dots and hyphens of the list.
    #[schema(example = "NL778812")]
    pub number: String,
    /// The country of the document or register, as a name or code of the list; absent if it is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "Netherlands")]
    pub country: Option<String>,
    /// The date of issue, or the first day of validity; absent if it is not stated or has no known form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub issued: Option<PartialDate>,
    /// The date on which the document expires or expired; absent if it is not stated or has no known form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub expires: Option<PartialDate>,
    /// What the list adds to this number: the authority, `reported lost`; absent if it adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<String>,
}

impl Identifier {
    /// An identifier without country, dates and note.
    #[must_use]
    pub fn new(kind: IdentifierKind, label: &str, number: &str) -> Self {
        Self {
            kind,
            label: label.to_owned(),
            number: number.to_owned(),
            country: None,
            issued: None,
            expires: None,
            note: None,
        }
    }
}

/// An address of a digital currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityWallet)]
pub struct Wallet {
    /// The publisher's symbol: `XBT`, `ETH`.
    #[schema(example = "XBT")]
    pub currency: String,
    /// The whole address as the list writes it. Its length and characters are checked, its checksum is not.
    #[schema(example = "1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo")]
    pub address: String,
}

/// The lengths of addresses that are in use: base58 of Bitcoin and its relatives, hexadecimal, bech32, Monero.
const WALLET_LENGTH: std::ops::RangeInclusive<usize> = 25..=120;

impl Wallet {
    /// Reads `XBT 149w6...`. An address that is cut or has other characters than addresses have is refused.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (currency, address) = text.trim().split_once(' ')?;
        let address = address.trim();
        let symbol = (2..=10).contains(&currency.len())
            && currency.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let plausible = WALLET_LENGTH.contains(&address.len())
            && address.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && address.bytes().any(|byte| byte.is_ascii_digit());
        (symbol && plausible && has_shape_of(currency, address))
            .then(|| Self { currency: currency.to_owned(), address: address.to_owned() })
    }
}

/// Checks the shape of the two currencies whose addresses have one fixed shape; others pass.
fn has_shape_of(currency: &str, address: &str) -> bool {
    match currency {
        "XBT" | "BTC" => {
            let bech32 = address.starts_with("bc1") && address.len() >= 42;
            bech32 || (address.starts_with(['1', '3']) && address.len() <= 35 && is_base58(address))
        }
        "ETH" | "ETC" => address
            .strip_prefix("0x")
            .is_some_and(|digits| digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())),
        _ => true,
    }
}

/// Base58 leaves out the characters that look alike.
fn is_base58(address: &str) -> bool {
    address.bytes().all(|byte| byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'O' | b'I' | b'l'))
}
