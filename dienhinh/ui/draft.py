"""The next period's plan on the page: begun from the one in force, edited, told apart, tried, put in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Plan, PlanError, parse_plan
from dienhinh.criteria.compare import compare
from dienhinh.criteria.drafts import Difference, checked_plan, differences, next_period, over_years
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name
from dienhinh.places import plan_198
from dienhinh.plans.drafts import DraftPlan, StaleDraft, drafts_in, drop_draft, folder_of, keep_draft_plan, slug
from dienhinh.plans.rows import GROUPS, LEAVES, MEASURES, MILESTONES, with_rows
from dienhinh.store.plans import plan_versions
from dienhinh.ui import address, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.periods import years
from dienhinh.ui.plangrid import FIELD_WORD, TABLE_WORD, fault_text, grid
from dienhinh.ui.rules import counts_table, show_flips
from dienhinh.ui.waits import waits

HEAD, POLICIES, FILE, DIFFER, TRY, FORCE = "head", "policies", "file", "differ", "try", "force"
PART_WORD = {
    HEAD: N_("Particulars"),
    LEAVES: N_("Thresholds"),
    GROUPS: N_("Alternatives"),
    MEASURES: N_("Measures"),
    POLICIES: N_("Policies"),
    MILESTONES: N_("Milestones"),
    FILE: N_("The file"),
    DIFFER: N_("What differs"),
    TRY: N_("Try it"),
    FORCE: N_("Adopt"),
}
PART = "plan.part"
FAULT, DONE = "plan.fault", "plan.done"


def draw(page: Page) -> bool:
    """The whole part; returns whether there is unsaved input."""
    words = page.words
    for key, tell in ((FAULT, st.error), (DONE, st.success)):
        if said := st.session_state.pop(key, None):
            tell(said)
    found = {d.path.stem: d for d in drafts_in(folder_of(data.database_path()))}
    left, right = st.columns([8, 3], vertical_alignment="bottom")
    wanted = page.view.draft if page.view.draft in found else next(iter(found), None)
    st.session_state["w.draft"] = wanted
    with left:
        st.selectbox(
            words.t("Draft plan"),
            list(found),
            key="w.draft",
            format_func=lambda s: _title(found[s], page),
            placeholder=words.t("No draft yet: begin one"),
            on_change=address.changed("w.draft", "draft", lambda v: str(v) if v else None),
        )
    with right.popover(words.t("A new draft"), icon=":material/add:", width="stretch"):
        _begin(page)
    if wanted is None:
        st.info(
            words.t(
                "A draft of the next period is begun from the plan in force: the same criteria, its years moved on."
            ),
            icon=":material/edit_document:",
        )
        _versions(page)
        return False
    draft = found[wanted]
    title = words.t("DRAFT, not in force: {name}", name=_title(draft, page))
    small = draft.plan.title.in_(words.lang) if draft.plan else ""
    show(f'<div class="dh-scenario" role="note">{esc(title)}<small>{esc(small)}</small></div>')
    if draft.plan is None:
        assert draft.fault is not None
        st.error(f"{draft.fault.file}, {_fault(words, draft.fault)}")
        return _file(page, draft)
    part = st.segmented_control(
        words.t("What of the draft"),
        list(PART_WORD),
        format_func=lambda p: words.t(PART_WORD[p]),
        default=HEAD,
        required=True,
        key=PART,
        label_visibility="collapsed",
    )
    return _draw_part(page, draft, draft.plan, str(part))


def _draw_part(page: Page, draft: DraftPlan, plan: Plan, part: str) -> bool:
    if part in (DIFFER, TRY, FORCE):
        {DIFFER: _differ, TRY: _try, FORCE: _force}[part](page, draft, plan)
        return False
    if part == FILE:
        return _file(page, draft)
    place = f"plan/{draft.path.stem}/{part}"
    said = plan.model_dump()
    if part == HEAD:
        changed = _head(page, said, place, draft.mark)
    elif part == POLICIES:
        changed = _policies(page, plan, said, draft.mark)
    else:
        rows, changed = grid(page.words, plan, part, place, draft.mark)
        said = with_rows(said, part, rows)
    _save(page, draft, said, changed, place)
    return changed


def _title(draft: DraftPlan, page: Page) -> str:
    if draft.plan is None:
        return draft.path.name
    return f"{draft.plan.number} · {draft.plan.period.first_year}–{draft.plan.period.last_year}"


def _begin(page: Page) -> None:
    """A new draft: cloned from the plan in force, or from a file."""
    words, plan = page.words, page.plan
    length = len(plan.period.years)
    first = st.number_input(words.t("First year"), 1945, 2185, plan.period.last_year + 1, key="plan.first")
    last = st.number_input(words.t("Last year"), int(first), int(first) + 14, int(first) + length - 1, key="plan.last")

    def clone() -> None:
        _keep(page, next_period(plan, int(first), int(last), clock.today()), None)

    st.button(words.t("Begin from {number}", number=plan.number), key="plan.clone", on_click=clone, type="primary")
    given = st.file_uploader(words.t("Or from a plan file (TOML)"), type="toml", key="plan.upload")
    if given is not None:
        try:
            read = parse_plan(given.getvalue().decode("utf-8", errors="replace"), given.name)
        except PlanError as error:
            st.error(f"{error.file}, {_fault(words, error)}")
            return
        made = Plan.model_validate({**read.model_dump(), "draft": True})
        st.button(
            words.t("Keep {file} as a draft", file=given.name), on_click=_keep, args=(page, made, None), key="plan.take"
        )


def _keep(page: Page, plan: Plan, was: DraftPlan | None) -> None:
    """From a button: write the draft's file."""
    words = page.words
    try:
        kept = keep_draft_plan(folder_of(data.database_path()), plan, was)
    except StaleDraft:
        st.session_state[FAULT] = (
            words.t("Somebody else has changed this draft meanwhile: nothing was saved. What you typed is still here.")
            if was
            else words.t("There is a draft of this name already. Open it, or delete it first.")
        )
        return
    address.put("draft", kept.path.stem)
    st.session_state[DONE] = words.t("The draft is saved in {file}.", file=kept.path.name)
    _turn()


