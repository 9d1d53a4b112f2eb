# Sentences of the grounded composer in German. Facts come in as arguments; nothing here states one.
# Names come without their article ("Galataturm"), so sentences avoid the places where German needs one.

-brand = Istanbul Companion

greeting =
    .a = Guten Tag! Ich bin { -brand }, ein KI-Reiseführer für Istanbul. Fragen Sie mich, wo man gut isst, was sich anzusehen lohnt, wie Sie ans Ziel kommen oder wie das Wetter wird.
    .b = Hallo und willkommen! Ich bin { -brand }, Ihr KI-Reiseführer. Was darf es sein: ein Lokal, eine Sehenswürdigkeit, eine Route oder etwas abseits der üblichen Wege?
thanks =
    .a = Gern geschehen! Kann ich noch etwas für Ihren Tag in Istanbul tun?
    .b = Sehr gern. Fragen Sie einfach, wenn Ihnen noch etwas einfällt.
bye =
    .a = Auf Wiedersehen und viel Freude in Istanbul!
    .b = Machen Sie es gut und genießen Sie die Stadt!
about-you =
    .a = Ich bin { -brand }, eine KI und kein Mensch. Ich antworte aus einem geprüften Stadtführer und dem Netz des öffentlichen Nahverkehrs, nenne meine Quellen und sage es, wenn ich etwas nicht weiß. Ich finde Lokale und Sehenswürdigkeiten, plane Wege, beschreibe Viertel und helfe bei türkischen Redewendungen, Wetter und Veranstaltungen.
off-topic =
    .a = Ich kenne mich nur in Istanbul aus, deshalb kann ich dabei nicht helfen. Bei Essen, Sehenswürdigkeiten, Wegen, Vierteln, Veranstaltungen oder Wetter bin ich gern für Sie da.
    .b = Damit kenne ich mich nicht aus. Fragen Sie mich gern alles zu Istanbul: Essen, Sehenswürdigkeiten, Verkehr, Wetter, Veranstaltungen oder nützliche Redewendungen.

# --- lists of places -------------------------------------------------------------------------------------------
intro-restaurant =
    .a = { $area ->
        [none] Hier isst man gut:
       *[other] Gut essen nahe { $area }:
    }
    .b = { $area ->
        [none] Das macht Appetit:
       *[other] Nahe { $area } würde ich hier essen:
    }
    .c = { $area ->
        [none] Das passt zu Ihrem Wunsch:
       *[other] Nahe { $area } passt das zu Ihrem Wunsch:
    }
intro-attraction =
    .a = { $area ->
        [none] Damit würde ich anfangen:
       *[other] Sehenswert nahe { $area }:
    }
    .b = { $area ->
        [none] Dafür lohnt es sich, Zeit zu nehmen:
       *[other] Nahe { $area } sollten Sie das nicht verpassen:
    }
intro-children =
    .a = { $area ->
        [none] Mit Kindern würde ich hierhin gehen:
       *[other] Mit Kindern unterwegs nahe { $area }:
    }
    .b = { $area ->
        [none] Das eignet sich gut für Kinder:
       *[other] Nahe { $area } eignet sich das gut für Kinder:
    }
intro-gem =
    .a = { $area ->
        [none] Das finden nur wenige:
       *[other] Nahe { $area }, und doch finden es nur wenige:
    }
    .b = { $area ->
        [none] Ein wenig abseits der üblichen Wege:
       *[other] Abseits der üblichen Wege nahe { $area }:
    }
intro-near =
    .a = Am nächsten bei Ihnen:
intro-shop =
    .a = { $area ->
        [none] Zum Einkaufen würde ich hierhin gehen:
       *[other] Zum Einkaufen nahe { $area }:
    }
intro-nightlife =
    .a = { $area ->
        [none] Zum Ausgehen am Abend:
       *[other] Zum Ausgehen am Abend nahe { $area }:
    }
intro-stay =
    .a = { $area ->
        [none] Hier würde ich übernachten:
       *[other] Zum Übernachten nahe { $area }:
    }
intro-itinerary =
    .a = { $area ->
        [none] In dieser Reihenfolge bleiben die Fußwege kurz:
       *[other] Ein Plan nahe { $area }, in einer Reihenfolge mit kurzen Fußwegen:
    }
