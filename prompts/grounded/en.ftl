# Sentences of the grounded composer. Facts come in as arguments; nothing here states one.
# Attributes .a .b .c are variants of the same sentence. $area, $when … may be "none".

-brand = Istanbul Companion

greeting =
    .a = Hello! I’m { -brand }, an AI guide to the city. Ask me where to eat, what to see, how to get somewhere, or what the weather will do.
    .b = Hi there, and welcome! I’m { -brand }, an AI guide. What would you like: a place to eat, a sight, a route, or something off the beaten path?
thanks =
    .a = You’re welcome! Anything else for your day in Istanbul?
    .b = Glad to help. Just ask if something else comes up.
bye =
    .a = Goodbye, and enjoy Istanbul!
    .b = Have a lovely time. İyi günler!
about-you =
    .a = I’m { -brand }, an AI, not a person. I answer from a checked city guide and the public-transport network, name my sources, and say so when I don’t know. I can find places to eat and see, plan routes, describe neighbourhoods, and help with phrases, weather and events.
off-topic =
    .a = I only know my way around Istanbul, so I can’t help with that one. I can suggest food, sights, routes, neighbourhoods, events or the weather, though.
    .b = That’s outside what I know. Ask me anything about Istanbul: eating, sights, getting around, weather, events or useful phrases.

# --- lists of places -------------------------------------------------------------------------------------------
intro-restaurant =
    .a = { $area ->
        [none] Here’s where I’d eat:
       *[other] Good eating near { $area }:
    }
    .b = { $area ->
        [none] Worth your appetite:
       *[other] Near { $area }, I’d try:
    }
    .c = { $area ->
        [none] Here’s what fits:
       *[other] Around { $area }, here’s what fits:
    }
intro-attraction =
    .a = { $area ->
        [none] Here’s where I’d start:
       *[other] Worth seeing around { $area }:
    }
    .b = { $area ->
        [none] Well worth your time:
       *[other] Near { $area }, don’t miss:
    }
intro-children =
    .a = { $area ->
        [none] With children, I’d go here:
       *[other] Good with children around { $area }:
    }
    .b = { $area ->
        [none] Good with children:
       *[other] Near { $area }, good with children:
    }
intro-gem =
    .a = { $area ->
        [none] Where few visitors go:
       *[other] Near { $area }, where few visitors go:
    }
    .b = { $area ->
        [none] A little off the beaten path:
       *[other] Off the beaten path around { $area }:
    }
intro-near =
    .a = Closest to you:
intro-shop =
    .a = { $area ->
        [none] For shopping, I’d go here:
       *[other] For shopping near { $area }:
    }
intro-nightlife =
    .a = { $area ->
        [none] For an evening out:
       *[other] For an evening out near { $area }:
    }
intro-stay =
    .a = { $area ->
        [none] Where I’d stay:
       *[other] To stay near { $area }:
    }
intro-itinerary =
    .a = { $area ->
        [none] An order that keeps the walking short:
       *[other] A plan around { $area }, in an order that keeps the walking short:
    }
intro-another = I also found this:

none-restaurant = I know no place to eat that fits all of that, and I won’t guess one.
none-attraction = I know no sight that fits all of that.
none-gem = I know no hidden gem that fits all of that.
none-shop = I know no shop or market that fits that.
none-nightlife = I know no place for the evening that fits that.
none-stay = I know no place to stay that fits that.
none-itinerary = I can’t put together a plan that fits all of that.

relaxed-area = Nothing I know fits near { $area }, so I looked farther away.
relaxed-radius = Nothing close by fits, so I looked a little farther out.
relaxed-budget = Nothing I know fits that budget there.
relaxed-cuisine = I know no kitchen of that kind that fits.
relaxed-dish = I know no place known for that dish that fits.
relaxed-meal = I can’t be sure they serve that meal.
relaxed-open_at = I can’t confirm what’s open then.
relaxed-setting = I can’t confirm the setting you asked for.
relaxed-kind = Nothing of exactly that kind fits; this comes closest.
unconfirmed-diet = No source confirms “{ $diets }” here, so ask before you order.
diet-dishes-ask = No source says how these kitchens prepare them, so ask.
unconfirmed-steps = Step-free access isn’t confirmed everywhere here, so call ahead.
allergy = With an allergy, always tell the staff: I can’t vouch for traces.
diet-vegan = vegan
diet-vegetarian = vegetarian
diet-halal = halal
diet-kosher = kosher
diet-gluten_free = gluten-free
diet-nut_free = nut-free
diet-seafood_free = without seafood
diet-lactose_free = lactose-free
diet-no_alcohol = alcohol-free

