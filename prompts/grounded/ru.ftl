# Sentences of the grounded composer in Russian. Facts come in as arguments; nothing here states one.
# Names stay in the nominative: sentences are built so that they need not be declined.

-brand = Istanbul Companion

greeting =
    .a = Здравствуйте! Я { -brand }, ИИ-гид по Стамбулу. Спрашивайте, где поесть, что посмотреть, как куда-то добраться или какая будет погода.
    .b = Добро пожаловать! Я { -brand }, гид на основе ИИ. Что вам подсказать: где поесть, что посмотреть, как проехать или куда сходить в стороне от туристических троп?
thanks =
    .a = Пожалуйста! Подсказать что-нибудь ещё о Стамбуле?
    .b = Всегда пожалуйста. Появятся вопросы — спрашивайте.
bye =
    .a = До свидания! Приятных прогулок по Стамбулу!
    .b = Всего доброго и хорошего вам дня!
about-you =
    .a = Я { -brand }, искусственный интеллект, а не человек. Отвечаю по проверенному путеводителю и схеме общественного транспорта, указываю источники и прямо говорю, если чего-то не знаю. Могу подсказать, где поесть и что посмотреть, построить маршрут, рассказать о районах, помочь с турецкими фразами, погодой и событиями.
off-topic =
    .a = Я разбираюсь только в Стамбуле, поэтому с этим не помогу. Зато подскажу, где поесть, что посмотреть, как добраться, расскажу о районах, событиях и погоде.
    .b = В этом я не разбираюсь. Спросите о Стамбуле: где поесть, что посмотреть, как добраться, какая погода, какие события или полезные фразы.

# --- lists of places -------------------------------------------------------------------------------------------
intro-restaurant =
    .a = { $area ->
        [none] Вот где стоит поесть:
       *[other] Где хорошо поесть ({ $area } и окрестности):
    }
    .b = { $area ->
        [none] Ради этого стоит проголодаться:
       *[other] { $area } и окрестности — вот что советую:
    }
    .c = { $area ->
        [none] Вот что подходит под ваш запрос:
       *[other] { $area } и окрестности — вот что подходит:
    }
intro-attraction =
    .a = { $area ->
        [none] Начать советую с этого:
       *[other] { $area } и окрестности — что стоит увидеть:
    }
    .b = { $area ->
        [none] На это точно стоит найти время:
       *[other] { $area } и окрестности — не пропустите:
    }
intro-children =
    .a = { $area ->
        [none] С детьми советую сходить сюда:
       *[other] Куда сходить с детьми ({ $area } и окрестности):
    }
    .b = { $area ->
        [none] Хорошо подойдёт для детей:
       *[other] { $area } и окрестности — хорошо подойдёт для детей:
    }
intro-gem =
    .a = { $area ->
        [none] Об этом знают немногие:
       *[other] { $area } и окрестности — об этом знают немногие:
    }
    .b = { $area ->
        [none] Немного в стороне от туристических троп:
       *[other] { $area } и окрестности — в стороне от туристических троп:
    }
intro-near =
    .a = Ближе всего к вам:
intro-shop =
    .a = { $area ->
        [none] Куда пойти за покупками:
       *[other] Где сделать покупки ({ $area } и окрестности):
    }
intro-nightlife =
    .a = { $area ->
        [none] Куда пойти вечером:
       *[other] Куда пойти вечером ({ $area } и окрестности):
    }
intro-stay =
    .a = { $area ->
        [none] Где остановиться:
       *[other] Где остановиться ({ $area } и окрестности):
    }
intro-itinerary =
    .a = { $area ->
        [none] В таком порядке ходить придётся меньше:
       *[other] План прогулки ({ $area } и окрестности) — в таком порядке ходить придётся меньше:
    }
intro-another = Нашлось и вот что:

none-restaurant = Я не знаю заведения, которое подошло бы по всем условиям, а называть наугад не буду.
none-attraction = Я не знаю достопримечательности, которая подошла бы по всем условиям.
none-gem = Я не знаю малоизвестного места, которое подошло бы по всем условиям.
none-shop = Я не знаю подходящего магазина или рынка.
none-nightlife = Я не знаю подходящего места на вечер.
none-stay = Я не знаю подходящего места, где остановиться.
none-itinerary = Не получается составить план, который учёл бы все условия.

