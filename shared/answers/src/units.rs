//! Units of measurement and currencies, each with the quantity that it measures.

use std::{collections::HashMap, sync::LazyLock};

/// A kind of quantity.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Quantity {
    Length,
    Area,
    Volume,
    Mass,
    Speed,
    Temperature,
    /// A span of time.
    Time,
    Money,
    /// A share: percent.
    Share,
    /// The extent of a text: pages, words.
    Text,
    /// Power, voltage and other quantities of engineering.
    Other,
    /// A quantity in a span of time: `30 tonnes a day`.
    Rate,
    /// A year, a day of a month or a time of day.
    Date,
    /// A number of things.
    Count,
    /// A number without a unit.
    Bare,
}

/// Units, each by its symbol or by its name in the singular.
const UNITS: [(Quantity, &str); 9] = [
    (
        Quantity::Length,
        "mm cm dm m km mi ft yd millimetre millimeter centimetre centimeter metre meter kilometre kilometer inch inches \
         foot feet yard mile fathom furlong league",
    ),
    (Quantity::Area, "ha m2 m² km2 km² mm² cm² sqm sqkm hectare acre"),
    (
        Quantity::Volume,
        "l ml cl hl m3 m³ cm³ litre liter millilitre milliliter hectolitre hectoliter gallon pint barrel bbl teu",
    ),
    (
        Quantity::Mass,
        "g kg mg µg t lb lbs oz gram gramme kilogram kilogramme kilo milligram microgram tonne ton kilotonne quintal ounce kt",
    ),
    (Quantity::Speed, "kn mph kph kmh kmph knot"),
    (Quantity::Temperature, "°c °f degree celsius fahrenheit kelvin"),
    (
        Quantity::Time,
        "s ms h hr hrs min mins sec secs second minute hour day night week weekend fortnight month year decade century \
         centuries",
    ),
    (Quantity::Text, "page word character sheet"),
    (
        Quantity::Other,
        "w kw mw gw tw wh kwh mwh gwh twh v kv ka va kva mva hz khz mhz ghz j kj mj gj pa kpa mpa bar n kb mb gb tb \
         watt kilowatt megawatt gigawatt volt kilovolt ampere ohm hertz joule pascal newton byte kilobyte megabyte gigabyte \
         terabyte db decibel",
    ),
];
/// The codes of currencies in ISO 4217.
const CURRENCY_CODES: &str = "\
    aed afn all amd aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf clp cny \
    cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils \
    inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop \
    mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr \
    sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ves vnd vuv \
    wst xaf xcd xof xpf yer zar zmw rmb ksh tsh ush";
/// The names of currencies in the singular, and of those whose plural has no `s`.
const CURRENCY_NAMES: &str = "\
    afghani ariary baht balboa birr bolivar boliviano cedi cent centavo centime colones crown cruzeiro dalasi denar dinar \
    dirham dollar dong dram drachma ducat escudo euro florin forint franc gourde groschen guarani guilder guinea hryvnia \
    karbovanets kina kip koruna krona kronor krone kroner kronur kuna kwacha kwanza kyat lari lek lempira leu lei lev leva \
    lira lire litas loti manat markka naira nakfa ngultrum ore ouguiya paisa penny pence peseta peso pfennig pound \
    pula quetzal rand reais renminbi rial riel ringgit riyal rouble ruble rufiyaa rupee rupiah schilling shekel \
    shilling sol soles som sou sterling taka tala tenge toman tugrik vatu won yen yuan zloty zlotys złoty";
/// Signs of currencies.
const CURRENCY_SIGNS: &str = "$€£¥₩₦₹₨₽₺₴₫₱₡₲₵₸₪฿₮₭₾₼؋﷼";

static NAMED: LazyLock<HashMap<&str, Quantity>> = LazyLock::new(|| {
    let currencies = [(Quantity::Money, CURRENCY_CODES), (Quantity::Money, CURRENCY_NAMES)];
    let all = currencies.into_iter().chain(UNITS);
    all.flat_map(|(quantity, names)| names.split_ascii_whitespace().map(move |name| (name, quantity))).collect()
});

/// What a unit measures. A code of a currency has capitals only, so that `all` and `top` are words.
pub(crate) fn quantity(word: &str) -> Option<Quantity> {
    let lower = word.to_lowercase();
    let singular = lower.strip_suffix('s').filter(|singular| singular.len() > 2);
    let found = NAMED.get(lower.as_str()).or_else(|| NAMED.get(singular?)).copied()?;
    let is_code = CURRENCY_CODES.split_ascii_whitespace().any(|code| code == lower);
    let is_capital = || word.chars().all(char::is_uppercase);
    // `5 M` is a scale and no length
    let is_scale = word == "M" || word == "MM" || word == "K";
    (!is_scale && (!is_code || is_capital())).then_some(found)
}

/// Returns whether a letter is the sign of a currency.
pub(crate) fn is_currency_sign(letter: char) -> bool {
    CURRENCY_SIGNS.contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_by_name_and_symbol() {
        for (word, expected) in [
            ("metres", Some(Quantity::Length)),
            ("km", Some(Quantity::Length)),
            ("tonnes", Some(Quantity::Mass)),
            ("hours", Some(Quantity::Time)),
            ("naira", Some(Quantity::Money)),
            ("Kroner", Some(Quantity::Money)),
            ("ZAR", Some(Quantity::Money)),
            ("MW", Some(Quantity::Other)),
            ("all", None),
            ("M", None),
            ("floors", None),
        ] {
            assert_eq!(quantity(word), expected, "{word}");
        }
    }

    #[test]
    fn each_name_is_of_one_quantity() {
        let names = UNITS.iter().flat_map(|(_, names)| names.split_ascii_whitespace());
        let all: Vec<&str> = names
            .chain(CURRENCY_CODES.split_ascii_whitespace())
            .chain(CURRENCY_NAMES.split_ascii_whitespace())
            .collect();
        assert_eq!(all.len(), NAMED.len());
    }
}
