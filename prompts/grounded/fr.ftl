# Sentences of the grounded composer in French. Facts come in as arguments; nothing here states one.
# Names come without their article ("Tour de Galata"), so sentences avoid prepositions before them.

-brand = Istanbul Companion

greeting =
    .a = Bonjour ! Je suis { -brand }, une IA qui vous guide dans Istanbul. Demandez-moi où manger, que voir, comment vous déplacer ou quel temps il va faire.
    .b = Bonjour et bienvenue ! Je suis { -brand }, une IA qui vous sert de guide à Istanbul. Qu’est-ce qui vous ferait plaisir : une bonne table, une visite, un itinéraire ou un coin peu connu ?
thanks =
    .a = Avec plaisir ! Autre chose pour votre journée à Istanbul ?
    .b = Je vous en prie. N’hésitez pas si une autre question vous vient.
bye =
    .a = Au revoir, et profitez bien d’Istanbul !
    .b = Bonne continuation et bonnes balades !
about-you =
    .a = Je suis { -brand }, une IA et non une personne. Je réponds à partir d’un guide de la ville vérifié et du réseau de transports en commun, je cite mes sources et je le dis quand je ne sais pas. Je peux vous aider à trouver où manger et que visiter, préparer vos trajets, décrire les quartiers, et vous renseigner sur les expressions turques, la météo et les événements.
off-topic =
    .a = Je ne connais qu’Istanbul, alors je ne peux pas vous aider sur ce point. Mais pour les restaurants, les visites, les trajets, les quartiers, les événements ou la météo, je suis là.
    .b = Cela sort de ce que je connais. Posez-moi vos questions sur Istanbul : où manger, que voir, comment se déplacer, la météo, les événements ou les expressions utiles.

# --- lists of places -------------------------------------------------------------------------------------------
intro-restaurant =
    .a = { $area ->
        [none] Pour bien manger, j’irais ici :
       *[other] Pour bien manger côté { $area } :
    }
    .b = { $area ->
        [none] De quoi vous mettre en appétit :
       *[other] Côté { $area }, j’irais manger ici :
    }
    .c = { $area ->
        [none] Voici ce qui correspond à votre envie :
       *[other] Voici ce qui correspond à votre envie, côté { $area } :
    }
intro-attraction =
    .a = { $area ->
        [none] Je commencerais ici :
       *[other] À voir côté { $area } :
    }
    .b = { $area ->
        [none] Cela mérite vraiment la visite :
       *[other] À ne pas manquer côté { $area } :
    }
intro-children =
    .a = { $area ->
        [none] Avec des enfants, j’irais ici :
       *[other] Avec des enfants, côté { $area } :
    }
    .b = { $area ->
        [none] Idéal avec des enfants :
       *[other] Idéal avec des enfants, côté { $area } :
    }
intro-gem =
    .a = { $area ->
        [none] Peu de visiteurs passent par ici :
       *[other] Côté { $area }, peu de visiteurs passent par ici :
    }
    .b = { $area ->
        [none] Un peu hors des sentiers battus :
       *[other] Hors des sentiers battus, côté { $area } :
    }
intro-near =
    .a = Au plus près de vous :
intro-shop =
    .a = { $area ->
        [none] Pour vos achats, j’irais ici :
       *[other] Pour vos achats côté { $area } :
    }
intro-nightlife =
    .a = { $area ->
        [none] Pour sortir le soir :
       *[other] Pour sortir le soir côté { $area } :
    }
intro-stay =
    .a = { $area ->
        [none] Pour loger, je regarderais ici :
       *[other] Où loger côté { $area } :
    }
intro-itinerary =
    .a = { $area ->
        [none] Voici un ordre de visite qui limite la marche :
       *[other] Un programme côté { $area }, dans un ordre qui limite la marche :
    }
intro-another = J’ai aussi trouvé ceci :

none-restaurant = Je ne connais aucune adresse où manger qui réunisse tous ces critères, et je préfère ne pas en citer une au hasard.
none-attraction = Je ne connais aucun lieu à visiter qui réunisse tous ces critères.
none-gem = Je ne connais aucun coin secret qui réunisse tous ces critères.
none-shop = Je ne connais ni boutique ni marché qui corresponde.
none-nightlife = Je ne connais aucune adresse pour la soirée qui corresponde.
none-stay = Je ne connais aucun hébergement qui corresponde.
none-itinerary = Je n’arrive pas à composer un programme qui réunisse tous ces critères.

