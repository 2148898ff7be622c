from common import OUT, FD
from reportlab import rl_config
rl_config.invariant = 1
from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, PageTemplate, Frame, Paragraph, Spacer, Table, TableStyle, PageBreak, Flowable
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.lib import colors
for n, f in (("V", "DejaVuSerif.ttf"), ("VB", "DejaVuSerif-Bold.ttf"), ("VM", "DejaVuSansMono.ttf")): pdfmetrics.registerFont(TTFont(n, f"{FD}/dejavu/{f}"))
pdfmetrics.registerFontFamily("V", normal="V", bold="VB", italic="V", boldItalic="VB")
B = ParagraphStyle("b", fontName="V", fontSize=8.8, leading=12.2, spaceAfter=5); H = ParagraphStyle("h", parent=B, fontName="VB", fontSize=10.2, leading=13, spaceBefore=7, spaceAfter=3, keepWithNext=1)
T = ParagraphStyle("t", parent=B, fontName="VB", fontSize=14, leading=18); S = ParagraphStyle("s", parent=B, fontSize=7.4, leading=9.6); M = ParagraphStyle("m", parent=B, fontName="VM", fontSize=9, leading=11, spaceAfter=0)

class Box(Flowable):
    """one line of the filled form: printed labels, real AcroForm fields with values"""
    def __init__(s, fields, h=31): s.f, s.h, s.w = fields, h, 483
    def wrap(s, *_): return s.w, s.h
    def draw(s):
        c, x = s.canv, 0
        for lab, val, w, *k in s.f:
            c.setFont("V", 7); c.setFillColor(colors.black); c.drawString(x + 1, s.h - 8, lab)
            if k and k[0] == "chk":
                c.acroForm.checkbox(name=lab[:40], checked=bool(val), x=x + 2, y=3, size=14, relative=True, buttonStyle="check", borderWidth=.7)
            else:
                c.acroForm.textfield(name=lab[:40] + str(int(x)), value=val, x=x, y=1, width=w - 5, height=19, fontName="Courier", fontSize=9, borderWidth=.6, relative=True, forceBorder=True, tooltip=lab, fillColor=colors.HexColor("#f5f8ff"))
            x += w
def kv(rows, w=158):
    t = Table([[Paragraph(a, ParagraphStyle("k", parent=B, fontName="VB", spaceAfter=0)), Paragraph(b, ParagraphStyle("v", parent=B, spaceAfter=0))] for a, b in rows], colWidths=[w, 483 - w])
    t.setStyle(TableStyle([("VALIGN", (0,0), (-1,-1), "TOP"), ("TOPPADDING", (0,0), (-1,-1), 1.5), ("BOTTOMPADDING", (0,0), (-1,-1), 1.5), ("LEFTPADDING", (0,0), (0,-1), 0)])); return t
def grid(rows, w, al=None):
    al = al or []
    hp = [ParagraphStyle('gh', parent=B, fontName='VB', fontSize=8, leading=9.6, spaceAfter=0, alignment=2 if i in al else 0) for i in range(len(w))]
    gp = ParagraphStyle('gc', parent=B, fontSize=8.3, leading=10, spaceAfter=0)
    rows = [[Paragraph(x, hp[i]) for i, x in enumerate(rows[0])]] + [[Paragraph(x, gp) if i not in al and len(x) > 14 else x for i, x in enumerate(r)] for r in rows[1:]]
    t = Table(rows, colWidths=w); t.setStyle(TableStyle([("FONT", (0,0), (-1,-1), "V", 8.3), ("FONT", (0,0), (-1,0), "VB", 8.3), ("GRID", (0,0), (-1,-1), .4, colors.black), ("BACKGROUND", (0,0), (-1,0), colors.HexColor("#e8e8e8")), ("VALIGN", (0,0), (-1,-1), "MIDDLE"), ("TOPPADDING", (0,0), (-1,-1), 2), ("BOTTOMPADDING", (0,0), (-1,-1), 2.5)] + [("ALIGN", (i,0), (i,-1), "RIGHT") for i in al or []])); return t