# --- facts about one place; each is a sentence of its own --------------------------------------------------------
distance = About { $meters } m from you.
hours-today = Open today { $hours }.
hours-day = Open { $day }: { $hours }.
hours-always = Open around the clock.
hours-closed-today = Closed today.
hours-closed-day = Closed { $day }.
hours-unknown = I don’t have its opening hours.
open-now = It’s open now.
closed-now = It’s closed right now.
closed-weekdays = Closed { $days }.
closed-for-now = It is closed for the time being.
price-free = Entry is free.
price-adult = Entry for visitors from abroad: { $amount } (as of { $date }).
price-old = The last price I have is from { $date }, too old to rely on.
price-level-1 = Cheap.
price-level-2 = Moderately priced.
price-level-3 = On the expensive side.
price-level-4 = Expensive.
step-free-yes = Step-free.
step-free-no = Not step-free.
step-free-unknown = Whether it is step-free I don’t know.
diet-confirmed = Confirmed: { $diets }.
diet-dishes-vegetarian = Usually made without meat or fish: { $dishes }.
diet-dishes-vegan = Usually made without animal products: { $dishes }.
diet-against-vegetarian = Made with meat or fish: { $dishes }.
diet-against-vegan = Usually made with animal products: { $dishes }.
diet-against-gluten_free = Usually made with wheat: { $dishes }.
diet-against-nut_free = Usually made with nuts: { $dishes }.
diet-against-seafood_free = Fish or seafood: { $dishes }.
diet-against-lactose_free = Usually made with milk: { $dishes }.
diet-against-no_alcohol = With alcohol: { $dishes }.
visit-time = Allow about { $minutes } minutes.

# --- getting around --------------------------------------------------------------------------------------------
route-summary =
    .a = From { $from } to { $to } it’s about { $minutes } minutes{ $transfers ->
        [0] , without a change:
        [one] , with one change:
       *[other] , with { $transfers } changes:
    }
    .b = { $from } → { $to }: about { $minutes } minutes{ $transfers ->
        [0] , no change.
        [one] , one change.
       *[other] , { $transfers } changes.
    }
leg-walk = Walk to { $to } ({ $way ->
        [none] {""}
       *[other] { $meters } m { $way },{" "}
    }{ $minutes } min).
leg-ride = { $vehicle }{ $line ->
        [none] {""}
       *[other] {" "}{ $line }
    } from { $from } to { $to }{ $direction ->
        [none] {""}
       *[other] , direction { $direction }
    } ({ $stops ->
        [0] {""}
        [one] one stop,{" "}
       *[other] { $stops } stops,{" "}
    }{ $minutes } min).
leg-ferry = Ferry from { $from } to { $to } ({ $minutes } min).
leg-departs = Next departure around { $time }.
vehicle-metro = Metro
vehicle-tram = Tram
vehicle-marmaray = Marmaray train
vehicle-train = Train
vehicle-ferry = Ferry
vehicle-funicular = Funicular
vehicle-metrobus = Metrobüs
vehicle-cable_car = Cable car
vehicle-bus = Bus
route-fare = Fare with Istanbulkart: { $amount } (as of { $date }).
route-fare-unknown = I don’t have the full fare for this route.
route-alternative = Or: { $lines }, about { $minutes } minutes.
route-frequency = Times come from published frequencies, not from a live timetable.
route-estimate = The times are estimates.
route-step-free-yes = Every stop on it has step-free access.
route-step-free-no = It is not step-free.
route-step-free-unknown = I can’t confirm step-free access on the whole way.
route-ask-origin = Where are you starting from? Tell me a place, or share your location.
route-ask-destination = Where would you like to go?
route-unknown-place = I don’t know where “{ $place }” is. Could you name a stop, a sight or a neighbourhood nearby?
route-same = That’s where you already are.
route-outside = That is outside the area I know.
warn-last_departure_missed = The last { $line } leaves at { $at }: you would miss it.
warn-step_free_unknown = Step-free access isn’t confirmed at { $stop }.
warn-last_departure = This takes the last { $line } of the day ({ $at } from { $stop }), so don’t miss it.
warn-long_wait = It includes a wait of { $minutes } minutes for { $line }.
warn-night_service = At night { $line } runs only every { $headway } minutes or so.
warn-sparse_service = { $line } runs only every { $headway } minutes or so: check the departure before you go.
warn-walk_not_surveyed = I don’t know the slopes, kerbs and steps along the walks.
warn-closure_possible = The authorities sometimes close { $stop } at short notice.
warn-long_walk = It includes a longer walk of about { $meters } m.
warn-ferry_times_estimated = Ferry times are estimates; Şehir Hatları’s timetable decides.
route-via = Via { $place }.
route-when-at = Leave{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } at { $leaves }, arrive around { $arrives }.
route-when-by = Leave{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } by { $leaves } to arrive around { $arrives }.
route-when-first = The first way leaves{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } at { $leaves } and arrives around { $arrives }.
route-when-last = The last way leaves{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } at { $leaves } and arrives around { $arrives }.
route-when-night = It runs through the night; the last before morning leaves{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } around { $leaves }.
route-which = Which do you mean: { $choices }?
line-hours-intro = First and last departures { $day }:
line-hours-row = { $line }{ $from ->
        [none] {""}
       *[other] , { $from } → { $direction }
    }: { $night ->
        [yes] first at { $first }, then through the night.
       *[no] first at { $first }, last at { $last }.
    }
