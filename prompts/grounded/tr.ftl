# Sentences of the grounded composer in Turkish. Facts come in as arguments; nothing here states one.
# LOC, DAT, ABL, GEN and ACC put the case suffix on a proper name.

-brand = Istanbul Companion

greeting =
    .a = Merhaba! Ben { -brand }, şehri gezerken size eşlik eden bir yapay zekâ rehberiyim. Nerede yemek yenir, nereler gezilir, bir yere nasıl gidilir, hava nasıl olacak, hepsini sorabilirsiniz.
    .b = Merhaba, hoş geldiniz! Ben { -brand }, bir yapay zekâ rehberiyim. Ne arıyorsunuz: yemek yiyecek bir yer, gezilecek bir yer, yol tarifi ya da pek bilinmeyen bir köşe?
thanks =
    .a = Rica ederim! İstanbul'daki gününüz için sormak istediğiniz başka bir şey var mı?
    .b = Ne demek! Aklınıza başka bir şey gelirse sorun.
bye =
    .a = Hoşça kalın, İstanbul'un tadını çıkarın!
    .b = Güle güle, keyifli gezmeler!
about-you =
    .a = Ben { -brand }; insan değil, yapay zekâyım. Doğrulanmış bir şehir rehberine ve toplu taşıma ağına dayanarak cevap veririm, kaynaklarımı belirtirim, bilmediğimde de bilmiyorum derim. Yemek ve gezi yerleri bulabilir, yol tarif edebilir, semtleri anlatabilirim; Türkçe ifadeler, hava durumu ve etkinlikler konusunda da yardımcı olurum.
off-topic =
    .a = Ben yalnızca İstanbul'u bilirim, o yüzden bu konuda yardımcı olamam. Ama yemek, gezilecek yerler, ulaşım, semtler, etkinlikler ya da hava durumu için buradayım.
    .b = Bu benim bildiklerimin dışında. İstanbul'la ilgili ne isterseniz sorun: yemek, gezilecek yerler, ulaşım, hava durumu, etkinlikler ya da işe yarar ifadeler.

# --- lists of places -------------------------------------------------------------------------------------------
intro-restaurant =
    .a = { $area ->
        [none] Yemek için önerim:
       *[other] { $area } çevresinde iyi yemek için:
    }
    .b = { $area ->
        [none] Damağınıza layık:
       *[other] { $area } çevresinde yemek için önerim:
    }
    .c = { $area ->
        [none] İsteğinize göre:
       *[other] { $area } çevresinde, isteğinize göre:
    }
intro-attraction =
    .a = { $area ->
        [none] Gezmek için önerim:
       *[other] { $area } çevresinde görmeye değer:
    }
    .b = { $area ->
        [none] Vakit ayırmaya değer:
       *[other] { $area } çevresinde kaçırmayın:
    }
intro-children =
    .a = { $area ->
        [none] Çocuklarla gezmek için önerim:
       *[other] { $area } çevresinde çocuklarla gezmek için:
    }
    .b = { $area ->
        [none] Çocuklarla gitmeye uygun:
       *[other] { $area } çevresinde, çocuklarla gitmeye uygun:
    }
intro-gem =
    .a = { $area ->
        [none] Az kişi bilir:
       *[other] { $area } çevresinde az kişi bilir:
    }
    .b = { $area ->
        [none] Alışılmış rotaların biraz dışında:
       *[other] { $area } çevresinde, alışılmış rotaların biraz dışında:
    }
intro-near =
    .a = Size en yakın olanlar:
intro-shop =
    .a = { $area ->
        [none] Alışveriş için önerim:
       *[other] { $area } çevresinde alışveriş için:
    }
intro-nightlife =
    .a = { $area ->
        [none] Akşam dışarı çıkmak için:
       *[other] { $area } çevresinde akşam dışarı çıkmak için:
    }
intro-stay =
    .a = { $area ->
        [none] Konaklamak için önerim:
       *[other] { $area } çevresinde konaklamak için:
    }
intro-itinerary =
    .a = { $area ->
        [none] Az yürümeniz için şu sırayı öneririm:
       *[other] { $area } çevresinde, az yürüyeceğiniz sırayla bir gezi planı:
    }
