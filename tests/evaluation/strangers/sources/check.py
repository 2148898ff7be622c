# reads the text layer back; needs pymupdf (pip install pymupdf==2.0), which building does not
import pymupdf, glob, os, re, collections
for f in sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents", "*.pdf"))):
    d = pymupdf.open(f); t = [p.get_text() for p in d]; a = "".join(t)
    bad = {c for c in a if c == "\ufffd" or (0xE000 <= ord(c) <= 0xF8FF) or (ord(c) < 32 and c not in "\n\t\r")}
    fonts = sorted({(x[3], x[2], x[1]) for p in d for x in p.get_fonts()})
    print(os.path.basename(f), len(d), "words", len(a.split()), "min/page", min(len(x) for x in t), "bad", bad, d.metadata["producer"], "|", d.metadata["creator"], d.is_encrypted, d.metadata["title"][:40])
    print("   ", "; ".join(f"{n} {k} {e}" for n, k, e in fonts)[:400])