line-hours-unknown = I don’t know when { $line } runs.
line-hours-none = I know of no such departures from { $stop }.
on-foot = on foot
leg-every = { $minutes ->
        [one] Runs about every minute.
       *[other] Runs about every { $minutes } minutes.
    }
leg-leaves = Departs around { $time }.
line-ferry = { $line } ferry
line-marmaray = Marmaray
line-metrobus = Metrobüs
towards-north = north
towards-northeast = north-east
towards-east = east
towards-southeast = south-east
towards-south = south
towards-southwest = south-west
towards-west = west
towards-northwest = north-west
warn-same_place = That’s where you already are.
warn-outside_city = I don’t know the area around { $end }: it lies outside Istanbul.
warn-far_from_network = No stop is within walking distance of { $end }; the nearest is about { $meters } m away.
warn-no_route = I found no connection at that hour.
warn-no_step_free_route = Every way I know has a platform with steps, so I’d rather not send you there.
warn-times_unknown = Left out, because I don’t know when it runs: { $line }.
warn-avoid_ignored = I can’t plan a way “without { $word }”.
warn-avoid_impossible = I found no way without { $word }, so this one uses it after all.
warn-arrives_early = Nothing later gets there in time: you’d be about { $minutes } minutes early.
warn-bus_link = Bus { $line } also runs from { $from } to { $to }; I don’t know its times, so it isn’t counted here.
warn-coach_link = { $line } coaches also run from { $from } to { $to }; I don’t know their times.
warn-name_shared = Another place shares that name; this is the way for the likelier one.
warn-not_an_airport = { $stop } is only a station name: that airport has no passenger flights. Istanbul’s airports are İstanbul Havalimanı (IST) and Sabiha Gökçen (SAW).
end-origin = your starting point
end-destination = your destination
end-via = the place on your way
avoid-crowds = crowds
avoid-stairs = stairs
avoid-buses = buses
avoid-ferries = ferries
avoid-metro = the metro
avoid-walking = walking
avoid-transfers = changes
avoid-trams = trams
avoid-metrobus = the Metrobüs
avoid-marmaray = Marmaray
topkapi-stop = Mind the name: the stop “Topkapı” is 5 km from Topkapı Palace. For the palace, get off at Sultanahmet or Gülhane.

walk-estimate = { $name } is about { $meters } m { $direction } of you, roughly { $minutes } minutes on foot. That’s an estimate along the straight line, not a street-by-street route.
walk-far = { $name } is too far to walk, so by public transport:
walk-ask-location = For that I need your location: share it, or tell me a street, stop or sight nearby.
walk-ask-location-for = To guide you to { $name } I need your location: share it, or tell me where you are.
compass-north = north
compass-northeast = northeast
compass-east = east
compass-southeast = southeast
compass-south = south
compass-southwest = southwest
compass-west = west
compass-northwest = northwest