relaxed-area = { $area } — поблизости ничего подходящего не знаю, поэтому вот что есть подальше.
relaxed-radius = Совсем рядом ничего подходящего нет, так что вот что есть чуть дальше.
relaxed-budget = В таком бюджете я там ничего не знаю.
relaxed-cuisine = Подходящего места с такой кухней я не знаю.
relaxed-dish = Подходящего места, известного этим блюдом, я не знаю.
relaxed-meal = Не могу поручиться, что там кормят в это время дня.
relaxed-open_at = Не могу подтвердить, что в это время что-то из этого открыто.
relaxed-setting = Не могу подтвердить, что обстановка там такая, как вы хотите.
relaxed-kind = Точно такого не нашлось, но вот похожее.
unconfirmed-diet = Ни один источник не подтверждает здесь «{ $diets }»: уточните перед заказом.
diet-dishes-ask = Как это готовят именно здесь, источники не говорят, поэтому уточните при заказе.
unconfirmed-steps = Вход без ступеней подтверждён не везде, поэтому позвоните заранее.
allergy = При аллергии обязательно предупредите персонал: за отсутствие следов аллергена я поручиться не могу.
diet-vegan = веганское
diet-vegetarian = вегетарианское
diet-halal = халяль
diet-kosher = кошерное
diet-gluten_free = без глютена
diet-nut_free = без орехов
diet-seafood_free = без морепродуктов
diet-lactose_free = без лактозы
diet-no_alcohol = без алкоголя

# --- facts about one place; each is a sentence of its own --------------------------------------------------------
distance = Примерно в { $meters } м от вас.
hours-today = Сегодня открыто: { $hours }.
hours-day = Открыто { $day }: { $hours }.
hours-always = Открыто круглосуточно.
hours-closed-today = Сегодня закрыто.
hours-closed-day = Закрыто { $day }.
hours-unknown = Часов работы я не знаю.
open-now = Сейчас открыто.
closed-now = Сейчас закрыто.
closed-weekdays = Закрыто { $days }.
closed-for-now = Временно закрыто.
price-free = Вход бесплатный.
price-adult = Вход для иностранцев: { $amount } (на { $date } года).
price-old = Последняя известная мне цена — от { $date } года, полагаться на неё уже нельзя.
price-level-1 = Недорого.
price-level-2 = Цены средние.
price-level-3 = Дороже среднего.
price-level-4 = Дорого.
step-free-yes = Вход без ступеней.
step-free-no = Есть ступени.
step-free-unknown = Есть ли там ступени, я не знаю.
diet-confirmed = Подтверждено: { $diets }.
diet-dishes-vegetarian = Обычно без мяса и рыбы: { $dishes }.
diet-dishes-vegan = Обычно без продуктов животного происхождения: { $dishes }.
diet-against-vegetarian = С мясом или рыбой: { $dishes }.
diet-against-vegan = Обычно с продуктами животного происхождения: { $dishes }.
diet-against-gluten_free = Обычно с пшеницей: { $dishes }.
diet-against-nut_free = Обычно с орехами: { $dishes }.
diet-against-seafood_free = Рыба или морепродукты: { $dishes }.
diet-against-lactose_free = Обычно с молочными продуктами: { $dishes }.
diet-against-no_alcohol = С алкоголем: { $dishes }.
visit-time = На осмотр — около { $minutes ->
        [one] { $minutes } минуты
       *[other] { $minutes } минут
    }.

# --- getting around --------------------------------------------------------------------------------------------
route-summary =
    .a = { $from } → { $to }: дорога займёт около { $minutes ->
        [one] { $minutes } минуты
       *[other] { $minutes } минут
    }{ $transfers ->
        [0] , без пересадок.
        [1] , с одной пересадкой.
        [one] , с { $transfers } пересадкой.
       *[other] , с { $transfers } пересадками.
    }
    .b = { $from } → { $to }: около { $minutes ->
        [one] { $minutes } минуты
       *[other] { $minutes } минут
    }{ $transfers ->
        [0] , без пересадок.
        [1] , одна пересадка.
        [one] , { $transfers } пересадка.
        [few] , { $transfers } пересадки.
       *[other] , { $transfers } пересадок.
    }
leg-walk = Пешком: { $to } ({ $way ->
        [none] {""}
       *[other] { $meters } м { $way },{" "}
    }{ $minutes } мин).