intro-another = Bir de şunu buldum:

none-restaurant = Bunların hepsine uyan bir yemek yeri bilmiyorum, tahminle isim vermek de istemem.
none-attraction = Bunların hepsine uyan bir gezi yeri bilmiyorum.
none-gem = Bunların hepsine uyan saklı bir köşe bilmiyorum.
none-shop = Buna uyan bir dükkân ya da çarşı bilmiyorum.
none-nightlife = Akşam için buna uyan bir yer bilmiyorum.
none-stay = Buna uyan bir konaklama yeri bilmiyorum.
none-itinerary = Bunların hepsine uyan bir plan çıkaramıyorum.

relaxed-area = { $area } çevresinde uygun bir yer bilmiyorum, daha uzağa baktım.
relaxed-radius = Yakında uygun bir yer çıkmadı, biraz daha uzağa baktım.
relaxed-budget = Orada bu bütçeye uyan bir yer bilmiyorum.
relaxed-cuisine = Bu mutfaktan, isteğinize uyan bir yer bilmiyorum.
relaxed-dish = Bu yemekle tanınan, isteğinize uyan bir yer bilmiyorum.
relaxed-meal = O öğünde servis yapıldığından emin değilim.
relaxed-open_at = O saatte açık olduğunu doğrulayamıyorum.
relaxed-setting = İstediğiniz ortamın bulunduğunu doğrulayamıyorum.
relaxed-kind = Tam olarak bu türden uygun bir yer yok, ona en yakın olanı öneriyorum.
unconfirmed-diet = Burada “{ $diets }” bilgisini doğrulayan bir kaynak yok, sipariş vermeden önce sorun.
diet-dishes-ask = Bu mutfakların bunları nasıl hazırladığını bir kaynaktan bilmiyorum, sipariş vermeden sorun.
unconfirmed-steps = Basamaksız giriş burada her yer için doğrulanmış değil, gitmeden önce arayıp sorun.
allergy = Alerjiniz varsa çalışanlara mutlaka söyleyin: eser miktarda alerjen bulunmadığına kefil olamam.
diet-vegan = vegan
diet-vegetarian = vejetaryen
diet-halal = helal
diet-kosher = koşer
diet-gluten_free = glütensiz
diet-nut_free = kuruyemişsiz
diet-seafood_free = deniz ürünü içermeyen
diet-lactose_free = laktozsuz
diet-no_alcohol = alkolsüz

# --- facts about one place; each is a sentence of its own --------------------------------------------------------
distance = Size yaklaşık { $meters } m uzaklıkta.
hours-today = Bugün açık: { $hours }.
hours-day = Burası { $day } açık: { $hours }.
hours-always = 24 saat açık.
hours-closed-today = Bugün kapalı.
hours-closed-day = Burası { $day } kapalı.
hours-unknown = Çalışma saatlerini bilmiyorum.
open-now = Şu anda açık.
closed-now = Şu anda kapalı.
closed-weekdays = Kapalı: { $days }.
closed-for-now = Geçici olarak kapalı.
price-free = Giriş ücretsiz.
price-adult = Yabancı ziyaretçiler için giriş: { $amount } ({ $date } itibarıyla).
price-old = Bildiğim son fiyat { $date } tarihli, güvenilemeyecek kadar eski.
price-level-1 = Hesaplı.
price-level-2 = Orta fiyatlı.
price-level-3 = Biraz pahalı.
price-level-4 = Pahalı.
step-free-yes = Basamaksız erişim var.
step-free-no = Basamaksız erişim yok.
step-free-unknown = Basamaksız erişim olup olmadığını bilmiyorum.
diet-confirmed = Doğrulanmış: { $diets }.
diet-dishes-vegetarian = Genellikle etsiz ve balıksız: { $dishes }.
diet-dishes-vegan = Genellikle hayvansal ürün içermez: { $dishes }.
diet-against-vegetarian = Et ya da balıkla yapılır: { $dishes }.
diet-against-vegan = Genellikle hayvansal ürün içerir: { $dishes }.
diet-against-gluten_free = Genellikle buğday içerir: { $dishes }.
diet-against-nut_free = Genellikle kuruyemiş içerir: { $dishes }.
diet-against-seafood_free = Balık ya da deniz ürünü: { $dishes }.
diet-against-lactose_free = Genellikle süt ürünü içerir: { $dishes }.
diet-against-no_alcohol = Alkollü: { $dishes }.
visit-time = Yaklaşık { $minutes } dakika ayırın.