# --- weather ---------------------------------------------------------------------------------------------------
weather-current = Right now it’s { $now } °C and { $condition } in Istanbul, with { $min } to { $max } °C today.
weather-day = { $day }: { $min } to { $max } °C, { $condition }.
weather-normal = The live forecast isn’t available. What’s usual { $month }: { $min } to { $max } °C, { $rain } mm of rain over the month.
weather-beyond = That’s beyond the forecast. What’s usual { $month }: { $min } to { $max } °C, { $rain } mm of rain over the month.
weather-rain-chance = Chance of rain: { $percent } %.
weather-wind = Wind up to { $speed } km/h.
weather-windy = Wind up to { $speed } km/h: ferries may be cancelled.
weather-umbrella = Take an umbrella.
weather-warm-clothes = Dress warmly.
weather-sun = Mind the sun, and carry water.
weather-stale = This forecast is { $minutes } minutes old.
condition-clear = clear
condition-partly_cloudy = partly cloudy
condition-cloudy = cloudy
condition-fog = foggy
condition-drizzle = drizzling
condition-rain = rainy
condition-snow = snowing
condition-thunderstorm = stormy
condition-unknown = changeable

# --- events ----------------------------------------------------------------------------------------------------
intro-events =
    .a = What’s on, as far as I know:
    .b = These fall in that time:
none-events = I know of no event in that time. I only have events that come back every year or week, so a live listing may show more.
event-line = { $name } ({ $dates }{ $place ->
        [none] {""}
       *[other] , { $place }
    }): { $about }
event-usual = The dates are announced anew each time: check before you go.
event-free = Free.

# --- prayers ---------------------------------------------------------------------------------------------------
prayer-day = Prayer times in Istanbul { $day }: dawn { $fajr }, sunrise { $sunrise }, noon { $dhuhr }, afternoon { $asr }, sunset { $maghrib }, night { $isha }.
prayer-fajr = Dawn prayer, when the fast begins, is at { $time } { $day }.
prayer-sunrise = The sun rises at { $time } { $day }.
prayer-dhuhr = Noon prayer is at { $time } { $day }.
prayer-asr = Afternoon prayer is at { $time } { $day }.
prayer-maghrib = Sunset prayer, which is iftar in Ramadan, is at { $time } { $day }.
prayer-isha = Night prayer is at { $time } { $day }.
prayer-calculated = These times are calculated; the official calendar of Diyanet can differ by up to five minutes.
mosque-friday = On Fridays visitors cannot enter around the noon prayer, about { $span }.
mosque-prayers = Visitors cannot enter for a while around each prayer, at noon around { $dhuhr }.
mosque-now = Closed to visitors right now for prayer.
intro-closed =
    .a = Closed { $day }, as far as I know:
none-closed = I know of nothing of that kind that is closed { $day }.

# --- knowledge -------------------------------------------------------------------------------------------------
none-knowledge = I have nothing reliable on that, and I’d rather not guess.
none-knowledge-practical = I have nothing reliable on that. Your hotel or a tourist office (Turizm Danışma) can help.
intro-areas =
    .a = These areas fit best:
    .b = I’d look at these areas:
none-areas = I don’t know that area well enough to describe it.
area-side-european = It’s on the European side.
area-side-asian = It’s on the Asian side.
area-stops = Nearest stops: { $stops }.
area-see = Worth seeing there: { $places }.
phrase-found = In Turkish: “{ $turkish }”
phrase-reading = (say: { $reading })
phrase-meaning = – in English: “{ $meaning }”
phrase-missing = My phrasebook doesn’t have that one, and I don’t translate by guessing. Try a simpler everyday phrase, such as “thank you” or “the bill, please”.
map-shown = Here on the map: { $names }.
map-link = Open map: { $link }
map-none = Which place should I show on the map?
missing-tool = I couldn’t look that up just now.
missing-weather = The live weather service isn’t answering at the moment.
partial = Some of my sources aren’t answering right now, so this may be incomplete.
possible-emergency = If someone is in danger, call 112 now. Is everyone safe?
clarify-language = I answer in English, Turkish, French, Russian, German and Arabic.

# Weekdays as $day (with preposition) and as $days of `closed-weekdays`; months as $month (with preposition).
on-monday = on Monday
on-tuesday = on Tuesday
on-wednesday = on Wednesday
on-thursday = on Thursday
on-friday = on Friday
on-saturday = on Saturday
on-sunday = on Sunday
on-tomorrow = tomorrow
on-date = on { $date }
every-monday = on Mondays
every-tuesday = on Tuesdays
every-wednesday = on Wednesdays
every-thursday = on Thursdays
every-friday = on Fridays
every-saturday = on Saturdays
every-sunday = on Sundays
in-month-1 = in January
in-month-2 = in February
in-month-3 = in March
in-month-4 = in April
in-month-5 = in May
in-month-6 = in June
in-month-7 = in July
in-month-8 = in August
in-month-9 = in September
in-month-10 = in October
in-month-11 = in November
in-month-12 = in December

