import random
from common import OUT, FD
from reportlab import rl_config
rl_config.invariant = 1
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import BaseDocTemplate, PageTemplate, Frame, Paragraph, Spacer, Table, TableStyle, PageBreak, NextPageTemplate
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.lib import colors
for n, f in (("N", "NotoSans-Regular"), ("NB", "NotoSans-Bold"), ("NI", "NotoSans-Italic")): pdfmetrics.registerFont(TTFont(n, f"{FD}/noto/{f}.ttf"))
pdfmetrics.registerFontFamily("N", normal="N", bold="NB", italic="NI", boldItalic="NB")
B = ParagraphStyle("b", fontName="N", fontSize=9, leading=12, spaceAfter=5); Bs = ParagraphStyle("bs", parent=B, fontSize=7, leading=8.8, spaceAfter=2)
H1 = ParagraphStyle("h1", parent=B, fontName="NB", fontSize=16, leading=20); H2 = ParagraphStyle("h2", parent=B, fontName="NB", fontSize=10, leading=13, spaceAfter=1)
R = random.Random(20250301)
DIST = {"Northern Lakes": ["Aldmere", "Birch Landing", "Cold Ferry", "Dunmarsh", "Eskwater", "Fellgate", "Greyholm", "Hallow Reach"],
 "Central Valley": ["Inverlode", "Jarrow Bridge", "Kestrel Valley", "Larkfield", "Merrow City", "New Tansy", "Oakhampton", "Pellford", "Quarry Hill"],
 "Eastern Coast": ["Ravensund", "Saltmarsh", "Tidewell", "Upper Strand", "Vantry", "Whitcombe Bay"],
 "Southern Uplands": ["Yarrow Moor", "Zell", "Ashdown Cross", "Brackenby", "Corriedale", "Drumlin", "Elmscar"]}
BASE = {"Merrow City": 214300, "Kestrel Valley": 171200, "Ravensund": 88400, "Aldmere": 52300, "Larkfield": 47100, "Oakhampton": 36800, "Yarrow Moor": 31200}
CLOSED = {"Zell"}

def n(v):
    if v is None: return ""
    if isinstance(v, str): return v
    return f"{v:,}".replace(",", " ") if v >= 0 else "–" + f"{-v:,}".replace(",", " ")

def tbl(head, rows, w, spans, bold=(), fs=7.2, rep=2):
    data = head + rows
    st = [("FONT", (0,0), (-1,-1), "N", fs), ("FONT", (0,0), (-1,rep-1), "NB", fs), ("ALIGN", (1,0), (-1,-1), "RIGHT"), ("ALIGN", (1,0), (-1,rep-1), "CENTER"), ("VALIGN", (0,0), (-1,-1), "MIDDLE"),
          ("TOPPADDING", (0,0), (-1,-1), 1.1), ("BOTTOMPADDING", (0,0), (-1,-1), 1.4), ("LEFTPADDING", (0,0), (-1,-1), 3), ("RIGHTPADDING", (0,0), (-1,-1), 3),
          ("LINEABOVE", (0,0), (-1,0), .9, colors.black), ("LINEBELOW", (0,rep-1), (-1,rep-1), .6, colors.black), ("LINEBELOW", (0,-1), (-1,-1), .9, colors.black)]
    st += [("SPAN", a, b) for a, b in spans] + [("LINEBELOW", a, b, .4, colors.black) for a, b in spans if a[1] == b[1] and b[0] > a[0]]
    for i in bold: st.append(("FONT", (0,i+rep), (-1,i+rep), "NB", fs)); st.append(("BACKGROUND", (0,i+rep), (-1,i+rep), colors.HexColor("#eef2ea")))
    t = Table(data, colWidths=w, repeatRows=rep); t.setStyle(TableStyle(st)); return t

def cap(no, t, u): return [Paragraph(f"Table {no}&nbsp;&nbsp; {t}", H2), Paragraph(u, Bs)]
def foot(c, d):
    w, h = c._pagesize; c.setFont("N", 7); c.drawString(42, 24, "Merrowdale Statistical Yearbook 2024"); c.drawRightString(w-42, 24, str(211 + d.page))

