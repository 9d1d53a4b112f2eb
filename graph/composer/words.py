"""Sentences in one language: Fluent messages from `prompts/grounded/<language>.ftl`, dates, amounts and lists.

Fluent (projectfluent.org) keeps plural forms, gender and word order in the translator's file; CLDR data come from Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zlib import crc32

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_name, get_currency_symbol
from fluent.runtime import FluentBundle, FluentResource

from data.schema import Language
from graph.composer import turkish
from prompts.load import text
from tools.hours import WEEKDAYS

_LOCALES: dict[Language, str] = {"en": "en_GB", "tr": "tr", "fr": "fr", "ru": "ru", "de": "de", "ar": "ar"}
_VOWEL_SOUND = "aeiouâàéèêëîïôöûüœæıi"
_DATES: dict[Language, tuple[str, str]] = {
    "en": ("d MMMM y", "EEEE, d MMMM"),
    "tr": ("d MMMM y", "d MMMM EEEE"),
    "fr": ("d MMMM y", "EEEE d MMMM"),
    "ru": ("d MMMM y", "EEEE, d MMMM"),
    "de": ("d. MMMM y", "EEEE, d. MMMM"),
    "ar": ("d MMMM y", "EEEE، d MMMM"),
}
"""Patterns of a date with its year and of a day to stand alone; Russian sentences add the word for year themselves."""


class MissingMessage(KeyError):
    """A language file lacks a message, or a message an argument: a defect of the file, found by the tests."""


@dataclass(frozen=True)
class Words:
    language: Language
    _bundle: FluentBundle

    def say(self, message: str, **facts: Any) -> str:
        """One message with its facts. Raises `MissingMessage`."""
        return self._format(message, None, facts)

    def vary(self, message: str, seed: str, **facts: Any) -> str:
        """One of a message's variants, always the same one for the same seed."""
        found = self._bundle.get_message(message) if self._bundle.has_message(message) else None
        if found is None or not found.attributes:
            raise MissingMessage(f"{self.language}: {message}")
        names = sorted(found.attributes)
        return self._format(message, names[crc32(seed.encode()) % len(names)], facts)

    def has(self, message: str) -> bool:
        return bool(self._bundle.has_message(message))

    @property
    def colon(self) -> str:
        """What stands between a name and what is said of it."""
        return "\u202f: " if self.language == "fr" else ": "

    def _format(self, message: str, attribute: str | None, facts: dict[str, Any]) -> str:
        if not self._bundle.has_message(message):
            raise MissingMessage(f"{self.language}: {message}")
        found = self._bundle.get_message(message)
        pattern = found.attributes[attribute] if attribute else found.value
        if pattern is None:
            raise MissingMessage(f"{self.language}: {message} has only variants")
        formatted, errors = self._bundle.format_pattern(pattern, facts)
        if errors:
            raise MissingMessage(f"{self.language}: {message}: {errors[0]}")
        return str(formatted)

    def day(self, day: date, today: date, *, named: bool = False) -> str:
        """A day with its preposition: "tomorrow" (unless its weekday was named), "on Saturday", else "on 5 December"."""
        ahead = (day - today).days
        if ahead == 1 and not named:
            return self.say("on-tomorrow")
        if 0 <= ahead < 7:
            return self.say(f"on-{WEEKDAYS[day.weekday()]}")
        return self.say("on-date", date=self.dated(day))

    def dated(self, day: date) -> str:
        """Day, month and year."""
        return str(format_date(day, _DATES[self.language][0], locale=_LOCALES[self.language]))

    def weekday(self, day: date) -> str:
        """Weekday, day and month, to stand alone."""
        return str(format_date(day, _DATES[self.language][1], locale=_LOCALES[self.language]))

    def span(self, first: date, last: date | None) -> str:
        if last is None or last == first:
            return self.weekday(first)
        short = _DATES[self.language][0].removesuffix(" y")
        return f"{format_date(first, short, locale=_LOCALES[self.language])} – {self.dated(last)}"

    def money(self, amount: float, currency: str) -> str:
        """An amount in Western digits, without needless decimals."""
        digits = "#,##0" if float(amount).is_integer() else "#,##0.00"
        symbol = get_currency_symbol(currency, locale=_LOCALES[self.language])
        before = f"¤\u00a0{digits}" if symbol.isalpha() else f"¤{digits}"
        pattern = before if self.language == "en" else f"{digits}\u00a0¤"
        return str(format_currency(amount, currency, pattern, locale=_LOCALES[self.language], currency_digits=False))

    def number(self, value: float) -> str:
        """A measured value with one decimal."""
        return str(format_decimal(round(value, 1), "0.0", locale=_LOCALES[self.language]))

    def currency(self, code: str) -> str:
        """The name of a currency."""
        return str(get_currency_name(code, locale=_LOCALES[self.language]))

    def clock(self, at: datetime) -> str:
        """Weekday, day, month and time, to stand alone."""
        comma = "،" if self.language == "ar" else ","
        return f"{self.weekday(at.date())}{comma} {at:%H:%M}"

    def listed(self, items: Iterable[str]) -> str:
        return str(format_list(list(items), locale=_LOCALES[self.language]))

    def either(self, items: Iterable[str]) -> str:
        """The same with "or"."""
        return str(format_list(list(items), style="or", locale=_LOCALES[self.language]))


@cache
def words(language: Language) -> Words:
    """The words of a language. Raises `OSError` when its file is missing."""
    bundle = FluentBundle([_LOCALES[language].replace("_", "-")], functions=_FUNCTIONS, use_isolating=language == "ar")
    bundle.add_resource(FluentResource(text(f"grounded/{language}.ftl")))
    return Words(language, bundle)


def warm(language: Language) -> None:
    """Loads what the first sentence in a language would otherwise wait for."""
    found = words(language)
    found.span(date(2026, 1, 1), date(2026, 1, 2))
    found.listed(("a", "b", "c"))
    found.money(1.5, "EUR")


def french_de(name: Any) -> str:
    """ "de Galata", "d’Eyüp", "du Grand Bazar", "de la tour de Galata", "des îles"."""
    return _french(str(name), {"le ": "du ", "les ": "des "}, "de ", "d’")


def french_a(name: Any) -> str:
    """ "à Galata", "au Grand Bazar", "aux îles"."""
    return _french(str(name), {"le ": "au ", "les ": "aux "}, "à ", "à ")


def _french(name: str, contracted: dict[str, str], plain: str, elided: str) -> str:
    for article, joined in contracted.items():
        if name.lower().startswith(article):
            return joined + name[len(article) :]
    return (elided if name[:1].lower()[:1] in _VOWEL_SOUND else plain) + name


def _turkish(case: turkish.Case) -> Callable[[Any], str]:
    return lambda name: turkish.inflected(str(name), case)


_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "LOC": _turkish("loc"),
    "ABL": _turkish("abl"),
    "DAT": _turkish("dat"),
    "GEN": _turkish("gen"),
    "ACC": _turkish("acc"),
    "DE": french_de,
    "A": french_a,
}