intro-another = Das habe ich auch noch gefunden:

none-restaurant = Ich kenne kein Lokal, das all das erfüllt, und rate lieber nicht.
none-attraction = Ich kenne keine Sehenswürdigkeit, die all das erfüllt.
none-gem = Ich kenne keinen Geheimtipp, der all das erfüllt.
none-shop = Ich kenne kein passendes Geschäft und keinen passenden Markt.
none-nightlife = Ich kenne keine passende Adresse für den Abend.
none-stay = Ich kenne keine passende Unterkunft.
none-itinerary = Ich bekomme keinen Plan zusammen, der all das erfüllt.

relaxed-area = Nahe { $area } kenne ich nichts Passendes, deshalb habe ich weiter weg gesucht.
relaxed-radius = Ganz in der Nähe passt nichts, deshalb habe ich etwas weiter gesucht.
relaxed-budget = Für dieses Budget kenne ich dort nichts.
relaxed-cuisine = Ich kenne kein passendes Lokal mit dieser Küche.
relaxed-dish = Ich kenne kein passendes Lokal, das für dieses Gericht bekannt ist.
relaxed-meal = Ob es dort diese Mahlzeit gibt, kann ich nicht sicher sagen.
relaxed-open_at = Ob dann etwas davon geöffnet hat, kann ich nicht bestätigen.
relaxed-setting = Ob das Ambiente Ihrem Wunsch entspricht, kann ich nicht bestätigen.
relaxed-kind = Genau so etwas habe ich nicht gefunden, aber das kommt dem nahe.
unconfirmed-diet = Keine Quelle bestätigt hier „{ $diets }“: Fragen Sie bitte vor der Bestellung nach.
diet-dishes-ask = Wie diese Küchen sie zubereiten, sagt keine Quelle, also fragen Sie vor dem Bestellen.
unconfirmed-steps = Nicht überall hier ist ein stufenloser Zugang bestätigt, also fragen Sie vorher nach.
allergy = Sagen Sie bei einer Allergie bitte immer dem Personal Bescheid: Für Spuren kann ich nicht garantieren.
diet-vegan = vegan
diet-vegetarian = vegetarisch
diet-halal = halal
diet-kosher = koscher
diet-gluten_free = glutenfrei
diet-nut_free = ohne Nüsse
diet-seafood_free = ohne Meeresfrüchte
diet-lactose_free = laktosefrei
diet-no_alcohol = alkoholfrei

# --- facts about one place; each is a sentence of its own --------------------------------------------------------
distance = Etwa { $meters } m von Ihnen entfernt.
hours-today = Heute geöffnet: { $hours }.
hours-day = Geöffnet { $day }: { $hours }.
hours-always = Rund um die Uhr geöffnet.
hours-closed-today = Heute geschlossen.
hours-closed-day = Bleibt { $day } geschlossen.
hours-unknown = Die Öffnungszeiten kenne ich nicht.
open-now = Jetzt geöffnet.
closed-now = Zurzeit geschlossen.
closed-weekdays = Bleibt { $days } geschlossen.
closed-for-now = Vorübergehend geschlossen.
price-free = Der Eintritt ist frei.
price-adult = Eintritt für Gäste aus dem Ausland: { $amount } (Stand: { $date }).
price-old = Mein letzter Preis ist vom { $date }, das ist zu alt, um sich darauf zu verlassen.
price-level-1 = Günstig.
price-level-2 = Mittlere Preise.
price-level-3 = Eher teuer.
price-level-4 = Teuer.
step-free-yes = Stufenlos zugänglich.
step-free-no = Nicht stufenlos zugänglich.
step-free-unknown = Ob der Zugang stufenlos ist, weiß ich nicht.
diet-confirmed = Bestätigt: { $diets }.
diet-dishes-vegetarian = Üblicherweise ohne Fleisch und Fisch: { $dishes }.
diet-dishes-vegan = Üblicherweise ohne tierische Produkte: { $dishes }.
diet-against-vegetarian = Mit Fleisch oder Fisch: { $dishes }.
diet-against-vegan = Üblicherweise mit tierischen Produkten: { $dishes }.
diet-against-gluten_free = Üblicherweise mit Weizen: { $dishes }.
diet-against-nut_free = Üblicherweise mit Nüssen: { $dishes }.
diet-against-seafood_free = Fisch oder Meeresfrüchte: { $dishes }.
diet-against-lactose_free = Üblicherweise mit Milch: { $dishes }.
diet-against-no_alcohol = Mit Alkohol: { $dishes }.
visit-time = Planen Sie etwa { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    } ein.

