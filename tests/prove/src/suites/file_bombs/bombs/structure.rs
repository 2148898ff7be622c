//! Outlines, names, annotations, forms and tags.

use super::{ADDED, Recipe, letter, stream, with_catalogue_entries, with_page_entries};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

pub(super) const RECIPES: &[Recipe] = &[
    ("an outline that is its own child", outline_of_itself),
    ("an outline ten thousand levels deep", deep_outline),
    ("an outline whose entries follow each other in a ring", ring_of_entries),
    ("names in a ring", names),
    ("page labels in a ring", labels),
    ("tags in a ring", tags),
    ("a hundred thousand annotations", annotations),
    ("an annotation that looks like itself", appearance),
    ("form fields that are their own children", fields),
    ("layers in a ring", layers),
    ("metadata that laughs a billion times", metadata),
];

fn outline_of_itself(_: &mut ChaCha8Rng) -> Vec<u8> {
    let itself = format!("<< /Type /Outlines /Title (x) /First {ADDED} 0 R /Last {ADDED} 0 R /Next {ADDED} 0 R >>");
    with_catalogue_entries(&letter().object(&itself), &format!("/Outlines {ADDED} 0 R"))
}

fn deep_outline(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let pdf = (1..chance.random_range(5_000..20_000)).fold(letter(), |pdf, level| {
        let next = ADDED + level;
        pdf.object(&format!("<< /Title (x) /First {next} 0 R /Last {next} 0 R /Count 1 >>"))
    });
    with_catalogue_entries(&pdf, &format!("/Outlines {ADDED} 0 R"))
}

/// A file whose catalogue entry leads to a ring of objects.
fn ring(entry: &str, length: usize, object: impl Fn(usize) -> String) -> Vec<u8> {
    let pdf = (0..length).fold(letter(), |pdf, place| pdf.object(&object(ADDED + (place + 1) % length)));
    with_catalogue_entries(&pdf, &format!("/{entry} {ADDED} 0 R"))
}

fn ring_of_entries(chance: &mut ChaCha8Rng) -> Vec<u8> {
    ring("Outlines", chance.random_range(2..500), |next| {
        format!("<< /Title (x) /First {next} 0 R /Next {next} 0 R /Prev {next} 0 R /Parent {next} 0 R >>")
    })
}

fn names(chance: &mut ChaCha8Rng) -> Vec<u8> {
    ring("Names", chance.random_range(1..100), |next| {
        format!("<< /Dests {next} 0 R /EmbeddedFiles {next} 0 R /Kids [ {next} 0 R {next} 0 R ] /Limits [(a) (z)] >>")
    })
}

fn labels(chance: &mut ChaCha8Rng) -> Vec<u8> {
    ring("PageLabels", chance.random_range(1..100), |next| format!("<< /Kids [ {next} 0 R ] /Limits [0 9] >>"))
}

fn tags(chance: &mut ChaCha8Rng) -> Vec<u8> {
    ring("StructTreeRoot", chance.random_range(1..100), |next| {
        format!("<< /Type /StructTreeRoot /S /P /K [ {next} 0 R {next} 0 R ] /P {next} 0 R /ParentTree {next} 0 R >>")
    })
}

fn annotations(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let pdf = letter().object("<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (note) >>");
    let many = format!("{ADDED} 0 R ").repeat(chance.random_range(10_000..100_000));
    with_page_entries(&pdf, &format!("/Annots [ {many}]"))
}

fn appearance(_: &mut ChaCha8Rng) -> Vec<u8> {
    let resources = format!("/Resources << /XObject << /X {} 0 R >> >>", ADDED + 1);
    let form = stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"), "/X Do /X Do");
    let annotation =
        format!("<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N {} 0 R >> /Popup {ADDED} 0 R >>", ADDED + 1);
    with_page_entries(&letter().object(&annotation).object(&form), &format!("/Annots [ {ADDED} 0 R ]"))
}

fn fields(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let kids = format!("{ADDED} 0 R ").repeat(chance.random_range(1..100));
    let field = format!("<< /FT /Tx /T (x) /Fields [ {kids}] /Kids [ {kids}] /Parent {ADDED} 0 R /XFA {ADDED} 0 R >>");
    with_catalogue_entries(&letter().object(&field), &format!("/AcroForm {ADDED} 0 R"))
}

fn layers(chance: &mut ChaCha8Rng) -> Vec<u8> {
    ring("OCProperties", chance.random_range(1..50), |next| {
        format!("<< /OCGs [ {next} 0 R ] /D << /Order [ {next} 0 R ] >> /VE [ /Not {next} 0 R ] >>")
    })
}

fn metadata(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let levels = chance.random_range(10..30);
    let entities: Vec<_> =
        (1..levels).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))).collect();
    let entities = entities.concat();
    let xml = format!("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"ha\">{entities}]><x>&l{};</x>", levels - 1);
    let pdf = letter().object(&stream("/Type /Metadata /Subtype /XML", &xml));
    with_catalogue_entries(&pdf, &format!("/Metadata {ADDED} 0 R"))
}
