use super::Name;
use crate::token::TokenClass;
use crate::{Kind, LegalFamily};

fn texts(name: &str, kind: Kind) -> String {
    Name::parse(name, kind).tokens().map(|(text, _)| text.to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn legal_forms_are_set_apart() {
    let cases = [
        ("Siemens AG", "siemens", vec![LegalFamily::JointStock]),
        ("OOO Oboronnye Initsiativy", "oboronnye initsiativy", vec![LegalFamily::Limited]),
        ("ООО \"АЯС 2000\"", "ayas 2000", vec![LegalFamily::Limited]),
        ("Volkswagen Bank G.m.b.H.", "volkswagen bank", vec![LegalFamily::Limited]),
        ("Samsung Electronics Co., Ltd.", "samsung electronics", vec![LegalFamily::Limited]),
        ("Novo Nordisk A/S", "novo nordisk", vec![LegalFamily::JointStock]),
        ("FABERLIC EUROPE Sp. z o.o.", "faberlic europe", vec![LegalFamily::Limited]),
        ("Goldman Sachs & Co. LLC", "goldman sachs", vec![LegalFamily::Company, LegalFamily::Limited]),
        ("トヨタ自動車株式会社", "toyota zidongche", vec![LegalFamily::JointStock]),
        ("삼성전자 주식회사", "samseongjeonja", vec![LegalFamily::JointStock]),
        ("北京科技有限公司", "beijingkeji", vec![LegalFamily::Limited]),
        ("CORP", "", vec![LegalFamily::JointStock]),
        ("A.B.C. Company", "abc", vec![LegalFamily::Company]),
    ];
    for (name, expected, forms) in cases {
        assert_eq!(texts(name, Kind::Organisation), expected, "{name}");
        assert_eq!(Name::parse(name, Kind::Organisation).legal_forms(), forms, "{name}");
    }
}

#[test]
fn numbers_have_one_form() {
    let cases = [
        ("Brigade Forty-Four", "brigade 44"),
        ("1st International Bank", "1 international bank"),
        ("First International Bank", "1 international bank"),
        ("Carlyle Partners VII L.P.", "carlyle partners 7"),
        ("Trust 2004-1", "trust 2004 1"),
    ];
    for (name, expected) in cases {
        assert_eq!(texts(name, Kind::Organisation), expected, "{name}");
    }
}

#[test]
fn names_of_persons_are_parsed() {
    let name = Name::parse("BIN LADIN, Usama bin Muhammad", Kind::Person);
    assert_eq!(name.surname(), Some("bin ladin"));
    let cases = [
        ("'Abd al-Rahman Khalaf", "abdul rahman khalaf"),
        ("Abdel Fattah el-Sisi", "abdul fattah el sisi"),
        ("Sergey Sergey Shoigu", "sergey shoigu"),
        ("习近平", "xi jinping"),
        ("김정은", "gim jeongeun"),
        ("山田太郎", "shantian tailang"),
        ("I9or Sech1n", "igor sechin"),
        ("J.-C. Juncker", "j c juncker"),
        ("عبد الفتاح السيسي", "abdul ftah al sisi"),
    ];
    for (name, expected) in cases {
        assert_eq!(texts(name, Kind::Person), expected, "{name}");
    }
}

#[test]
fn titles_lead_a_name() {
    let classes = |name| Name::parse(name, Kind::Person).tokens().map(|(_, class)| class).collect::<Vec<_>>();
    assert_eq!(classes("Dr. Rami Makhlouf"), [TokenClass::Title, TokenClass::Name, TokenClass::Name]);
    assert_eq!(classes("Amir Abdullah"), [TokenClass::CommonName, TokenClass::CommonName]);
}

#[test]
fn unknown_kinds_are_recognised_by_their_words() {
    assert!(Name::parse("Sergei Lavrov", Kind::Unknown).person_like);
    assert!(!Name::parse("BWI Industries, Inc.", Kind::Unknown).person_like);
    assert!(!Name::parse("Tekhnosnab 7", Kind::Unknown).person_like);
}