# --- getting around --------------------------------------------------------------------------------------------
route-summary =
    .a = So kommen Sie hin ({ $from } → { $to }, etwa { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }, { $transfers ->
        [0] ohne Umstieg
        [one] mit einem Umstieg
       *[other] mit { $transfers } Umstiegen
    }):
    .b = { $from } → { $to }: etwa { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }{ $transfers ->
        [0] , kein Umstieg.
        [one] , ein Umstieg.
       *[other] , { $transfers } Umstiege.
    }
leg-walk = Zu Fuß bis { $to } ({ $way ->
        [none] {""}
       *[other] { $meters } m { $way },{" "}
    }{ $minutes } Min.).
leg-ride = { $vehicle }{ $line ->
        [none] {""}
       *[other] {" "}{ $line }
    } von { $from } bis { $to }{ $direction ->
        [none] {""}
       *[other] , Richtung { $direction }
    } ({ $stops ->
        [0] {""}
        [one] eine Haltestelle,{" "}
       *[other] { $stops } Haltestellen,{" "}
    }{ $minutes } Min.).
leg-ferry = Fähre von { $from } bis { $to } ({ $minutes } Min.).
leg-departs = Nächste Abfahrt gegen { $time } Uhr.
vehicle-metro = Metro
vehicle-tram = Straßenbahn
vehicle-marmaray = Marmaray-Bahn
vehicle-train = Zug
vehicle-ferry = Fähre
vehicle-funicular = Standseilbahn
vehicle-metrobus = Metrobüs
vehicle-cable_car = Seilbahn
vehicle-bus = Bus
route-fare = Fahrpreis mit der Istanbulkart: { $amount } (Stand: { $date }).
route-fare-unknown = Den vollen Fahrpreis für diese Strecke kenne ich nicht.
route-alternative = Oder: { $lines }, etwa { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }.
route-frequency = Die Zeiten beruhen auf veröffentlichten Taktzeiten, nicht auf einem Live-Fahrplan.
route-estimate = Die Zeiten sind geschätzt.
route-step-free-yes = Alle Haltestellen auf diesem Weg sind stufenlos zugänglich.
route-step-free-no = Der Weg ist nicht stufenlos.
route-step-free-unknown = Ich kann nicht bestätigen, dass der ganze Weg stufenlos ist.
route-ask-origin = Wo starten Sie? Nennen Sie mir einen Ort oder teilen Sie Ihren Standort.
route-ask-destination = Wohin möchten Sie?
route-unknown-place = Ich weiß nicht, wo „{ $place }“ ist. Können Sie mir eine Haltestelle, eine Sehenswürdigkeit oder ein Viertel in der Nähe nennen?
route-same = Dort sind Sie schon.
route-outside = Das liegt außerhalb des Gebiets, das ich kenne.
warn-last_departure_missed = Die letzte Fahrt der Linie { $line } ist um { $at } Uhr: Die würden Sie verpassen.
warn-step_free_unknown = Stufenloser Zugang ist nicht bestätigt: { $stop }.
warn-last_departure = Das ist die letzte Fahrt der Linie { $line } an diesem Tag ({ $stop }, { $at } Uhr): bitte nicht verpassen.
warn-long_wait = Dabei warten Sie { $minutes } Minuten auf { $line }.
warn-night_service = Nachts fährt { $line } nur etwa alle { $headway } Minuten.
warn-sparse_service = { $line } fährt nur etwa alle { $headway } Minuten: Sehen Sie vorher nach der Abfahrt.
warn-walk_not_surveyed = Steigungen, Bordsteine und Stufen auf den Fußwegen kenne ich nicht.
warn-closure_possible = Die Behörden sperren manchmal kurzfristig: { $stop }.
warn-long_walk = Ein längerer Fußweg von etwa { $meters } m gehört dazu.
warn-ferry_times_estimated = Die Fährzeiten sind geschätzt; es gilt der Fahrplan von Şehir Hatları.
route-via = Über { $place }.
route-when-at = Abfahrt { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }um { $leaves } Uhr, Ankunft gegen { $arrives } Uhr.
route-when-by = Spätestens { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }um { $leaves } Uhr los, Ankunft gegen { $arrives } Uhr.
route-when-first = Erste Möglichkeit: Abfahrt { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }um { $leaves } Uhr, Ankunft gegen { $arrives } Uhr.
route-when-last = Letzte Möglichkeit: Abfahrt { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }um { $leaves } Uhr, Ankunft gegen { $arrives } Uhr.
route-when-night = Es fährt die ganze Nacht; die letzte Abfahrt vor dem Morgen ist { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }gegen { $leaves } Uhr.
route-which = Was meinen Sie: { $choices }?
line-hours-intro = Erste und letzte Abfahrten { $day }:
line-hours-row = { $line }{ $from ->
        [none] {""}
       *[other] , { $from } → { $direction }
    }: { $night ->
        [yes] erste um { $first }, danach die ganze Nacht.
       *[no] erste um { $first }, letzte um { $last }.
    }