# --- getting around --------------------------------------------------------------------------------------------
route-summary =
    .a = { ABL($from) } { DAT($to) } yol, { $transfers ->
        [0] aktarmasız
       *[other] { $transfers } aktarmayla
    } yaklaşık { $minutes } dakika:
    .b = { $from } → { $to }: yaklaşık { $minutes } dakika{ $transfers ->
        [0] , aktarma yok.
       *[other] , { $transfers } aktarma.
    }
leg-walk = { DAT($to) } kadar yürüyün ({ $way ->
        [none] {""}
       *[other] { $way } { $meters } m,{" "}
    }{ $minutes } dk).
leg-ride = { $vehicle }{ $line ->
        [none] {""}
       *[other] {" "}{ $line }
    }: { ABL($from) } { DAT($to) }{ $direction ->
        [none] {""}
       *[other] , { $direction } yönünde
    } ({ $stops ->
        [0] {""}
       *[other] { $stops } durak,{" "}
    }{ $minutes } dk).
leg-ferry = Vapur: { ABL($from) } { DAT($to) } ({ $minutes } dk).
leg-departs = Sıradaki sefer { $time } civarında.
vehicle-metro = Metro
vehicle-tram = Tramvay
vehicle-marmaray = Marmaray
vehicle-train = Tren
vehicle-ferry = Vapur
vehicle-funicular = Füniküler
vehicle-metrobus = Metrobüs
vehicle-cable_car = Teleferik
vehicle-bus = Otobüs
route-fare = İstanbulkart'la ücret: { $amount } ({ $date } itibarıyla).
route-fare-unknown = Bu yolculuğun toplam ücretini bilmiyorum.
route-alternative = Ya da: { $lines }, yaklaşık { $minutes } dakika.
route-frequency = Süreler canlı bir tarifeye değil, yayımlanmış sefer sıklıklarına dayanıyor.
route-estimate = Süreler tahminîdir.
route-step-free-yes = Bu yoldaki bütün duraklarda basamaksız erişim var.
route-step-free-no = Bu yol basamaksız değil.
route-step-free-unknown = Yolun tamamında basamaksız erişim olduğunu doğrulayamıyorum.
route-ask-origin = Nereden yola çıkıyorsunuz? Bir yer söyleyin ya da konumunuzu paylaşın.
route-ask-destination = Nereye gitmek istiyorsunuz?
route-unknown-place = “{ $place }” nerede, bilmiyorum. Yakınındaki bir durağı, gezi yerini ya da semti söyler misiniz?
route-same = Zaten oradasınız.
route-outside = Orası bildiğim bölgenin dışında.
warn-last_departure_missed = { $line } hattının son seferi saat { $at }: ona yetişemezsiniz.
warn-step_free_unknown = Basamaksız erişim şu duraklarda doğrulanmış değil: { $stop }.
warn-last_departure = Bu yol günün son { $line } seferini kullanıyor ({ $stop }, saat { $at }); kaçırmayın.
warn-long_wait = { $line } için { $minutes } dakika bekleme var.
warn-night_service = Geceleri { $line } aşağı yukarı { $headway } dakikada bir çalışır.
warn-sparse_service = { $line } aşağı yukarı { $headway } dakikada bir çalışır; çıkmadan önce kalkış saatine bakın.
warn-walk_not_surveyed = Yürünecek yerlerdeki eğim, kaldırım ve basamakları bilmiyorum.
warn-closure_possible = Yetkililer şu istasyonları bazen son anda kapatabiliyor: { $stop }.
warn-long_walk = Yolda yaklaşık { $meters } m’lik uzunca bir yürüyüş var.
warn-ferry_times_estimated = Vapur saatleri tahminidir; Şehir Hatları’nın tarifesi geçerlidir.
route-via = { $place } üzerinden.
route-when-at = Çıkış: { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }{ $leaves }, varış: yaklaşık { $arrives }.
route-when-by = En geç çıkış: { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }{ $leaves }, varış: yaklaşık { $arrives }.
route-when-first = İlk yolculuk: { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }çıkış { $leaves }, varış yaklaşık { $arrives }.
route-when-last = Son yolculuk: { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }çıkış { $leaves }, varış yaklaşık { $arrives }.
route-when-night = Gece boyunca çalışıyor; sabahtan önceki son çıkış { $day ->
        [none] {""}
       *[other] { $day }{" "}
    }{ $leaves } civarında.