def _turn() -> None:
    """The widgets begin anew with what is kept."""
    st.session_state["plan.turn"] = st.session_state.get("plan.turn", 0) + 1


def _forget(place: str) -> None:
    keeper.keep(place, None)
    _turn()


def _fault(words: Words, error: PlanError) -> str:
    return f"{words.t('line {n}', n=error.line)}: {words.t(error.reason, **error.params)}"


def _save(page: Page, draft: DraftPlan, said: dict[str, Any], changed: bool, place: str) -> None:
    """What is wrong with the draft as it now stands, and the buttons: save or discard."""
    words = page.words
    plan, faults = checked_plan(said)
    for fault in faults[:6]:
        st.error(fault_text(words, said, fault), icon=":material/error:")
    if len(faults) > 6:
        st.caption(words.t("and {n} more", n=len(faults) - 6))

    def write() -> None:
        assert plan is not None
        _keep(page, plan, draft)
        if FAULT not in st.session_state:
            keeper.keep(place, None)

    left, right = st.columns(2)
    ready = changed and plan is not None and not faults
    left.button(
        words.t("Save the draft"), type="primary", on_click=write, disabled=not ready, key="plan.save", width="stretch"
    )
    right.button(
        words.t("Discard"), on_click=_forget, args=(place,), disabled=not changed, key="plan.drop", width="stretch"
    )


# ---------------------------------------------------------------------- parts


