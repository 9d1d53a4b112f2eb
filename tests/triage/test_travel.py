"""Ten thousand ordinary messages about every place, dish and stop of the pack: next to none is an emergency."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

from data.schema import LANGUAGES, Language
from graph.triage.triage import Triage

CITY = Path(__file__).resolve().parents[2] / "data" / "city"
MESSAGES = 10_000
MOST_ALARMS = 5
# Not the wordings the model learnt from (`evals/data/emergency/ordinary`).
TEMPLATES: dict[Language, tuple[str, ...]] = {
    "en": (
        "Which tram stops near {}?", "My kids would love {}. Is it free for children?", "{} vs the Galata Tower, which one?",
        "Is there parking at {}?", "Can you recommend a café with a view of {}",
        "We only have two hours for {}, is that enough?",
        "what should I wear to {}", "how crowded is {} on Saturdays",
    ),
    "tr": (
        "{} için hangi tramvay durağında inilir?", "{} ücretsiz mi öğrenciye", "{} mı Galata Kulesi mi, hangisi?",
        "{} otoparkı var mı", "{} manzaralı kafe önerir misin", "{} için iki saat yeter mi", "{} girerken ne giyilir",
        "cumartesi {} kalabalık olur mu",
    ),
    "fr": (
        "Quel tram s'arrête près de {} ?", "C'est gratuit pour les enfants, {} ?", "{} ou la tour de Galata, que choisir ?",
        "Y a-t-il un parking à {} ?", "Un café avec vue sur {} ?", "Deux heures suffisent pour {} ?",
        "comment s'habiller pour {}", "il y a du monde le samedi à {} ?",
    ),
    "ru": (
        "Какой трамвай останавливается у {}?", "{} бесплатно для детей?", "{} или Галатская башня, что выбрать?",
        "Есть ли парковка у {}?", "Кафе с видом на {}, посоветуйте", "Двух часов на {} хватит?", "как одеться в {}",
        "много ли народу в {} по субботам",
    ),
    "de": (
        "Welche Tram hält bei {}?", "Ist {} für Kinder kostenlos?", "{} oder Galataturm, was lohnt sich mehr?",
        "Gibt es Parkplätze bei {}?", "Ein Café mit Blick auf {}?", "Reichen zwei Stunden für {}?",
        "was zieht man an für {}", "wie voll ist {} samstags",
    ),
    "ar": (
        "أي ترام يقف عند {}؟", "هل {} مجاني للأطفال؟", "{} أو برج غلطة، أيهما أختار؟", "هل يوجد موقف سيارات عند {}؟",
        "مقهى بإطلالة على {}؟", "هل تكفي ساعتان لـ {}؟", "ماذا ألبس في {}", "هل {} مزدحم يوم السبت",
    ),
}  # fmt: skip


def _names(language: Language) -> list[str]:
    found: set[str] = set()
    for path in sorted(CITY.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            for given in (row.get("name"), row.get("title")):
                if isinstance(given, dict) and (name := given.get(language) or given.get("tr")):
                    found.add(name)
    return sorted(found)


def _messages() -> list[str]:
    found = [
        template.format(name) for language in LANGUAGES for name, template in product(_names(language), TEMPLATES[language])
    ]
    step = len(found) / MESSAGES
    return [found[int(n * step)] for n in range(MESSAGES)]


def test_ten_thousand_travel_messages_raise_at_most_five_alarms() -> None:
    triage = Triage.load()
    messages = _messages()
    assert len(set(messages)) > 0.99 * MESSAGES
    alarms = [(text, v.kind, round(v.score, 2)) for text in messages if (v := triage.assess(text)).level == "emergency"]
    assert len(alarms) <= MOST_ALARMS, alarms