route-which = Hangisini kastediyorsunuz: { $choices }?
line-hours-intro = İlk ve son seferler ({ $day }):
line-hours-row = { $line }{ $from ->
        [none] {""}
       *[other] , { $from } → { $direction }
    }: { $night ->
        [yes] ilk { $first }, sonra gece boyunca çalışır.
       *[no] ilk { $first }, son { $last }.
    }
line-hours-unknown = { $line } hattının saatlerini bilmiyorum.
line-hours-none = { $stop } için böyle bir sefer bilmiyorum.
on-foot = yürüyerek
leg-every = Yaklaşık { $minutes } dakikada bir.
leg-leaves = Kalkış { $time } civarında.
line-ferry = { $line } vapuru
line-marmaray = Marmaray
line-metrobus = Metrobüs
towards-north = kuzeye
towards-northeast = kuzeydoğuya
towards-east = doğuya
towards-southeast = güneydoğuya
towards-south = güneye
towards-southwest = güneybatıya
towards-west = batıya
towards-northwest = kuzeybatıya
warn-same_place = Zaten oradasınız.
warn-outside_city = { $end } çevresini bilmiyorum: İstanbul’un dışında.
warn-far_from_network = { $end } yürüme mesafesinde durak yok; en yakını yaklaşık { $meters } m uzakta.
warn-no_route = O saatte bir bağlantı bulamadım.
warn-no_step_free_route = Bildiğim bütün yollarda basamaklı bir peron var; sizi oraya yönlendirmek istemem.
warn-times_unknown = Ne zaman çalıştığını bilmediğim için hesaba katmadım: { $line }.
warn-avoid_ignored = “{ $word } olmadan” yol hesaplayamıyorum.
warn-avoid_impossible = { $word } olmadan bir yol bulamadım; bu yol onu da kullanıyor.
warn-arrives_early = Daha geç çıkıp zamanında varan bir sefer yok: yaklaşık { $minutes } dakika erken varırsınız.
warn-bus_link = { ABL($from) } { DAT($to) } { $line } otobüsü de gidiyor; saatlerini bilmediğim için hesaba katmadım.
warn-coach_link = { ABL($from) } { DAT($to) } { $line } otobüsleri de çalışıyor; saatlerini bilmiyorum.
warn-name_shared = Bu adı taşıyan başka bir yer daha var; bu yol, daha olası olan için.
warn-not_an_airport = { $stop } yalnızca bir istasyon adı: oradan yolcu uçağı kalkmıyor. İstanbul’un havalimanları İstanbul Havalimanı (IST) ve Sabiha Gökçen (SAW).
end-origin = Çıkış noktasının
end-destination = Varış noktasının
end-via = Ara noktanın
avoid-crowds = kalabalık
avoid-stairs = merdiven
avoid-buses = otobüs
avoid-ferries = vapur
avoid-metro = metro
avoid-walking = yürüyüş
avoid-transfers = aktarma
avoid-trams = tramvay
avoid-metrobus = metrobüs
avoid-marmaray = Marmaray
topkapi-stop = İsme dikkat: “Topkapı” durağı, Topkapı Sarayı'na 5 km uzaklıktadır. Saray için Sultanahmet'te ya da Gülhane'de inin.

