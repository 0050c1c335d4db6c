#!/usr/bin/env bash
# streamlit 1.67.0, 2026-11-27
#
# With st.App the file that is served is not the page any more: `app = st.App("page.py")`. streamlit.testing's AppTest takes a
# script, and takes that file without a word: it runs it as a page, which makes an App and draws nothing. So the test that
# every project has (open it, no exception) is green whatever the page does, its titles are no titles, and a key error in
# the page is not seen. The same AppTest of page.py reports both.
#
# Seen:
#   page.py    titles ['Committees']  exceptions ["'committee_id'"]
#   serve.py   titles []              exceptions []
#
# Why it matters: dashboard.py is such a file. A test that opened it would keep every page green for ever; tests here open
# pages/navigation.py and assert on what is drawn, never only that nothing was raised.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check streamlit==1.67.0
cd "$work"
cat > page.py <<'PYTHON'
import streamlit as st

st.title("Committees")
raise KeyError("committee_id")
PYTHON
cat > serve.py <<'PYTHON'
import streamlit as st

app = st.App("page.py")
PYTHON
# The exception of the page is logged as well; what AppTest tells a test is what counts here.
"$work/venv/bin/python" - 2>"$work/log" <<'PYTHON'
import sys

from streamlit.testing.v1 import AppTest

changed = []
for script, titles, exceptions in (("page.py", ["Committees"], 1), ("serve.py", [], 0)):
    test = AppTest.from_file(script).run()
    drawn, raised = [t.value for t in test.title], [e.message for e in test.exception]
    print(f"{script:9} titles {drawn!s:15} exceptions {raised}")
    if (drawn, len(raised)) != (titles, exceptions):
        changed.append(script)
sys.exit(f"changed: {'; '.join(changed)}" if changed else 0)
PYTHON
