"""What is wrong with a TOML file, in sentences of the catalogue instead of the libraries' own English."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from dienhinh.kinds.sentence import N_, Sentence

OF_TYPE = {
    "missing": N_("it is missing"),
    "extra_forbidden": N_("there is no such key"),
    "literal_error": N_("it must be one of: {expected}"),
    "int_type": N_("it must be a whole number"),
    "int_parsing": N_("it must be a whole number"),
    "int_from_float": N_("it must be a whole number"),
    "string_type": N_("it must be a text in quotes"),
    "bool_type": N_("it must be true or false"),
    "bool_parsing": N_("it must be true or false"),
    "date_type": N_("it must be a day, written 2021-03-24"),
    "date_parsing": N_("it must be a day, written 2021-03-24"),
    "date_from_datetime_parsing": N_("it must be a day, written 2021-03-24"),
    "date_from_datetime_inexact": N_("it must be a day, written 2021-03-24"),
    "string_too_short": N_("it must not be empty"),
    "too_short": N_("it must not be empty"),
    "greater_than_equal": N_("it must be {ge} or more"),
    "less_than_equal": N_("it must be {le} or less"),
    "tuple_type": N_("it must be a list in square brackets"),
    "model_type": N_("it must be a table of keys"),
    "model_attributes_type": N_("it must be a table of keys"),
    "dict_type": N_("it must be a table of keys"),
}
OTHERWISE = N_("it is not as docs/plan-file.md explains it ({why})")
NO_TOML = N_("line {line}, column {column} cannot be read")
NO_TOML_AT_ALL = N_("it ends too early, or a sign is wrong")


def of_model(error: Any) -> Sentence:
    """One error of pydantic (``ValidationError.errors()``) as a sentence."""
    found = OF_TYPE.get(str(error["type"]))
    params = {k: v for k, v in error.get("ctx", {}).items() if isinstance(v, str | int | float)}
    if found is None:
        return Sentence(OTHERWISE, {"why": error["type"]})
    if "expected" in params:
        params["expected"] = str(params["expected"]).replace(" or ", ", ").replace("'", "")
    return Sentence(found, params)


MOST_TEXT = 2**20
TOO_LONG = N_("it is longer than any plan or scenario (1 MB)")
TOO_DEEP = N_("its lists stand too deep within each other")


class NoToml(ValueError):
    """A text that is not read as TOML; ``why`` is the sentence, ``line`` its place (0: not known)."""

    def __init__(self, why: Sentence, line: int = 0) -> None:
        self.why, self.line = why, line
        super().__init__(str(why))


def toml(text: str) -> dict[str, Any]:
    """``text`` as TOML, within what a plan can be: a hostile file costs neither memory nor the stack. Raises
    :class:`NoToml`."""
    if len(text) > MOST_TEXT:
        raise NoToml(Sentence(TOO_LONG))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise NoToml(of_toml(error), int(found.group(1)) if found else len(text.splitlines())) from error
    except (RecursionError, ValueError, OverflowError) as error:  # a date that is none, a number without end
        raise NoToml(Sentence(TOO_DEEP if isinstance(error, RecursionError) else NO_TOML_AT_ALL)) from error


def of_toml(error: tomllib.TOMLDecodeError) -> Sentence:
    """Where a text stops being TOML."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    if place is None:
        return Sentence(NO_TOML_AT_ALL)
    return Sentence(NO_TOML, {"line": int(place.group(1)), "column": int(place.group(2))})
