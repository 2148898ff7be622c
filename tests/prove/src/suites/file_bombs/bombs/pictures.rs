//! Pictures, patterns and shadings.

use super::{ADDED, Recipe, page, stream, with_resources};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;

pub(super) const RECIPES: &[Recipe] = &[
    ("a picture of ten thousand million points", enormous),
    ("a picture of noise in every coding", noise),
    ("a picture that is its own mask", own_mask),
    ("a colour space that is its own base", own_base),
    ("an inline picture that never ends", inline),
    ("a pattern that is painted with itself", pattern),
    ("a function that is made of itself", function),
    ("a clipping path of a million points", clipping),
];

fn shown(objects: &[String]) -> Vec<u8> {
    let pdf = PdfBuilder::default().page(page().raw("q 500 0 0 500 0 0 cm /X Do Q"));
    let pdf = objects.iter().fold(pdf, |pdf, object| pdf.object(object));
    with_resources(&pdf, &format!("/XObject << /X {ADDED} 0 R >>"))
}

fn picture(entries: &str, data: &str) -> String {
    stream(&format!("/Type /XObject /Subtype /Image {entries}"), data)
}

fn enormous(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let (width, height) = (chance.random_range(50_000..2_000_000_000), chance.random_range(50_000..2_000_000_000));
    let size = format!("/Width {width} /Height {height} /BitsPerComponent 16 /ColorSpace /DeviceCMYK");
    shown(&[picture(&size, "\u{ff}")])
}

fn noise(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let codings = ["JPXDecode", "JBIG2Decode", "DCTDecode", "CCITTFaxDecode", "LZWDecode"];
    let coding = codings[chance.random_range(0..codings.len())];
    let head = ["\u{ff}\u{d8}\u{ff}\u{e0}", "\u{0}\u{0}\u{0}\u{c}jP  \r\n\u{87}\n", "\u{97}JB2\r\n\u{1a}\n", ""];
    let noise: String = (0..20_000).map(|_| char::from(chance.random::<u8>())).collect();
    let entries = format!("/Width 5000 /Height 5000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /{coding}");
    shown(&[picture(&entries, &format!("{}{noise}", head[chance.random_range(0..head.len())]))])
}

fn own_mask(_: &mut ChaCha8Rng) -> Vec<u8> {
    let masks = format!("/SMask {ADDED} 0 R /Mask {ADDED} 0 R /Alternates [ << /Image {ADDED} 0 R >> ]");
    shown(&[picture(&format!("/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray {masks}"), "x")])
}

fn own_base(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let space = ADDED + 1;
    let spaces = [
        format!("[ /Indexed {space} 0 R 255 (abc) ]"),
        format!("[ /Pattern {space} 0 R ]"),
        format!("[ /Separation /All {space} 0 R {space} 0 R ]"),
        format!("[ /ICCBased {space} 0 R ]"),
    ];
    let entries = format!("/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace {space} 0 R");
    shown(&[picture(&entries, &"x".repeat(81)), spaces[chance.random_range(0..spaces.len())].clone()])
}

fn inline(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let size = chance.random_range(1..2_000_000_000);
    let picture = format!("BI /W {size} /H {size} /BPC 16 /CS /CMYK /F [/A85 /LZW /RL] ID {}", "\u{7f}E".repeat(5_000));
    PdfBuilder::default().page(page().raw(&picture)).build()
}

fn pattern(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let step = ["0", "0.000001", "-1", "1e-30"][chance.random_range(0..4)];
    let resources = format!("/Resources << /Pattern << /P {ADDED} 0 R >> >>");
    let tile =
        format!("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep {step} /YStep {step} {resources}");
    let pdf = PdfBuilder::default().page(page().raw("/Pattern cs /P scn 0 0 595 842 re f"));
    let pdf = pdf.object(&stream(&tile, "/Pattern cs /P scn 0 0 1 1 re f"));
    with_resources(&pdf, &format!("/Pattern << /P {ADDED} 0 R >>"))
}

fn function(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let itself = format!("{ADDED} 0 R ").repeat(chance.random_range(1..20));
    let shading = format!("/ShadingType {} /ColorSpace /DeviceRGB /Coords [0 0 1e38 1e38]", chance.random_range(1..8));
    let stitched = format!("/FunctionType 3 /Domain [0 1] /Functions [ {itself}] /Bounds [] /Encode [0 1]");
    let pdf = PdfBuilder::default().page(page().raw("/S sh"));
    let pdf = pdf.object(&format!("<< {shading} /Function {ADDED} 0 R {stitched} >>"));
    with_resources(&pdf, &format!("/Shading << /S {ADDED} 0 R >>"))
}

fn clipping(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let points: Vec<_> = (0..chance.random_range(10_000..200_000))
        .map(|_| format!("{} {} l ", chance.random_range(-999..999), chance.random_range(-999..999)))
        .collect();
    let points = points.concat();
    PdfBuilder::default().page(page().raw(&format!("0 0 m {points}W n /P <</MCID 0>> BDC"))).build()
}