relaxed-area = Côté { $area }, je ne connais rien qui convienne : j’ai donc cherché plus loin.
relaxed-radius = Rien ne convient à proximité, j’ai donc cherché un peu plus loin.
relaxed-budget = Je ne connais rien là-bas dans ce budget.
relaxed-cuisine = Je ne connais pas d’adresse de ce type de cuisine qui convienne.
relaxed-dish = Je ne connais pas d’adresse réputée pour ce plat qui convienne.
relaxed-meal = Je ne peux pas vous assurer qu’on y sert ce repas.
relaxed-open_at = Je ne peux pas confirmer qu’il y ait quelque chose d’ouvert à ce moment-là.
relaxed-setting = Je ne peux pas confirmer le cadre que vous souhaitez.
relaxed-kind = Rien ne correspond exactement, mais ceci s’en approche.
unconfirmed-diet = Aucune source ne confirme « { $diets } » ici : demandez avant de commander.
diet-dishes-ask = Aucune source ne dit comment ces cuisines les préparent : demandez avant de commander.
unconfirmed-steps = L’accès de plain-pied n’est pas confirmé partout ici : renseignez-vous avant d’y aller.
allergy = En cas d’allergie, prévenez toujours le personnel : je ne peux pas garantir l’absence de traces.
diet-vegan = végane
diet-vegetarian = végétarien
diet-halal = halal
diet-kosher = casher
diet-gluten_free = sans gluten
diet-nut_free = sans fruits à coque
diet-seafood_free = sans produits de la mer
diet-lactose_free = sans lactose
diet-no_alcohol = sans alcool