walk-estimate = { $name } yaklaşık { $meters } m { $direction }, yürüyerek aşağı yukarı { $minutes } dakika. Bu, kuş uçuşu bir tahmin; sokak sokak yol tarifi değil.
walk-far = { $name } yürümek için fazla uzak, toplu taşımayla şöyle gidebilirsiniz:
walk-ask-location = Bunun için konumunuz gerekiyor: paylaşın ya da yakınınızdaki bir sokağı, durağı veya gezi yerini söyleyin.
walk-ask-location-for = Size { GEN($name) } yolunu tarif edebilmem için konumunuz gerekiyor: paylaşın ya da nerede olduğunuzu söyleyin.
compass-north = kuzeyinizde
compass-northeast = kuzeydoğunuzda
compass-east = doğunuzda
compass-southeast = güneydoğunuzda
compass-south = güneyinizde
compass-southwest = güneybatınızda
compass-west = batınızda
compass-northwest = kuzeybatınızda

# --- weather ---------------------------------------------------------------------------------------------------
weather-current = İstanbul'da şu anda hava { $condition }, sıcaklık { $now } °C; bugün { $min } ile { $max } °C arasında.
weather-day = { $day }: { $min } ile { $max } °C arası, hava { $condition }.
weather-normal = Canlı hava tahminine ulaşılamıyor. Mevsim normalleri { $month } şöyle: { $min } ile { $max } °C arası, ay boyunca { $rain } mm yağış.
weather-beyond = O tarih, hava tahmininin kapsamı dışında. Mevsim normalleri { $month } şöyle: { $min } ile { $max } °C arası, ay boyunca { $rain } mm yağış.
weather-rain-chance = Yağmur ihtimali %{ $percent }.
weather-wind = Rüzgârın hızı en fazla { $speed } km/sa.
weather-windy = Rüzgârın hızı { $speed } km/sa olabilir, vapur seferleri iptal edilebilir.
weather-umbrella = Şemsiyenizi yanınıza alın.
weather-warm-clothes = Sıkı giyinin.
weather-sun = Güneşten korunun, yanınızda su bulundurun.
weather-stale = Bu tahmin { $minutes } dakika öncesine ait.
condition-clear = açık
condition-partly_cloudy = parçalı bulutlu
condition-cloudy = bulutlu
condition-fog = sisli
condition-drizzle = çisentili
condition-rain = yağmurlu
condition-snow = kar yağışlı
condition-thunderstorm = gök gürültülü fırtınalı
condition-unknown = değişken

# --- events ----------------------------------------------------------------------------------------------------
intro-events =
    .a = Bildiğim kadarıyla etkinlikler:
    .b = O tarihlere denk gelenler:
none-events = O tarihlerde bildiğim bir etkinlik yok. Bende yalnızca her yıl ya da her hafta tekrarlanan etkinlikler var; güncel bir etkinlik takviminde daha fazlasını bulabilirsiniz.
event-line = { $name } ({ $dates }{ $place ->
        [none] {""}
       *[other] , { $place }
    }): { $about }
event-usual = Tarihler her seferinde yeniden duyurulur, gitmeden önce kontrol edin.
event-free = Ücretsiz.

# --- prayers ---------------------------------------------------------------------------------------------------
prayer-day = { $day } İstanbul’da namaz vakitleri: imsak { $fajr }, güneş { $sunrise }, öğle { $dhuhr }, ikindi { $asr }, akşam { $maghrib }, yatsı { $isha }.
prayer-fajr = { $day } imsak vakti { $time }, oruç bu saatte başlar.
prayer-sunrise = { $day } güneş { $time } itibarıyla doğuyor.
prayer-dhuhr = { $day } öğle namazı vakti { $time }.
prayer-asr = { $day } ikindi vakti { $time }.
prayer-maghrib = { $day } akşam ezanı { $time }, Ramazan’da iftar vakti de budur.
prayer-isha = { $day } yatsı vakti { $time }.
prayer-calculated = Bu vakitler hesaplanmıştır, Diyanet’in resmî takviminden en çok beş dakika sapabilir.
mosque-friday = Cuma günleri öğle namazı çevresinde, yaklaşık { $span } arasında ziyaretçi alınmaz.
mosque-prayers = Her namaz çevresinde bir süre ziyaretçi alınmaz, öğle vakti { $dhuhr }.
mosque-now = Namaz nedeniyle şu anda ziyarete kapalı.
intro-closed =
    .a = Bildiğim kadarıyla { $day } kapalı olanlar:
none-closed = { $day } kapalı olan böyle bir yer bilmiyorum.

# --- knowledge -------------------------------------------------------------------------------------------------
none-knowledge = Bu konuda güvenilir bir bilgim yok, tahmin yürütmek de istemem.
none-knowledge-practical = Bu konuda güvenilir bir bilgim yok. Oteliniz ya da bir turizm danışma bürosu yardımcı olabilir.
intro-areas =
    .a = Size en uygun semtler:
    .b = Ben olsam şu semtlere bakardım:
none-areas = O semti anlatacak kadar iyi bilmiyorum.
area-side-european = Avrupa Yakası'nda.
area-side-asian = Anadolu Yakası'nda.
area-stops = En yakın duraklar: { $stops }.
area-see = Orada görmeye değer: { $places }.
phrase-found = Türkçesi: “{ $turkish }”
phrase-reading = (okunuşu: { $reading })
phrase-meaning = – İngilizcesi: “{ $meaning }”
phrase-missing = İfade kılavuzumda bu yok, tahminle de çeviri yapmam. “Teşekkür ederim” ya da “hesap, lütfen” gibi daha basit, gündelik bir ifade deneyin.
map-shown = Haritada gösteriyorum: { $names }.
map-link = Haritayı açın: { $link }
map-none = Haritada hangi yeri göstereyim?
missing-tool = Buna şu anda bakamadım.
missing-weather = Canlı hava durumu hizmeti şu anda yanıt vermiyor.
partial = Kaynaklarımın bir kısmı şu anda yanıt vermiyor, bu yüzden cevabım eksik olabilir.
possible-emergency = Tehlikede olan biri varsa hemen 112'yi arayın. Herkes güvende mi?
clarify-language = İngilizce, Türkçe, Fransızca, Rusça, Almanca ve Arapça cevap veriyorum.

# Weekdays as $day (with preposition) and as $days of `closed-weekdays`; months as $month (with preposition).
on-monday = pazartesi günü
on-tuesday = salı günü
on-wednesday = çarşamba günü
on-thursday = perşembe günü
on-friday = cuma günü
on-saturday = cumartesi günü
on-sunday = pazar günü
on-tomorrow = yarın
on-date = { $date } tarihinde
every-monday = pazartesi günleri
every-tuesday = salı günleri
every-wednesday = çarşamba günleri
every-thursday = perşembe günleri
every-friday = cuma günleri
every-saturday = cumartesi günleri
every-sunday = pazar günleri
in-month-1 = ocak ayında
in-month-2 = şubat ayında
in-month-3 = mart ayında
in-month-4 = nisan ayında
in-month-5 = mayıs ayında
in-month-6 = haziran ayında
in-month-7 = temmuz ayında
in-month-8 = ağustos ayında
in-month-9 = eylül ayında
in-month-10 = ekim ayında
in-month-11 = kasım ayında
in-month-12 = aralık ayında

# --- what to ask next ------------------------------------------------------------------------------------------
suggest-route-to = { DAT($name) } nasıl giderim?
suggest-near = { $name } yakınında başka ne var?
suggest-eat-near = { $name } yakınında nerede yemek yiyebilirim?
suggest-tomorrow = Peki ya yarın?
suggest-map = Haritada göster
suggest-weather = Hava nasıl olacak?
suggest-gems = Az bilinen yerler var mı?
suggest-see = Önce nereyi görmeliyim?
suggest-food = Bu akşam nerede yemek yiyeyim?
suggest-card = İstanbulkart nasıl kullanılıyor?
suggest-cheaper = Daha ucuzu var mı?
suggest-children = Çocuklar için uygun mu?
suggest-plan = Bana bir günlük plan yap
suggest-thanks = Türkçede “teşekkür ederim” nasıl denir?
suggest-step-free = Basamaksız bir yol var mı?

