use super::{assert_covered, outline, read};
use sisuiq_law::{ChunkLimits, Declared, LawError, LawInput, chunk_law};

fn check(input: &LawInput<'_>, expected: &[&str]) {
    let document = read(input);
    assert_eq!(outline(&document), expected);
    assert_covered(&document);
}

#[test]
fn html_of_the_official_journal_is_read() {
    let html = "<html><head><title>x</title><style>p{}</style></head><body><p class=\"oj-ti-art\">Article 5</p>\
        <div class=\"eli-title\"><p class=\"oj-sti-art\">Freezing of <i>funds</i></p></div>\
        <p class=\"oj-normal\">1.&nbsp;&nbsp; The following shall be frozen:</p>\
        <table><tr><td><p>(a)</p></td><td><p>all funds:</p><table><tr><td>(i)</td><td>cash;</td></tr></table></td></tr></table>\
        <table><tr><td>(b)</td><td>resources &amp; goods.</td></tr></table>\
        <table><tr><th>Name</th><th>Reason</th></tr><tr><td>A</td><td>x<br>y</td></tr></table></body></html>";
    check(
        &LawInput::Html(html),
        &[
            "Article Article 5 [Freezing of funds]",
            " Paragraph 1. The following shall be frozen:",
            "  Point (a) all funds:",
            "   Subpoint (i) cash;",
            "  Point (b) resources & goods.",
            "   Table Name | Reason A | x y",
        ],
    );
}

#[test]
fn unclosed_html_loses_nothing() {
    let html = "<body><h2>Article 1<h3>Scope<p>1. One<p>2. Two<table><tr><td>(a)<td>three<tr><td>(b)<td>four<ol type=a><li>five";
    let document = read(&LawInput::Html(html));
    let all = outline(&document).join("\n");
    for text in ["Article Article 1 [Scope]", "1. One", "(a) three", "(b) four", "a. five"] {
        assert!(all.contains(text), "{text} in {all}");
    }
    assert_covered(&document);
}

#[test]
fn formex_shows_its_units() {
    let xml = "<?xml version=\"1.0\"?><ACT><BIB.INSTANCE>data</BIB.INSTANCE><TITLE><TI><P>COUNCIL REGULATION (EU) No 5/2014</P></TI></TITLE>\
        <PREAMBLE><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P><TXT>A reason.</TXT></NP></CONSID></GR.CONSID></PREAMBLE>\
        <ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART><STI.ART>Scope</STI.ART><PARAG><NO.PARAG>1.</NO.PARAG>\
        <ALINEA>It covers:<LIST><ITEM><NP><NO.P>(i)</NO.P><TXT>funds<NOTE><P>OJ L 1.</P></NOTE>;</TXT></NP></ITEM></LIST></ALINEA></PARAG>\
        </ARTICLE></ENACTING.TERMS></ACT>";
    check(
        &LawInput::Xml(xml),
        &[
            "ActTitle COUNCIL REGULATION (EU) No 5/2014",
            "Preamble",
            " Recital (1) A reason.",
            "Article Article 1 [Scope]",
            " Paragraph 1. It covers:",
            "  Point (i) funds;",
            "   Footnote OJ L 1.",
        ],
    );
}

#[test]
fn akoma_ntoso_and_uslm_show_their_units() {
    let akoma = "<akomaNtoso><act><meta><x>data</x></meta><body><chapter><num>CHAPTER I</num><heading>General</heading>\
        <article><num>Article 1</num><heading>Scope</heading><paragraph><num>1.</num><list><intro><p>It covers:</p></intro>\
        <point><num>(a)</num><content><p>funds &#8212; all.</p></content></point></list></paragraph></article></chapter></body></act></akomaNtoso>";
    check(
        &LawInput::Xml(akoma),
        &[
            "Chapter CHAPTER I [General]",
            " Article Article 1 [Scope]",
            "  Paragraph 1. It covers:",
            "   Point (a) funds — all.",
        ],
    );
    let uslm = "<section><num>§ 1701.</num><heading>Unusual threat</heading><subsection><num>(a)</num><chapeau>Any authority—</chapeau>\
        <paragraph><num>(1)</num><content>may be exercised.</content></paragraph></subsection><sourceCredit>(Pub. L. 95-223)</sourceCredit></section>";
    check(
        &LawInput::Xml(uslm),
        &[
            "Section § 1701. [Unusual threat]",
            " Paragraph (a) Any authority—",
            "  Point (1) may be exercised.",
            " SourceNote (Pub. L. 95-223)",
        ],
    );
}

#[test]
fn ecfr_paragraphs_are_parsed() {
    let xml = "<DIV5 N=\"591\" TYPE=\"PART\"><HEAD>PART 591—VENEZUELA SANCTIONS REGULATIONS</HEAD><AUTH><HED>Authority:</HED><PSPACE>3 U.S.C. 301.</PSPACE></AUTH>\
        <DIV6 N=\"B\" TYPE=\"SUBPART\"><HEAD>Subpart B—Prohibitions</HEAD><DIV8 N=\"591.201\" TYPE=\"SECTION\"><HEAD>§ 591.201 Prohibited transactions.</HEAD>\
        <P>(a) <I>General.</I> (1) All transactions are prohibited.</P><P>(2) So are others.</P><NOTE><HED>Note 1 to § 591.201:</HED><P>See it.</P></NOTE>\
        <CITA TYPE=\"N\">[80 FR 39677, July 10, 2015]</CITA></DIV8></DIV6></DIV5>";
    check(
        &LawInput::Xml(xml),
        &[
            "Part PART 591 [VENEZUELA SANCTIONS REGULATIONS]",
            " SourceNote Authority: 3 U.S.C. 301.",
            " Subpart Subpart B [Prohibitions]",
            "  Section § 591.201 [Prohibited transactions.]",
            "   Paragraph (a) General.",
            "    Point (1) All transactions are prohibited.",
            "    Point (2) So are others.",
            "   Note Note 1 to § 591.201: See it.",
            "   SourceNote [80 FR 39677, July 10, 2015]",
        ],
    );
}

#[test]
fn damaged_xml_is_refused() {
    for xml in ["", "<a>", "<a></b>", "<a>text", "plain text", "<a><b></a>"] {
        let found = chunk_law(&LawInput::Xml(xml), &Declared::default(), ChunkLimits::default(), &str::len);
        assert!(matches!(found, Err(LawError::Malformed { .. })), "{xml}");
    }
    let deep = "<a>".repeat(10_000) + &"</a>".repeat(10_000);
    assert!(matches!(
        chunk_law(&LawInput::Xml(&deep), &Declared::default(), ChunkLimits::default(), &str::len),
        Err(LawError::TooDeep { .. })
    ));
}
