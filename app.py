"""The dashboard's entry: the pages, and what frames them all."""

import streamlit as st

from dienhinh.access.roles import Act
from dienhinh.locale import Words
from dienhinh.places import ICON
from dienhinh.ui import address, data, errors, memory, register, theme, together, views, visitor

words = Words(address.get("lang") or "")
st.set_page_config(page_title=words.t("Exemplars"), page_icon=str(ICON), layout="wide")
theme.apply(words)
who = visitor.let_in(words)
if together.folder() is not None:  # a province's dashboard is one page: there is no data file
    alone = st.Page("pages/province.py", title=words.t("Many offices"), icon=":material/account_balance:", default=True)
    shown = st.navigation([alone], position="hidden")
    errors.guarded(shown.run if who.may(Act.READ) else visitor.turn_away)
    st.stop()
first = next((n for of in register.PAGES.values() for n, *_ in of if register.open_to(n, who)), "overview")
pages = {
    name: st.Page(
        register.path(name),
        title=words.t(title),
        icon=f":material/{icon}:",
        url_path=path,
        default=name == first,
        visibility="hidden" if name in register.HIDDEN or not register.open_to(name, who) else "visible",
    )
    for of in register.PAGES.values()
    for name, title, icon, path in of
}
page = st.navigation(
    {words.t(menu) if menu else "": [pages[name] for name, *_ in of] for menu, of in register.PAGES.items()},
    position="top",
)
if (meeting := visitor.own_meeting()) is not None:
    address.put("hop", meeting)
if visitor.own_unit() is not None:
    address.put("unit", None)
now = st.session_state[register.NOW] = next(name for name, one in pages.items() if one == page)
views.first()
address.follow()
if visitor.accounts() is not None:
    data.daily_backup()
try:
    errors.guarded(page.run if register.open_to(now, who) else visitor.turn_away)
finally:
    memory.settle()
