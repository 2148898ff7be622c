use sisuiq_names::{Kind, MATCH_THRESHOLD, MatchKind, TokenClass};

use crate::fixture::{compare, score};

fn assert_all(kind: Kind, matches: bool, cases: &[(&str, &str)]) {
    for (left, right) in cases {
        let score = score(left, right, kind);
        assert_eq!(score >= MATCH_THRESHOLD, matches, "{left} | {right}: {score:.3}");
    }
}

#[test]
fn spellings_of_a_person_match() {
    assert_all(
        Kind::Person,
        true,
        &[
            ("Arkady Volkonsky", "Arkadiy Volkonskiy"),
            ("Arkady Volkonsky", "VOLKONSKY, Arkady"),
            ("Arkady Volkonsky", "Arkady Petrovich Volkonsky"),
            ("Arkady P. Volkonsky", "Arkady Petrovich Volkonsky"),
            ("A. Volkonsky", "Arkady Volkonsky"),
            ("ArkadyVolkonsky", "Arkady Volkonsky"),
            ("Arkady Volk onsky", "Arkady Volkonsky"),
            ("Arkdy Volkonsky", "Arkady Volkonsky"),
            ("Dr. Arkady Volkonsky", "Arkady Volkonsky"),
            ("Mahmoud bin Yusuf al-Harbani", "Mahmud Yousef Harbani"),
            ("Abdul Rahman Khalid", "Khalid Abdurrahman"),
            ("Abd al-Rahman Khalid", "Abdelrahman Khaled"),
            ("Usama Harbani", "Osama Harbani"),
            ("Zoë Ångström", "Zoe Angstrom"),
            ("Barn4by Quill", "Barnaby Quill"),
        ],
    );
}

#[test]
fn different_persons_do_not_match() {
    assert_all(
        Kind::Person,
        false,
        &[
            ("Arkady Petrov", "Volkonsky, Arkady P."),
            ("Arkady Volkonsky", "Barnaby A. Quill-Volkonsky"),
            ("Arkady Volkonsky", "Gennady Volkonsky"),
            ("Arkady Volkonsky", "Arkady Voloshin"),
            ("Arkady Volkonsky", "Arkady"),
            ("Arkady Petrovich Volkonsky", "Arkady Semyonovich Volkonsky"),
            ("Mahmoud Yusuf Harbani", "Mahmoud Yusuf Tikriti"),
            ("Barnaby Quill", "Tobias Quill"),
            ("Mr", "Dr"),
        ],
    );
}

#[test]
fn scripts_match_each_other() {
    assert_all(
        Kind::Person,
        true,
        &[
            ("Аркадий Волконский", "Arkady Volkonsky"),
            ("محمد علي", "Mohamed Ali"),
            ("أحمد حسن", "Ahmed Hassan"),
            ("خالد محمود", "Khaled Mahmoud"),
            ("عبد الله", "Abdullah"),
            ("حسین موسوی", "Hossein Mousavi"),
            ("김동현", "Kim Dong-hyun"),
            ("이민호", "Lee Min Ho"),
            ("이민호", "Yi Min-ho"),
            ("박지성", "Park Ji Sung"),
            ("李明", "Li Ming"),
            ("习近平", "Xi Jinping"),
            ("習近平", "习近平"),
            ("Νικόλαος Παπαδάκης", "Nikolaos Papadakis"),
            ("משה דוד", "Moshe David"),
            ("バラク・オバマ", "Barack Obama"),
            ("ბარაკ ობამა", "Barack Obama"),
            ("नरेन्द्र मोदी", "Narendra Modi"),
        ],
    );
}

#[test]
fn syllables_that_differ_are_other_names() {
    assert_all(Kind::Person, false, &[("李明", "李强"), ("김동현", "김동수"), ("حسن رضا", "كريم رضا")]);
}