def _head(page: Page, said: dict[str, Any], place: str, mark: str) -> bool:
    """Number, day, title, issuer, period, how many are sought; ``said`` is changed in place."""
    words = page.words
    kept = keeper.unsaved().get(place)
    typed = kept.content if kept and kept.content.get("mark") == mark else {}
    turn = (mark[:8], st.session_state.get("plan.turn", 0), st.session_state.get(keeper.BROWSER))
    now: dict[str, Any] = {}

    def ask(box: Any, name: str, kind: Callable[..., Any], label: str, value: Any, **more: Any) -> Any:
        key = f"plan.head.{name}.{hash(turn)}"
        found = kind(box, label, value=keeper.typed_again(typed.get(name, value)), key=key, **more)
        if found != value:
            now[name] = found
        return found

    def text(box: Any, label: str, **more: Any) -> Any:
        return box.text_input(label, max_chars=300, **more)

    def whole(box: Any, label: str, **more: Any) -> Any:
        return box.number_input(label, step=1, **more)

    def day(box: Any, label: str, **more: Any) -> Any:
        return box.date_input(label, format="DD/MM/YYYY", **more)

    one, two, three, four = st.columns(4)
    number = ask(one, "number", text, words.t("Number"), said["number"])
    issued = ask(
        two,
        "issued",
        day,
        words.t("Date issued"),
        said["issued"],
        min_value=date(1945, 1, 1),
        max_value=date(2200, 12, 31),
    )
    first = ask(
        three, "first", whole, words.t("First year"), said["period"]["first_year"], min_value=1945, max_value=2200
    )
    last = ask(four, "last", whole, words.t("Last year"), said["period"]["last_year"], min_value=1945, max_value=2200)
    left, right = st.columns(2)
    titles, issuers = (
        [
            ask(box, f"{key}_{lang}", text, words.t(FIELD_WORD[field]), said[key][lang])
            for box, lang, field in ((left, "vi", key), (right, "en", f"{key}_en"))
        ]
        for key in ("title", "issuer")
    )
    low = ask(left, "low", whole, words.t("Sought, at least"), said["target"]["at_least"], min_value=0, max_value=1000)
    high = ask(right, "high", whole, words.t("Sought, at most"), said["target"]["at_most"], min_value=0, max_value=1000)
    within = st.checkbox(
        words.t("Only attestations given in the period count"),
        value=bool(typed.get("within", said["period"]["attested_within"])),
        key=f"plan.head.within.{hash(turn)}",
    )
    if within != said["period"]["attested_within"]:
        now["within"] = within
    said |= {
        "number": number or "",
        "issued": issued if isinstance(issued, date) else None,
        "title": {"vi": titles[0] or "", "en": titles[1] or titles[0] or ""},
        "issuer": {"vi": issuers[0] or "", "en": issuers[1] or issuers[0] or ""},
        "period": {**said["period"], "first_year": first, "last_year": last, "attested_within": within},
        "target": {**said["target"], "at_least": low, "at_most": high},
    }
    keeper.keep(place, {"mark": mark, **now} if now else None)
    return bool(now)


def _policies(page: Page, plan: Plan, said: dict[str, Any], mark: str) -> bool:
    """The reading chosen for each policy; ``said`` is changed in place."""
    words = page.words
    changed = False
    policies = []
    columns = st.columns(2, gap="large")
    for i, policy in enumerate(plan.policy):
        names = {c.id: c.in_(words.lang) for c in policy.choices}
        chosen = columns[i % 2].selectbox(
            f"{policy.id} · {policy.question.in_(words.lang)}",
            list(names),
            index=list(names).index(policy.choice),
            format_func=names.__getitem__,
            key=f"plan.{policy.id}.{mark[:8]}.{st.session_state.get('plan.turn', 0)}",
            disabled=len(names) < 2,
        )
        changed |= chosen != policy.choice
        policies.append({**said["policy"][i], "choice": chosen})
    said["policy"] = policies
    return changed


