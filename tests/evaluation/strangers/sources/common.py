import os, pathlib, datetime
HERE = pathlib.Path(__file__).resolve().parent
OUT = pathlib.Path(os.environ.get("STRANGERS_OUT", HERE.parent / "documents"))
OUT.mkdir(parents=True, exist_ok=True)
FD = "/usr/share/fonts/truetype"
EPOCH = 1772409600  # 2026-03-02 00:00 UTC
os.environ["SOURCE_DATE_EPOCH"] = str(EPOCH)
DATE = datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc)

def html_pdf(name, html, css):
    from weasyprint import HTML, CSS
    from weasyprint.text.fonts import FontConfiguration
    fc = FontConfiguration()
    HTML(string=html, base_url=str(HERE)).write_pdf(
        OUT / name, stylesheets=[CSS(string=css, font_config=fc)], font_config=fc,
        pdf_identifier=name.encode(), full_fonts=False)

def typ_pdf(name, src, fonts):
    import typst
    typst.compile(str(HERE / src), output=str(OUT / name), root=str(HERE), font_paths=fonts,
                  ignore_system_fonts=True, timestamp=EPOCH, pdf_tags=True)
