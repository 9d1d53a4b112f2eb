# Sentences of the grounded composer in Arabic. Facts come in as arguments; nothing here states one.
# No verb addresses the reader as man or woman. Arguments are isolated by the bundle (right-to-left text).

-brand = Istanbul Companion

greeting =
    .a = مرحبًا! أنا { -brand }، مرشد يعمل بالذكاء الاصطناعي في إسطنبول. أهلًا بأي سؤال عن أماكن الطعام والمعالم وطرق الوصول وحالة الطقس.
    .b = أهلًا وسهلًا! أنا { -brand }، مرشد يعمل بالذكاء الاصطناعي. عمّ نبحث اليوم: مكان للطعام، أم معلم للزيارة، أم طريق إلى وجهة ما، أم مكان لا يعرفه كثيرون؟
thanks =
    .a = على الرحب والسعة! هل من شيء آخر لهذا اليوم في إسطنبول؟
    .b = بكل سرور. أنا هنا لأي سؤال آخر.
bye =
    .a = مع السلامة، ووقتًا ممتعًا في إسطنبول!
    .b = إلى اللقاء، وجولات سعيدة!
about-you =
    .a = أنا { -brand }، ذكاء اصطناعي ولست إنسانًا. أجيب اعتمادًا على دليل مدقّق للمدينة وعلى شبكة النقل العام، وأذكر مصادري، وأقول ذلك صراحةً حين لا أعرف. يمكنني اقتراح أماكن للطعام والزيارة، وتخطيط الطرق، ووصف الأحياء، والمساعدة في العبارات التركية والطقس والفعاليات.
off-topic =
    .a = معرفتي تقتصر على إسطنبول، لذا لا أستطيع المساعدة في هذا. لكن يسعدني اقتراح أماكن للطعام أو الزيارة، أو طرق أو أحياء أو فعاليات، أو الإجابة عن أسئلة الطقس.
    .b = هذا خارج ما أعرفه. أما إسطنبول فأهلًا بأي سؤال عنها: الطعام والمعالم والتنقل والطقس والفعاليات والعبارات المفيدة.

# --- lists of places -------------------------------------------------------------------------------------------
intro-restaurant =
    .a = { $area ->
        [none] أنصح بتناول الطعام هنا:
       *[other] لتناول طعام جيد قرب { $area }:
    }
    .b = { $area ->
        [none] مما يفتح الشهية:
       *[other] للطعام قرب { $area } أقترح:
    }
    .c = { $area ->
        [none] ما يناسب المطلوب:
       *[other] ما يناسب المطلوب في محيط { $area }:
    }
intro-attraction =
    .a = { $area ->
        [none] أقترح البدء من هنا:
       *[other] ما يستحق الزيارة حول { $area }:
    }
    .b = { $area ->
        [none] مما يستحق الزيارة حقًا:
       *[other] مما لا يُفوَّت قرب { $area }:
    }
intro-children =
    .a = { $area ->
        [none] مع الأطفال أقترح:
       *[other] مع الأطفال حول { $area } أقترح:
    }
    .b = { $area ->
        [none] مما يلائم الأطفال:
       *[other] مما يلائم الأطفال قرب { $area }:
    }
intro-gem =
    .a = { $area ->
        [none] مما لا يعرفه إلا القليل من الزوار:
       *[other] مما لا يعرفه إلا القليل من الزوار قرب { $area }:
    }
    .b = { $area ->
        [none] بعيدًا قليلًا عن المسارات المألوفة:
       *[other] حول { $area }، بعيدًا عن المسارات المألوفة:
    }
intro-near =
    .a = الأقرب إليكم:
intro-shop =
    .a = { $area ->
        [none] للتسوق أقترح:
       *[other] للتسوق قرب { $area }:
    }
intro-nightlife =
    .a = { $area ->
        [none] لقضاء سهرة ممتعة:
       *[other] لقضاء سهرة قرب { $area }:
    }
intro-stay =
    .a = { $area ->
        [none] للإقامة أقترح:
       *[other] للإقامة قرب { $area }:
    }
intro-itinerary =
    .a = { $area ->
        [none] بهذا الترتيب تقصر مسافات المشي:
       *[other] خطة حول { $area }، بترتيب تقصر معه مسافات المشي:
    }
intro-another = ووجدت هذا أيضًا:

