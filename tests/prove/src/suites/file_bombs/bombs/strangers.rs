//! Files that are damaged, encrypted or of two formats at the same time.

use super::{ADDED, Recipe, letter, page};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;

pub(super) const RECIPES: &[Recipe] = &[
    ("cut short", cut),
    ("some bytes changed", changed),
    ("pieces in another order", shuffled),
    ("noise under the right head", noise),
    ("locked in some way", locked),
    ("an archive and a PDF", archive),
    ("a web page and a PDF", web_page),
    ("a picture and a PDF", picture),
    ("a PDF in a PDF", twice),
    ("white space without end", white_space),
];

fn report() -> Vec<u8> {
    (0..20).fold(PdfBuilder::default(), |pdf, _| pdf.page(page())).build()
}

fn cut(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = report();
    bytes.truncate(chance.random_range(0..bytes.len()));
    bytes
}

fn changed(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = report();
    for _ in 0..chance.random_range(1..200) {
        let place = chance.random_range(0..bytes.len());
        bytes[place] = chance.random();
    }
    bytes
}

fn shuffled(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let bytes = report();
    let mut pieces: Vec<&[u8]> = bytes.chunks(chance.random_range(20..400)).collect();
    pieces[1..].shuffle(chance);
    pieces.concat()
}

fn noise(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let noise: Vec<u8> = (0..chance.random_range(100..1_000_000)).map(|_| chance.random()).collect();
    [b"%PDF-1.7\n".as_slice(), &noise, b"\nstartxref\n9\n%%EOF\n"].concat()
}

fn locked(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let key: String = (0..64).map(|_| char::from(b"0123456789abcdef"[chance.random_range(0..16)])).collect();
    let (version, revision) = (chance.random_range(-1..7), chance.random_range(-1..8));
    let length = [0, 8, 40, 128, 256, 2_147_483_647][chance.random_range(0..6)];
    let keys = format!("/O <{key}> /U <{key}> /OE <{key}> /UE <{key}> /Perms <{key}>");
    let filters = "/CF << /StdCF << /CFM /AESV3 /Length 99 >> >> /StmF /StdCF /StrF /StdCF";
    let dictionary =
        format!("<< /Filter /Standard /V {version} /R {revision} /Length {length} /P -44 {keys} {filters} >>");
    letter().object(&dictionary).trailer(&format!("/Encrypt {ADDED} 0 R /ID [<00> <00>]")).build()
}

fn archive(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let head = b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x09\0\0\0../../x.sh";
    let tail = b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0";
    let copies = chance.random_range(1..200);
    [head.repeat(copies.min(20)), letter().build(), tail.repeat(copies)].concat()
}

fn web_page(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let script = b"<!DOCTYPE html><script>alert(1)</script><!-- ";
    [script.as_slice(), &letter().build(), &b" --><script>alert(2)</script>".repeat(chance.random_range(1..100))]
        .concat()
}

fn picture(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let heads: [&[u8]; 3] =
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a\xff\xff\xff\xff", b"\xff\xd8\xff\xe0\0\x10JFIF"];
    [heads[chance.random_range(0..heads.len())], &letter().build()].concat()
}

fn twice(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let inner = letter().build();
    inner.repeat(chance.random_range(2..50))
}

fn white_space(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let blank = [" ", "\n", "%\n", "\0"][chance.random_range(0..4)].repeat(chance.random_range(1_000_000..8_000_000));
    let text: String = letter().build().into_iter().map(char::from).collect();
    super::bytes(&text.replacen("endobj\n", &format!("endobj\n{blank}"), 1))
}
