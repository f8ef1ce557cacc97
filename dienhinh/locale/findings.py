"""Findings of data quality in words: what each fault is called, how it is mended, what is wrong in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_WORD, code_name

FAULT_WORD = {
    "MISSING_RATING": N_("Due years without a rating"),
    "UNATTESTED": N_("Attestations not given"),
    "CONTRADICTED": N_("Attested, while ratings say otherwise"),
    "NO_DECISION": N_("Awards without decision number or date"),
    "BEFORE_YEAR": N_("Decisions dated before their year"),
    "OVERLAP": N_("Posts that overlap"),
    "AFTER_END": N_("Later than the unit’s end"),
    "ORIGIN": N_("A unit’s origin that its days contradict"),
    "GAP": N_("Gaps between posts"),
    "TWO_DATES": N_("One decision number, two dates"),
    "NAMESAKES": N_("Probably the same person twice"),
    "ONE_ACHIEVEMENT": N_("One achievement commended twice"),
    "CONFUSED": N_("Title and commendation confused"),
    "OUTDATED": N_("No longer given on that day"),
    "COUNTED_ONCE": N_("One decision written in two ways, counted once"),
    "OLD_FONT": N_("Text in an old font (TCVN3, VNI)"),
    "DURING_DISCIPLINE": N_("Awards decided while a disciplinary measure was in force"),
    "WRONG_ISSUER": N_("Titles by an issuer that may not give them"),
    "SERVED_TWICE": N_("One initiative used twice"),
    "UNSUPPORTED": N_("Titles that the records do not carry"),
}
MEND_WORD = {
    "MISSING_RATING": N_("Enter the rating of each year, or correct the date of joining."),
    "UNATTESTED": N_("Give or refuse the attestation."),
    "CONTRADICTED": N_("Look at the ratings again: withdraw the attestation, or keep it with its reason."),
    "NO_DECISION": N_("Enter the decision’s number and date, or mark the award as awaiting its decision."),
    "BEFORE_YEAR": N_("Correct the achievement year or the decision date."),
    "OVERLAP": N_("End the earlier post before the later one begins; the track follows the post held."),
    "AFTER_END": N_("Correct the unit’s last day, or end the post and enter the one in the unit that followed."),
    "ORIGIN": N_("Correct the day, the units’ first and last days, or which predecessor is the principal one."),
    "GAP": N_("Correct the dates, or enter the post held in between."),
    "TWO_DATES": N_("Correct the date that is wrong: one decision has one date."),
    "NAMESAKES": N_("Enter dates of birth that tell them apart, or move the records and take one out."),
    "ONE_ACHIEVEMENT": N_("Law 06/2022/QH15 forbids rewarding one achievement repeatedly: correct it or revoke one."),
    "CONFUSED": N_("Choose the right title or form of commendation."),
    "OUTDATED": N_("Correct the date, or choose what the law of that day has (see the page Plan)."),
    "COUNTED_ONCE": N_("See that both are one decision; where they are two, enter the second with its own number."),
    "DURING_DISCIPLINE": N_("Look at both decisions again; correct a date, or mark the award as revoked."),
    "WRONG_ISSUER": N_("Correct the issuer, or choose the title that it gives."),
    "SERVED_TWICE": N_(
        "An initiative serves one title or one commendation: correct what it was used for, or withdraw one."
    ),
    "UNSUPPORTED": N_("Enter what is missing, or look at the decision again (see the page Next rung)."),
    "OLD_FONT": N_("Write it anew in Unicode; import the file again to have it converted."),
}
LACKS_WORD = {"decision_no": N_("decision number"), "decided_on": N_("decision date")}


def against_said(w: Mapping[str, Any], words: Words) -> str:
    """What ratings say against "excellent completion of tasks"."""
    low = words.list(f"{code_name(code)} {year}" for year, code in w["low"])
    parts = [words.t("rated {low}", low=low) if low else "", words.t("no year rated excellent") if w["none"] else ""]
    return "; ".join(p for p in parts if p)


def finding_said(fault: str, w: Mapping[str, Any], words: Words) -> str:
    """What is wrong, in one line; ``w`` is what the finding says of it."""
    if fault == "MISSING_RATING":
        return words.t("no rating: {years}", years=", ".join(map(str, w["years"])))
    if fault == "UNATTESTED":
        return words.t("not yet attested: {sections}", sections=", ".join(w["sections"]))
    if fault == "CONTRADICTED":
        return f"{w['section']}: {against_said(w, words)}"
    if fault == "OVERLAP":
        until = words.date(w["until"]) if w["until"] else "…"
        mixed = words.t("leading and not: the track hangs on it") if w["other"] else ""
        line = words.t("from {day}, while another post lasts until {until}", day=w["day"], until=until)
        return "; ".join(x for x in (line, mixed) if x)
    if fault == "ORIGIN":
        told = {
            "end": N_("from {former} on {day}: the former unit is still there on that day"),
            "founding": N_("from {former} on {day}: founded later, on {founded}"),
            "principals": N_("from {former} on {day}: another predecessor is the principal one already"),
        }
        return words.t(told[w["lacks"]], former=w["former"], day=w["day"], founded=w.get("founded", ""))
    if fault == "AFTER_END" and "unit" in w:
        until = words.date(w["until"]) if w["until"] else "…"
        return words.t("post until {until}; {unit} ended on {end}", until=until, unit=w["unit"], end=w["end"])
    if fault == "GAP":
        return words.t("no post from {start} to {end}", start=w["from"], end=w["until"])
    if fault == "TWO_DATES":
        return words.t("{number}: {days}", number=w["number"], days=words.list([words.date(d) for d in w["days"]]))
    if fault == "OLD_FONT":
        return words.t("“{text}” is “{meant}”", text=w["text"], meant=w["meant"])
    if fault == "NAMESAKES":
        return f"{w['name']}: {words.list(w['codes'])}"
    if fault == "OUTDATED":
        name = code_name(w["code"], w["label"])
        return words.t("{what}: given {day}, last possible {last}", what=name, day=w["day"], last=w["last"])
    name = words.t(LEVEL_WORD[w["code"]]) if w["code"] in LEVEL_WORD else code_name(w["code"], w.get("label"))
    if fault == "NO_DECISION":
        lacks = words.list([words.t(LACKS_WORD[c]) for c in w["lacks"]])
        return words.t("{award} ({year}): no {what}", award=name, year=str(w["year"]), what=lacks)
    if fault == "COUNTED_ONCE":
        ways = {"recorded": w["recorded"] or "–", "said": w["said"]}
        return words.t("{award} ({year}): {recorded}; also written {said}", award=name, year=str(w["year"]), **ways)
    if fault == "AFTER_END":
        return words.t("{award} ({year}): the unit ended on {end}", award=name, year=str(w["year"]), end=w["end"])
    if fault == "BEFORE_YEAR":
        return words.t("{award} ({year}): decided {day}", award=name, year=str(w["year"]), day=w["day"])
    if fault == "DURING_DISCIPLINE":
        penalty = code_name(w["penalty"])
        return words.t("{award}, decided {day}: {penalty} was in force", award=name, day=w["day"], penalty=penalty)
    if fault == "UNSUPPORTED":
        lacks = words.list([vi if words.lang == "vi" else en for vi, en in w["lacks"]])
        return words.t("{award} ({year}): no {what}", award=name, year=str(w["year"]), what=lacks)
    if fault == "WRONG_ISSUER":
        return words.t("{award} ({year}): by {issuer}", award=name, year=str(w["year"]), issuer=w["issuer"])
    if fault == "SERVED_TWICE":
        return words.t(
            "{what}: used for {codes}", what=w["title"], codes=words.list([code_name(c) for c in w["codes"]])
        )
    if fault == "ONE_ACHIEVEMENT":
        both = words.list([code_name(c) for c in w["codes"]])
        return f"{both}: {w['achievement']}"
    if w["meant"]:
        return words.t(
            "{award} ({year}): reads like {meant}", award=name, year=str(w["year"]), meant=code_name(w["meant"])
        )
    return words.t("{award} ({year}): not given to such a candidate", award=name, year=str(w["year"]))