none-restaurant = لا أعرف مكانًا لتناول الطعام تجتمع فيه كل هذه الشروط، ولا أريد أن أخمّن.
none-attraction = لا أعرف معلمًا تجتمع فيه كل هذه الشروط.
none-gem = لا أعرف مكانًا غير مشهور تجتمع فيه كل هذه الشروط.
none-shop = لا أعرف متجرًا أو سوقًا يناسب هذا الطلب.
none-nightlife = لا أعرف مكانًا للسهر يناسب هذا الطلب.
none-stay = لا أعرف مكانًا للإقامة يناسب هذا الطلب.
none-itinerary = لا أستطيع إعداد خطة تجتمع فيها كل هذه الشروط.

relaxed-area = لا أعرف مكانًا مناسبًا قرب { $area }، لذا بحثت أبعد من ذلك.
relaxed-radius = لا يوجد مكان مناسب على مقربة، لذا وسّعت البحث قليلًا.
relaxed-budget = لا أعرف هناك مكانًا ضمن هذه الميزانية.
relaxed-cuisine = لا أعرف مكانًا مناسبًا يقدّم هذا النوع من المأكولات.
relaxed-dish = لا أعرف مكانًا مناسبًا يشتهر بهذا الطبق.
relaxed-meal = لا أستطيع التأكد من أن هذه الوجبة تُقدَّم هناك.
relaxed-open_at = لا أستطيع التأكد مما هو مفتوح في ذلك الوقت.
relaxed-setting = لا أستطيع التأكد من توفر الأجواء المطلوبة.
relaxed-kind = لا يوجد مكان مناسب من هذا النوع تمامًا، وهذا أقرب ما وجدت.
unconfirmed-diet = لا يوجد مصدر يؤكد «{ $diets }» هنا، لذا يُنصح بالسؤال قبل الطلب.
diet-dishes-ask = لا يذكر أي مصدر طريقة تحضيره في هذه المطابخ، لذا يُستحسن السؤال قبل الطلب.
unconfirmed-steps = المدخل بلا درج غير مؤكد في كل هذه الأماكن، لذا يُستحسن الاتصال قبل الذهاب.
allergy = في حال وجود حساسية، من الضروري دائمًا إبلاغ العاملين: لا أستطيع ضمان خلوّ الطعام من آثار مسببات الحساسية.
diet-vegan = نباتي صِرف
diet-vegetarian = نباتي
diet-halal = حلال
diet-kosher = كوشر
diet-gluten_free = خالٍ من الغلوتين
diet-nut_free = خالٍ من المكسرات
diet-seafood_free = خالٍ من المأكولات البحرية
diet-lactose_free = خالٍ من اللاكتوز
diet-no_alcohol = بلا كحول

# --- facts about one place; each is a sentence of its own --------------------------------------------------------
distance = على بُعد نحو { $meters } م منكم.
hours-today = مفتوح اليوم: { $hours }.
hours-day = مفتوح { $day }: { $hours }.
hours-always = مفتوح على مدار الساعة.
hours-closed-today = مغلق اليوم.
hours-closed-day = مغلق { $day }.
hours-unknown = لا أعرف مواعيد العمل.
open-now = مفتوح الآن.
closed-now = مغلق الآن.
closed-weekdays = مغلق { $days }.
closed-for-now = مغلق مؤقتًا.
price-free = الدخول مجاني.
price-adult = رسم الدخول للزوار الأجانب: { $amount } (بتاريخ { $date }).
price-old = آخر سعر لديّ يعود إلى { $date }، وهو أقدم من أن يُعتمد عليه.
price-level-1 = رخيص.
price-level-2 = متوسط السعر.
price-level-3 = غالٍ بعض الشيء.
price-level-4 = غالٍ.
step-free-yes = المدخل بلا درج.
step-free-no = المدخل فيه درج.
step-free-unknown = لا أعرف إن كان المدخل بلا درج.
diet-confirmed = مؤكَّد: { $diets }.
diet-dishes-vegetarian = يُحضَّر عادةً بلا لحم أو سمك: { $dishes }.
diet-dishes-vegan = يُحضَّر عادةً بلا مكوّنات حيوانية: { $dishes }.
diet-against-vegetarian = يحتوي على لحم أو سمك: { $dishes }.
diet-against-vegan = يحتوي عادةً على مكوّنات حيوانية: { $dishes }.
diet-against-gluten_free = يحتوي عادةً على القمح: { $dishes }.
diet-against-nut_free = يحتوي عادةً على المكسرات: { $dishes }.
diet-against-seafood_free = سمك أو مأكولات بحرية: { $dishes }.
diet-against-lactose_free = يحتوي عادةً على الحليب أو مشتقاته: { $dishes }.
diet-against-no_alcohol = يحتوي على الكحول: { $dishes }.
visit-time = تستغرق الزيارة نحو { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }.

