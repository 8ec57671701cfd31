import type { ErrorText } from "../error-text.ts";

/** Hindi sentences for everything that can go wrong on Tally's side. */
export const sourceErrors = {
  SOURCE_NOT_RUNNING: {
    title: "Tally चालू नहीं है",
    happened: "[{url} पर ]कोई जवाब नहीं मिला।",
    meaning: "डेटाबेस में जो है, वह सुरक्षित है।",
    action:
      "Tally चालू करें। यदि चालू है, तो उसका पोर्ट खोलें: F1 (Help) > Settings > Connectivity > Client/Server configuration, “TallyPrime acts as: Both”, पोर्ट 9000।",
  },
  SOURCE_HOST_NOT_FOUND: {
    title: "Tally वाला कंप्यूटर नहीं मिला",
    happened: "[{url} के लिए ][{host} नाम का ]कोई कंप्यूटर नहीं मिला।",
    meaning: "डेटाबेस में जो है, वह सुरक्षित है।",
    action: "--tally के बाद लिखा नाम जाँचें। देखें कि दूसरा कंप्यूटर चालू है और उसी नेटवर्क में है।",
  },
  SOURCE_NOT_TALLY: {
    title: "इस पोर्ट पर कोई और प्रोग्राम है",
    happened: "[{url} पर ]जवाब मिला, पर वह Tally नहीं है[: {message}]।",
    meaning: "वहाँ से कुछ नहीं पढ़ा गया।",
    action: "F1 (Help) > Settings > Connectivity में Tally का पोर्ट देखें और --tally के साथ लिखें।",
  },
  SOURCE_TIMEOUT: {
    title: "Tally जवाब नहीं दे रहा",
    happened: "Tally ने [{seconds} सेकंड में ]जवाब नहीं दिया।",
    meaning: "डेटाबेस में जो है, वह सुरक्षित है। कुछ भी अधूरा नहीं है।",
    action: "Tally की स्क्रीन देखें: कोई संदेश खुला हो तो बंद करें, या उसका काम पूरा होने दें।",
  },
  SOURCE_CONNECTION_LOST: {
    title: "Tally से संपर्क टूट गया",
    happened: "जवाब के बीच में Tally से संपर्क टूट गया।",
    meaning: "यह जवाब छोड़ दिया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "देखें कि Tally खुला है। अगली बार फिर कोशिश होगी।",
  },
  SOURCE_HTTP_STATUS: {
    title: "पोर्ट ने गलती बताई",
    happened: "[{url} पर ]पोर्ट ने गलती[ {status}] बताई। Tally हमेशा 200 बताता है।",
    meaning: "कुछ नहीं पढ़ा गया।",
    action: "जाँचें कि --tally में Tally का ही पोर्ट है, किसी दूसरे सर्वर या प्रॉक्सी का नहीं।",
  },
  SOURCE_EMPTY_ANSWER: {
    title: "Tally का जवाब खाली है",
    happened: "जहाँ खाते होने चाहिए थे, वहाँ Tally ने कुछ नहीं भेजा।",
    meaning: "इसे हटाया हुआ नहीं माना गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "Tally की स्क्रीन पर कोई संदेश हो तो उसे बंद करें। अगली बार फिर कोशिश होगी।",
  },
  SOURCE_CUT_ANSWER: {
    title: "जवाब अधूरा आया",
    happened: "Tally का जवाब पूरा होने से पहले रुक गया।",
    meaning: "यह जवाब छोड़ दिया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "कुछ करना नहीं है। अगली बार फिर कोशिश होगी। बार-बार हो तो Tally दोबारा चालू करें।",
  },
  SOURCE_UNREADABLE_ANSWER: {
    title: "Tally का जवाब पढ़ा नहीं जा सका",
    happened: "Tally का जवाब उस रूप में नहीं है जिसमें Tally लिखता है[: {message}]।",
    meaning: "यह जवाब छोड़ दिया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "फिर कोशिश करें। बार-बार हो तो हमें जाँच-विवरण भेजें।",
  },
  SOURCE_UNKNOWN_REQUEST: {
    title: "Tally को अनुरोध समझ नहीं आया",
    happened: "Tally ने कहा: “Unknown Request, cannot be processed”।",
    meaning: "कुछ नहीं पढ़ा गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "जाँचें कि यह TallyPrime या Tally.ERP 9 है। यदि है, तो रिलीज़ के साथ हमें जाँच-विवरण भेजें।",
  },
  SOURCE_LINE_ERROR: {
    title: "Tally ने मना किया",
    happened: "Tally ने जवाब देने से मना किया[: {message}]।",
    meaning: "कुछ नहीं पढ़ा गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "जाँचें कि कंपनी Tally में खुली है। अगली बार फिर कोशिश होगी।",
  },
  SOURCE_STATUS_ZERO: {
    title: "Tally ने मना किया",
    happened: "Tally ने अपने जवाब को असफल बताया[: {message}]।",
    meaning: "कुछ नहीं पढ़ा गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "जाँचें कि कंपनी Tally में खुली है। अगली बार फिर कोशिश होगी।",
  },
  SOURCE_ERROR_MESSAGE: {
    title: "Tally ने गलती बताई",
    happened: "Tally ने जवाब देने से मना किया[: {message}]।",
    meaning: "कुछ नहीं पढ़ा गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "जाँचें कि कंपनी Tally में खुली है। अगली बार फिर कोशिश होगी।",
  },
  SOURCE_EXCEPTION: {
    title: "Tally अटक गया",
    happened: "Tally ने अपनी ही एक गड़बड़ी बताई[: {message}]।",
    meaning: "कुछ नहीं पढ़ा गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "फिर कोशिश करें। बार-बार हो तो Tally दोबारा चालू करें और हमें जाँच-विवरण भेजें।",
  },
  SOURCE_NO_COMPANY_OPEN: {
    title: "Tally में कोई कंपनी खुली नहीं है",
    happened: "Tally [{url} पर ]जवाब देता है, पर कोई कंपनी खुली नहीं है।",
    meaning: "डेटाबेस में जो है, वह सुरक्षित है।",
    action: "Tally में कंपनी खोलें (F3), पासवर्ड हो तो उसके साथ। हम इंतज़ार करेंगे।",
  },
  SOURCE_COMPANY_NOT_OPEN: {
    title: "कंपनी Tally में खुली नहीं है",
    happened: "{company|कंपनी} Tally में खुली नहीं है, या अपने पासवर्ड का इंतज़ार कर रही है।",
    meaning: "इस कंपनी का जो डेटा है, वह सुरक्षित है।",
    action: "Tally में कंपनी खोलें। आगे का काम अपने आप होगा।",
  },
  SOURCE_OTHER_COMPANY: {
    title: "किसी और कंपनी का जवाब आया",
    happened: "हमने {company|एक कंपनी} के बारे में पूछा, Tally ने {answered|दूसरी} के बारे में बताया।",
    meaning: "जवाब छोड़ दिया गया, ताकि खाते आपस में न मिलें।",
    action: "कुछ करना नहीं है। अगली बार फिर कोशिश होगी।",
  },
  SOURCE_OTHER_PERIOD: {
    title: "किसी और अवधि का जवाब आया",
    happened: "हमने {asked|एक अवधि} पूछा, Tally ने {answered|दूसरी} बताया।",
    meaning: "जवाब छोड़ दिया गया। कुछ भी हटाया हुआ नहीं माना गया।",
    action:
      "Tally में ऐसी अवधि (Alt+F2) चुनें जिसमें ये सब दिन आएँ; अगला रन आगे बढ़ेगा। Educational मोड में तारीखें सीमित हैं: लाइसेंस वाला Tally चलाएँ।",
  },
  SOURCE_HEAD_MISSING: {
    title: "जवाब की शुरुआत नहीं है",
    happened: "Tally के जवाब में यह नहीं है कि वह किस कंपनी का है।",
    meaning: "जवाब छोड़ दिया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "अगली बार फिर कोशिश होगी। बार-बार हो तो हमें जाँच-विवरण भेजें।",
  },
  SOURCE_END_MISSING: {
    title: "जवाब का अंत नहीं है",
    happened: "Tally के जवाब में पूरा होने का निशान नहीं है।",
    meaning: "जवाब छोड़ दिया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "अगली बार फिर कोशिश होगी। बार-बार हो तो Tally दोबारा चालू करें।",
  },
  SOURCE_ROW_COUNT: {
    title: "जवाब पूरा नहीं है",
    happened: "Tally ने {expected|ज़्यादा} प्रविष्टियाँ बताईं, पर {received|कम} आईं।",
    meaning: "जवाब छोड़ दिया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "अगली बार फिर कोशिश होगी। बार-बार हो तो हमें जाँच-विवरण भेजें।",
  },
  SOURCE_COUNTERS_MISSING: {
    title: "Tally ने बदलाव की गिनती नहीं बताई",
    happened: "Tally ने नहीं बताया कि [{company} के ]खाते कहाँ तक बदले हैं।",
    meaning: "क्या बदला, यह पता नहीं चला, इसलिए यहाँ कुछ नहीं बदला गया।",
    action: "Tally में कंपनी बंद करके फिर खोलें, फिर कोशिश करें।",
  },
  SOURCE_FALSE_EMPTY: {
    title: "Tally ने खाली बही दिखाई",
    happened: "जहाँ प्रविष्टियाँ हैं[ ({period})], वहाँ Tally ने कुछ नहीं दिखाया।",
    meaning: "इसे हटाया हुआ नहीं माना गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "यदि Tally Educational मोड में है, तो उसकी तारीखें सीमित हैं। वरना अगली बार फिर पूछा जाएगा।",
  },
  SOURCE_GROUP_COMPANY: {
    title: "यह ग्रुप कंपनी है",
    happened: "{company|यह} ग्रुप कंपनी है: वह केवल दूसरी कंपनियों का जोड़ है।",
    meaning: "उसकी अपनी प्रविष्टियाँ नहीं होतीं, इसलिए उसकी नकल नहीं बनती।",
    action: "इसकी जगह उसकी सदस्य कंपनियाँ चुनें।",
  },
  SOURCE_COMPANY_AMBIGUOUS: {
    title: "दो कंपनियों का एक ही नाम है",
    happened: "Tally इन खुली कंपनियों को नाम से अलग नहीं कर सकता[: {companies}]।",
    meaning: "दोनों में से किसी की नकल नहीं बनी, ताकि खाते आपस में न मिलें।",
    action: "Tally में एक का नाम बदलें, या एक को बंद करें।",
  },
  SOURCE_COMPANY_ELSEWHERE: {
    title: "कंपनी किसी और Tally से आ रही है",
    happened: "{company|कंपनी} की नकल पहले से {boundUrl|दूसरे Tally} से बन रही है।",
    meaning: "यहाँ से दूसरी बार नकल नहीं बनाई गई।",
    action: "दोनों में से एक Tally में यह कंपनी बंद करें।",
  },
  SOURCE_COMPANY_MOVED: {
    title: "लगता है कंपनी की जगह बदली है",
    happened: "{company|कंपनी} हमारी जानी हुई कंपनी जैसी है, पर फ़ोल्डर या पोर्ट दूसरा है[: {message}]।",
    meaning: "जब तक कोई पुष्टि न करे, कुछ नहीं बदला जाएगा।",
    action: "जाँचें कि यह वही बही है, उसकी नकल नहीं। फिर उसका नाम दें: sync --company.",
  },
  SOURCE_MASTERS_MOVED: {
    title: "अभी कोई लेजर बदल रहा है",
    happened: "पढ़ते समय [{company} के ]लेजर या आइटम बार-बार बदले।",
    meaning: "जो पक्का है, वह रख लिया गया। बाकी आगे आएगा।",
    action: "कुछ करना नहीं है। अगली बार काम यहीं से आगे बढ़ेगा।",
  },
  SOURCE_REQUEST_UNPROVEN: {
    title: "एक अनुरोध भेजने से पहले रोका गया",
    happened: "अनुरोध में ऐसा कुछ है जो Tally के लिए परखा हुआ नहीं है[: {message}]।",
    meaning: "वह भेजा नहीं गया। Tally और डेटाबेस जैसे थे वैसे हैं।",
    action: "यह हमारी गलती है। कृपया हमें जाँच-विवरण भेजें।",
  },
  SOURCE_REQUEST_HELD_BACK: {
    title: "एक अनुरोध रोक कर रखा है",
    happened: "यह पूछते समय Tally अटक गया या बंद हो गया[: {request}]।",
    meaning: "आपके बिना यह दोबारा नहीं पूछा जाएगा, ताकि Tally में रुकावट न आए।",
    action: "यदि Tally जान-बूझकर बंद किया था, तो फिर अनुमति दें: sync --full.",
  },
  SOURCE_ANSWERS_DIFFERENTLY: {
    title: "यह Tally अलग तरह से जवाब देता है",
    happened: "इस Tally का जवाब वैसा नहीं है जैसा होना चाहिए[: {message}]।",
    meaning: "कुछ भी अंदाज़ से नहीं किया गया। डेटाबेस में जो है, वह सुरक्षित है।",
    action: "कृपया अपने Tally की रिलीज़ के साथ हमें जाँच-विवरण भेजें।",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