def build():
    pops = {}
    years = list(range(2016, 2025))
    for d, ms in DIST.items():
        for m in ms:
            x = BASE.get(m, R.randint(3100, 24800)); g = R.uniform(-.011, .013); s = []
            for y in years: s.append(int(x)); x *= 1 + g + R.uniform(-.004, .004)
            pops[m] = s
    st = [Paragraph("Merrowdale Statistical Yearbook 2024", H1), Paragraph("Chapter 9. Population, work, transport and climate – extract, pages 212 to 219", ParagraphStyle("x", parent=B, fontName="NB", fontSize=11)),
      Paragraph("Statistics Office of Merrowdale, published 28 March 2025. Merrowdale is an invented province; the figures were made for this document.", Bs), Spacer(1,4),
      Paragraph("<b>Notes on this chapter.</b> Population is counted on 31 December. The census of 2021 replaced the register count, so that figures from 2021 on are not fully comparable with those before; for Tidewell the break amounts to about 400 persons. The municipality of Zell was merged with Yarrow Moor on 1 January 2022: from that year its cells are empty and its people are counted in Yarrow Moor. Killed in road accidents means died within 30 days. A person in employment works at least one hour in the week of reference. Because figures are rounded separately, percentages may not add to 100.", B),
      Paragraph("<b>Signs used.</b> An empty cell: not applicable, or the unit did not exist. A dash (–): nil. Two points (..): not available. An asterisk (*): suppressed because fewer than five persons are concerned. p: provisional. r: revised since the yearbook 2023.", B), Spacer(1,4)]
    # table 9.1
    pops["Yarrow Moor"] = [a + (b if y >= 2022 else 0) for a, b, y in zip(pops["Yarrow Moor"], pops["Zell"], years)]
    pops["Zell"] = [a if y < 2022 else None for a, y in zip(pops["Zell"], years)]
    rows, bold = [], []
    tot = [sum(p[i] or 0 for p in pops.values()) for i in range(len(years))]
    area = {m: R.randint(42, 610) for m in pops}
    def prow(l, s, a): 
        c = "" if s[-1] is None else f"{(s[-1]/s[0]-1)*100:+.1f}".replace("-", "–")
        return [l] + [n(v) for v in s] + [c, n(a) if a else "", "" if s[-1] is None else f"{s[-1]/a:.1f}"]
    bold.append(0); rows.append(prow("Merrowdale", tot, sum(area.values())))
    for d, ms in DIST.items():
        bold.append(len(rows)); rows.append(prow(d, [sum(pops[m][i] or 0 for m in ms) for i in range(len(years))], sum(area[m] for m in ms)))
        for m in ms: rows.append(prow("   " + m + (" ²" if m == "Zell" else " ¹" if m == "Tidewell" else ""), pops[m], area[m]))
    head = [["District and\nmunicipality", "Population on 31 December"] + [""]*8 + ["Change\n2016–2024", "Area", "Persons\nper km²"], [""] + [str(y) + ("r" if y == 2023 else "p" if y == 2024 else "") for y in years] + ["%", "km²", "2024"]]
    st += cap("9.1", "Population by municipality, 2016 to 2024", "Number of persons; area in square kilometres")
    st += [tbl(head, rows, [112] + [56]*9 + [50, 44, 44], [((0,0),(0,1)), ((1,0),(9,0))], bold), Paragraph("¹ Break in the series in 2021. &nbsp; ² Merged with Yarrow Moor on 1 January 2022.", Bs), PageBreak()]
    # 9.2 accidents
    acc = {}
    for m, p in pops.items():
        q = p[-1] or 0
        acc[m] = []
        for y in range(3):
            if m == "Zell": acc[m].append(None); continue
            k = max(0, int(q / 21000 + R.uniform(-1.1, 1.3))); s = int(q / 2600 + R.uniform(0, 5)); l = int(q / 390 + R.uniform(0, 18)); a = int((k + s + l) * R.uniform(.72, .86)) + 1
            acc[m].append((a, k, s, l))
    def arow(l, v):
        o = [l]
        for t in v: o += [""]*4 if t is None else [n(t[0]), n(t[1]) if t[1] else "–", n(t[2]), n(t[3])]
        if v[2] is None: o += ["", ""]
        else: o += [n(v[2][0] - v[1][0]), n(v[2][1] - v[1][1]) if v[2][1] != v[1][1] else "–"]
        return o
    def sm(ms): return [tuple(sum(acc[m][y][i] for m in ms if acc[m][y]) for i in range(4)) for y in range(3)]
    rows, bold = [arow("Merrowdale", sm(pops))], [0]
    for d, ms in DIST.items():
        bold.append(len(rows)); rows.append(arow(d, sm(ms))); rows += [arow("   " + m, acc[m]) for m in ms]
    head = [["District and\nmunicipality", "2022", "", "", "", "2023", "", "", "", "2024 p", "", "", "", "Change 2023–2024", ""],
            [""] + ["Accidents", "Killed", "Seriously\ninjured", "Slightly\ninjured"]*3 + ["Accidents", "Killed"]]
    st += cap("9.2", "Road accidents with injury, by municipality, 2022 to 2024", "Number of accidents and of persons")
    st += [tbl(head, rows, [112] + [46]*14, [((0,0),(0,1)), ((1,0),(4,0)), ((5,0),(8,0)), ((9,0),(12,0)), ((13,0),(14,0))], bold, fs=8.6), Paragraph("Source: provincial police. Accidents on private land are not counted.", Bs), PageBreak()]
    # 9.3 employment
    inds = ["Agriculture and fishing", "Mining and quarrying", "Food and beverages", "Wood and paper", "Metal and machinery", "Other manufacturing", "Electricity, water, waste", "Construction", "Trade and repair", "Land transport", "Water transport", "Storage and post", "Hotels and restaurants", "Information and media", "Finance and insurance", "Real estate and business services", "Public administration", "Education", "Health and social work", "Other services"]
    b0 = [14.2, 1.9, 12.4, 9.8, 21.6, 13.3, 4.7, 27.5, 41.8, 14.9, 3.2, 6.4, 19.7, 10.3, 8.8, 26.1, 24.6, 28.9, 52.3, 13.1]
    E = []
    for b in b0:
        g = R.uniform(-.02, .025); r = []
        for y in range(5): r.append((round(b*.53*(1+g)**y, 1), round(b*.47*(1+g)**y*R.uniform(.97,1.03), 1)))
        E.append(r)
    def erow(l, r): 
        o = [l]
        for a, b in r: o += [f"{a:.1f}", f"{b:.1f}", f"{a+b:.1f}"]
        return o
    rows = [erow(i, r) for i, r in zip(inds, E)]
    rows[10][2] = "*"; 
    for k in (1,): rows[k][2] = rows[k][5] = ".."
    rows.insert(0, erow("All industries", [(round(sum(r[y][0] for r in E),1), round(sum(r[y][1] for r in E),1)) for y in range(5)]))
    head = [["Industry"] + sum([[str(y), "", ""] for y in range(2020, 2025)], []), [""] + ["Men", "Women", "Total"]*5]
    st += cap("9.3", "Persons in employment by industry and sex, 2020 to 2024", "Thousand persons, yearly averages")
    sp = [((0,0),(0,1))] + [((1+3*i,0),(3+3*i,0)) for i in range(5)]
    st += [tbl(head, rows, [142] + [41]*15, sp, [0], fs=7.6), Paragraph("Source: labour force survey. Women in mining were not shown separately before 2022; women in water transport in 2020 are suppressed.", Bs)]
    un = [(2020, 6.8, 6.4, 7.3, 11.9, 2.1), (2021, 6.1, 5.9, 6.3, 10.6, 2.0), (2022, 4.9, 4.8, 5.0, 8.8, 1.5), (2023, 4.6, 4.7, 4.5, 8.1, 1.2), (2024, 5.2, 5.4, 5.0, 9.4, 1.3)]
    st += [Spacer(1,6)] + cap("9.4", "Unemployment rate, 2020 to 2024", "Per cent of the labour force aged 15 to 74") + [tbl([["Year", "All", "Men", "Women", "Aged 15–24", "Longer than\n12 months"]], [[str(u[0])] + [f"{x:.1f}" for x in u[1:]] for u in un], [60] + [70]*5, [], rep=1, fs=7.6), PageBreak()]
    # 9.5 ports monthly
    st += cap("9.5", "Passengers at ferry landings by month, 2023 and 2024", "Thousand passengers, boarding and landing")
    mon = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]; sea = [.4,.4,.6,.9,1.1,1.4,1.9,2.0,1.2,.9,.6,.6]
    lands = [("Aldmere Pier", 21.4), ("Birch Landing", 6.2), ("Cold Ferry", 9.7), ("Ravensund Quay", 48.3), ("Saltmarsh", 12.6), ("Tidewell", 8.8), ("Vantry Island", 5.1), ("Whitcombe Bay", 17.9), ("Eskwater ³", 3.4)]
    rows, bold, totals = [], [], {}
    for y in (2023, 2024):
        blk = []
        for l, b in lands:
            v = [round(b*s*R.uniform(.93,1.07)*(1.03 if y == 2024 else 1), 1) for s in sea]
            if l.startswith("Esk"): v = [x if 3 < i < 10 else None for i, x in enumerate(v)]
            if l == "Tidewell" and y == 2024: v = [None if i in (1,2) else x for i, x in enumerate(v)]
            blk.append((l, v))
        bold.append(len(rows)); T = [round(sum(v[i] or 0 for _, v in blk),1) for i in range(12)]; totals[y] = round(sum(T),1)
        rows.append([f"All landings {y}"] + [f"{x:.1f}" for x in T] + [f"{sum(T):.1f}"])
        rows += [["   " + l] + ["" if x is None else f"{x:.1f}" for x in v] + [f"{sum(x or 0 for x in v):.1f}"] for l, v in blk]
    st += [tbl([["Landing", "Month"] + [""]*11 + ["Year"], [""] + mon + [""]], rows, [118] + [46]*12 + [56], [((0,0),(0,1)), ((1,0),(12,0)), ((13,0),(13,1))], bold, fs=7.6), Paragraph("³ Open from May to October only. The landing at Tidewell was closed in February and March 2024 for repairs to the pontoon.", Bs), PageBreak()]
    # 9.6 climate
    st += cap("9.6", "Air temperature and rain at eight stations, 2024, and normals 1991–2020", "Mean temperature in °C; rain in mm")
    stn = [("Aldmere", 88, 5.9), ("Fellgate", 402, 3.8), ("Merrow City", 121, 7.6), ("Kestrel Valley", 140, 7.9), ("Ravensund", 6, 8.8), ("Vantry Island", 11, 8.5), ("Yarrow Moor", 511, 4.2), ("Drumlin ⁴", 233, 6.3)]
    cyc = [-7.9,-7.2,-3.6,1.2,5.9,9.4,11.3,10.7,7.0,2.1,-3.1,-6.6]; rows, bold = [], []
    for nme, alt, mean in stn:
        bold.append(len(rows)); rows.append([f"{nme} ({alt} m)"] + [""]*13)
        t = [round(mean + c + R.uniform(-1.1, 2.3), 1) for c in cyc]; nt = [round(mean + c - .3, 1) for c in cyc]; r = [round(R.uniform(28, 121), 1) for _ in cyc]; nr = [round(R.uniform(45, 92), 1) for _ in cyc]
        z = lambda v: "" if v is None else f"{v:.1f}".replace("-", "–")
        if nme.startswith("Dru"): t = [None]*4 + t[4:]; r = [None]*4 + r[4:]; 
        yr = lambda v, f: z(f(v)) if None not in v else ".."
        av = lambda v: sum(v)/12
        rows += [["   Temperature 2024"] + [z(x) for x in t] + [yr(t, av)], ["   Temperature 1991–2020"] + ([z(x) for x in nt] + [z(av(nt))] if not nme.startswith("Dru") else [".."]*13), ["   Rain 2024"] + [z(x) for x in r] + [yr(r, sum)], ["   Rain 1991–2020"] + ([z(x) for x in nr] + [z(sum(nr))] if not nme.startswith("Dru") else [".."]*13)]
    st += [tbl([["Station and measure", "Month"] + [""]*11 + ["Year"], [""] + mon + [""]], rows, [130] + [45]*12 + [54], [((0,0),(0,1)), ((1,0),(12,0)), ((13,0),(13,1))], bold, fs=9), Paragraph("⁴ The station at Drumlin opened on 1 May 2024.", Bs), PageBreak()]
    # 9.7 motor vehicles
    kinds = [("Cars", {"Petrol": (241850, 236410, 229730), "Diesel": (118320, 110940, 103260), "Hybrid": (21460, 27890, 34520), "Electric": (9870, 16140, 23980), "Gas and other": (1240, 1190, 1130)}),
             ("Vans", {"Petrol": (5310, 5120, 4950), "Diesel": (38640, 38210, 37590), "Hybrid": (None, None, 210), "Electric": (920, 1680, 2790), "Gas and other": (160, 150, 150)}),
             ("Lorries", {"Petrol": (140, 130, 120), "Diesel": (14870, 14920, 14810), "Hybrid": (None, None, None), "Electric": (12, 31, 88), "Gas and other": (205, 240, 265)}),
             ("Buses and coaches", {"Petrol": (None, None, None), "Diesel": (1362, 1281, 1174), "Hybrid": (64, 92, 118), "Electric": (37, 96, 208), "Gas and other": (88, 86, 71)}),
             ("Motorcycles", {"Petrol": (30410, 30960, 31240), "Diesel": (None, None, None), "Hybrid": (None, None, None), "Electric": (410, 690, 980), "Gas and other": (None, None, None)})]
    fu = ["Petrol", "Diesel", "Hybrid", "Electric", "Gas and other"]
    def vrow(l, dd):
        o = [l]
        for y in range(3): v = [dd[q][y] for q in fu]; o += [n(x) for x in v] + [n(sum(x or 0 for x in v))]
        return o
    allv = {q: tuple(sum(k[1][q][y] or 0 for k in kinds) for y in range(3)) for q in fu}
    st += cap("9.7", "Motor vehicles registered, by kind and fuel, 31 December 2022 to 2024", "Number of vehicles")
    st += [tbl([["Kind of vehicle"] + sum([[str(y) + ("p" if y == 2024 else ""), "", "", "", "", ""] for y in (2022, 2023, 2024)], []), [""] + ["Petrol", "Diesel", "Hybrid", "Electric", "Gas and\nother", "Total"]*3], [vrow("All vehicles", allv)] + [vrow("   " + a, b) for a, b in kinds], [92] + [37]*18, [((0,0),(0,1))] + [((1+6*i,0),(6+6*i,0)) for i in range(3)], [0], fs=7.2), Paragraph("Hybrid vans were counted with petrol vans until 2023. Agricultural tractors are not included.", Bs), Spacer(1,8)]
    new = [("Northern Lakes", 1203, 212, 1148, 318, 1090, 461), ("Central Valley", 9874, 2410, 9655, 3390, 9412, 4285), ("Eastern Coast", 3310, 690, 3268, 1012, 3187, 1304), ("Southern Uplands", 1862, 188, 1790, 291, 1736, 402)]
    tt = ["Merrowdale"] + [sum(r[i] for r in new) for i in range(1, 7)]
    st += cap("9.8", "Cars registered for the first time, by district, 2022 to 2024", "Number of cars; share of electric cars in per cent")
    st += [tbl([["District", "2022", "", "", "2023", "", "", "2024p", "", ""], [""] + ["All cars", "of which\nelectric", "Share"]*3], [[r[0]] + sum([[n(r[1+2*i]), n(r[2+2*i]), f"{r[2+2*i]/r[1+2*i]*100:.1f}"] for i in range(3)], []) for r in [tt] + new], [120] + [56]*9, [((0,0),(0,1))] + [((1+3*i,0),(3+3*i,0)) for i in range(3)], [0], fs=8), Spacer(1,6),
      Paragraph("<b>How to read table 9.8.</b> In 2024 a total of " + n(tt[5]) + " cars were registered for the first time, of which " + n(tt[6]) + f" were electric ({tt[6]/tt[5]*100:.1f} per cent); in 2022 the share had been {tt[2]/tt[1]*100:.1f} per cent. The stock in table 9.7 grows by less than the number of new electric cars, because cars are also deregistered or move to other provinces, and by more where used electric cars are brought in.", B)]
    W, Hh = landscape(A4)
    d = BaseDocTemplate(str(OUT/"merrowdale-statistical-yearbook-2024-extract.pdf"), pagesize=(W, Hh), title="Merrowdale Statistical Yearbook 2024, chapter 9 (extract)", author="Statistics Office of Merrowdale")
    d.addPageTemplates([PageTemplate(id="l", frames=[Frame(42, 36, W-84, Hh-66, 0, 0, 0, 0)], onPage=foot)])
    d.build(st)
if __name__ == "__main__": build()