line-hours-unknown = Wann { $line } fährt, weiß ich nicht.
line-hours-none = Solche Abfahrten ab { $stop } kenne ich nicht.
on-foot = zu Fuß
leg-every = { $minutes ->
        [one] Fährt etwa jede Minute.
       *[other] Fährt etwa alle { $minutes } Minuten.
    }
leg-leaves = Abfahrt gegen { $time } Uhr.
line-ferry = Fähre { $line }
line-marmaray = Marmaray
line-metrobus = Metrobüs
towards-north = nach Norden
towards-northeast = nach Nordosten
towards-east = nach Osten
towards-southeast = nach Südosten
towards-south = nach Süden
towards-southwest = nach Südwesten
towards-west = nach Westen
towards-northwest = nach Nordwesten
warn-same_place = Dort sind Sie schon.
warn-outside_city = Die Umgebung { $end } kenne ich nicht: Sie liegt außerhalb von Istanbul.
warn-far_from_network = In Gehweite { $end } gibt es keine Haltestelle; die nächste ist etwa { $meters } m entfernt.
warn-no_route = Zu dieser Zeit habe ich keine Verbindung gefunden.
warn-no_step_free_route = Jeder Weg, den ich kenne, führt über einen Bahnsteig mit Stufen; dorthin möchte ich Sie nicht schicken.
warn-times_unknown = Nicht berücksichtigt, weil ich die Fahrzeiten nicht kenne: { $line }.
warn-avoid_ignored = „Ohne { $word }“ kann ich keinen Weg planen.
warn-avoid_impossible = Ohne { $word } habe ich keinen Weg gefunden; auf diesem geht es nicht ohne.
warn-arrives_early = Später kommt nichts rechtzeitig an: Sie sind etwa { $minutes } Minuten zu früh da.
warn-bus_link = Bus { $line } fährt auch von { $from } nach { $to }; seine Zeiten kenne ich nicht, deshalb fehlt er hier.
warn-coach_link = { $line }-Busse fahren auch von { $from } nach { $to }; ihre Zeiten kenne ich nicht.
warn-name_shared = Ein anderer Ort heißt genauso; dieser Weg gilt dem wahrscheinlicheren.
warn-not_an_airport = { $stop } ist nur noch ein Stationsname: Dort gibt es keine Passagierflüge mehr. Istanbuls Flughäfen sind İstanbul Havalimanı (IST) und Sabiha Gökçen (SAW).
end-origin = des Startpunkts
end-destination = des Ziels
end-via = des Zwischenziels
avoid-crowds = Gedränge
avoid-stairs = Treppen
avoid-buses = Busse
avoid-ferries = Fähre
avoid-metro = Metro
avoid-walking = Fußweg
avoid-transfers = Umstieg
avoid-trams = Straßenbahn
avoid-metrobus = Metrobüs
avoid-marmaray = Marmaray
topkapi-stop = Achtung, Verwechslung: Die Haltestelle „Topkapı“ liegt 5 km vom Topkapı-Palast entfernt. Für den Palast steigen Sie an der Haltestelle Sultanahmet oder Gülhane aus.