# --- getting around --------------------------------------------------------------------------------------------
route-summary =
    .a = من { $from } إلى { $to } تستغرق الرحلة نحو { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }{ $transfers ->
        [zero] ، بلا تبديل:
        [one] ، مع تبديل واحد:
        [two] ، مع تبديلين:
        [few] ، مع { $transfers } تبديلات:
        [many] ، مع { $transfers } تبديلًا:
       *[other] ، مع { $transfers } تبديل:
    }
    .b = من { $from } إلى { $to }: نحو { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }{ $transfers ->
        [zero] ، بلا تبديل.
        [one] ، تبديل واحد.
        [two] ، تبديلان.
        [few] ، { $transfers } تبديلات.
        [many] ، { $transfers } تبديلًا.
       *[other] ، { $transfers } تبديل.
    }
leg-walk = مشيًا إلى { $to } ({ $way ->
        [none] {""}
       *[other] { $meters } م { $way }،{" "}
    }{ $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }).
leg-ride = { $vehicle }{ $line ->
        [none] {""}
       *[other] {" "}{ $line }
    } من { $from } إلى { $to }{ $direction ->
        [none] {""}
       *[other] ، باتجاه { $direction }
    } ({ $stops ->
        [zero] {""}
        [one] محطة واحدة،{" "}
        [two] محطتان،{" "}
        [few] { $stops } محطات،{" "}
       *[other] { $stops } محطة،{" "}
    }{ $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }).
leg-ferry = عبّارة من { $from } إلى { $to } ({ $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }).
leg-departs = الانطلاق التالي قرابة الساعة { $time }.
vehicle-metro = مترو
vehicle-tram = ترام
vehicle-marmaray = قطار مرمراي
vehicle-train = قطار
vehicle-ferry = عبّارة
vehicle-funicular = فونيكولار
vehicle-metrobus = متروبوس
vehicle-cable_car = تلفريك
vehicle-bus = حافلة
route-fare = الأجرة ببطاقة Istanbulkart: { $amount } (بتاريخ { $date }).
route-fare-unknown = لا أعرف الأجرة الكاملة لهذه الرحلة.
route-alternative = أو: { $lines }، نحو { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }.
route-frequency = الأوقات مبنية على معدلات الرحلات المعلنة، لا على جدول مباشر.
route-estimate = الأوقات تقديرية.
route-step-free-yes = جميع المحطات في هذا الطريق يمكن دخولها بلا درج.
route-step-free-no = في هذا الطريق درج.
route-step-free-unknown = لا أستطيع التأكد من أن الطريق كله بلا درج.
route-ask-origin = من أين الانطلاق؟ يكفي اسم مكان أو مشاركة الموقع.
route-ask-destination = إلى أين الوجهة؟
route-unknown-place = لا أعرف أين يقع «{ $place }». هل من محطة أو معلم أو حي قريب منه؟
route-same = هذا هو المكان الحالي نفسه.
route-outside = هذا خارج المنطقة التي أعرفها.
warn-last_departure_missed = تنطلق آخر رحلة على خط { $line } في الساعة { $at }، ولن يتسنى اللحاق بها.
warn-step_free_unknown = الدخول بلا درج غير مؤكد في: { $stop }.
warn-last_departure = هذه آخر رحلة في اليوم على خط { $line } ({ $stop }، الساعة { $at })، فلا تفوّتوها.
warn-long_wait = فيها انتظار مدته { $minutes } دقيقة لخط { $line }.
warn-night_service = يعمل خط { $line } ليلًا كل { $headway } دقيقة تقريبًا.
warn-sparse_service = يعمل خط { $line } كل { $headway } دقيقة تقريبًا، فيُستحسن التأكد من موعد الانطلاق مسبقًا.
warn-walk_not_surveyed = لا تتوفر لدي معلومات عن المنحدرات والأرصفة والدرجات في مسافات المشي.
warn-closure_possible = تُغلق السلطات أحيانًا دون إشعار مسبق: { $stop }.
warn-long_walk = في الطريق مسافة مشي طويلة، نحو { $meters } م.
warn-ferry_times_estimated = مواعيد العبّارات تقديرية، والمعتمد هو جدول Şehir Hatları.
route-via = مرورًا بـ{ $place }.
route-when-at = الانطلاق{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } الساعة { $leaves }، والوصول قرابة الساعة { $arrives }.
route-when-by = الانطلاق{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } الساعة { $leaves } على أبعد تقدير، والوصول قرابة الساعة { $arrives }.
route-when-first = أول رحلة: الانطلاق{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } الساعة { $leaves }، والوصول قرابة الساعة { $arrives }.
route-when-last = آخر رحلة: الانطلاق{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } الساعة { $leaves }، والوصول قرابة الساعة { $arrives }.
route-when-night = الخط يعمل طوال الليل، وآخر انطلاق قبل الصباح{ $day ->
        [none] {""}
       *[other] {" "}{ $day }
    } قرابة الساعة { $leaves }.
