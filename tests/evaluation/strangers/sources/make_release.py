from common import OUT, FD
from tarnbrook_figures import *
from reportlab import rl_config
rl_config.invariant = 1
from reportlab.lib.pagesizes import letter
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle, PageBreak, ListFlowable, ListItem, KeepTogether
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.lib import colors
for n, f in (("LS", "Regular"), ("LSB", "Bold"), ("LSI", "Italic")):
    pdfmetrics.registerFont(TTFont(n, f"{FD}/liberation/LiberationSans-{f}.ttf"))
pdfmetrics.registerFontFamily("LS", normal="LS", bold="LSB", italic="LSI", boldItalic="LSB")
B = ParagraphStyle("b", fontName="LS", fontSize=9.6, leading=12.6, spaceAfter=6)
H = ParagraphStyle("h", parent=B, keepWithNext=1, fontName="LSB", fontSize=10.5, spaceBefore=7, spaceAfter=4, textColor=colors.HexColor("#12456b"))
T = ParagraphStyle("t", parent=B, fontName="LSB", fontSize=15, leading=18, alignment=1)
S = ParagraphStyle("s", parent=B, fontSize=8, leading=10)
C = ParagraphStyle("c", parent=B, fontName="LSB", fontSize=9.5, alignment=1, spaceAfter=3)
L = ParagraphStyle("l", parent=B, fontSize=8.6, leading=10.2, spaceAfter=0)
LB = ParagraphStyle("lb", parent=L, fontName="LSB")

def f(v, d=False):
    if isinstance(v, str): return v
    if v is None: return ""
    if v == 0: return "—"
    s = f"({abs(v):,})" if v < 0 else f"{v:,} "
    return ("$ " if d else "") + s

def tab(title, heads, rows, w=78):
    data = [[""] + heads]
    st = [("FONT", (0,0), (-1,-1), "LS", 8.6), ("FONT", (0,0), (-1,0), "LSB", 8), ("ALIGN", (1,0), (-1,-1), "RIGHT"), ("VALIGN", (0,0), (-1,-1), "BOTTOM"),
          ("TOPPADDING", (0,0), (-1,-1), 1.3), ("BOTTOMPADDING", (0,0), (-1,-1), 1.5), ("LINEBELOW", (1,0), (-1,0), .7, colors.black)]
    for i, (lab, vals, *k) in enumerate(rows, 1):
        k = k[0] if k else ""
        data.append([Paragraph(("&nbsp;&nbsp;&nbsp;" if "I" in k else "") + lab, LB if vals is None else L)] + ([""]*len(heads) if vals is None else [f(v, "D" in k) for v in vals]))
        if "T" in k or "G" in k: st.append(("LINEABOVE", (1,i), (-1,i), .6, colors.black))
        if "G" in k: st.append(("LINEBELOW", (1,i), (-1,i), .6, colors.black, 0, None, None, 2, 1.2))
    t = Table(data, colWidths=[504-w*len(heads)]+[w]*len(heads)); t.setStyle(TableStyle(st))
    return [Paragraph(title, C), t, Spacer(1, 9)]

def m(x): return f"${abs(x)/1000:.1f} million"
def up(a, b): return f"{abs(a/b-1)*100:.1f}%"
def sh(a, b): return f"{a/b*100:.1f}%"
QE = ["December 27,\n2025", "December 28,\n2024"]

def foot(c, d):
    c.setFont("LS", 7.5); c.drawString(54, 30, "Tarnbrook Instruments, Inc. – First quarter fiscal 2026 results"); c.drawRightString(558, 30, f"Page {d.page} of 6")