def _file(page: Page, draft: DraftPlan) -> bool:
    """The draft as its file's text: to be downloaded, or changed where the tables do not reach."""
    words = page.words
    text = draft.path.read_text(encoding="utf-8", errors="replace")
    give(words.t("Download the draft’s file"), text.encode(), draft.path.name, "application/toml", "plan.download")
    turn = f"{draft.mark[:8]}.{st.session_state.get('plan.turn', 0)}.{st.session_state.get(keeper.BROWSER)}"
    place = f"plan/{draft.path.stem}/{FILE}"
    kept = keeper.unsaved().get(place)
    typed = kept.content["text"] if kept and kept.content.get("mark") == draft.mark else text
    now = st.text_area(
        words.t("The file’s text (docs/plan-file.md explains each key)"), typed, height=420, key=f"plan.text.{turn}"
    )
    changed = now != text
    keeper.keep(place, {"mark": draft.mark, "text": now} if changed else None)
    made: Plan | None = None
    if changed:
        try:
            made = parse_plan(now, draft.path.name)
        except PlanError as error:
            st.error(_fault(words, error))

    def write() -> None:
        assert made is not None
        _keep(page, Plan.model_validate({**made.model_dump(), "draft": True}), draft)
        if FAULT not in st.session_state:
            keeper.keep(place, None)

    def delete() -> None:
        drop_draft(draft)
        address.put("draft", None)

    left, middle, right = st.columns(3)
    left.button(
        words.t("Save the draft"),
        type="primary",
        on_click=write,
        disabled=made is None,
        key="plan.save.file",
        width="stretch",
    )
    middle.button(
        words.t("Discard"), on_click=_forget, args=(place,), disabled=not changed, key="plan.drop.file", width="stretch"
    )
    with right.popover(words.t("Delete the draft"), icon=":material/delete:", width="stretch"):
        st.caption(words.t("The file is deleted for everybody. Download it first if it may still be wanted."))
        st.button(words.t("Delete for good"), on_click=delete, key="plan.delete")
    return changed


def _differ(page: Page, draft: DraftPlan, plan: Plan) -> None:
    """What the draft says differently from the plan in force."""
    words = page.words
    found = differences(page.plan, plan)
    heading(
        words.t("What differs from {number}: {n}", number=page.plan.number, n=len(found)),
        words.t("item by item, in the order of the plan file"),
    )
    headings = [words.t(h) for h in (N_("Where"), N_("What"), N_("In force"), N_("In the draft"))]
    show(table(headings, [_line(d, page, plan) for d in found]))


def _line(d: Difference, page: Page, plan: Plan) -> list[str]:
    words = page.words
    where = words.t(TABLE_WORD[d.table]) + (f" · {d.section}" if d.section else "") + (f" · {d.id}" if d.id else "")
    what = words.t(FIELD_WORD[d.key]) if d.key else words.t("the whole item")
    return [where, what, told(d.before, page), told(d.after, page)]


def told(value: Any, page: Page) -> str:
    """A value of a plan file in the reader's words."""
    words = page.words
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, bool):
        return words.t("yes") if value else words.t("no")
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, dict):
        if "vi" in value:
            return str(value["en"] if words.lang == "en" else value["vi"])
        if "first_year" in value:
            return f"{value['first_year']}–{value['last_year']}"
        if "at_least" in value:
            return f"{value['at_least']}–{value['at_most']}"
        return ", ".join(f"{k}: {told(v, page)}" for k, v in value.items() if v)
    if isinstance(value, list | tuple):
        return "; ".join(told(v, page) for v in value)
    if value == "due_years":
        return words.t("every due year")
    return code_name(value) if isinstance(value, str) else str(value)


def _try(page: Page, draft: DraftPlan, plan: Plan) -> None:
    """The draft judged on what is recorded: over the years of the plan in force, or over its own."""
    words, base = page.words, page.plan
    spans = {
        "history": f"{base.period.first_year}–{base.period.last_year}",
        "own": f"{plan.period.first_year}–{plan.period.last_year}",
    }
    chosen = st.segmented_control(
        words.t("Over which years"),
        list(spans),
        format_func=lambda s: spans[s],
        default="history",
        required=True,
        key="plan.span",
    )
    tried = plan if chosen == "own" else over_years(plan, base.period.first_year, base.period.last_year)
    other = data.judged_by(tried, page.view.on)
    found = compare(page.assessment, other.assessment)
    left, right = st.columns([9, 11], gap="large")
    with left:
        heading(
            words.t("Tried over {years}", years=spans[str(chosen)]),
            words.t("on what is known on {on}", on=page.view.on),
            counts_table(page, found, words.t("In force"), words.t("In the draft")),
        )
    with right:
        heading(words.t("Whose verdict would be another: {n}", n=len(found.flips)))
        show_flips(
            page,
            found,
            words.t("In force → in the draft"),
            words.t("Nobody’s verdict changes."),
            words.t("In force → in the draft"),
            "draft.moved",
        )