route-which = أيّهما المقصود: { $choices }؟
line-hours-intro = أول الرحلات وآخرها { $day }:
line-hours-row = { $line }{ $from ->
        [none] {""}
       *[other] ، { $from } → { $direction }
    }: { $night ->
        [yes] الأولى { $first }، ثم طوال الليل.
       *[no] الأولى { $first }، والأخيرة { $last }.
    }
line-hours-unknown = لا أعرف مواعيد { $line }.
line-hours-none = لا أعرف رحلات كهذه من { $stop }.
on-foot = مشيًا
leg-every = رحلة كل { $minutes ->
        [one] دقيقة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    } تقريبًا.
leg-leaves = الانطلاق قرابة الساعة { $time }.
line-ferry = عبّارة { $line }
line-marmaray = مرمراي
line-metrobus = متروبوس
towards-north = شمالًا
towards-northeast = نحو الشمال الشرقي
towards-east = شرقًا
towards-southeast = نحو الجنوب الشرقي
towards-south = جنوبًا
towards-southwest = نحو الجنوب الغربي
towards-west = غربًا
towards-northwest = نحو الشمال الغربي
warn-same_place = هذا هو المكان الحالي نفسه.
warn-outside_city = لا أعرف المنطقة المحيطة بـ{ $end }، فهي خارج إسطنبول.
warn-far_from_network = لا توجد محطة على مسافة مشي من { $end }، وأقربها على بعد نحو { $meters } م.
warn-no_route = لم أجد رحلة في تلك الساعة.
warn-no_step_free_route = في كل طريق أعرفه رصيف لا يُبلغ إلا بدرج، ولذلك لا أقترح أيًّا منها.
warn-times_unknown = لم أحسب ما لا أعرف مواعيده: { $line }.
warn-avoid_ignored = لا أستطيع تخطيط طريق «بدون { $word }».
warn-avoid_impossible = لم أجد طريقًا بدون { $word }، فلا غنى عن ذلك هنا.
warn-arrives_early = لا شيء ينطلق لاحقًا ويصل في الموعد، فالوصول أبكر بنحو { $minutes } دقيقة.
warn-bus_link = تسير الحافلة { $line } أيضًا من { $from } إلى { $to }، ولا أعرف مواعيدها فلم أحسبها.
warn-coach_link = تسير حافلات { $line } أيضًا من { $from } إلى { $to }، ولا أعرف مواعيدها.
warn-name_shared = يحمل مكان آخر الاسم نفسه؛ وهذا الطريق إلى المكان الأرجح.
warn-not_an_airport = { $stop } اسم محطة فقط، فلا رحلات ركاب هناك. مطارا إسطنبول هما İstanbul Havalimanı (IST) وSabiha Gökçen (SAW).
end-origin = نقطة الانطلاق
end-destination = الوجهة
end-via = نقطة المرور
avoid-crowds = ازدحام
avoid-stairs = درج
avoid-buses = حافلات
avoid-ferries = عبّارات
avoid-metro = مترو
avoid-walking = مشي
avoid-transfers = تبديل
avoid-trams = ترام
avoid-metrobus = متروبوس
avoid-marmaray = مرمراي
topkapi-stop = تنبيه إلى تشابه الأسماء: محطة «Topkapı» تبعد 5 كم عن قصر توبكابي. للوصول إلى القصر يكون النزول في محطة Sultanahmet أو Gülhane.

