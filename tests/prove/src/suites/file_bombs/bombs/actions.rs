//! Files with actions that run when they are opened.

use super::{ADDED, Recipe, letter, stream, with_catalogue_entries, with_page_entries};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

pub(super) const RECIPES: &[Recipe] = &[
    ("a script that runs when the file is opened", script),
    ("a program that is started when the file is opened", launch),
    ("an address that is fetched when the page is opened", fetch),
    ("actions that follow each other in a ring", ring),
    ("a script of megabytes", long_script),
    ("an embedded program", embedded),
];

fn script(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let scripts = [
        "while(true){}",
        "app.launchURL('http://127.0.0.1/')",
        "var a='x';for(;;)a+=a",
        "this.exportDataObject({cName:'x',nLaunch:2})",
    ];
    let chosen = scripts[chance.random_range(0..scripts.len())];
    let pdf = letter().object(&format!("<< /S /JavaScript /JS ({chosen}) >>"));
    with_catalogue_entries(&pdf, &format!("/OpenAction {ADDED} 0 R /AA << /WC {ADDED} 0 R /DS {ADDED} 0 R >>"))
}

fn launch(_: &mut ChaCha8Rng) -> Vec<u8> {
    let action = "<< /S /Launch /F (/bin/sh) /Unix << /F (/bin/sh) /P (-c id) >> /Win << /F (cmd.exe) >> >>";
    with_catalogue_entries(&letter().object(action), &format!("/OpenAction {ADDED} 0 R"))
}

fn fetch(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let kinds = ["/URI /URI", "/SubmitForm /F", "/GoToR /D [0 /Fit] /F", "/ImportData /F"];
    let chosen = kinds[chance.random_range(0..kinds.len())];
    let pdf = letter().object(&format!("<< /S {chosen} (http://127.0.0.1:1/secret) >>"));
    with_page_entries(&pdf, &format!("/AA << /O {ADDED} 0 R /C {ADDED} 0 R >>"))
}

fn ring(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(1..100);
    let pdf = (0..length).fold(letter(), |pdf, place| {
        pdf.object(&format!("<< /S /Named /N /NextPage /Next {} 0 R >>", ADDED + (place + 1) % length))
    });
    with_catalogue_entries(&pdf, &format!("/OpenAction {ADDED} 0 R"))
}

fn long_script(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let script = stream("", &"x=unescape('%u9090%u9090');".repeat(chance.random_range(10_000..100_000)));
    let pdf = letter().object(&script).object(&format!("<< /S /JavaScript /JS {ADDED} 0 R >>"));
    with_catalogue_entries(&pdf, &format!("/OpenAction {} 0 R", ADDED + 1))
}

fn embedded(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let program: String = (0..10_000).map(|_| char::from(chance.random::<u8>())).collect();
    let file = stream("/Type /EmbeddedFile /Subtype /application#2Fx-msdownload", &format!("MZ{program}"));
    let specification = format!("<< /Type /Filespec /F (../../../run.exe) /EF << /F {ADDED} 0 R >> >>");
    let pdf = letter().object(&file).object(&specification);
    let names = format!("/Names << /EmbeddedFiles << /Names [ (run.exe) {} 0 R ] >> >>", ADDED + 1);
    with_catalogue_entries(&pdf, &names)
}