leg-ride = { $vehicle }{ $line ->
        [none] {""}
       *[other] {" "}{ $line }
    }: { $from } → { $to }{ $direction ->
        [none] {""}
       *[other] , направление «{ $direction }»
    } ({ $stops ->
        [0] {""}
        [one] { $stops } остановка,{" "}
        [few] { $stops } остановки,{" "}
       *[other] { $stops } остановок,{" "}
    }{ $minutes } мин).
leg-ferry = Паром: { $from } → { $to } ({ $minutes } мин).
leg-departs = Ближайшее отправление — около { $time }.
vehicle-metro = Метро
vehicle-tram = Трамвай
vehicle-marmaray = Поезд «Мармарай»
vehicle-train = Поезд
vehicle-ferry = Паром
vehicle-funicular = Фуникулёр
vehicle-metrobus = Метробус
vehicle-cable_car = Канатная дорога
vehicle-bus = Автобус
route-fare = Проезд по карте Istanbulkart: { $amount } (на { $date } года).
route-fare-unknown = Полной стоимости проезда по этому маршруту я не знаю.
route-alternative = Или так: { $lines }, около { $minutes ->
        [one] { $minutes } минуты
       *[other] { $minutes } минут
    }.
route-frequency = Время рассчитано по опубликованным интервалам движения, а не по расписанию в реальном времени.
route-estimate = Время указано примерно.
route-step-free-yes = На всех остановках этого маршрута есть доступ без ступеней.
route-step-free-no = На этом маршруте есть ступени.
route-step-free-unknown = Не могу подтвердить, что весь путь можно пройти без ступеней.
route-ask-origin = Откуда вы отправляетесь? Назовите место или отправьте геопозицию.
route-ask-destination = Куда вы хотите попасть?
route-unknown-place = Я не знаю, где находится «{ $place }». Назовите, пожалуйста, остановку, достопримечательность или район поблизости.
route-same = Вы уже там.
route-outside = Это за пределами территории, которую я знаю.
warn-last_departure_missed = Последний рейс { $line } — в { $at }: вы на него не успеете.
warn-step_free_unknown = Доступ без ступеней не подтверждён: { $stop }.
warn-last_departure = Это последний рейс { $line } за день ({ $stop }, { $at }): постарайтесь не опоздать.
warn-long_wait = Ожидание { $line } — { $minutes } мин.
warn-night_service = Ночью { $line } ходит примерно раз в { $headway } мин.
warn-sparse_service = { $line } ходит примерно раз в { $headway } мин.: уточните время отправления заранее.
warn-walk_not_surveyed = Об уклонах, бордюрах и ступенях на пешем пути данных нет.
warn-closure_possible = Власти иногда закрывают без предупреждения: { $stop }.
warn-long_walk = В маршруте есть довольно длинный пеший участок, около { $meters } м.
warn-ferry_times_estimated = Время паромов приблизительное; точное — в расписании Şehir Hatları.
route-via = С остановкой по пути: { $place }.
route-when-at = Выезд { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }в { $leaves }, прибытие около { $arrives }.
route-when-by = Выезжайте { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }не позднее { $leaves }: прибытие около { $arrives }.
route-when-first = Первый вариант: выезд { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }в { $leaves }, прибытие около { $arrives }.
route-when-last = Последний вариант: выезд { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }в { $leaves }, прибытие около { $arrives }.
route-when-night = Ходит всю ночь; последний выезд до утра — { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }около { $leaves }.
route-which = Что вы имеете в виду: { $choices }?
line-hours-intro = Первые и последние рейсы { $day }:
line-hours-row = { $line }{ $from ->
        [none] {""}
       *[other] , { $from } → { $direction }
    }: { $night ->
        [yes] первый в { $first }, затем всю ночь.
       *[no] первый в { $first }, последний в { $last }.
    }
