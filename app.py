"""The dashboard's entry: the pages, and what frames them all."""

import streamlit as st

from dienhinh.locale import Words
from dienhinh.places import ICON
from dienhinh.ui import address, errors, memory, register, theme, views

words = Words(address.get("lang") or "")
st.set_page_config(page_title=words.t("Exemplars"), page_icon=str(ICON), layout="wide")
theme.apply(words)
pages = {
    name: st.Page(
        register.path(name),
        title=words.t(title),
        icon=f":material/{icon}:",
        url_path=path,
        default=name == "overview",
        visibility="hidden" if name in register.HIDDEN else "visible",
    )
    for of in register.PAGES.values()
    for name, title, icon, path in of
}
page = st.navigation(
    {words.t(menu) if menu else "": [pages[name] for name, *_ in of] for menu, of in register.PAGES.items()},
    position="top",
)
st.session_state[register.NOW] = next(name for name, one in pages.items() if one == page)
views.first()
address.follow()
try:
    errors.guarded(page.run)
finally:
    memory.settle()