# --- what to ask next ------------------------------------------------------------------------------------------
suggest-route-to = How do I get to { $name }?
suggest-near = What else is near { $name }?
suggest-eat-near = Where can I eat near { $name }?
suggest-tomorrow = And tomorrow?
suggest-map = Show it on the map
suggest-weather = What will the weather be like?
suggest-gems = Any hidden gems?
suggest-see = What should I see first?
suggest-food = Where should I eat tonight?
suggest-card = How does the Istanbulkart work?
suggest-cheaper = Something cheaper?
suggest-children = Does it suit children?
suggest-plan = Plan me a day
suggest-thanks = How do I say “thank you” in Turkish?
suggest-step-free = Is there a step-free way?

# --- from live services ----------------------------------------------------------------------------------------
none-events-listed = I know of no event in that time that fits.
weather-rain-hours = Rain is most likely between { $from } and { $until }.
weather-indoors = A day for museums and covered bazaars.
weather-outdoors = Good weather for a walk or a ferry ride.
sea-calm = The sea south of the Bosphorus is calm, with waves up to { $wave } m.
sea-moderate = South of the Bosphorus the waves reach { $wave } m: the crossing may be bumpy.
sea-rough = South of the Bosphorus the waves reach { $wave } m: ferries may be cancelled, so check with the operator before you go.
sea-warmth = The water is at { $degrees } °C.
sea-unknown = I can’t see the state of the sea right now. Ask the ferry operator before you go.
walk-streets = { $name } is { $meters } m away on foot, about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}:
step-depart = { $street ->
    [none] Start walking
   *[other] Start along { $street }
} ({ $meters } m).
step-straight = { $street ->
    [none] Go straight on
   *[other] Go straight on along { $street }
} ({ $meters } m).
step-left = { $street ->
    [none] Turn left
   *[other] Turn left into { $street }
} ({ $meters } m).
step-right = { $street ->
    [none] Turn right
   *[other] Turn right into { $street }
} ({ $meters } m).
step-slight_left = { $street ->
    [none] Keep left
   *[other] Keep left onto { $street }
} ({ $meters } m).
step-slight_right = { $street ->
    [none] Keep right
   *[other] Keep right onto { $street }
} ({ $meters } m).
step-around = { $street ->
    [none] Turn around
   *[other] Turn around on { $street }
} ({ $meters } m).
step-roundabout = { $street ->
    [none] Cross the roundabout
   *[other] Cross the roundabout towards { $street }
} ({ $meters } m).
step-arrive = You’re there.
rates-line = { $amount } is about { $converted } at the official rate of { $date }.
rates-unlisted = The bank publishes no rate for { $currencies }.
rates-none = I can’t reach today’s exchange rates right now, and I won’t guess them.
price-converted = That’s about { $amount } at the official rate of { $date }.
quakes-intro = Recorded within { $radius } km of Istanbul { $days ->
    [one] in the last 24 hours
   *[other] in the last { $days } days
}, magnitude { $magnitude } or more:
quakes-none = No earthquake of magnitude { $magnitude } or more was recorded within { $radius } km of Istanbul { $days ->
    [one] in the last 24 hours
   *[other] in the last { $days } days
}.
quake-line = Magnitude { $magnitude }, { $distance } km from the city centre, { $when }{ $region ->
    [none] {""}
   *[other] {" "}({ $region })
}.
quakes-more = These are the strongest of { $total }.
quakes-stale = That was the state { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} ago.
quakes-unknown = I can’t reach the list of recent earthquakes right now. The disaster authority AFAD publishes it at deprem.afad.gov.tr.
missing-parts = I can’t reach this right now: { $parts }. The rest of my answer doesn’t depend on it.
part-weather = live weather
part-marine = the state of the sea
part-events = live event listings
part-routing = street-by-street directions
part-rates = exchange rates
part-earthquakes = the earthquake feed
missing-store = I can’t reach our stored conversation right now, so I may have missed something you told me before.
unsaved = I can’t save our conversation right now, so I may not remember this later.
