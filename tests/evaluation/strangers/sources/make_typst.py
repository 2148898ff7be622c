import sys
from common import typ_pdf, FD
NOTO, NANUM, DEJA, LIB = f"{FD}/noto", f"{FD}/nanum", f"{FD}/dejavu", f"{FD}/liberation"
JOBS = {"inland-ferry-regulations-2014-consolidated.pdf": ("ferry.typ", [NOTO]),
        "harbour-line-public-meeting-slides.pdf": ("slides.typ", [DEJA]),
        "haean-city-ferry-bus-ordinance-ko.pdf": ("ordinance.typ", [NANUM, LIB])}
def build(only=None):
    for n, (s, f) in JOBS.items():
        if only is not None and only != s: continue
        typ_pdf(n, s, f)
        if s in ('ferry.typ', 'ordinance.typ'):
            import pikepdf
            from common import OUT
            with pikepdf.open(OUT / n, allow_overwriting_input=True) as d: d.save(OUT / n, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
if __name__ == "__main__": build(sys.argv[1] if len(sys.argv) > 1 else None)