line-hours-unknown = Я не знаю часов работы: { $line }.
line-hours-none = Я не знаю таких рейсов от { $stop }.
on-foot = пешком
leg-every = Ходит примерно раз в { $minutes } мин.
leg-leaves = Отправление около { $time }.
line-ferry = паром { $line }
line-marmaray = «Мармарай»
line-metrobus = метробус
towards-north = на север
towards-northeast = на северо-восток
towards-east = на восток
towards-southeast = на юго-восток
towards-south = на юг
towards-southwest = на юго-запад
towards-west = на запад
towards-northwest = на северо-запад
warn-same_place = Вы уже там.
warn-outside_city = Окрестности { $end } я не знаю: это за пределами Стамбула.
warn-far_from_network = В пешей доступности от { $end } нет остановок; до ближайшей около { $meters } м.
warn-no_route = На это время маршрут найти не удалось.
warn-no_step_free_route = На каждом известном мне пути есть платформа со ступенями, поэтому такой маршрут я не предложу.
warn-times_unknown = Не учтено, потому что расписания я не знаю: { $line }.
warn-avoid_ignored = Построить маршрут «без { $word }» я не могу.
warn-avoid_impossible = Без { $word } пути не нашлось, на этом пути без этого не обойтись.
warn-arrives_early = Позже ничего вовремя не приходит: вы приедете примерно на { $minutes } мин раньше.
warn-bus_link = Есть и автобус { $line }: { $from } → { $to }. Его расписания я не знаю и поэтому не учитываю.
warn-coach_link = Есть и автобусы { $line }: { $from } → { $to }. Их расписания я не знаю.
warn-name_shared = Так называется и другое место; этот путь — для более вероятного.
warn-not_an_airport = { $stop } — лишь название станции: пассажирских рейсов там больше нет. Аэропорты Стамбула — İstanbul Havalimanı (IST) и Sabiha Gökçen (SAW).
end-origin = места отправления
end-destination = места назначения
end-via = промежуточной точки
avoid-crowds = толпы
avoid-stairs = лестниц
avoid-buses = автобусов
avoid-ferries = паромов
avoid-metro = метро
avoid-walking = ходьбы
avoid-transfers = пересадок
avoid-trams = трамваев
avoid-metrobus = метробуса
avoid-marmaray = «Мармарая»
topkapi-stop = Не перепутайте: остановка «Topkapı» находится в 5 км от дворца Топкапы. Чтобы попасть во дворец, выходите на остановке «Sultanahmet» или «Gülhane».

walk-estimate = { $name } — примерно в { $meters } м { $direction } от вас, пешком около { $minutes ->
        [one] { $minutes } минуты
       *[other] { $minutes } минут
    }. Это оценка по прямой, а не маршрут по улицам.
walk-far = { $name }: пешком слишком далеко. Вот как добраться на общественном транспорте:
walk-ask-location = Для этого мне нужно знать, где вы: отправьте геопозицию или назовите улицу, остановку или достопримечательность рядом.
walk-ask-location-for = Пункт назначения — { $name }. Чтобы подсказать дорогу, мне нужно знать, где вы: отправьте геопозицию или назовите место.
compass-north = к северу
compass-northeast = к северо-востоку
compass-east = к востоку
compass-southeast = к юго-востоку
compass-south = к югу
compass-southwest = к юго-западу
compass-west = к западу
compass-northwest = к северо-западу

# --- weather ---------------------------------------------------------------------------------------------------
weather-current = Сейчас в Стамбуле { $now } °C, { $condition }; сегодня от { $min } до { $max } °C.
weather-day = Прогноз ({ $day }): от { $min } до { $max } °C, { $condition }.
weather-normal = Прогноз сейчас недоступен. Обычно { $month } бывает от { $min } до { $max } °C, за месяц выпадает { $rain } мм осадков.
weather-beyond = Так далеко прогноз не заглядывает. Обычно { $month } бывает от { $min } до { $max } °C, за месяц выпадает { $rain } мм осадков.
weather-rain-chance = Вероятность дождя — { $percent } %.
weather-wind = Ветер до { $speed } км/ч.
weather-windy = Ветер до { $speed } км/ч: паромы могут отменить.
weather-umbrella = Возьмите зонт.
weather-warm-clothes = Одевайтесь теплее.
weather-sun = Берегитесь солнца и носите с собой воду.
weather-stale = Этот прогноз получен { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    } назад.
condition-clear = ясно
condition-partly_cloudy = переменная облачность
condition-cloudy = облачно
condition-fog = туман
condition-drizzle = морось
condition-rain = дождь
condition-snow = снег
condition-thunderstorm = гроза
condition-unknown = переменчивая погода

# --- events ----------------------------------------------------------------------------------------------------
intro-events =
    .a = Вот что проходит, насколько мне известно:
    .b = На эти дни приходится:
