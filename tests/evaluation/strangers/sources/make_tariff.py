from common import OUT, FD, DATE
from fpdf import FPDF
from fpdf.fonts import FontFace
import datetime
D = f"{FD}/dejavu"
class P(FPDF):
    def header(self):
        self.set_font("dv", "", 7.5); self.cell(0, 4, "Kestrel Valley Public Power", align="L"); self.set_x(20); self.cell(170, 4, "Schedule of Electricity Rates – Tariff Book No. 9", align="R", new_x="LMARGIN", new_y="NEXT"); self.ln(3)
    def footer(self):
        self.set_y(-14); self.set_font("dv", "", 7.5); self.cell(0, 4, f"Issued 30 May 2025   ·   Effective 1 July 2025   ·   Sheet {self.page_no()} of 5", align="C")
def build():
    p = P(format="A4"); p.set_creation_date(DATE); p.set_title("Schedule of Electricity Rates, effective 1 July 2025"); p.set_author("Kestrel Valley Public Power"); p.set_lang("en")
    for st, f in (("", "DejaVuSansCondensed.ttf"), ("B", "DejaVuSansCondensed-Bold.ttf"), ("I", "DejaVuSansCondensed-Oblique.ttf")): p.add_font("dv", st, f"{D}/{f}")
    p.set_margins(20, 14, 20); p.set_auto_page_break(True, 18); p.add_page()
    hs = FontFace(emphasis="BOLD", fill_color=(222, 232, 240))
    def h(t, s=11): p.ln(2); p.set_font("dv", "B", s); p.multi_cell(0, 5.5, t, new_x="LMARGIN", new_y="NEXT"); p.ln(0.6)
    def t(x, s=8.8): p.set_font("dv", "", s); p.multi_cell(0, 4.35, x, align="L", new_x="LMARGIN", new_y="NEXT"); p.ln(1.4)
    def fn(x): p.set_font("dv", "", 7.3); p.multi_cell(0, 3.6, x, align="L", new_x="LMARGIN", new_y="NEXT"); p.ln(1.5)
    def tb(rows, w, al=None, hr=1):
        p.set_font("dv", "", 8.2)
        with p.table(col_widths=w, text_align=al or (["LEFT"] + ["RIGHT"] * (len(w) - 1)), headings_style=hs, line_height=4.6, num_heading_rows=hr, padding=0.6) as tt:
            for r in rows:
                row = tt.row()
                for c in r:
                    if isinstance(c, tuple): row.cell(c[0], colspan=c[1], align="CENTER")
                    else: row.cell(c)
        p.ln(1.2)
    p.set_font("dv", "B", 17); p.multi_cell(0, 8, "Schedule of Electricity Rates", align="C", new_x="LMARGIN", new_y="NEXT")
    p.set_font("dv", "", 10); p.multi_cell(0, 5, "Adopted by Board Resolution 2025-31 on 22 May 2025\nEffective for meter readings on and after 1 July 2025", align="C", new_x="LMARGIN", new_y="NEXT"); p.ln(3)
    t("This schedule replaces Tariff Book No. 8, which took effect on 1 July 2023. All rates are in dollars and before the municipal utility tax of 4.5 %. Summer means the billing months of June to September; winter means all other months. Rates are for service at 60 Hz at the voltage stated. (Kestrel Valley Public Power is an invented utility.)")
    h("Rate R-1   Residential service")
    t("Available to a single dwelling for domestic use, through one meter, at 120/240 V. Not available for resale, for short-term lodging with more than three rooms, or for motors larger than 7.5 kW.")
    tb([["", ("Tariff Book No. 8", 2), ("Tariff Book No. 9", 2)], ["", "Summer", "Winter", "Summer", "Winter"],
        ["Basic charge, $ per month", "14.20", "14.20", "15.75", "15.75"], ["Energy charge, ¢ per kWh", "", "", "", ""],
        ["  First 400 kWh ¹", "9.14", "9.14", "9.62", "9.62"], ["  401 – 1,000 kWh ¹", "11.87", "10.65", "12.74", "11.20"], ["  Over 1,000 kWh ¹", "15.32", "11.48", "16.95", "12.08"],
        ["Minimum bill, $ per month", "14.20", "14.20", "15.75", "15.75"]], (62, 27, 27, 27, 27), hr=2)
    fn("¹ Blocks are for a billing period of 28 to 33 days. For a shorter or longer period the limits are changed in proportion to 30 days. For homes heated by electricity (code EH) the first winter block is 800 kWh instead of 400 kWh and the second is 801 – 1,400 kWh.")
    h("Rate R-2   Residential time-of-use service")
    t("Optional for customers of Rate R-1 with a smart meter. A customer who leaves Rate R-2 may not return to it for 12 months.")
    tb([["Period", "Hours", "Summer ¢/kWh", "Winter ¢/kWh"], ["On-peak", "Monday – Friday 16:00 – 20:00 ²", "24.80", "17.35"], ["Mid-peak", "Monday – Friday 07:00 – 16:00 and 20:00 – 22:00", "12.10", "10.90"], ["Off-peak", "All other hours", "7.45", "7.45"], ["Basic charge", "$ per month", "17.25", "17.25"]], (28, 80, 31, 31), ["LEFT", "LEFT", "RIGHT", "RIGHT"])
    fn("² Public holidays listed in Rule 14 are off-peak all day.")
    t("Low-income discount. A customer who qualifies under Rule 11 receives a discount of $11.00 a month on the basic charge and of 15 % on the energy charge for the first 400 kWh. The discount under Tariff Book No. 8 was $9.50 a month and 12 %. It cannot be combined with the discount for medical equipment, which is 10 % of the whole bill.")
    p.add_page()
    h("Rate G-1   Small general service")
    t("Available to non-residential customers whose billing demand has not exceeded 50 kW in any of the last 12 months. A customer whose demand exceeds 50 kW in three of 12 months is moved to Rate G-2 and stays there for at least 12 months.")
    tb([["Charge", "Unit", "Summer", "Winter"], ["Basic charge, single phase", "$ per month", "21.40", "21.40"], ["Basic charge, three phase", "$ per month", "33.90", "33.90"], ["Energy, first 3,000 kWh", "¢ per kWh", "11.96", "10.84"], ["Energy, over 3,000 kWh", "¢ per kWh", "9.88", "9.12"]], (70, 40, 30, 30), ["LEFT", "LEFT", "RIGHT", "RIGHT"])
    h("Rate G-2   General service with demand metering")
    t("For customers with a billing demand of more than 50 kW and not more than 1,000 kW. Billing demand is the greatest average load in any period of 15 minutes in the month, but not less than 60 % of the greatest demand in the preceding 11 months, and not less than 35 kW.")
    tb([["", "", ("Secondary voltage ³", 2), ("Primary voltage ³", 2)], ["Charge", "Unit", "Summer", "Winter", "Summer", "Winter"], ["Basic charge", "$ per month", "68.00", "68.00", "112.00", "112.00"], ["Demand, first 100 kW", "$ per kW", "9.85", "7.60", "9.10", "7.05"], ["Demand, over 100 kW", "$ per kW", "11.30", "8.75", "10.45", "8.10"], ["Energy, first 200 h × kW ⁴", "¢ per kWh", "8.42", "7.71", "8.18", "7.49"], ["Energy, over 200 h × kW ⁴", "¢ per kWh", "6.95", "6.40", "6.75", "6.22"], ["Reactive power above 0.33 kvarh/kWh", "¢ per kvarh", "1.10", "1.10", "1.10", "1.10"]], (56, 26, 22, 22, 22, 22), ["LEFT", "LEFT"] + ["RIGHT"] * 4, hr=2)
    fn("³ Secondary: 120 V to 600 V. Primary: 4.16 kV to 25 kV, where the customer owns the transformer.  ⁴ The first block is 200 kWh for each kW of billing demand.")
    h("Rate G-3   Large general service")
    t("For customers with a billing demand of more than 1,000 kW, under a contract of at least five years. Power factor must be 0.95 or better in on-peak hours.")
    tb([["Charge", "Unit", "Primary", "Transmission (69 kV)"], ["Basic charge", "$ per month", "640.00", "1,180.00"], ["On-peak demand", "$ per kW", "12.40", "10.15"], ["Maximum demand", "$ per kW", "3.05", "1.20"], ["Energy, on-peak", "¢ per kWh", "8.05", "7.74"], ["Energy, off-peak", "¢ per kWh", "5.28", "5.06"], ["Power factor below 0.95 ⁵", "$ per kW of on-peak demand, for each 0.01", "0.11", "0.11"]], (48, 66, 25, 31), ["LEFT", "LEFT", "RIGHT", "RIGHT"])
    fn("⁵ Measured as the average of the on-peak hours of the month. No charge is made in the first six months of service.")
    p.add_page()
    h("Rate I-1   Irrigation pumping")
    t("For pumps of 3 kW or more that lift water for crops, from 1 April to 31 October. Service that can be interrupted by radio control for up to 6 hours a day, and for no more than 60 hours a season, earns the credit in the last line.")
    tb([["Charge", "Unit", "Rate"], ["Seasonal charge, payable in April", "$ per kW of connected load", "26.50"], ["Energy", "¢ per kWh", "7.18"], ["Minimum per season", "$ per pump", "185.00"], ["Interruption credit", "$ per kW per season", "(9.40)"]], (70, 60, 40), ["LEFT", "LEFT", "RIGHT"])
    h("Rate L-1   Street and area lighting")
    t("The utility owns and maintains the lamps. Charges include energy from dusk to dawn (4,150 hours a year). Mercury vapour lamps are no longer installed; a lamp that fails is replaced by an LED of the same class.")
    tb([["Lamp", "Light output lm", "Power W", "Energy kWh per month", "$ per lamp per month, wood pole", "$ per lamp per month, steel pole"],
        ["LED class A", "4,200", "31", "10.7", "8.35", "12.90"], ["LED class B", "7,500", "54", "18.7", "9.80", "14.35"], ["LED class C", "14,000", "102", "35.3", "13.15", "17.70"], ["LED class D", "23,000", "168", "58.1", "17.60", ""], ["High-pressure sodium 100 W ⁶", "9,500", "117", "40.5", "11.45", "16.00"], ["High-pressure sodium 250 W ⁶", "27,500", "295", "102.0", "18.90", "23.45"], ["Mercury vapour 175 W ⁶ ⁷", "7,900", "205", "70.9", "12.70", "–"]], (46, 22, 18, 26, 29, 29))
    fn("⁶ Power includes the ballast.  ⁷ Closed to new service since 1 July 2015; to be withdrawn on 30 June 2027.")
    h("Rate E-1   Electric vehicle fast charging")
    tb([["Charge", "Unit", "Until 30 June 2027", "From 1 July 2027"], ["Basic charge", "$ per month", "95.00", "95.00"], ["Demand", "$ per kW", "0.00", "4.20"], ["Energy, on-peak", "¢ per kWh", "29.60", "24.10"], ["Energy, other hours", "¢ per kWh", "13.40", "10.75"]], (50, 40, 40, 40), ["LEFT", "LEFT", "RIGHT", "RIGHT"])
    h("Rider N   Net billing for customer generation")
    t("For solar, wind or hydro generation of not more than 25 kW (residential) or 150 kW (general service). Energy delivered to the grid is credited at 6.10 ¢ per kWh in summer and 5.35 ¢ per kWh in winter. Customers who applied before 1 January 2024 keep credit at the full energy rate until 31 December 2033. A meter charge of $3.40 a month applies.")
    p.add_page()
    h("Rider P   Power cost adjustment")
    t("Each January and July the utility compares the cost of bought power with the base cost of 4.27 ¢ per kWh that is contained in the rates. The difference, divided by sales, is added to or taken from every kilowatt-hour. The adjustment may not exceed 0.80 ¢ per kWh; any excess is carried forward.")
    tb([["Period", "Cost of bought power, $ thousand", "Sales, MWh", "Cost, ¢ per kWh", "Adjustment, ¢ per kWh"], ["July – December 2023", "21,846", "498,770", "4.38", "0.11"], ["January – June 2024", "24,305", "531,840", "4.57", "0.30"], ["July – December 2024", "22,410", "506,090", "4.43", "0.16"], ["January – June 2025", "22,987", "540,230", "4.26", "(0.01)"]], (42, 34, 28, 32, 34))
    h("Schedule of service charges (Rule 8)")
    tb([["Service", "Weekdays 08:00 – 16:30", "Other hours", "Tariff Book No. 8, weekdays"], ["New account", "$ 18.00", "–", "$ 16.00"], ["Reconnection at the meter ⁸", "$ 42.00", "$ 96.00", "$ 38.00"], ["Reconnection by remote switch", "$ 12.00", "$ 12.00", "$ 12.00"], ["Reconnection at the pole", "$ 165.00", "$ 310.00", "$ 150.00"], ["Meter test at customer's request ⁹", "$ 55.00", "–", "$ 50.00"], ["Returned payment", "$ 25.00", "$ 25.00", "$ 25.00"], ["Temporary service, single phase", "$ 240.00", "–", "$ 220.00"], ["Manual reading (no smart meter)", "$ 7.50 per month", "", "$ 5.00 per month"]], (60, 40, 30, 40), ["LEFT", "RIGHT", "RIGHT", "RIGHT"])
    fn("⁸ Not charged if service was cut off in error.  ⁹ Refunded if the meter is more than 2 % fast.")
    h("Rules in brief")
    t("Rule 5. Bills are due 21 days after they are issued. A late charge of 1.25 % a month is added to amounts of more than $10.00 that are unpaid after 28 days.\nRule 6. A deposit may be asked of a new customer without a record of payment. It may not exceed twice the average monthly bill, and is returned with interest of 2.6 % a year after 12 months of payments in time.\nRule 7. Service may be cut off for non-payment no sooner than 45 days after the bill was issued and after two written notices, the second at least 7 days before. From 1 November to 31 March residential service may not be cut off.\nRule 9. If a meter has stopped, the bill is estimated from the same month of the two preceding years. A correction may reach back no further than 6 months, or 24 months if the error favoured the utility.\nRule 12. Voltage at the meter is kept within 5 % of nominal. Complaints about voltage are investigated within 3 working days.\nRule 14. Holidays for Rate R-2: New Year's Day, Founders' Day (second Monday of March), Labour Day, Thanksgiving and Christmas Day.")
    p.add_page()
    h("Examples of monthly bills, Tariff Book No. 9, without tax and power cost adjustment")
    def r1(k, s): 
        b = [(400, 9.62), (600, 12.74 if s else 11.20), (10**9, 16.95 if s else 12.08)]; c = 15.75
        for w, q in b: u = min(k, w); c += u * q / 100; k -= u
        return f"{c:,.2f}"
    def r8(k, s):
        b = [(400, 9.14), (600, 11.87 if s else 10.65), (10**9, 15.32 if s else 11.48)]; c = 14.20
        for w, q in b: u = min(k, w); c += u * q / 100; k -= u
        return f"{c:,.2f}"
    tb([["Use in the month", ("Summer, $", 2), ("Winter, $", 2)], ["(Rate R-1)", "Book No. 8", "Book No. 9", "Book No. 8", "Book No. 9"]] + [[f"{k:,} kWh", r8(k,1), r1(k,1), r8(k,0), r1(k,0)] for k in (250, 400, 650, 850, 1000, 1250, 1600, 2000)], (50, 30, 30, 30, 30), hr=2)
    t("The average residential customer used 846 kWh a month in 2024 (2023: 861 kWh).")
    h("Customers, sales and revenue by rate class, calendar year 2024")
    cl = [("Residential (R-1, R-2)", 71284, 723660, 81902), ("Small general (G-1)", 8946, 168420, 19284), ("General (G-2)", 1127, 94310, 8660), ("Large general (G-3)", 14, 38240, 2697), ("Irrigation (I-1)", 402, 9160, 741), ("Lighting (L-1)", 1835, 4140, 1312)]
    tot = [sum(c[i] for c in cl) for i in (1,2,3)]
    tb([["Class", "Customers at 31 December", "Sales, MWh", "Revenue, $ thousand", "Average, ¢ per kWh"]] + [[c[0], f"{c[1]:,}", f"{c[2]:,}", f"{c[3]:,}", f"{c[3]/c[2]*100:.2f}"] for c in cl] + [["Total", *(f"{x:,}" for x in tot), f"{tot[2]/tot[1]*100:.2f}"]], (54, 32, 26, 30, 28))
    fn(f"Sales of 2024 ({tot[1]:,} MWh) equal the two half-year figures in Rider P (531,840 + 506,090 = 1,037,930 MWh). Electric vehicle chargers were billed under G-1 and G-2 until 30 June 2025.")
    h("Summary of changes from Tariff Book No. 8")
    t("1. The basic charge of Rate R-1 rises by $1.55, or 10.9 %, and the first block by 0.48 ¢ per kWh, or 5.3 %.\n2. The seasonal difference in the third block of Rate R-1 grows from 3.84 ¢ to 4.87 ¢ per kWh.\n3. Rate E-1 is new. Rate G-4 (curtailable) is withdrawn; its last customer moved to Rate G-3 in February 2025.\n4. The low-income discount rises as stated under Rate R-2.\n5. Reconnection at the meter on weekdays rises from $38.00 to $42.00. The charges for reconnection by remote switch and for returned payments stay the same.\n6. Overall, revenue is expected to rise by 5.6 %, or $6.4 million a year.")
    t("Questions: Customer Office, 41 Weir Street, Kestrel Valley; telephone 555-0132; Monday to Friday 08:00 – 16:30.")
    p.output(str(OUT / "kestrel-valley-electricity-rates-2025.pdf"))
    return tot
if __name__ == "__main__": print(build())
