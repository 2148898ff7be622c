use sisuiq_lists::{ChangeKind, Part, canonical_json, content_hash, diff, read_un, shrinkage};

use crate::files::{UN, add, alt, delimited, entry, get, read_files, read_sdn, sdn};

fn list(rows: &[String]) -> sisuiq_lists::List {
    read_sdn(&delimited(&rows.iter().map(String::as_str).collect::<Vec<_>>())).unwrap()
}

#[test]
fn changes_name_their_fields() {
    let before =
        list(&[entry(1, "A", "", "X", "Gender Male."), entry(2, "B", "", "X", ""), entry(3, "C", "", "X", "")]);
    let after = list(&[
        entry(1, "A", "", "X] [Y", "Gender Female; DOB 1960."),
        entry(3, "C", "", "X", ""),
        entry(4, "D", "", "X", ""),
    ]);
    let found = diff(&before.entities, &after.entities);
    assert_eq!((found.added[0].id.as_str(), found.removed[0].id.as_str(), found.unchanged), ("4", "2", 1));
    let change = &found.changed[0];
    assert_eq!(change.kind, ChangeKind::Content);
    let fields: Vec<_> =
        change.fields.iter().map(|field| (field.field.as_str(), field.from.len(), field.to.len())).collect();
    assert_eq!(fields, [("birth_dates", 0, 1), ("gender", 1, 1), ("programmes", 0, 1)]);
    assert_eq!(change.fields[1].from[0], "male");
    let rows = found.parts[&Part::Entry];
    assert_eq!((rows.added, rows.changed, rows.removed), (1, 1, 1));
}

#[test]
fn other_order_is_republished() {
    let before = list(&[entry(1, "A", "", "X", "DOB 1960; DOB 1961.")]);
    let after = list(&[entry(1, "A", "", "X", "DOB 1961; DOB 1960.")]);
    let found = diff(&before.entities, &after.entities);
    assert_eq!((found.changed[0].kind, found.content_changes()), (ChangeKind::Republished, 0));
    assert_eq!(content_hash(&before.entities[0]), content_hash(&after.entities[0]));
}

#[test]
fn rows_of_companions_are_counted_apart() {
    let before = read_files(&sdn(), Some(&alt()), Some(&add()), None).unwrap();
    let fewer = delimited(&["101,9001,\"aka\",\"NQT COMPANY LTD\",-0- ", "205,9003,\"aka\",\"VOSS, Al\",-0- "]);
    let after = read_files(&sdn(), Some(&fewer), Some(&add()), None).unwrap();
    let found = diff(&before.entities, &after.entities);
    let aliases = found.parts[&Part::Alias];
    assert_eq!((aliases.added, aliases.changed, aliases.removed), (0, 1, 1));
    assert_eq!(found.parts[&Part::Entry].changed, 0);
    assert_eq!(found.changed.len(), 1);
}

#[test]
fn content_ignores_order_whitespace_and_place() {
    let aliases = delimited(&[
        "205,9003,\"aka\",\" VOSS,  Al\",-0- ",
        "101,9002,\"fka\",\"OLD QUAY TRADING\",-0- ",
        "101,9001,\"aka\",\"NQT COMPANY\",-0- ",
    ]);
    let one = read_files(&sdn(), Some(&alt()), None, None).unwrap();
    let other = read_files(&sdn(), Some(&aliases), None, None).unwrap();
    for (one, other) in one.entities.iter().zip(&other.entities) {
        assert_eq!(canonical_json(one), canonical_json(other));
    }
    assert_ne!(content_hash(&one.entities[0]), content_hash(&one.entities[1]));
}

#[test]
fn content_does_not_depend_on_other_entries() {
    let alone = list(&[entry(1, "A", "", "X", "Linked To: B.")]);
    let with = list(&[entry(1, "A", "", "X", "Linked To: B."), entry(2, "B", "", "X", "")]);
    assert!(with.entities[0].links[0].target.is_some());
    assert_eq!(content_hash(&alone.entities[0]), content_hash(&with.entities[0]));
}

#[test]
fn un_differences_ignore_whitespace() {
    let options = sisuiq_lists::ReadOptions::default();
    let before = read_un(UN.as_bytes(), &options).unwrap();
    let spaced = UN.replace("BLUE REEF", "BLUE\n   REEF").replace("<VALUE>Director", "<VALUE> Direc tor");
    let after = read_un(spaced.as_bytes(), &options).unwrap();
    assert!(diff(&before.entities, &after.entities).is_empty());
    assert_eq!(content_hash(get(&before, "6900001")), content_hash(get(&after, "6900001")));
    let emptied = UN.replace("<SORT_KEY/>", "");
    let after = read_un(emptied.as_bytes(), &options).unwrap();
    assert_eq!(diff(&before.entities, &after.entities).changed[0].kind, ChangeKind::Republished);
}

#[test]
fn canonical_json_is_stable() {
    let list = list(&[entry(1, "A  B", "individual", "X", "DOB 1960; Other.")]);
    assert_eq!(
        canonical_json(&list.entities[0]),
        concat!(
            r#"{"birth_dates":[{"circa":false,"first":"1960-01-01","last":"1960-12-31","precision":"year","text":"1960"}],"#,
            r#""key":{"id":"1","list":"ofac_sdn"},"kind":"person","#,
            r#""names":[{"kind":"primary","original_script":false,"quality":"strong","text":"A B"}],"programmes":["X"],"unread":["Other."]}"#
        )
    );
}

#[test]
fn entities_survive_json() {
    let list = read_files(&sdn(), Some(&alt()), Some(&add()), None).unwrap();
    for entity in &list.entities {
        let text = serde_json::to_string(entity).unwrap();
        assert_eq!(&serde_json::from_str::<sisuiq_lists::Entity>(&text).unwrap(), entity);
    }
}

#[test]
fn shrinkage_counts_missing_entries() {
    let rows: Vec<String> = (1..=10).map(|number| entry(number, "A", "", "X", "")).collect();
    let others: Vec<String> = (11..=14).map(|number| entry(number, "A", "", "X", "")).collect();
    let before = list(&rows);
    let found = shrinkage(&before.entities, &list(&rows[..8]).entities);
    assert!(!found.drops_by_more_than(20) && found.drops_by_more_than(19));
    let replaced = shrinkage(&before.entities, &list(&[&rows[..7], &others[..]].concat()).entities);
    assert!(!replaced.drops_by_more_than(20) && replaced.misses_more_than(20));
    assert!(!shrinkage(&[], &before.entities).drops_by_more_than(0));
}