def foot(c, d): c.setFont("V", 7); c.drawString(56, 30, "Notice PEM-2025-118 – Cleaning and winter service, municipal buildings of Port Ellery"); c.drawRightString(539, 30, f"{d.page} / 5")
def build():
    s = []; p = lambda x, st=B: s.append(Paragraph(x, st)); h = lambda x: s.append(Paragraph(x, H))
    p("CITY OF PORT ELLERY", S); p("Contract notice – open procedure – services", T)
    p("Published in the City Gazette of 3 June 2025, No. 2025/104. Corrected on 17 June 2025 (see section VI). Port Ellery and all firms and persons named are invented.", S)
    h("Section I: Contracting authority")
    s.append(kv([("I.1 Name", "City of Port Ellery, Department of Buildings"), ("I.2 Address", "Town Hall Square 2, 04420 Port Ellery"), ("I.3 Contact", "Marek Solheim, procurement officer; tenders@portellery.example; 555 0181"), ("I.4 Type of authority", "Local authority"), ("I.5 Documents", "Free of charge from the tender portal until 7 July 2025"), ("I.6 Language of tenders", "English")]))
    h("Section II: Object of the contract")
    s.append(kv([("II.1 Title", "Cleaning and winter service for municipal buildings, 2025 to 2029"), ("II.2 Reference", "PEM-2025-118"), ("II.3 Main code", "90911200 Building-cleaning services"), ("II.4 Further code", "90620000 Snow-clearing services"), ("II.5 Type of contract", "Services, framework with one supplier for each lot"), ("II.6 Estimated value", "4,860,000 euros without value added tax, for all lots and the basic term of 48 months"), ("II.7 Lots", "Three. A tenderer may tender for all lots and may be awarded no more than two."), ("II.8 Variants", "Not allowed"), ("II.9 Term", "48 months from 1 November 2025"), ("II.10 Extension", "Once, by up to 12 months; notice by 30 April 2029"), ("II.11 Place", "Port Ellery, 61 buildings (list in Annex 2)")]))
    p("<b>II.12 Description of lots</b>")
    s.append(grid([["Lot", "Object", "Buildings", "Floor area, m²", "Estimated value, €", "Tender deposit, €"], ["1", "Schools and day nurseries", "27", "84,600", "2,410,000", "24,000"], ["2", "Offices, libraries, fire stations", "29", "51,250", "1,730,000", "17,000"], ["3", "Winter service, all sites", "61*", "–", "720,000", "7,000"], ["", "Total", "", "135,850", "4,860,000", ""]], [30, 165, 60, 78, 82, 68], [2,3,4,5]))
    p("* Lot 3 covers the 56 buildings of lots 1 and 2 and five car parks.", S)
    p("<b>II.13 Options.</b> The city may order the cleaning of windows twice instead of once a year at the unit price tendered, and may add or remove buildings up to 15 % of the floor area of a lot without a change of unit prices.")
    s.append(PageBreak())
    h("Section III: Conditions for taking part")
    s.append(kv([("III.1 Suitability", "Entry in a trade register; no conviction under section 40 of the Procurement Act"), ("III.2 Turnover", "Mean yearly turnover of the last three closed years of at least 1,200,000 euros (lot 1), 900,000 euros (lot 2) or 300,000 euros (lot 3). A tenderer for two lots must show the sum of both."), ("III.3 References", "Three comparable contracts since 1 January 2021; for lots 1 and 2 at least one with 20,000 m² or more"), ("III.4 Staff", "Lot 3: at least 12 drivers available from 1 November to 31 March between 03:00 and 22:00"), ("III.5 Certificates", "Quality management according to a recognised standard, or proof of equal measures"), ("III.6 Insurance", "Liability of at least 3,000,000 euros for persons and 1,000,000 euros for property for each case; 50,000 euros for loss of keys"), ("III.7 Wages", "At least the collective wage for cleaning, and never less than 14.20 euros an hour"), ("III.8 Subcontractors", "Up to 30 % of the value; to be named in the tender")]))
    h("Section IV: Procedure")
    s.append(kv([("IV.1 Type", "Open procedure"), ("IV.2 Questions", "Until 24 June 2025, 12:00, only through the portal"), ("IV.3 Time limit for tenders", "8 July 2025, 10:00 (before the correction: 1 July 2025, 10:00)"), ("IV.4 Opening", "8 July 2025, 10:30, Town Hall, room 214; tenderers may attend with two persons"), ("IV.5 Validity of tenders", "Until 30 September 2025"), ("IV.6 Site visits", "11 and 12 June 2025, by appointment; not compulsory")]))
    p("<b>IV.7 Award criteria</b>")
    s.append(grid([["Criterion", "Lots 1 and 2", "Lot 3", "How points are given"], ["Price", "60", "70", "lowest price ÷ price × points"], ["Plan for staff and hours", "25", "–", "0 to 25 by the panel of three"], ["Quality control", "10", "10", "0 to 10 by the panel"], ["Response time", "–", "15", "15 for 45 minutes or less, 8 for up to 60, else 0"], ["Environment", "5", "5", "1 for each measure listed in Annex 4"], ["Total", "100", "100", ""]], [130, 75, 60, 218], [1,2]))
    h("Section V: Contract terms in brief")
    p("<b>V.1 Payment.</b> Invoices are sent monthly and paid within 30 days. A discount of 2 % is taken for payment within 10 days if the tender offers it. <b>V.2 Prices</b> are fixed until 31 October 2026 and are then adjusted once a year by 80 % of the change of the collective wage and 20 % of the consumer price index. <b>V.3 Penalties.</b> For a room not cleaned: 25 euros; for a building not cleared of snow by 06:30: 180 euros for each hour begun; in all no more than 8 % of the yearly value. <b>V.4 Security.</b> 5 % of the yearly value as a bank guarantee within 14 days of the award. <b>V.5 Termination.</b> With three months' notice to the end of a quarter, for the city not before 31 October 2026 and for the contractor not before 31 October 2027; at once after three written warnings within six months.")
    h("Section VI: Correction of 17 June 2025")
    s.append(grid([["Place", "Instead of", "Read"], ["II.12, lot 2, floor area", "52,150 m²", "51,250 m²"], ["III.2, lot 3", "400,000 euros", "300,000 euros"], ["IV.3 and IV.4", "1 July 2025", "8 July 2025"], ["IV.7, response time", "15 for 30 minutes or less", "15 for 45 minutes or less"]], [170, 150, 163]))
    h("Section VII: Review")
    p("Complaints go to the Procurement Review Board, Harbour Court, within ten days after the tenderer learned of the breach, and no later than 15 days after the notice of award. A fee of 500 euros is due and is returned if the complaint succeeds.")
    s.append(PageBreak())
    p("Annex 1 – Form of tender (filled in by the tenderer)", T)
    p("Received by the City of Port Ellery on 7 July 2025 at 15:42, tender No. 3 of 6.", S)
    s.append(Box([("1. Name of tenderer", "Saltmarsh Facility Care Ltd", 300), ("2. Register number", "HR 20117-B", 183)]))
    s.append(Box([("3. Street and number", "Ropewalk 41", 250), ("4. Postcode and town", "04425 Port Ellery", 233)]))
    s.append(Box([("5. Person to contact", "Yusra Haddad-Moe", 200), ("6. Telephone", "555 0146", 110), ("7. E-mail", "y.haddad@saltmarsh.example", 173)]))
    s.append(Spacer(1, 4)); p("<b>8. Lots tendered for</b> (tick)")
    s.append(Box([("Lot 1", False, 160, "chk"), ("Lot 2", True, 160, "chk"), ("Lot 3", True, 160, "chk")]))
    p("<b>9. Turnover of the last three closed years, euros</b>")
    s.append(Box([("Year 2022", "1,318,400", 160), ("Year 2023", "1,402,950", 160), ("Year 2024", "1,376,150", 163)]))
    s.append(Box([("Mean of the three years", "1,365,833", 200), ("Number of employees, 31 Dec 2024", "64", 283)]))
    p("<b>10. Prices without value added tax, euros</b>")
    s.append(Box([("Lot 2: price per m² and month", "0.638", 240), ("Lot 2: yearly price (51,250 m²)", "392,370.00", 243)]))
    s.append(Box([("Lot 2: windows, second cleaning, per m²", "1.15", 240), ("Lot 2: price for 48 months", "1,569,480.00", 243)]))
    s.append(Box([("Lot 3: readiness, per winter", "96,500.00", 160), ("Lot 3: per call-out and site", "58.40", 160), ("Lot 3: response time, minutes", "50", 163)]))
    s.append(Box([("11. Discount for payment within 10 days", "2 %", 240), ("12. Share of subcontractors", "18 % (Oakes Tree & Snow)", 243)]))
    p("<b>13. Declarations</b> (tick)")
    s.append(Box([("Wages of III.7 are paid", True, 160, "chk"), ("Insurance of III.6 is held", True, 160, "chk"), ("Variant is offered", False, 160, "chk")]))
    s.append(Box([("14. Place and date", "Port Ellery, 4 July 2025", 240), ("15. Name and function of signatory", "Y. Haddad-Moe, managing director", 243)]))
    p("Note by the opening panel: the mean turnover meets III.2 for two lots (900,000 + 300,000 = 1,200,000 euros). Deposit of 24,000 euros for lots 2 and 3 received on 3 July 2025.", S)
    s.append(PageBreak())
    p("Annex 2 – List of buildings (extract)", T)
    import random; R = random.Random(118)
    rows = [["No.", "Building", "Lot", "Street", "Floor area, m²", "Cleaning days a week", "Clear snow by"]]
    nm = [("Fish Market Primary School", 1, "Fish Market 8"), ("Gasworks Park Nursery", 1, "Parkside 3"), ("Ropewalk Secondary School", 1, "Ropewalk 77"), ("Saltmarsh Primary School", 1, "Reed Lane 12"), ("Lower Quay Nursery", 1, "Lower Quay 20"), ("University Campus Nursery", 1, "College Road 4"), ("Town Hall", 2, "Town Hall Square 2"), ("Old Customs House", 2, "Quay Road 1"), ("Central Library", 2, "Market Street 15"), ("Saltmarsh Library", 2, "Reed Lane 40"), ("Fire Station North", 2, "Mill Lane 9"), ("Fire Station East", 2, "Hospital Road 51"), ("Registry Office", 2, "Market Street 2"), ("Harbour Office", 2, "Pier 4"), ("Car park Fish Market", 3, "Fish Market 1"), ("Car park Hospital", 3, "Hospital Road 60")]
    for i, (a, l, st) in enumerate(nm, 1): rows.append([str(i), a, str(l), st, f"{R.randint(420, 6900):,}" if l < 3 else "", R.choice(["5", "5", "6", "3"]) if l < 3 else "", R.choice(["05:30", "06:30", "06:30", "07:00"])])
    s.append(grid(rows, [32, 138, 34, 102, 58, 66, 53], [4, 5]))
    p("An empty cell means that the building takes no part in lots 1 and 2.", S)
    h("Annex 3 – Frequency of cleaning")
    s.append(grid([["Room", "Floor", "Wash basins and toilets", "Waste", "Desks and shelves", "Windows"], ["Classroom", "5 a week", "–", "5 a week", "1 a week", "1 a year"], ["Toilet", "2 a day", "2 a day", "1 a day", "–", "1 a year"], ["Office", "2 a week", "–", "3 a week", "1 in 2 weeks", "1 a year"], ["Library hall", "6 a week", "–", "6 a week", "1 a week", "2 a year"], ["Sports hall", "5 a week", "1 a day", "5 a week", "–", ""], ["Stairs and corridors", "3 a week", "–", "3 a week", "–", "1 a year"], ["Fire station, vehicle hall", "1 a month", "–", "1 a week", "–", ""]], [112, 62, 104, 62, 80, 63]))
    h("Annex 4 – Environmental measures (one point each)")
    p("(a) cleaning agents with an eco-label only; (b) electric vehicles for at least half of all trips; (c) grit instead of salt on paths; (d) microfibre cloths washed at 60 °C; (e) yearly report of the use of water and agents.")
    s.append(PageBreak())
    p("Annex 5 – Record of opening and award", T)
    p("Opening on 8 July 2025, 10:30, room 214. Panel: Marek Solheim, Dr Ulla Brandt, Kofi Lindgren. Six tenders had arrived in time; one arrived at 10:07 and was sent back unopened.")
    s.append(grid([["No.", "Tenderer", "Lot 1, €", "Lot 2, €", "Lot 3, €", "Remark"], ["1", "Brightwater Cleaning Group", "2,298,600", "1,644,900", "", ""], ["2", "Ellery Clean Cooperative", "2,367,120", "1,602,350", "", ""], ["3", "Saltmarsh Facility Care Ltd", "", "1,569,480", "668,200", ""], ["4", "Northquay Services", "2,251,900", "", "", "excluded: no reference of 20,000 m²"], ["5", "Grit & Plough Ltd", "", "", "611,750", ""], ["6", "Hanover Road Keepers", "", "", "689,400", ""]], [32, 146, 66, 66, 62, 111], [2,3,4]))
    p("Lot 3 prices are for four winters with 80 call-outs at the 61 sites in all each year, as in the price sheet.", S)
    h("Points")
    s.append(grid([["Lot", "Tenderer", "Price", "Plan", "Control", "Response", "Envir.", "Total"], ["1", "Brightwater Cleaning Group", "60.0", "19", "8", "–", "3", "90.0"], ["1", "Ellery Clean Cooperative", "58.3", "23", "9", "–", "5", "95.3"], ["2", "Brightwater Cleaning Group", "57.2", "19", "8", "–", "3", "87.2"], ["2", "Ellery Clean Cooperative", "58.8", "23", "9", "–", "5", "95.8"], ["2", "Saltmarsh Facility Care Ltd", "60.0", "20", "7", "–", "4", "91.0"], ["3", "Saltmarsh Facility Care Ltd", "64.1", "–", "7", "8", "4", "83.1"], ["3", "Grit & Plough Ltd", "70.0", "–", "8", "15", "2", "95.0"], ["3", "Hanover Road Keepers", "62.1", "–", "9", "15", "3", "89.1"]], [34, 150, 45, 40, 52, 64, 56, 42], [2,3,4,5,6,7]))
    h("Award")
    s.append(kv([("Lot 1", "Ellery Clean Cooperative, 2,367,120 euros"), ("Lot 2", "Ellery Clean Cooperative, 1,602,350 euros"), ("Lot 3", "Grit & Plough Ltd, 611,750 euros"), ("Sum of awards", "4,581,220 euros (estimate: 4,860,000 euros)"), ("Decision of the council", "26 August 2025, 17 votes to 4 with 2 abstentions"), ("Notice to tenderers", "28 August 2025"), ("Standstill ends", "12 September 2025"), ("Start of services", "1 November 2025")]))
    p("Reasons: in lots 1 and 2 the tender with the lowest price did not win. In lot 1 Brightwater was cheaper by 68,520 euros but received four points fewer for its plan. In lot 2 Saltmarsh was cheaper by 32,870 euros. Tenderer No. 4 had offered the lowest price of all for lot 1, but was excluded under III.3.")
    d = BaseDocTemplate(str(OUT/"port-ellery-contract-notice-cleaning-2025.pdf"), pagesize=A4, title="Contract notice PEM-2025-118", author="City of Port Ellery")
    d.addPageTemplates([PageTemplate(id="a", frames=[Frame(56, 44, 483, 760, 0, 0, 0, 0)], onPage=foot)]); d.build(s)
if __name__ == "__main__": build()