none-events = О событиях в эти дни я не знаю. У меня есть только те, что повторяются каждый год или каждую неделю; в свежей афише может быть больше.
event-line = { $name } ({ $dates }{ $place ->
        [none] {""}
       *[other] , { $place }
    }): { $about }
event-usual = Даты каждый раз объявляют заново: проверьте, прежде чем идти.
event-free = Бесплатно.

# --- prayers ---------------------------------------------------------------------------------------------------
prayer-day = Время намаза в Стамбуле { $day }: предрассветный { $fajr }, восход { $sunrise }, полуденный { $dhuhr }, послеполуденный { $asr }, вечерний { $maghrib }, ночной { $isha }.
prayer-fajr = Предрассветный намаз, с которого начинается пост, — в { $time } { $day }.
prayer-sunrise = Солнце встаёт в { $time } { $day }.
prayer-dhuhr = Полуденный намаз — в { $time } { $day }.
prayer-asr = Послеполуденный намаз — в { $time } { $day }.
prayer-maghrib = Вечерний намаз, в Рамадан это и время ифтара, — в { $time } { $day }.
prayer-isha = Ночной намаз — в { $time } { $day }.
prayer-calculated = Это расчётное время; официальный календарь ведомства по делам религии (Diyanet) может отличаться не более чем на пять минут.
mosque-friday = По пятницам вокруг полуденного намаза, примерно { $span }, посетителей не пускают.
mosque-prayers = Вокруг каждого намаза посетителей какое-то время не пускают, полуденный — около { $dhuhr }.
mosque-now = Сейчас закрыто для посетителей из-за намаза.
intro-closed =
    .a = Насколько я знаю, { $day } закрыты:
none-closed = Не знаю ничего такого, что закрыто { $day }.

# --- knowledge -------------------------------------------------------------------------------------------------
none-knowledge = Надёжных сведений об этом у меня нет, а гадать не хочется.
none-knowledge-practical = Надёжных сведений об этом у меня нет. Вам помогут в отеле или в туристическом бюро (Turizm Danışma).
intro-areas =
    .a = Лучше всего подходят эти районы:
    .b = Советую присмотреться к этим районам:
none-areas = Я знаю этот район недостаточно хорошо, чтобы о нём рассказывать.
area-side-european = Это на европейской стороне.
area-side-asian = Это на азиатской стороне.
area-stops = Ближайшие остановки: { $stops }.
area-see = Что там посмотреть: { $places }.
phrase-found = По-турецки: «{ $turkish }»
phrase-reading = (читается: { $reading })
phrase-meaning = – по-русски: «{ $meaning }»
phrase-missing = В моём разговорнике этого нет, а переводить наугад я не стану. Попробуйте фразу попроще, например «спасибо» или «счёт, пожалуйста».
map-shown = Вот на карте: { $names }.
map-link = Открыть карту: { $link }
map-none = Какое место показать на карте?
missing-tool = Сейчас мне не удалось это узнать.
missing-weather = Служба погоды сейчас не отвечает.
partial = Часть моих источников сейчас не отвечает, поэтому ответ может быть неполным.
possible-emergency = Если кто-то в опасности, немедленно звоните 112. Все ли в безопасности?
clarify-language = Я отвечаю по-английски, по-турецки, по-французски, по-русски, по-немецки и по-арабски.

# Weekdays as $day (with preposition) and as $days of `closed-weekdays`; months as $month (with preposition).
on-monday = в понедельник
on-tuesday = во вторник
on-wednesday = в среду
on-thursday = в четверг
on-friday = в пятницу
on-saturday = в субботу
on-sunday = в воскресенье
on-tomorrow = завтра
on-date = { $date } года
every-monday = по понедельникам
every-tuesday = по вторникам
every-wednesday = по средам
every-thursday = по четвергам
every-friday = по пятницам
every-saturday = по субботам
every-sunday = по воскресеньям
in-month-1 = в январе
in-month-2 = в феврале
in-month-3 = в марте
in-month-4 = в апреле
in-month-5 = в мае
in-month-6 = в июне
in-month-7 = в июле
in-month-8 = в августе
in-month-9 = в сентябре
in-month-10 = в октябре
in-month-11 = в ноябре
in-month-12 = в декабре