# --- from live services ----------------------------------------------------------------------------------------
none-events-listed = O tarihlerde buna uyan bir etkinlik bilmiyorum.
weather-rain-hours = Yağmur en çok { $from } ile { $until } arasında bekleniyor.
weather-indoors = Müzeler ve kapalı çarşılar için uygun bir gün.
weather-outdoors = Hava, yürüyüş ya da vapur gezisi için uygun.
sea-calm = Boğaz’ın güneyinde deniz sakin, dalga en çok { $wave } m.
sea-moderate = Boğaz’ın güneyinde dalga { $wave } metreyi buluyor: yolculuk sallantılı olabilir.
sea-rough = Boğaz’ın güneyinde dalga { $wave } metreyi buluyor: seferler iptal edilebilir, yola çıkmadan işletmeciye sorun.
sea-warmth = Suyun sıcaklığı { $degrees } °C.
sea-unknown = Denizin durumunu şu anda göremiyorum. Yola çıkmadan vapur işletmecisine sorun.
walk-streets = { $name } yürüyerek { $meters } m, yaklaşık { $minutes } dakika:
step-depart = { $street ->
    [none] Yürümeye başlayın
   *[other] { $street } boyunca yürümeye başlayın
} ({ $meters } m).
step-straight = { $street ->
    [none] Düz devam edin
   *[other] { $street } boyunca düz devam edin
} ({ $meters } m).
step-left = { $street ->
    [none] Sola dönün
   *[other] Sola, { $street } yönüne dönün
} ({ $meters } m).
step-right = { $street ->
    [none] Sağa dönün
   *[other] Sağa, { $street } yönüne dönün
} ({ $meters } m).
step-slight_left = { $street ->
    [none] Hafif sola yönelin
   *[other] Hafif sola, { $street } yönüne gidin
} ({ $meters } m).
step-slight_right = { $street ->
    [none] Hafif sağa yönelin
   *[other] Hafif sağa, { $street } yönüne gidin
} ({ $meters } m).
step-around = { $street ->
    [none] Geri dönün
   *[other] { $street } üzerinde geri dönün
} ({ $meters } m).
step-roundabout = { $street ->
    [none] Dönel kavşağı geçin
   *[other] Dönel kavşağı { $street } yönünde geçin
} ({ $meters } m).
step-arrive = Vardınız.
rates-line = { $amount }, { $date } tarihli resmî kurla yaklaşık { $converted }.
rates-unlisted = Banka şu para birimi için kur yayımlamıyor: { $currencies }.
rates-none = Güncel döviz kurlarına şu anda ulaşamıyorum, tahmin de yürütmem.
price-converted = { $date } tarihli resmî kurla yaklaşık { $amount }.
quakes-intro = { $days ->
    [one] Son 24 saatte
   *[other] Son { $days } günde
} İstanbul’un { $radius } km çevresinde kaydedilen, { $magnitude } ve üzeri büyüklükteki depremler:
quakes-none = { $days ->
    [one] Son 24 saatte
   *[other] Son { $days } günde
} İstanbul’un { $radius } km çevresinde { $magnitude } ve üzeri büyüklükte bir deprem kaydedilmedi.
quake-line = Büyüklük { $magnitude }, şehir merkezine { $distance } km, { $when }{ $region ->
    [none] {""}
   *[other] {" "}({ $region })
}.
quakes-more = Bunlar { $total } depremin en güçlüleri.
quakes-stale = Bu liste { $minutes } dakika öncesine ait.
quakes-unknown = Son depremlerin listesine şu anda ulaşamıyorum. AFAD listeyi deprem.afad.gov.tr adresinde yayımlıyor.
missing-parts = Şu anda şuna ulaşamıyorum: { $parts }. Cevabımın geri kalanı bundan etkilenmiyor.
part-weather = güncel hava durumu
part-marine = denizin durumu
part-events = güncel etkinlik listeleri
part-routing = sokak sokak yol tarifi
part-rates = döviz kurları
part-earthquakes = deprem listesi
missing-store = Kayıtlı konuşmamıza şu anda ulaşamıyorum, daha önce yazdığınız bir şeyi gözden kaçırmış olabilirim.
unsaved = Konuşmamızı şu anda kaydedemiyorum, bunu sonra hatırlamayabilirim.