def _force(page: Page, draft: DraftPlan, plan: Plan) -> None:
    """The explicit step: from now on every page judges by this plan."""
    words = page.words
    left, right = st.columns([9, 11], gap="large")
    with left:
        heading(
            words.t("Put the draft in force"),
            words.t("its period is judged by it; plans of other periods stay; it can be taken back"),
        )
        if "…" in plan.number:
            st.warning(words.t("The plan has no number yet: give it under Particulars first."), icon=":material/tag:")
        who = keeper.author(words)
        why = st.text_input(words.t("Why (decision, meeting)"), key="plan.why", max_chars=200).strip()
        sure = st.checkbox(
            words.t("It is signed; the years {years} are judged by it.", years=years(plan)),
            key="plan.sure",
        )

        def adopt() -> None:
            named = Plan.model_validate({**plan.model_dump(), "id": slug(plan.number)})
            kept = data.put_plan_in_force(named, who, why)
            address.put("plan", kept.id if data.plan_for(None, page.view.on).id != kept.id else None)
            drop_draft(draft)
            address.put("draft", None)
            st.session_state[DONE] = words.t(
                "Plan {number}, version {version}, is in force.", number=kept.number, version=str(kept.version)
            )

        st.button(
            words.t("Put in force"),
            type="primary",
            on_click=adopt,
            key="plan.adopt",
            disabled=not (sure and who and why and "…" not in plan.number),
        )
    with right:
        _versions(page)


def _versions(page: Page) -> None:
    """The plans put in force in this data file; an earlier one can be taken up again, as explicitly."""
    words = page.words
    found = plan_versions(data.store().cursor())
    heading(words.t("Plans in force, the last first"))
    lines = [
        [
            f"{v.plan.number} · {words.t('version {version}', version=str(v.plan.version))}",
            v.plan.digest[:8],
            f"{clock.local(v.since):%d/%m/%Y %H:%M}",
            v.who,
            v.why or "–",
        ]
        for v in found
    ]
    shipped = plan_198()
    lines.append([shipped.number, shipped.digest[:8], words.t("from the beginning"), "–", "–"])
    headings = [words.t(h) for h in (N_("Plan"), N_("Fingerprint"), N_("Since"), N_("Who"), N_("Why"))]
    show(table(headings, lines))
    earlier = {p.digest: p for p in (*(v.plan for v in found), shipped) if p.digest != page.plan.digest}
    if not earlier:
        return
    with st.popover(words.t("Take up an earlier plan again"), icon=":material/undo:"):
        chosen = st.selectbox(
            words.t("Plan"),
            list(earlier),
            key="plan.back.which",
            format_func=lambda d: f"{earlier[d].number} · {earlier[d].version}",
        )
        who = keeper.author(words) if "plan.adopt" not in st.session_state else keeper.author_name()
        why = st.text_input(words.t("Why (decision, meeting)"), key="plan.back.why", max_chars=200).strip()

        def back() -> None:
            kept = data.put_plan_in_force(earlier[str(chosen)], who, why)
            address.put("plan", kept.id if data.plan_for(None, page.view.on).id != kept.id else None)
            st.session_state[DONE] = words.t(
                "Plan {number}, version {version}, is in force.",
                number=earlier[str(chosen)].number,
                version=str(earlier[str(chosen)].version),
            )

        st.button(words.t("Put in force"), on_click=back, key="plan.back", **waits(words, who=who, why=why))
