"""Every question in every language is worded without a missing message, in the script of that language, with its marks."""

from __future__ import annotations

import re
import unicodedata

import httpx
import pytest

from tests.app.test_chat import check
from tests.serving import ask

LANGUAGES = ["en", "tr", "fr", "ru", "de", "ar"]
QUESTIONS = {
    "eat": ("Where can I eat in Kadıköy?", "Kadıköy'de nerede yemek yiyebilirim?", "Où manger à Kadıköy ?",
            "Где поесть в Кадыкёе?", "Wo kann ich in Kadıköy essen?", "أين يمكنني تناول الطعام في كاديكوي؟"),
    "see": ("Which museums are near Sultanahmet?", "Sultanahmet yakınında hangi müzeler var?", "Quels musées près de Sultanahmet ?",
            "Какие музеи рядом с Султанахметом?", "Welche Museen gibt es bei Sultanahmet?", "ما المتاحف القريبة من السلطان أحمد؟"),
    "one": ("Is Topkapı Palace open today?", "Topkapı Sarayı bugün açık mı?", "Le palais de Topkapı est-il ouvert aujourd’hui ?",
            "Дворец Топкапы сегодня открыт?", "Ist der Topkapı-Palast heute geöffnet?", "هل قصر توب كابي مفتوح اليوم؟"),
    "route": ("How do I get from Kadıköy to Taksim?", "Kadıköy'den Taksim'e nasıl giderim?", "Comment aller de Kadıköy à Taksim ?",
              "Как добраться из Кадыкёя до Таксима?", "Wie komme ich von Kadıköy nach Taksim?", "كيف أصل من كاديكوي إلى تقسيم؟"),
    "area": ("What is Balat like?", "Balat nasıl bir semt?", "Comment est le quartier de Balat ?", "Что за район Балат?",
             "Wie ist das Viertel Balat?", "كيف هو حي بلاط؟"),
    "events": ("What festivals are on this month?", "Bu ay hangi festivaller var?", "Quels festivals ont lieu ce mois-ci ?",
               "Какие фестивали в этом месяце?", "Welche Festivals gibt es diesen Monat?", "ما المهرجانات هذا الشهر؟"),
    "weather": ("Will it rain tomorrow?", "Yarın yağmur yağacak mı?", "Va-t-il pleuvoir demain ?", "Завтра будет дождь?",
                "Regnet es morgen?", "هل ستمطر غدا؟"),
    "gems": ("Any hidden gems away from the crowds?", "Kalabalıktan uzak, az bilinen yerler var mı?",
             "Des lieux secrets loin de la foule ?", "Есть ли малоизвестные места вдали от толпы?",
             "Gibt es Geheimtipps abseits der Massen?", "هل توجد أماكن مخفية بعيدا عن الزحام؟"),
    "phrase": ("How do I say thank you in Turkish?", "İngilizce 'thank you' Türkçede nasıl denir?", "Comment dit-on merci en turc ?",
               "Как сказать спасибо по-турецки?", "Wie sagt man danke auf Türkisch?", "كيف أقول شكرا بالتركية؟"),
    "day": ("Plan a day in Sultanahmet", "Sultanahmet'te bir gün planla", "Planifie une journée à Sultanahmet",
            "Составь план на день в Султанахмете", "Plane einen Tag in Sultanahmet", "خطط لي يوما في السلطان أحمد"),
    "shop": ("Where can I buy spices?", "Nereden baharat alabilirim?", "Où acheter des épices ?", "Где купить специи?",
             "Wo kann ich Gewürze kaufen?", "أين أشتري التوابل؟"),
    "map": ("Show Galata Tower on the map", "Galata Kulesi'ni haritada göster", "Montre la tour de Galata sur la carte",
            "Покажи Галатскую башню на карте", "Zeig den Galataturm auf der Karte", "أرني برج غلطة على الخريطة"),
    "vegan": ("Vegan restaurants near Taksim?", "Taksim yakınında vegan restoran var mı?", "Des restaurants véganes près de Taksim ?",
              "Веганские рестораны рядом с Таксимом?", "Vegane Restaurants bei Taksim?", "مطاعم نباتية صرفة قرب تقسيم؟"),
    "steps": ("Which museums are wheelchair accessible?", "Hangi müzeler tekerlekli sandalyeye uygun?",
              "Quels musées sont accessibles en fauteuil roulant ?", "Какие музеи доступны для инвалидных колясок?",
              "Welche Museen sind rollstuhlgerecht?", "ما المتاحف المناسبة للكراسي المتحركة؟"),
    "hello": ("Hello!", "Merhaba!", "Bonjour !", "Здравствуйте!", "Hallo!", "مرحبا!"),
    "thanks": ("Thank you!", "Teşekkürler!", "Merci !", "Спасибо!", "Danke!", "شكرا!"),
    "who": ("Who are you?", "Sen kimsin?", "Qui es-tu ?", "Кто ты?", "Wer bist du?", "من أنت؟"),
    "off": ("Who won the 1998 World Cup?", "1998 Dünya Kupası'nı kim kazandı?", "Qui a gagné la Coupe du monde 1998 ?",
            "Кто выиграл чемпионат мира 1998 года?", "Wer hat die WM 1998 gewonnen?", "من فاز بكأس العالم 1998؟"),
}  # fmt: skip
NEEDS_SOURCE = {"eat", "see", "one", "route", "area", "weather", "gems", "phrase", "day", "shop", "map"}
SCRIPT = {"ru": "CYRILLIC", "ar": "ARABIC"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(QUESTIONS))
def test_a_question_is_answered_in_its_own_language(client: httpx.Client, kind: str, language: str) -> None:
    answer = ask(client, QUESTIONS[kind][LANGUAGES.index(language)])
    check(answer)
    text = answer["text"]
    assert answer["language"] == language
    assert answer["degradation"]["level"] <= 2, answer["degradation"]
    assert not re.search(r"[{}]|\bnone\b|\bNone\b|-brand|undefined|  ", text), text
    assert not re.search(r"[٠-٩۰-۹]", text), "digits are Western everywhere"
    if kind in NEEDS_SOURCE:
        assert answer["sources"] and "[1]" in text, text
    letters = [c for c in re.sub(r"https?://\S+", "", text) if c.isalpha()]
    wanted = SCRIPT.get(language, "LATIN")
    assert sum(wanted in unicodedata.name(c, "") for c in letters) > 0.5 * len(letters), text
    for suggestion in answer["suggestions"]:
        assert suggestion == suggestion.strip() and "{" not in suggestion


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(QUESTIONS))
def test_an_ordinary_question_raises_no_alarm(client: httpx.Client, kind: str, language: str) -> None:
    found = client.post("/api/v1/understand", json={"message": QUESTIONS[kind][LANGUAGES.index(language)]}).json()
    assert found["emergency"] is None, found["emergency"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_can_be_asked(client: httpx.Client, language: str) -> None:
    answer = ask(client, QUESTIONS["one"][LANGUAGES.index(language)])
    assert 1 <= len(answer["suggestions"]) <= 3
    for suggestion in answer["suggestions"]:
        later = ask(client, suggestion, conversation_id=answer["conversation_id"], language=language)
        check(later)
        assert later["understanding"]["signals"], suggestion