walk-estimate = { $name } على بُعد نحو { $meters } م { $direction } من الموقع الحالي، أي قرابة { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    } مشيًا. هذا تقدير بخط مستقيم، لا وصف للطريق شارعًا بشارع.
walk-far = المسافة إلى { $name } أطول من أن تُقطع مشيًا، وهذا الطريق بالنقل العام:
walk-ask-location = أحتاج لذلك إلى معرفة الموقع: تكفي مشاركته أو ذكر شارع أو محطة أو معلم قريب.
walk-ask-location-for = لوصف الطريق إلى { $name } أحتاج إلى معرفة الموقع: تكفي مشاركته أو ذكر المكان الحالي.
compass-north = إلى الشمال
compass-northeast = إلى الشمال الشرقي
compass-east = إلى الشرق
compass-southeast = إلى الجنوب الشرقي
compass-south = إلى الجنوب
compass-southwest = إلى الجنوب الغربي
compass-west = إلى الغرب
compass-northwest = إلى الشمال الغربي

# --- weather ---------------------------------------------------------------------------------------------------
weather-current = درجة الحرارة في إسطنبول الآن { $now } مئوية والطقس { $condition }، وتتراوح الحرارة اليوم بين { $min } و{ $max } مئوية.
weather-day = { $day }: الحرارة بين { $min } و{ $max } مئوية، والطقس { $condition }.
weather-normal = التوقعات المباشرة غير متاحة. المعتاد { $month }: حرارة بين { $min } و{ $max } مئوية، و{ $rain } ملم من المطر خلال الشهر.
weather-beyond = هذا أبعد من مدى التوقعات. المعتاد { $month }: حرارة بين { $min } و{ $max } مئوية، و{ $rain } ملم من المطر خلال الشهر.
weather-rain-chance = احتمال المطر: { $percent }%.
weather-wind = تصل سرعة الرياح إلى { $speed } كم/س.
weather-windy = تصل سرعة الرياح إلى { $speed } كم/س، وقد تُلغى رحلات العبّارات.
weather-umbrella = يُستحسن أخذ مظلة.
weather-warm-clothes = يُستحسن ارتداء ملابس دافئة.
weather-sun = يُستحسن الاحتماء من الشمس وحمل الماء.
weather-stale = مضى على هذه التوقعات { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }.
condition-clear = صافٍ
condition-partly_cloudy = غائم جزئيًا
condition-cloudy = غائم
condition-fog = ضبابي
condition-drizzle = مصحوب برذاذ
condition-rain = ممطر
condition-snow = مثلج
condition-thunderstorm = مصحوب بعواصف رعدية
condition-unknown = متقلب

# --- events ----------------------------------------------------------------------------------------------------
intro-events =
    .a = هذه الفعاليات، بحسب ما أعرف:
    .b = هذه الفعاليات تقع في تلك الفترة:
none-events = لا أعرف فعالية في تلك الفترة. لديّ فقط الفعاليات التي تتكرر كل عام أو كل أسبوع، وقد يُظهر برنامج محدَّث المزيد.
event-line = { $name } ({ $dates }{ $place ->
        [none] {""}
       *[other] ، { $place }
    }): { $about }
event-usual = تُعلن المواعيد من جديد في كل مرة، لذا يُستحسن التأكد قبل الذهاب.
event-free = مجانًا.

# --- prayers ---------------------------------------------------------------------------------------------------
prayer-day = مواقيت الصلاة في إسطنبول { $day }: الفجر { $fajr }، الشروق { $sunrise }، الظهر { $dhuhr }، العصر { $asr }، المغرب { $maghrib }، العشاء { $isha }.
prayer-fajr = صلاة الفجر وبداية الصيام الساعة { $time } { $day }.
prayer-sunrise = تشرق الشمس الساعة { $time } { $day }.
prayer-dhuhr = صلاة الظهر الساعة { $time } { $day }.
prayer-asr = صلاة العصر الساعة { $time } { $day }.
prayer-maghrib = صلاة المغرب، وهي موعد الإفطار في رمضان، الساعة { $time } { $day }.
prayer-isha = صلاة العشاء الساعة { $time } { $day }.
prayer-calculated = هذه المواقيت محسوبة، وقد يختلف عنها التقويم الرسمي لرئاسة الشؤون الدينية بخمس دقائق على الأكثر.
mosque-friday = يوم الجمعة لا يُسمح بدخول الزوار حول صلاة الظهر، من { $span } تقريبًا.
mosque-prayers = لا يُسمح بدخول الزوار لبعض الوقت حول كل صلاة، والظهر نحو { $dhuhr }.
mosque-now = مغلق أمام الزوار الآن بسبب الصلاة.
intro-closed =
    .a = على حد علمي، هذه مغلقة { $day }:
none-closed = لا أعرف مكانًا من هذا النوع يكون مغلقًا { $day }.

# --- knowledge -------------------------------------------------------------------------------------------------
none-knowledge = ليس لديّ معلومة موثوقة عن هذا، وأفضّل ألا أخمّن.
none-knowledge-practical = ليس لديّ معلومة موثوقة عن هذا. يمكن الاستعانة بالفندق أو بمكتب معلومات سياحية (Turizm Danışma).
intro-areas =
    .a = هذه الأحياء هي الأنسب:
    .b = أقترح النظر في هذه الأحياء:
none-areas = لا أعرف تلك المنطقة بما يكفي لوصفها.
area-side-european = في الجانب الأوروبي.
area-side-asian = في الجانب الآسيوي.
area-stops = أقرب المحطات: { $stops }.
area-see = ما يستحق الزيارة هناك: { $places }.
phrase-found = بالتركية: «{ $turkish }»
phrase-reading = (تُنطق: { $reading })
phrase-meaning = – بالعربية: «{ $meaning }»
phrase-missing = هذه العبارة ليست في دليل العبارات لديّ، وأنا لا أترجم بالتخمين. يمكن تجربة عبارة يومية أبسط، مثل «شكرًا» أو «الحساب من فضلك».
map-shown = على الخريطة: { $names }.
map-link = فتح الخريطة: { $link }
map-none = أي مكان أعرض على الخريطة؟
missing-tool = لم أتمكن من التحقق من ذلك الآن.
missing-weather = خدمة الطقس المباشرة لا تستجيب في هذه اللحظة.
partial = بعض مصادري لا تستجيب الآن، لذا قد تكون الإجابة ناقصة.
possible-emergency = إذا كان أحد في خطر، فيجب الاتصال بالرقم 112 فورًا. هل الجميع بأمان؟
clarify-language = أجيب بالإنجليزية والتركية والفرنسية والروسية والألمانية والعربية.

# Weekdays as $day (with preposition) and as $days of `closed-weekdays`; months as $month (with preposition).
on-monday = يوم الاثنين
on-tuesday = يوم الثلاثاء
on-wednesday = يوم الأربعاء
on-thursday = يوم الخميس
on-friday = يوم الجمعة
on-saturday = يوم السبت
on-sunday = يوم الأحد
on-tomorrow = غدًا
on-date = يوم { $date }
every-monday = أيام الاثنين
every-tuesday = أيام الثلاثاء
every-wednesday = أيام الأربعاء
every-thursday = أيام الخميس
every-friday = أيام الجمعة
every-saturday = أيام السبت
every-sunday = أيام الأحد
in-month-1 = في يناير
in-month-2 = في فبراير
in-month-3 = في مارس
in-month-4 = في أبريل
in-month-5 = في مايو
in-month-6 = في يونيو
in-month-7 = في يوليو
in-month-8 = في أغسطس
in-month-9 = في سبتمبر
in-month-10 = في أكتوبر
in-month-11 = في نوفمبر
in-month-12 = في ديسمبر

# --- what to ask next ------------------------------------------------------------------------------------------
suggest-route-to = كيف أصل إلى { $name }؟
suggest-near = ماذا يوجد أيضًا قرب { $name }؟
suggest-eat-near = أين يمكن تناول الطعام قرب { $name }؟
suggest-tomorrow = وماذا عن الغد؟
suggest-map = عرض على الخريطة
suggest-weather = كيف سيكون الطقس؟
suggest-gems = هل من أماكن لا يعرفها كثيرون؟
suggest-see = ماذا أزور أولًا؟
suggest-food = أين أتناول العشاء الليلة؟
suggest-card = كيف تُستخدم بطاقة Istanbulkart؟
suggest-cheaper = هل من مكان أرخص؟
suggest-children = هل يناسب الأطفال؟
suggest-plan = خطة ليوم كامل
suggest-thanks = كيف أقول «شكرًا» بالتركية؟
suggest-step-free = هل من طريق بلا درج؟