walk-estimate = { $name } liegt etwa { $meters } m { $direction } von Ihnen, zu Fuß rund { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }. Das ist nach der Luftlinie geschätzt und keine Wegbeschreibung Straße für Straße.
walk-far = { $name } ist zu Fuß zu weit entfernt. Mit öffentlichen Verkehrsmitteln:
walk-ask-location = Dafür brauche ich Ihren Standort: Teilen Sie ihn oder nennen Sie mir eine Straße, Haltestelle oder Sehenswürdigkeit in der Nähe.
walk-ask-location-for = Ihr Ziel: { $name }. Für den Weg dorthin brauche ich Ihren Standort: Teilen Sie ihn oder sagen Sie mir, wo Sie sind.
compass-north = nördlich
compass-northeast = nordöstlich
compass-east = östlich
compass-southeast = südöstlich
compass-south = südlich
compass-southwest = südwestlich
compass-west = westlich
compass-northwest = nordwestlich

# --- weather ---------------------------------------------------------------------------------------------------
weather-current = Zurzeit sind es in Istanbul { $now } °C ({ $condition }), heute { $min } bis { $max } °C.
weather-day = { $day }: { $min } bis { $max } °C, { $condition }.
weather-normal = Die aktuelle Vorhersage ist nicht verfügbar. Üblich sind { $month } { $min } bis { $max } °C und { $rain } mm Regen im Monat.
weather-beyond = So weit reicht die Vorhersage nicht. Üblich sind { $month } { $min } bis { $max } °C und { $rain } mm Regen im Monat.
weather-rain-chance = Regenwahrscheinlichkeit: { $percent } %.
weather-wind = Wind bis { $speed } km/h.
weather-windy = Wind bis { $speed } km/h: Fähren können ausfallen.
weather-umbrella = Nehmen Sie einen Schirm mit.
weather-warm-clothes = Ziehen Sie sich warm an.
weather-sun = Schützen Sie sich vor der Sonne und nehmen Sie Wasser mit.
weather-stale = Diese Vorhersage ist { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    } alt.
condition-clear = klar
condition-partly_cloudy = teils bewölkt
condition-cloudy = bewölkt
condition-fog = neblig
condition-drizzle = Nieselregen
condition-rain = regnerisch
condition-snow = Schneefall
condition-thunderstorm = Gewitter
condition-unknown = wechselhaft

# --- events ----------------------------------------------------------------------------------------------------
intro-events =
    .a = Das ist los, soweit ich weiß:
    .b = Das fällt in diese Zeit:
none-events = Für diese Zeit kenne ich keine Veranstaltung. Ich habe nur solche, die jedes Jahr oder jede Woche wiederkehren; ein aktueller Veranstaltungskalender bietet vielleicht mehr.
event-line = { $name } ({ $dates }{ $place ->
        [none] {""}
       *[other] , { $place }
    }): { $about }
event-usual = Die Termine werden jedes Mal neu bekannt gegeben: Schauen Sie bitte vorher nach.
event-free = Kostenlos.

# --- prayers ---------------------------------------------------------------------------------------------------
prayer-day = Gebetszeiten in Istanbul { $day }: Morgendämmerung { $fajr }, Sonnenaufgang { $sunrise }, Mittag { $dhuhr }, Nachmittag { $asr }, Sonnenuntergang { $maghrib }, Nacht { $isha }.
prayer-fajr = Das Morgengebet, mit dem das Fasten beginnt, ist { $day } um { $time }.
prayer-sunrise = Die Sonne geht { $day } um { $time } auf.
prayer-dhuhr = Das Mittagsgebet ist { $day } um { $time }.
prayer-asr = Das Nachmittagsgebet ist { $day } um { $time }.
prayer-maghrib = Das Abendgebet, im Ramadan zugleich Iftar, ist { $day } um { $time }.
prayer-isha = Das Nachtgebet ist { $day } um { $time }.
prayer-calculated = Die Zeiten sind berechnet; der offizielle Kalender der Diyanet kann um bis zu fünf Minuten abweichen.
mosque-friday = Freitags ist rund um das Mittagsgebet, etwa { $span }, kein Einlass für Besucher.
mosque-prayers = Rund um jedes Gebet ist eine Weile kein Einlass für Besucher, mittags gegen { $dhuhr }.
mosque-now = Wegen des Gebets gerade für Besucher geschlossen.
intro-closed =
    .a = Soweit ich weiß, { $day } geschlossen:
none-closed = Ich kenne nichts dergleichen, das { $day } geschlossen ist.

# --- knowledge -------------------------------------------------------------------------------------------------
none-knowledge = Dazu habe ich nichts Verlässliches, und raten möchte ich nicht.
none-knowledge-practical = Dazu habe ich nichts Verlässliches. Ihr Hotel oder eine Touristeninformation (Turizm Danışma) hilft Ihnen weiter.
intro-areas =
    .a = Diese Viertel passen am besten:
    .b = Diese Viertel würde ich mir ansehen:
none-areas = Ich kenne diese Gegend nicht gut genug, um sie zu beschreiben.
area-side-european = Auf der europäischen Seite.
area-side-asian = Auf der asiatischen Seite.
area-stops = Nächste Haltestellen: { $stops }.
area-see = Dort sehenswert: { $places }.
phrase-found = Auf Türkisch: „{ $turkish }“
phrase-reading = (Aussprache: { $reading })
phrase-meaning = – auf Deutsch: „{ $meaning }“
phrase-missing = Das steht nicht in meinem Sprachführer, und auf gut Glück übersetze ich nicht. Versuchen Sie es mit einem einfacheren Alltagssatz wie „Danke“ oder „Die Rechnung, bitte“.
map-shown = Hier auf der Karte: { $names }.
map-link = Karte öffnen: { $link }
map-none = Welchen Ort soll ich auf der Karte zeigen?
missing-tool = Das konnte ich gerade nicht nachsehen.
missing-weather = Der Wetterdienst antwortet im Moment nicht.
partial = Einige meiner Quellen antworten gerade nicht, deshalb kann die Antwort unvollständig sein.
possible-emergency = Wenn jemand in Gefahr ist, rufen Sie sofort die 112 an. Sind alle in Sicherheit?
clarify-language = Ich antworte auf Englisch, Türkisch, Französisch, Russisch, Deutsch und Arabisch.

# Weekdays as $day (with preposition) and as $days of `closed-weekdays`; months as $month (with preposition).
on-monday = am Montag
on-tuesday = am Dienstag
on-wednesday = am Mittwoch
on-thursday = am Donnerstag
on-friday = am Freitag
on-saturday = am Samstag
on-sunday = am Sonntag
on-tomorrow = morgen
on-date = am { $date }
every-monday = montags
every-tuesday = dienstags
every-wednesday = mittwochs
every-thursday = donnerstags
every-friday = freitags
every-saturday = samstags
every-sunday = sonntags
in-month-1 = im Januar
in-month-2 = im Februar
in-month-3 = im März
in-month-4 = im April
in-month-5 = im Mai
in-month-6 = im Juni
in-month-7 = im Juli
in-month-8 = im August
in-month-9 = im September
in-month-10 = im Oktober
in-month-11 = im November
in-month-12 = im Dezember

# --- what to ask next ------------------------------------------------------------------------------------------
suggest-route-to = { $name }: Wie komme ich hin?
suggest-near = { $name }: Was gibt es noch in der Nähe?
suggest-eat-near = { $name }: Wo kann ich in der Nähe essen?
suggest-tomorrow = Und morgen?
suggest-map = Auf der Karte zeigen
suggest-weather = Wie wird das Wetter?
suggest-gems = Gibt es Geheimtipps?
suggest-see = Was sollte ich zuerst sehen?
suggest-food = Wo kann ich heute Abend essen?
suggest-card = Wie funktioniert die Istanbulkart?
suggest-cheaper = Geht es auch günstiger?
suggest-children = Ist das etwas für Kinder?
suggest-plan = Einen Tag planen
suggest-thanks = Wie sagt man „danke“ auf Türkisch?
suggest-step-free = Gibt es einen stufenlosen Weg?