# --- what to ask next ------------------------------------------------------------------------------------------
suggest-route-to = { $name } — как добраться?
suggest-near = { $name } — что ещё есть рядом?
suggest-eat-near = { $name } — где поесть рядом?
suggest-tomorrow = А завтра?
suggest-map = Показать на карте
suggest-weather = Какая будет погода?
suggest-gems = Есть малоизвестные места?
suggest-see = Что посмотреть в первую очередь?
suggest-food = Где поесть сегодня вечером?
suggest-card = Как пользоваться картой Istanbulkart?
suggest-cheaper = А есть подешевле?
suggest-children = Подойдёт ли это детям?
suggest-plan = Составить план на день
suggest-thanks = Как сказать «спасибо» по-турецки?
suggest-step-free = Есть ли путь без ступеней?

# --- from live services ----------------------------------------------------------------------------------------
none-events-listed = Подходящих событий в эти дни я не знаю.
weather-rain-hours = Дождь вероятнее всего с { $from } до { $until }.
weather-indoors = День для музеев и крытых базаров.
weather-outdoors = Хорошая погода для прогулки или поездки на пароме.
sea-calm = К югу от Босфора море спокойное, волны до { $wave } м.
sea-moderate = К югу от Босфора волны до { $wave } м: на пароме может качать.
sea-rough = К югу от Босфора волны до { $wave } м: паромы могут отменить, уточните у перевозчика перед выходом.
sea-warmth = Температура воды { $degrees } °C.
sea-unknown = Состояние моря мне сейчас не видно. Перед выходом уточните у паромной компании.
walk-streets = { $name }: пешком { $meters } м, около { $minutes ->
    [one] { $minutes } минуты
   *[other] { $minutes } минут
}:
step-depart = { $street ->
    [none] Начните движение
   *[other] Начните движение: { $street }
} ({ $meters } м).
step-straight = { $street ->
    [none] Идите прямо
   *[other] Идите прямо: { $street }
} ({ $meters } м).
step-left = { $street ->
    [none] Поверните налево
   *[other] Поверните налево: { $street }
} ({ $meters } м).
step-right = { $street ->
    [none] Поверните направо
   *[other] Поверните направо: { $street }
} ({ $meters } м).
step-slight_left = { $street ->
    [none] Держитесь левее
   *[other] Держитесь левее: { $street }
} ({ $meters } м).
step-slight_right = { $street ->
    [none] Держитесь правее
   *[other] Держитесь правее: { $street }
} ({ $meters } м).
step-around = { $street ->
    [none] Развернитесь
   *[other] Развернитесь: { $street }
} ({ $meters } м).
step-roundabout = { $street ->
    [none] Пройдите круговой перекрёсток
   *[other] Пройдите круговой перекрёсток, далее { $street }
} ({ $meters } м).
step-arrive = Вы на месте.
rates-line = { $amount } — это около { $converted } по официальному курсу на { $date } года.
rates-unlisted = Банк не публикует курс для { $currencies }.
rates-none = Курсы валют сейчас недоступны, а угадывать их я не буду.
price-converted = Это около { $amount } по официальному курсу на { $date } года.
quakes-intro = Зафиксировано в радиусе { $radius } км от Стамбула { $days ->
    [1] за последние 24 часа
    [one] за последний { $days } день
    [few] за последние { $days } дня
   *[other] за последние { $days } дней
}, магнитуда от { $magnitude }:
quakes-none = { $days ->
    [1] За последние 24 часа
    [one] За последний { $days } день
    [few] За последние { $days } дня
   *[other] За последние { $days } дней
} в радиусе { $radius } км от Стамбула не зафиксировано землетрясений магнитудой от { $magnitude }.
quake-line = Магнитуда { $magnitude }, { $distance } км от центра города, { $when }{ $region ->
    [none] {""}
   *[other] {" "}({ $region })
}.
quakes-more = Это самые сильные, всего их { $total }.
quakes-stale = Этот список получен { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
} назад.
quakes-unknown = Список недавних землетрясений сейчас недоступен. Турецкое ведомство AFAD публикует его на deprem.afad.gov.tr.
missing-parts = Сейчас недоступно: { $parts }. На остальной ответ это не влияет.
part-weather = текущая погода
part-marine = состояние моря
part-events = текущая афиша
part-routing = маршрут по улицам
part-rates = курсы валют
part-earthquakes = список землетрясений
missing-store = Сохранённая переписка сейчас недоступна, поэтому что-то из сказанного раньше могло остаться неучтённым.
unsaved = Сейчас переписка не сохраняется, поэтому позже я могу этого не вспомнить.
