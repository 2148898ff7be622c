"""Rebuilds all PDFs: python build.py  (STRANGERS_OUT=dir to write elsewhere). See README.txt for what has to be installed."""
import time, make_annual, make_release, make_typst, make_tariff, make_manual, make_minutes, make_yearbook, make_article, make_procurement, make_press, make_korean, make_agreement
for m in (make_annual, make_release, make_typst, make_tariff, make_manual, make_minutes, make_yearbook, make_article, make_procurement, make_press, make_korean, make_agreement):
    t = time.time(); m.build(); print(f"{m.__name__}: {time.time()-t:.1f} s")