# --- facts about one place; each is a sentence of its own --------------------------------------------------------
distance = À environ { $meters } m de vous.
hours-today = Ouvert aujourd’hui : { $hours }.
hours-day = Ouvert { $day } : { $hours }.
hours-always = Ouvert 24 heures sur 24.
hours-closed-today = Fermé aujourd’hui.
hours-closed-day = Fermé { $day }.
hours-unknown = Je n’ai pas ses horaires.
open-now = C’est ouvert en ce moment.
closed-now = C’est fermé en ce moment.
closed-weekdays = Fermé { $days }.
closed-for-now = C’est fermé pour le moment.
price-free = Entrée gratuite.
price-adult = Entrée pour les visiteurs étrangers : { $amount } (tarif au { $date }).
price-old = Le dernier prix que j’ai date du { $date } : trop ancien pour s’y fier.
price-level-1 = Bon marché.
price-level-2 = Prix modérés.
price-level-3 = Prix plutôt élevés.
price-level-4 = Prix élevés.
step-free-yes = Accès de plain-pied.
step-free-no = Accès avec une ou plusieurs marches.
step-free-unknown = Je ne sais pas si l’accès est de plain-pied.
diet-confirmed = Confirmé : { $diets }.
diet-dishes-vegetarian = En général sans viande ni poisson : { $dishes }.
diet-dishes-vegan = En général sans produit animal : { $dishes }.
diet-against-vegetarian = À base de viande ou de poisson : { $dishes }.
diet-against-vegan = En général avec des produits animaux : { $dishes }.
diet-against-gluten_free = En général avec du blé : { $dishes }.
diet-against-nut_free = En général avec des fruits à coque : { $dishes }.
diet-against-seafood_free = Poisson ou fruits de mer : { $dishes }.
diet-against-lactose_free = En général avec du lait : { $dishes }.
diet-against-no_alcohol = Avec alcool : { $dishes }.
visit-time = Prévoyez environ { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.

# --- getting around --------------------------------------------------------------------------------------------
route-summary =
    .a = Comptez pour le trajet { $from } → { $to } environ { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }{ $transfers ->
        [0] , sans correspondance :
        [one] , avec une correspondance :
       *[other] , avec { $transfers } correspondances :
    }
    .b = Trajet { $from } → { $to } : environ { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }{ $transfers ->
        [0] , sans correspondance.
        [one] , une correspondance.
       *[other] , { $transfers } correspondances.
    }
leg-walk = À pied → { $to } ({ $way ->
        [none] {""}
       *[other] { $meters } m { $way },{" "}
    }{ $minutes } min).
leg-ride = { $vehicle }{ $line ->
        [none] {""}
       *[other] {" "}{ $line }
    } : { $from } → { $to }{ $direction ->
        [none] {""}
       *[other] , direction { $direction }
    } ({ $stops ->
        [0] {""}
        [one] un arrêt,{" "}
       *[other] { $stops } arrêts,{" "}
    }{ $minutes } min).
leg-ferry = Ferry : { $from } → { $to } ({ $minutes } min).
leg-departs = Prochain départ vers { $time }.
vehicle-metro = Métro
vehicle-tram = Tramway
vehicle-marmaray = Train Marmaray
vehicle-train = Train
vehicle-ferry = Ferry
vehicle-funicular = Funiculaire
vehicle-metrobus = Metrobüs
vehicle-cable_car = Téléphérique
vehicle-bus = Bus
route-fare = Tarif avec l’Istanbulkart : { $amount } (au { $date }).
route-fare-unknown = Je n’ai pas le tarif complet de ce trajet.
route-alternative = Ou bien : { $lines }, environ { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
route-frequency = Les durées reposent sur les fréquences publiées, pas sur des horaires en direct.
route-estimate = Les durées sont des estimations.
route-step-free-yes = Tous les arrêts du trajet sont accessibles sans marche ni escalier.
route-step-free-no = Ce trajet comporte des marches ou des escaliers.
route-step-free-unknown = Je ne peux pas confirmer que tout le trajet est sans marche ni escalier.
route-ask-origin = D’où partez-vous ? Indiquez-moi un lieu ou partagez votre position.
route-ask-destination = Où souhaitez-vous aller ?
route-unknown-place = Je ne sais pas où se trouve « { $place } ». Pourriez-vous m’indiquer un arrêt, un monument ou un quartier tout proche ?
route-same = Vous y êtes déjà.
route-outside = C’est en dehors de la zone que je connais.
warn-last_departure_missed = Dernier départ de la ligne { $line } à { $at } : vous le manqueriez.
warn-step_free_unknown = Accès sans marche non confirmé : { $stop }.
warn-last_departure = Ce trajet emprunte le dernier départ de la ligne { $line } ({ $stop }, { $at }) : ne le manquez pas.
warn-long_wait = Il comprend { $minutes } minutes d’attente pour { $line }.
warn-night_service = La nuit, { $line } ne passe que toutes les { $headway } minutes environ.
warn-sparse_service = { $line } ne passe que toutes les { $headway } minutes environ : vérifiez l’horaire avant de partir.
warn-walk_not_surveyed = Je ne connais ni les pentes, ni les bordures, ni les marches des parties à pied.
warn-closure_possible = Les autorités ferment parfois sans préavis : { $stop }.
warn-long_walk = Le trajet comprend une marche assez longue, d’environ { $meters } m.
warn-ferry_times_estimated = Les heures des bateaux sont estimées ; l’horaire de Şehir Hatları fait foi.
route-via = En passant par { $place }.
route-when-at = Départ { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }à { $leaves }, arrivée vers { $arrives }.
route-when-by = Partez { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }à { $leaves } au plus tard : arrivée vers { $arrives }.
route-when-first = Première possibilité : départ { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }à { $leaves }, arrivée vers { $arrives }.
route-when-last = Dernière possibilité : départ { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }à { $leaves }, arrivée vers { $arrives }.
route-when-night = Ça circule toute la nuit ; dernier départ avant le matin { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }vers { $leaves }.
route-which = Lequel voulez-vous dire : { $choices } ?
line-hours-intro = Premiers et derniers départs { $day } :
line-hours-row = { $line }{ $from ->
        [none] {""}
       *[other] , { $from } → { $direction }
    } : { $night ->
        [yes] premier à { $first }, puis toute la nuit.
       *[no] premier à { $first }, dernier à { $last }.
    }
line-hours-unknown = Je ne connais pas les horaires de { $line }.
line-hours-none = Je ne connais pas de tels départs de { $stop }.
on-foot = à pied
leg-every = { $minutes ->
        [one] Passe environ toutes les minutes.
       *[other] Passe environ toutes les { $minutes } minutes.
    }
leg-leaves = Départ vers { $time }.
line-ferry = bateau { $line }
line-marmaray = Marmaray
line-metrobus = Metrobüs
towards-north = vers le nord
towards-northeast = vers le nord-est
towards-east = vers l’est
towards-southeast = vers le sud-est
towards-south = vers le sud
towards-southwest = vers le sud-ouest
towards-west = vers l’ouest
towards-northwest = vers le nord-ouest
warn-same_place = Vous y êtes déjà.
warn-outside_city = Je ne connais pas les environs { $end } : c’est hors d’Istanbul.
warn-far_from_network = Aucun arrêt à distance de marche { $end } ; le plus proche est à environ { $meters } m.
warn-no_route = Je n’ai trouvé aucune liaison à cette heure-là.
warn-no_step_free_route = Tous les trajets que je connais ont un quai avec des marches : je préfère ne pas vous y envoyer.
warn-times_unknown = Non pris en compte, faute d’horaires : { $line }.
warn-avoid_ignored = Je ne sais pas calculer un trajet « sans { $word } ».
warn-avoid_impossible = Je n’ai trouvé aucun trajet sans { $word } : celui-ci en comporte quand même.
warn-arrives_early = Rien de plus tardif n’arrive à temps : vous aurez environ { $minutes } minutes d’avance.
warn-bus_link = Le bus { $line } va aussi de { $from } à { $to } ; j’ignore ses horaires et ne l’ai pas compté.
warn-coach_link = Les autocars { $line } relient aussi { $from } à { $to } ; j’ignore leurs horaires.
warn-name_shared = Un autre lieu porte le même nom ; ce trajet vaut pour le plus probable.
warn-not_an_airport = { $stop } n’est qu’un nom de station : il n’y a plus de vols de passagers. Les aéroports d’Istanbul sont İstanbul Havalimanı (IST) et Sabiha Gökçen (SAW).
end-origin = du point de départ
end-destination = de la destination
end-via = du point de passage
avoid-crowds = foule
avoid-stairs = escalier
avoid-buses = bus
avoid-ferries = bateau
avoid-metro = métro
avoid-walking = marche à pied
avoid-transfers = correspondance
avoid-trams = tramway
avoid-metrobus = Metrobüs
avoid-marmaray = Marmaray
topkapi-stop = Attention au nom : l’arrêt « Topkapı » est à 5 km du palais de Topkapı. Pour le palais, descendez à Sultanahmet ou à Gülhane.

walk-estimate = { $name } : environ { $meters } m { $direction } de votre position, soit à peu près { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } à pied. C’est une estimation en ligne droite, pas un itinéraire rue par rue.
walk-far = { $name } : c’est trop loin à pied. En transports en commun :
walk-ask-location = Pour cela, il me faut votre position : partagez-la ou indiquez-moi une rue, un arrêt ou un monument tout proche.
walk-ask-location-for = Destination { $name } : pour vous guider, il me faut votre position. Partagez-la ou dites-moi où vous êtes.
compass-north = au nord
compass-northeast = au nord-est
compass-east = à l’est
compass-southeast = au sud-est
compass-south = au sud
compass-southwest = au sud-ouest
compass-west = à l’ouest
compass-northwest = au nord-ouest

# --- weather ---------------------------------------------------------------------------------------------------
weather-current = En ce moment à Istanbul : { $now } °C, { $condition } ; aujourd’hui, de { $min } à { $max } °C.
weather-day = Le { $day } : de { $min } à { $max } °C, { $condition }.
weather-normal = Les prévisions en direct ne sont pas disponibles. D’ordinaire { $month } : de { $min } à { $max } °C, et { $rain } mm de pluie sur le mois.
weather-beyond = C’est au-delà des prévisions. D’ordinaire { $month } : de { $min } à { $max } °C, et { $rain } mm de pluie sur le mois.
weather-rain-chance = Risque de pluie : { $percent } %.
weather-wind = Vent jusqu’à { $speed } km/h.
weather-windy = Vent jusqu’à { $speed } km/h : des ferries peuvent être annulés.
weather-umbrella = Prenez un parapluie.
weather-warm-clothes = Couvrez-vous bien.
weather-sun = Protégez-vous du soleil et emportez de l’eau.
weather-stale = Ces prévisions datent d’il y a { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
condition-clear = ciel dégagé
condition-partly_cloudy = ciel partiellement nuageux
condition-cloudy = ciel couvert
condition-fog = brouillard
condition-drizzle = bruine
condition-rain = pluie
condition-snow = neige
condition-thunderstorm = orage
condition-unknown = temps variable

# --- events ----------------------------------------------------------------------------------------------------
intro-events =
    .a = Voici ce qu’il y a, à ma connaissance :
    .b = Voici ce qui tombe à ces dates :
none-events = Je ne connais aucun événement à ces dates. Je n’ai que ceux qui reviennent chaque année ou chaque semaine : un agenda à jour pourra en indiquer d’autres.
event-line = { $name } ({ $dates }{ $place ->
        [none] {""}
       *[other] , { $place }
    }) : { $about }
event-usual = Les dates sont annoncées à chaque édition : vérifiez avant d’y aller.
event-free = Gratuit.

# --- prayers ---------------------------------------------------------------------------------------------------
prayer-day = Heures de prière à Istanbul { $day } : aube { $fajr }, lever du soleil { $sunrise }, midi { $dhuhr }, après-midi { $asr }, coucher du soleil { $maghrib }, nuit { $isha }.
prayer-fajr = La prière de l’aube, qui marque le début du jeûne, est à { $time } { $day }.
prayer-sunrise = Le soleil se lève à { $time } { $day }.
prayer-dhuhr = La prière de midi est à { $time } { $day }.
prayer-asr = La prière de l’après-midi est à { $time } { $day }.
prayer-maghrib = La prière du coucher du soleil, heure de l’iftar pendant le ramadan, est à { $time } { $day }.
prayer-isha = La prière de la nuit est à { $time } { $day }.
prayer-calculated = Ces heures sont calculées ; le calendrier officiel du Diyanet peut s’en écarter de cinq minutes au plus.
mosque-friday = Le vendredi, les visiteurs n’entrent pas autour de la prière de midi, soit environ { $span }.
mosque-prayers = Les visiteurs n’entrent pas autour de chaque prière, à midi vers { $dhuhr }.
mosque-now = Fermé aux visiteurs en ce moment à cause de la prière.
intro-closed =
    .a = À ma connaissance, ceci est fermé { $day } :
none-closed = Je ne connais rien de ce genre qui soit fermé { $day }.

# --- knowledge -------------------------------------------------------------------------------------------------
none-knowledge = Je n’ai rien de fiable là-dessus, et je préfère ne pas deviner.
none-knowledge-practical = Je n’ai rien de fiable là-dessus. Votre hôtel ou un office de tourisme (Turizm Danışma) pourra vous aider.
intro-areas =
    .a = Voici les quartiers qui conviennent le mieux :
    .b = Je regarderais du côté de ces quartiers :
none-areas = Je ne connais pas assez bien ce quartier pour le décrire.
area-side-european = C’est sur la rive européenne.
area-side-asian = C’est sur la rive asiatique.
area-stops = Arrêts les plus proches : { $stops }.
area-see = À voir sur place : { $places }.
phrase-found = En turc : « { $turkish } »
phrase-reading = (prononciation : { $reading })
phrase-meaning = – en français : « { $meaning } »
phrase-missing = Mon guide de conversation ne contient pas cette phrase, et je ne traduis pas au hasard. Essayez une formule plus simple, comme « merci » ou « l’addition, s’il vous plaît ».
map-shown = Voici sur la carte : { $names }.
map-link = Ouvrir la carte : { $link }
map-none = Quel lieu dois-je montrer sur la carte ?
missing-tool = Je n’ai pas pu le vérifier pour le moment.
missing-weather = Le service météo en direct ne répond pas pour le moment.
partial = Certaines de mes sources ne répondent pas en ce moment : ma réponse est peut-être incomplète.
possible-emergency = Si quelqu’un est en danger, appelez le 112 sans attendre. Tout le monde est-il en sécurité ?
clarify-language = Je réponds en anglais, turc, français, russe, allemand et arabe.

# Weekdays as $day (with preposition) and as $days of `closed-weekdays`; months as $month (with preposition).
on-monday = lundi
on-tuesday = mardi
on-wednesday = mercredi
on-thursday = jeudi
on-friday = vendredi
on-saturday = samedi
on-sunday = dimanche
on-tomorrow = demain
on-date = le { $date }
every-monday = le lundi
every-tuesday = le mardi
every-wednesday = le mercredi
every-thursday = le jeudi
every-friday = le vendredi
every-saturday = le samedi
every-sunday = le dimanche
in-month-1 = en janvier
in-month-2 = en février
in-month-3 = en mars
in-month-4 = en avril
in-month-5 = en mai
in-month-6 = en juin
in-month-7 = en juillet
in-month-8 = en août
in-month-9 = en septembre
in-month-10 = en octobre
in-month-11 = en novembre
in-month-12 = en décembre

# --- what to ask next ------------------------------------------------------------------------------------------
suggest-route-to = { $name } : comment y aller ?
suggest-near = { $name } : quoi d’autre à proximité ?
suggest-eat-near = { $name } : où manger à proximité ?
suggest-tomorrow = Et demain ?
suggest-map = Montrer sur la carte
suggest-weather = Quel temps va-t-il faire ?
suggest-gems = Des coins peu connus ?
suggest-see = Que voir en premier ?
suggest-food = Où manger ce soir ?
suggest-card = Comment marche l’Istanbulkart ?
suggest-cheaper = Quelque chose de moins cher ?
suggest-children = Est-ce adapté aux enfants ?
suggest-plan = Planifier une journée
suggest-thanks = Comment dit-on « merci » en turc ?
suggest-step-free = Y a-t-il un trajet sans escalier ?

# --- from live services ----------------------------------------------------------------------------------------
none-events-listed = Je ne connais aucun événement correspondant à ces dates.
weather-rain-hours = La pluie est la plus probable entre { $from } et { $until }.
weather-indoors = Une journée pour les musées et les bazars couverts.
weather-outdoors = Un temps idéal pour une promenade ou un tour en ferry.
sea-calm = Au sud du Bosphore, la mer est calme : vagues de { $wave } m au plus.
sea-moderate = Au sud du Bosphore, les vagues atteignent { $wave } m : la traversée peut être agitée.
sea-rough = Au sud du Bosphore, les vagues atteignent { $wave } m : des ferries peuvent être annulés, renseignez-vous auprès de la compagnie avant de partir.
sea-warmth = L’eau est à { $degrees } °C.
sea-unknown = Je ne peux pas voir l’état de la mer pour le moment. Renseignez-vous auprès de la compagnie avant de partir.
walk-streets = { $name } : { $meters } m à pied, environ { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} :
step-depart = { $street ->
    [none] Commencez à marcher
   *[other] Partez par { $street }
} ({ $meters } m).
step-straight = { $street ->
    [none] Continuez tout droit
   *[other] Continuez tout droit : { $street }
} ({ $meters } m).
step-left = { $street ->
    [none] Tournez à gauche
   *[other] Tournez à gauche : { $street }
} ({ $meters } m).
step-right = { $street ->
    [none] Tournez à droite
   *[other] Tournez à droite : { $street }
} ({ $meters } m).
step-slight_left = { $street ->
    [none] Serrez à gauche
   *[other] Serrez à gauche : { $street }
} ({ $meters } m).
step-slight_right = { $street ->
    [none] Serrez à droite
   *[other] Serrez à droite : { $street }
} ({ $meters } m).
step-around = { $street ->
    [none] Faites demi-tour
   *[other] Faites demi-tour : { $street }
} ({ $meters } m).
step-roundabout = { $street ->
    [none] Traversez le rond-point
   *[other] Traversez le rond-point vers { $street }
} ({ $meters } m).
step-arrive = Vous êtes arrivé à destination.
rates-line = { $amount }, c’est environ { $converted } au taux officiel du { $date }.
rates-unlisted = La banque ne publie pas de taux pour { $currencies }.
rates-none = Je n’ai pas accès aux taux de change pour le moment, et je ne les devine pas.
price-converted = Soit environ { $amount } au taux officiel du { $date }.
quakes-intro = Enregistrés à moins de { $radius } km d’Istanbul { $days ->
    [one] ces dernières 24 heures
   *[other] ces { $days } derniers jours
}, magnitude { $magnitude } ou plus :
quakes-none = Aucun séisme de magnitude { $magnitude } ou plus n’a été enregistré à moins de { $radius } km d’Istanbul { $days ->
    [one] ces dernières 24 heures
   *[other] ces { $days } derniers jours
}.
quake-line = Magnitude { $magnitude }, à { $distance } km du centre, { $when }{ $region ->
    [none] {""}
   *[other] {" "}({ $region })
}.
quakes-more = Ce sont les plus forts sur { $total }.
quakes-stale = Cette liste date d’il y a { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
quakes-unknown = Je n’ai pas accès à la liste des séismes récents pour le moment. L’AFAD, l’autorité turque des secours, la publie sur deprem.afad.gov.tr.
missing-parts = Ceci m’est inaccessible pour le moment : { $parts }. Le reste de ma réponse n’en dépend pas.
part-weather = la météo en direct
part-marine = l’état de la mer
part-events = les agendas en direct
part-routing = l’itinéraire rue par rue
part-rates = les taux de change
part-earthquakes = la liste des séismes
missing-store = Je n’ai pas accès à notre conversation enregistrée pour le moment : quelque chose que vous m’avez dit a pu m’échapper.
unsaved = Je ne peux pas enregistrer notre conversation pour le moment : je ne m’en souviendrai peut-être pas plus tard.