# --- from live services ----------------------------------------------------------------------------------------
none-events-listed = لا أعرف فعالية مناسبة في تلك الفترة.
weather-rain-hours = يُرجَّح هطول المطر بين الساعة { $from } والساعة { $until }.
weather-indoors = يوم مناسب للمتاحف والأسواق المسقوفة.
weather-outdoors = الطقس مناسب للمشي أو لرحلة بالعبّارة.
sea-calm = البحر جنوب البوسفور هادئ، والأمواج لا تتجاوز { $wave } م.
sea-moderate = تبلغ الأمواج جنوب البوسفور { $wave } م، وقد تكون الرحلة مضطربة.
sea-rough = تبلغ الأمواج جنوب البوسفور { $wave } م، وقد تُلغى العبّارات، فيُستحسن سؤال شركة العبّارات قبل الانطلاق.
sea-warmth = حرارة الماء { $degrees } مئوية.
sea-unknown = لا أستطيع معرفة حالة البحر الآن. يُستحسن سؤال شركة العبّارات قبل الانطلاق.
walk-streets = { $name }: { $meters } م مشيًا، أي نحو { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}:
step-depart = { $street ->
    [none] البدء بالسير
   *[other] البدء بالسير: { $street }
} ({ $meters } م).
step-straight = { $street ->
    [none] متابعة السير إلى الأمام
   *[other] متابعة السير إلى الأمام: { $street }
} ({ $meters } م).
step-left = { $street ->
    [none] الانعطاف يسارًا
   *[other] الانعطاف يسارًا: { $street }
} ({ $meters } م).
step-right = { $street ->
    [none] الانعطاف يمينًا
   *[other] الانعطاف يمينًا: { $street }
} ({ $meters } م).
step-slight_left = { $street ->
    [none] الميل قليلًا إلى اليسار
   *[other] الميل قليلًا إلى اليسار: { $street }
} ({ $meters } م).
step-slight_right = { $street ->
    [none] الميل قليلًا إلى اليمين
   *[other] الميل قليلًا إلى اليمين: { $street }
} ({ $meters } م).
step-around = { $street ->
    [none] الرجوع إلى الخلف
   *[other] الرجوع إلى الخلف: { $street }
} ({ $meters } م).
step-roundabout = { $street ->
    [none] عبور الدوّار
   *[other] عبور الدوّار نحو { $street }
} ({ $meters } م).
step-arrive = تم الوصول.
rates-line = { $amount } تساوي نحو { $converted } بالسعر الرسمي ليوم { $date }.
rates-unlisted = لا ينشر البنك سعرًا للعملة: { $currencies }.
rates-none = لا أستطيع الوصول إلى أسعار الصرف الآن، ولن أخمّنها.
price-converted = أي نحو { $amount } بالسعر الرسمي ليوم { $date }.
quakes-intro = ما سُجّل ضمن { $radius } كم من إسطنبول { $days ->
    [one] خلال آخر 24 ساعة
    [two] خلال آخر يومين
    [few] خلال آخر { $days } أيام
   *[other] خلال آخر { $days } يومًا
}، بقوة { $magnitude } فأكثر:
quakes-none = لم يُسجَّل زلزال بقوة { $magnitude } فأكثر ضمن { $radius } كم من إسطنبول { $days ->
    [one] خلال آخر 24 ساعة
    [two] خلال آخر يومين
    [few] خلال آخر { $days } أيام
   *[other] خلال آخر { $days } يومًا
}.
quake-line = القوة { $magnitude }، على بُعد { $distance } كم من مركز المدينة، { $when }{ $region ->
    [none] {""}
   *[other] {" "}({ $region })
}.
quakes-more = هذه هي الأقوى من أصل { $total }.
quakes-stale = مضى على هذه القائمة { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}.
quakes-unknown = لا أستطيع الوصول إلى قائمة الزلازل الأخيرة الآن. تنشرها هيئة الكوارث التركية AFAD على deprem.afad.gov.tr.
missing-parts = لا أستطيع الوصول الآن إلى: { $parts }. ولا يؤثر ذلك في بقية الإجابة.
part-weather = الطقس المباشر
part-marine = حالة البحر
part-events = قوائم الفعاليات المحدَّثة
part-routing = الاتجاهات شارعًا بشارع
part-rates = أسعار الصرف
part-earthquakes = قائمة الزلازل
missing-store = لا أستطيع الوصول إلى محادثتنا المحفوظة الآن، وقد يفوتني شيء ذُكر من قبل.
unsaved = لا أستطيع حفظ محادثتنا الآن، وقد لا أتذكر هذا لاحقًا.