def build():
    adj = lambda n, s: f"$ {n/s:.2f} "
    g_lo, g_hi = 3.5, 5.5
    st = [Paragraph("TARNBROOK INSTRUMENTS", ParagraphStyle("x", parent=T, fontSize=11, textColor=colors.HexColor("#12456b"))), Paragraph("FOR RELEASE AT 7:00 A.M. EASTERN TIME, JANUARY 27, 2026", S), Spacer(1,6),
      Paragraph("Tarnbrook Instruments Reports First Quarter Fiscal 2026 Results; Raises Full-Year Earnings Outlook", T), Spacer(1,8)]
    bl = [f"Net sales of {m(q_sales[0])}, up {up(*q_sales)} from {m(q_sales[1])} in the first quarter of fiscal 2025; organic growth of 5.9%",
      f"Gross margin of {sh(q_gross[0],q_sales[0])}, compared with {sh(q_gross[1],q_sales[1])}",
      f"Net income of {m(q_ni[0])}, or ${eps(q_ni[0],q_dil[0])} per diluted share, compared with {m(q_ni[1])}, or ${eps(q_ni[1],q_dil[1])}",
      f"Adjusted diluted earnings per share of ${q_adjni[0]/q_dil[0]:.2f}, compared with ${q_adjni[1]/q_dil[1]:.2f}",
      f"Adjusted EBITDA of {m(q_ebitda[0])}, or {sh(q_ebitda[0],q_sales[0])} of net sales",
      "Fiscal 2026 outlook for adjusted diluted earnings per share raised to $2.28–$2.40 from $2.20–$2.35"]
    st.append(ListFlowable([ListItem(Paragraph(x, B)) for x in bl], bulletType="bullet", start="•", leftIndent=14))
    P = lambda x: st.append(Paragraph(x, B)); HH = lambda x: st.append(Paragraph(x, H))
    P(f"EASTHAVEN, Ohio – January 27, 2026 – Tarnbrook Instruments, Inc. (Lakeshore: TBRK) today announced results for its first quarter of fiscal 2026, the thirteen weeks ended December 27, 2025.")
    P("“We began the year with growth in all three segments,” said Margit E. Dunleavy, President and Chief Executive Officer. “Utilities are ordering the Meridian 7, the move from Corrigan to Celaya is two months ahead of plan, and Brookline passed 450 utility customers. We are therefore raising our earnings outlook, while keeping our view of sales for the year.”")
    HH("First quarter results")
    P(f"<b>Net sales</b> rose {up(*q_sales)}, of which 5.9 points were organic, 1.8 points came from Ostrava Analytika, which was acquired on January 14, 2025, and the rest from currency. Sales of services rose {up(*q_services)} to {m(q_services[0])}.")
    P(f"<b>Gross profit</b> was {m(q_gross[0])}, compared with {m(q_gross[1])}. Price increases, a better mix and lower scrap at Celaya more than offset $1.9 million of duties.")
    P(f"<b>Operating income</b> was {m(q_op[0])}, or {sh(q_op[0],q_sales[0])} of net sales, compared with {m(q_op[1])}, or {sh(q_op[1],q_sales[1])}. Restructuring charges were {m(q_restr[0])}, compared with {m(q_restr[1])} in the prior-year quarter, which related to the closing of a sales office in Leeds and not to the 2025 Footprint Plan.")
    P(f"<b>Income taxes.</b> The effective tax rate was {sh(q_tax[0],q_pre[0])}, compared with {sh(q_tax[1],q_pre[1])}; the prior-year quarter included a charge of $0.9 million for an uncertain tax position.")
    HH("Segment results")
    P(f"<b>Flow Measurement.</b> Sales were {m(q_flow[0])}, up {up(*q_flow)}. Segment operating income was {m(qs_flow[0])}, compared with {m(qs_flow[1])}, on volume and price.")
    P(f"<b>Water Quality.</b> Sales were {m(q_water[0])}, up {up(*q_water)}; without Ostrava they rose 3.3%. Segment operating income was {m(qs_water[0])}, compared with {m(qs_water[1])}.")
    P(f"<b>Services and Software.</b> Sales were {m(q_serv[0])}, up {up(*q_serv)}. Annual recurring revenue of Brookline was $60.9 million at December 27, 2025, compared with $58.3 million at September 27, 2025 and $49.8 million at December 28, 2024. Brookline was in use at 452 utilities at the end of the quarter.")
    HH("Backlog, cash flow and balance sheet")
    P(f"Backlog was $221.5 million at December 27, 2025, compared with $214.7 million at September 27, 2025. Net cash provided by operating activities was {m(q_cfo[0])}, compared with {m(q_cfo[1])}, and free cash flow was {m(q_fcf[0])}, compared with negative {m(q_fcf[1])}. The Company paid dividends of {m(q_div[0])}, or $0.14 per share, and bought back 196,400 shares for {m(q_buy[0])}; $43.5 million remains under the repurchase program. Total debt was $260.4 million and cash was {m(q_cash[0])} at the end of the quarter.")
    HH("Outlook for fiscal 2026")
    P("The table below gives the outlook of January 27, 2026 and the earlier outlook of November 20, 2025. The Company does not give an outlook for earnings under generally accepted accounting principles, because it cannot predict restructuring charges without unreasonable effort.")
    d = [["Measure", "Outlook of\nJanuary 27, 2026", "Outlook of\nNovember 20, 2025"], ["Growth in net sales", "3.5% to 5.5%", "3.5% to 5.5%"], ["Adjusted EBITDA margin", "20.2% to 20.8%", "19.8% to 20.6%"], ["Adjusted diluted earnings per share", "$2.28 to $2.40", "$2.20 to $2.35"], ["Capital expenditures", "$34 million to $38 million", "$34 million to $38 million"], ["Free cash flow", "$78 million to $86 million", "$75 million to $85 million"], ["Effective tax rate", "about 25%", "22% to 24%"], ["Footprint Plan charges in fiscal 2026", "$6 million to $7 million", "$8 million to $9 million"]]
    t = Table(d, colWidths=[214,145,145]); t.setStyle(TableStyle([("FONT",(0,0),(-1,-1),"LS",8.8),("FONT",(0,0),(-1,0),"LSB",8.8),("GRID",(0,0),(-1,-1),.4,colors.grey),("BACKGROUND",(0,0),(-1,0),colors.HexColor("#dbe7f0")),("ALIGN",(1,0),(-1,-1),"CENTER")]))
    st += [t, Spacer(1,6)]
    HH("Conference call"); P("Management will discuss the results in a conference call today at 9:00 a.m. Eastern Time. A replay will be available until February 10, 2026; access code 7714402.")
    HH("Use of measures outside generally accepted accounting principles"); P("Adjusted net income, adjusted diluted earnings per share, adjusted EBITDA, organic growth and free cash flow are not measures under generally accepted accounting principles. Adjusted EBITDA is operating income before depreciation, amortization, stock-based compensation, restructuring charges and acquisition costs. Free cash flow is net cash provided by operating activities less capital expenditures. These measures are not substitutes for net income, operating income or cash flow; reconciliations are given at the end of this release.")
    HH("About Tarnbrook"); P("Tarnbrook Instruments, Inc., founded in 1958, designs, manufactures and services instruments that measure the flow and the quality of water. It had net sales of $771.8 million in fiscal 2025 and employs about 3,700 people. Statements in this release about the outlook for fiscal 2026, savings and the timing of plant moves are forward-looking and involve risks described in the Company's annual report for fiscal 2025. (Tarnbrook Instruments is an invented company.)")
    P("<b>Contact:</b> Linnea Okafor-Brandt, Investor Relations, (555) 010-4480")
    st.append(PageBreak())
    st += tab("TARNBROOK INSTRUMENTS, INC.<br/>CONSOLIDATED STATEMENTS OF INCOME (UNAUDITED)<br/>Thirteen weeks ended; in thousands, except per share amounts", QE,
      [("Net sales:", None), ("Products", q_products, "DI"), ("Services", q_services, "I"), ("Total net sales", q_sales, "T"), ("Cost of sales:", None), ("Products", q_cost_prod, "I"), ("Services", q_cost_serv, "I"), ("Total cost of sales", q_cost, "T"), ("Gross profit", q_gross, "T"), ("Research and development", q_rd), ("Selling, general and administrative", q_sga), ("Amortization of intangible assets", q_amort), ("Restructuring charges", q_restr), ("Operating income", q_op, "T"), ("Interest expense", q_int), ("Interest income and other, net", q_oth), ("Income before income taxes", q_pre, "T"), ("Provision for income taxes", q_tax), ("Net income", q_ni, "DG"), ("Earnings per share:", None), ("Basic", [f"$ {eps(a,b)} " for a,b in zip(q_ni,q_basic)], "I"), ("Diluted", [f"$ {eps(a,b)} " for a,b in zip(q_ni,q_dil)], "I"), ("Weighted average shares:", None), ("Basic", q_basic, "I"), ("Diluted", q_dil, "I"), ("Cash dividends per share", ["$ 0.140 ", "$ 0.125 "])])
    st += tab("SEGMENT INFORMATION (UNAUDITED)<br/>Thirteen weeks ended; in thousands", QE,
      [("Net sales:", None), ("Flow Measurement", q_flow, "DI"), ("Water Quality", q_water, "I"), ("Services and Software", q_serv, "I"), ("Intersegment eliminations", q_elim, "I"), ("Net sales", q_sales, "DG"), ("Segment operating income:", None), ("Flow Measurement", qs_flow, "DI"), ("Water Quality", qs_water, "I"), ("Services and Software", qs_serv, "I"), ("Total segment operating income", qs_tot, "T"), ("Unallocated corporate expense", q_corp), ("Amortization of intangible assets", neg(q_amort)), ("Restructuring charges", neg(q_restr)), ("Operating income", q_op, "DG")])
    st.append(PageBreak())
    st += tab("TARNBROOK INSTRUMENTS, INC.<br/>CONSOLIDATED BALANCE SHEETS<br/>in thousands", ["December 27,\n2025\n(unaudited)", "September 27,\n2025\n"],
      [("Assets", None), ("Cash and cash equivalents", qb_cash, "D"), ("Accounts receivable, net", qb_ar), ("Inventories", qb_inv), ("Prepaid expenses and other", qb_pre), ("Total current assets", qb_cur, "T"), ("Property, plant and equipment, net", qb_ppe), ("Operating lease right-of-use assets", qb_rou), ("Goodwill", qb_gw), ("Intangible assets, net", qb_int), ("Other assets", qb_oth), ("Total assets", qb_tot, "DG"), ("Liabilities and shareholders' equity", None), ("Current portion of long-term debt", qb_debtc, "D"), ("Accounts payable", qb_ap), ("Accrued compensation", qb_comp), ("Deferred revenue", qb_def), ("Current operating lease liabilities", qb_lc), ("Other current liabilities", qb_oc), ("Total current liabilities", qb_curl, "T"), ("Long-term debt", qb_ltd), ("Long-term operating lease liabilities", qb_ll), ("Deferred income taxes", qb_dtl), ("Other long-term liabilities", qb_othl), ("Total shareholders' equity", qb_eq), ("Total liabilities and shareholders' equity", qb_tot, "DG")])
    st.append(PageBreak())
    st += tab("CONSOLIDATED STATEMENTS OF CASH FLOWS (UNAUDITED)<br/>Thirteen weeks ended; in thousands", QE,
      [("Net income", q_ni, "D"), ("Depreciation", q_dep), ("Amortization of intangible assets", q_amort), ("Stock-based compensation", q_sbc), ("Deferred income taxes", q_deft), ("Changes in operating assets and liabilities", q_wc), ("Net cash provided by operating activities", q_cfo, "T"), ("Capital expenditures", q_capex), ("Repayment of term loan", q_repay), ("Dividends paid", q_div), ("Repurchases of common stock", q_buy), ("Proceeds from stock options", q_opt), ("Effect of exchange rates on cash", q_fx), ("Net decrease in cash", q_net, "T"), ("Cash at beginning of period", q_cash_beg), ("Cash at end of period", q_cash, "DG")])
    st.append(PageBreak())
    st += tab("RECONCILIATION OF NET INCOME TO ADJUSTED NET INCOME (UNAUDITED)<br/>Thirteen weeks ended; in thousands, except per share amounts", QE,
      [("Net income", q_ni, "D"), ("Amortization of intangible assets", q_amort), ("Restructuring charges", q_restr), ("Acquisition costs (a)", q_inc), ("Tax effect of adjustments (b)", q_taxadj), ("Adjusted net income", q_adjni, "DG"), ("Diluted shares", q_dil), ("Diluted earnings per share", [adj(a,b) for a,b in zip(q_ni,q_dil)]), ("Adjusted diluted earnings per share", [adj(a,b) for a,b in zip(q_adjni,q_dil)])])
    st += tab("RECONCILIATION OF OPERATING INCOME TO ADJUSTED EBITDA (UNAUDITED)<br/>Thirteen weeks ended; in thousands", QE,
      [("Operating income", q_op, "D"), ("Depreciation", q_dep), ("Amortization of intangible assets", q_amort), ("Stock-based compensation", q_sbc), ("Restructuring charges", q_restr), ("Acquisition costs (a)", q_inc), ("Adjusted EBITDA", q_ebitda, "DG"), ("Adjusted EBITDA as a percentage of net sales", [sh(a,b)+" " for a,b in zip(q_ebitda,q_sales)])])
    st += tab("FREE CASH FLOW (UNAUDITED)<br/>Thirteen weeks ended; in thousands", QE, [("Net cash provided by operating activities", q_cfo, "D"), ("Capital expenditures", q_capex), ("Free cash flow", q_fcf, "DG")])
    st += [Paragraph("(a) Legal and advisory costs of the acquisition of Ostrava Analytika s.r.o., included in selling, general and administrative expense.", S), Paragraph("(b) At the statutory rates of the jurisdictions concerned. Certain amounts of the prior-year quarter were reclassified to agree with the current presentation; the reclassification had no effect on net income.", S)]
    d = SimpleDocTemplate(str(OUT/"tarnbrook-q1-fy2026-results.pdf"), pagesize=letter, leftMargin=54, rightMargin=54, topMargin=48, bottomMargin=50, title="Tarnbrook Instruments reports first quarter fiscal 2026 results", author="Tarnbrook Instruments, Inc.")
    d.build(st, onFirstPage=foot, onLaterPages=foot)
if __name__ == "__main__": build()
