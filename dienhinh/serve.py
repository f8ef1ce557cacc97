"""``python -m dienhinh.serve``: Streamlit's own server on app.py, told beforehand that the app names its pages itself.

A folder called pages/ makes Streamlit look there until the first run has called ``st.navigation``; whoever opened a
link
to a page on a fresh server was told that it does not exist. Options are those of ``streamlit run``.
"""

from __future__ import annotations

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

from dienhinh.places import ROOT

if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *sys.argv[1:]]
    sys.exit(main())
