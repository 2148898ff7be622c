import os, subprocess, tempfile, shutil
from common import OUT, HERE, EPOCH
def build():
    env = dict(os.environ, SOURCE_DATE_EPOCH=str(EPOCH), FORCE_SOURCE_DATE="1")
    with tempfile.TemporaryDirectory() as t:
        for _ in range(3): r = subprocess.run(["pdflatex", "-interaction=nonstopmode", f"-output-directory={t}", "-jobname=art", str(HERE/"article.tex")], env=env, cwd=t, capture_output=True, text=True, errors="replace")
        if not os.path.exists(t+"/art.pdf"): raise SystemExit(r.stdout[-3000:])
        
        shutil.copy(t+"/art.pdf", OUT/"storm-pond-copper-article.pdf")
if __name__ == "__main__": build()