#[test]
fn organisations_match_without_legal_forms() {
    assert_all(
        Kind::Organisation,
        true,
        &[
            ("Siemens Aktiengesellschaft", "Siemens AG"),
            ("OAO Gazprom", "Open Joint Stock Company Gazprom"),
            ("ООО ТЕХНОСНАБ", "Tekhnosnab LLC"),
            ("The World Bank", "World Bank"),
            ("Goodwill Trading Company", "Good Will Trading Co."),
            ("Black & White GmbH", "Black and White"),
            ("A.B.C. Company", "ABC Co."),
            ("People's Liberation Army", "PLA"),
            ("Brigade Forty-Four", "Brigade 44"),
            ("Zarya Intl Trading", "Zarya International Trading"),
            ("株式会社トヨタ", "Toyota KK"),
        ],
    );
}

#[test]
fn different_organisations_do_not_match() {
    assert_all(
        Kind::Organisation,
        false,
        &[
            ("EMMA LLC", "ANNA LLC"),
            ("CORP", "Anything Corp"),
            ("LLC", "LLC"),
            ("Management Company", "Westhill Management Company"),
            ("Bank of Narnia", "Bank of Gondor"),
            ("Tekhnosnab 7", "Tekhnosnab 9"),
            ("International Trading", "Zarya International Trading"),
        ],
    );
}

#[test]
fn numbers_of_ships_agree() {
    assert!(score("MV Golden Heron", "Golden Heron", Kind::Vessel) >= MATCH_THRESHOLD);
    assert!(score("Golden Heron 2", "Golden Heron II", Kind::Vessel) >= 0.9);
    assert!(score("Golden Heron 2", "Golden Heron 3", Kind::Vessel) < MATCH_THRESHOLD);
}

#[test]
fn scores_are_ordered_by_agreement() {
    let name = "Barnaby Tobias Quill";
    let others =
        ["Barnaby Tobias Quill", "Barnaby Tobias Quil", "Barnaby Quill", "Barnaby Tobin Quayle", "Gertrude Quill"];
    let scores = others.map(|other| score(name, other, Kind::Person));
    assert!(scores.windows(2).all(|pair| pair.first() > pair.last()), "{scores:?}");
}

#[test]
fn equal_names_are_ordered_by_rarity() {
    let frequent = score("Mohammed Ali", "Mohammed Ali", Kind::Person);
    let rare = score("Barnaby Tobias Quill", "Barnaby Tobias Quill", Kind::Person);
    assert!(frequent < rare && rare <= 1.0);
}

#[test]
fn only_equal_names_score_highest() {
    let name = "Barnaby Tobias Quill";
    let own = score(name, "BARNABY TOBIAS QUILL", Kind::Person);
    for other in ["Quill Barnaby Tobias", "Barnaby Tobias Kuill", "Dr Barnaby Tobias Quill"] {
        assert!(score(name, other, Kind::Person) < own, "{other}");
    }
    assert!(score("Zarya Tekhnosnab Volk AG", "Zarya Tekhnosnab Volk", Kind::Organisation) < 1.0);
}

#[test]
fn explanations_name_the_parts() {
    let explanation = compare("Dr. A. Volkonsky Petrov", "Arkady Wolkonsky", Kind::Person).explanation;
    let kinds: Vec<MatchKind> = explanation.matched.iter().map(|pair| pair.kind).collect();
    assert_eq!(kinds, [MatchKind::Initial, MatchKind::Phonetic]);
    let unmatched: Vec<(&str, TokenClass)> =
        explanation.unmatched_left.iter().map(|token| (token.text.as_str(), token.class)).collect();
    assert_eq!(unmatched, [("dr", TokenClass::Title), ("petrov", TokenClass::Name)]);
    let explanation = compare("Zarya 5 GmbH", "Zarya 6 AG", Kind::Organisation).explanation;
    assert!(explanation.legal_forms.differ);
    assert_eq!(
        (explanation.numbers.left.as_slice(), explanation.numbers.right.as_slice()),
        (["5".to_owned()].as_slice(), ["6".to_owned()].as_slice())
    );
}
