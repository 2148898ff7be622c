import os, subprocess, tempfile, shutil, pathlib
from common import OUT, EPOCH
import pikepdf
from docx import Document
from docx.shared import Pt, Cm, RGBColor
from docx.enum.text import WD_ALIGN_PARAGRAPH as AL
from docx.oxml.ns import qn
from docx.oxml import OxmlElement
def new(font, size, margins=(2.2, 2.2, 2.4, 2.4)):
    d = Document(); s = d.sections[0]; s.page_width, s.page_height = Cm(21), Cm(29.7)
    s.top_margin, s.bottom_margin, s.left_margin, s.right_margin = (Cm(x) for x in margins)
    for n in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title", "List Number", "List Bullet"):
        st = d.styles[n]; st.font.name = font; rp = st.element.get_or_add_rPr(); rf = rp.find(qn("w:rFonts"))
        for a in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"): rf.set(qn(a), font)
        for a in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            if rf.get(qn(a)) is not None: del rf.attrib[qn(a)]
        st.font.color.rgb = RGBColor(0, 0, 0)
    d.styles["Normal"].font.size = Pt(size); d.styles["Normal"].paragraph_format.space_after = Pt(5)
    return d
def field(p, code):
    for t, x in (("begin", None), (None, code), ("end", None)):
        r = p.add_run()
        if t: e = OxmlElement("w:fldChar"); e.set(qn("w:fldCharType"), t)
        else: e = OxmlElement("w:instrText"); e.set(qn("xml:space"), "preserve"); e.text = x
        r._r.append(e)
def table(d, rows, widths, size=8.5, head=True, shade="DDDDDD", aligns=None):
    t = d.add_table(rows=len(rows), cols=len(rows[0])); t.style = "Table Grid"; t.autofit = False
    for j, w in enumerate(widths): t.columns[j].width = Cm(w)
    for i, r in enumerate(rows):
        for j, x in enumerate(r):
            c = t.cell(i, j); c.width = Cm(widths[j]); p = c.paragraphs[0]; p.paragraph_format.space_before = p.paragraph_format.space_after = Pt(2); u = p.add_run(x); u.font.size = Pt(size)
            if aligns and i and aligns[j] == "r": p.alignment = AL.RIGHT
            if head and i == 0:
                u.bold = True; sh = OxmlElement("w:shd"); sh.set(qn("w:val"), "clear"); sh.set(qn("w:fill"), shade); c._tc.get_or_add_tcPr().append(sh)
    if head:
        h = OxmlElement("w:tblHeader"); h.set(qn("w:val"), "true"); t.rows[0]._tr.get_or_add_trPr().append(h)
    d.add_paragraph().paragraph_format.space_after = Pt(2); return t
def pdf(d, name, title):
    d.core_properties.title = title
    with tempfile.TemporaryDirectory() as t:
        src = f"{t}/doc.docx"; d.save(src)
        env = dict(os.environ, SOURCE_DATE_EPOCH=str(EPOCH), HOME=t, TZ="UTC", LC_ALL="C.UTF-8")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{t}/prof", "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", t, src], env=env, check=True, capture_output=True, timeout=400)
        with pikepdf.open(f"{t}/doc.pdf") as p:
            p.docinfo["/CreationDate"] = "D:20260302000000Z"
            if "/ID" in p.trailer: del p.trailer["/ID"]
            if "/DocChecksum" in p.trailer: del p.trailer["/DocChecksum"]
            p.save(OUT / name, deterministic_id=True)