# --- from live services ----------------------------------------------------------------------------------------
none-events-listed = Für diese Zeit kenne ich keine passende Veranstaltung.
weather-rain-hours = Am ehesten regnet es zwischen { $from } und { $until } Uhr.
weather-indoors = Ein Tag für Museen und überdachte Basare.
weather-outdoors = Gutes Wetter für einen Spaziergang oder eine Fährfahrt.
sea-calm = Südlich des Bosporus ist das Meer ruhig, mit Wellen bis { $wave } m.
sea-moderate = Südlich des Bosporus sind die Wellen bis { $wave } m hoch: Die Überfahrt kann unruhig werden.
sea-rough = Südlich des Bosporus sind die Wellen bis { $wave } m hoch: Fähren können ausfallen, fragen Sie vorher beim Betreiber nach.
sea-warmth = Das Wasser hat { $degrees } °C.
sea-unknown = Den Zustand des Meeres sehe ich gerade nicht. Fragen Sie vorher beim Fährbetreiber nach.
walk-streets = Zu Fuß sind es { $meters } m, etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}. Ziel: { $name }.
step-depart = { $street ->
    [none] Gehen Sie los
   *[other] Gehen Sie los: { $street }
} ({ $meters } m).
step-straight = { $street ->
    [none] Gehen Sie geradeaus weiter
   *[other] Gehen Sie geradeaus weiter: { $street }
} ({ $meters } m).
step-left = { $street ->
    [none] Biegen Sie links ab
   *[other] Biegen Sie links ab: { $street }
} ({ $meters } m).
step-right = { $street ->
    [none] Biegen Sie rechts ab
   *[other] Biegen Sie rechts ab: { $street }
} ({ $meters } m).
step-slight_left = { $street ->
    [none] Halten Sie sich links
   *[other] Halten Sie sich links: { $street }
} ({ $meters } m).
step-slight_right = { $street ->
    [none] Halten Sie sich rechts
   *[other] Halten Sie sich rechts: { $street }
} ({ $meters } m).
step-around = { $street ->
    [none] Kehren Sie um
   *[other] Kehren Sie um: { $street }
} ({ $meters } m).
step-roundabout = { $street ->
    [none] Überqueren Sie den Kreisverkehr
   *[other] Überqueren Sie den Kreisverkehr, weiter: { $street }
} ({ $meters } m).
step-arrive = Sie sind da.
rates-line = { $amount } sind etwa { $converted } zum amtlichen Kurs vom { $date }.
rates-unlisted = Für diese Währung veröffentlicht die Bank keinen Kurs: { $currencies }.
rates-none = Die Wechselkurse erreiche ich gerade nicht, und raten möchte ich nicht.
price-converted = Das sind etwa { $amount } zum amtlichen Kurs vom { $date }.
quakes-intro = Gemessen im Umkreis von { $radius } km um Istanbul { $days ->
    [one] in den letzten 24 Stunden
   *[other] in den letzten { $days } Tagen
}, Magnitude { $magnitude } oder mehr:
quakes-none = Im Umkreis von { $radius } km um Istanbul wurde { $days ->
    [one] in den letzten 24 Stunden
   *[other] in den letzten { $days } Tagen
} kein Erdbeben der Magnitude { $magnitude } oder mehr gemessen.
quake-line = Magnitude { $magnitude }, { $distance } km vom Stadtzentrum, { $when }{ $region ->
    [none] {""}
   *[other] {" "}({ $region })
}.
quakes-more = Das sind die stärksten von { $total }.
quakes-stale = Das ist der Stand von vor { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}.
quakes-unknown = Die Liste der jüngsten Erdbeben erreiche ich gerade nicht. Die Katastrophenschutzbehörde AFAD veröffentlicht sie auf deprem.afad.gov.tr.
missing-parts = Das erreiche ich gerade nicht: { $parts }. Der Rest meiner Antwort hängt nicht davon ab.
part-weather = aktuelles Wetter
part-marine = der Zustand des Meeres
part-events = aktuelle Veranstaltungskalender
part-routing = Wegbeschreibung Straße für Straße
part-rates = Wechselkurse
part-earthquakes = die Erdbebenliste
missing-store = Unser gespeichertes Gespräch erreiche ich gerade nicht; vielleicht fehlt mir etwas, das Sie schon gesagt haben.
unsaved = Unser Gespräch kann ich gerade nicht speichern; vielleicht weiß ich das später nicht mehr.
