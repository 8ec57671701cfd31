import type {
  windowActions as english,
  windowFindingActions as englishFindings,
} from "../en/window-actions.ts";

const tryAgainOrReport = "फिर कोशिश करें। ठीक न हो तो सेटिंग, मदद में जाकर सहायता-फ़ाइल बनाएँ।";
const nextRunOrReport = "अगली बार फिर कोशिश होगी। ठीक न हो तो सेटिंग, मदद में जाकर सहायता-फ़ाइल बनाएँ।";

/** The same advice for the window, Hindi. */
export const windowActions: Readonly<Record<keyof typeof english, string>> = {
  SOURCE_HOST_NOT_FOUND: "सेटिंग में Tally का पता जाँचें, और यह कि दूसरा कंप्यूटर चालू है और इसी नेटवर्क में है।",
  SOURCE_NOT_TALLY: "F1 (Help) > Settings > Connectivity में Tally का पोर्ट देखें और उसे Tally की सेटिंग में लिखें।",
  SOURCE_HTTP_STATUS: "सेटिंग में जाँचें कि पता Tally के अपने पोर्ट का है, किसी वेब सर्वर या प्रॉक्सी का नहीं।",
  SOURCE_UNREADABLE_ANSWER: tryAgainOrReport,
  SOURCE_UNKNOWN_REQUEST:
    "जाँचें कि यह TallyPrime या Tally.ERP 9 है। यदि है, तो सेटिंग, मदद में जाकर सहायता-फ़ाइल बनाएँ।",
  SOURCE_EXCEPTION: "फिर कोशिश करें। ठीक न हो तो Tally दोबारा चालू करें, फिर सेटिंग, मदद में जाकर सहायता-फ़ाइल बनाएँ।",
  SOURCE_HEAD_MISSING: nextRunOrReport,
  SOURCE_ROW_COUNT: nextRunOrReport,
  SOURCE_COMPANY_MOVED: "जाँचें कि यह वही बही है, उसकी नक़ल नहीं, फिर यहाँ बताएँ।",
  SOURCE_REQUEST_UNPROVEN: "यह हमारी ग़लती है। कृपया सेटिंग, मदद में जाकर सहायता-फ़ाइल बनाएँ।",
  SOURCE_REQUEST_HELD_BACK: "यदि Tally जानबूझकर बंद किया था, तो ये अनुरोध फिर भेजने दें।",
  SOURCE_ANSWERS_DIFFERENTLY: "कृपया सेटिंग, मदद में जाकर सहायता-फ़ाइल बनाएँ और हमें भेजें।",
  DEST_HOST_NOT_FOUND: "डेटाबेस की सेटिंग में सर्वर का नाम जाँचें, और नेटवर्क भी।",
  DEST_TLS_REFUSED: "डेटाबेस चलाने वाले से एन्क्रिप्शन की सेटिंग जाँचवाएँ।",
  DEST_LOGIN_REFUSED: "डेटाबेस की सेटिंग में यूज़र और पासवर्ड जाँचें।",
  DEST_NO_DATABASE: "पहले उसे बनाएँ, या डेटाबेस की सेटिंग में उसका नाम ठीक करें।",
  DEST_FOREIGN: "डेटाबेस की सेटिंग में दूसरी फ़ाइल या खाली डेटाबेस चुनें।",
  DEST_DAMAGED: "सेटिंग, डेटाबेस में जाकर बैकअप वापस लाएँ, या नई फ़ाइल चुनें: तब सब कुछ फिर पढ़ा जाएगा।",
  DEST_UNWRITABLE: "डेटाबेस की सेटिंग में अपना कोई फ़ोल्डर चुनें, या फ़ाइल को लिखने योग्य बनाएँ।",
  DEST_FAILED: tryAgainOrReport,
  DATA_QUARANTINED: "प्रविष्टियाँ देखें, Tally में सुधारें, फिर कोशिश करें।",
  DATA_DELETES_HELD: "सूची देखें, फिर हटाव स्वीकार करें या प्रविष्टियाँ रहने दें।",
  DATA_DIFFERS: "इसे ठीक करवाएँ: जो अलग है, वह Tally से फिर पढ़ा जाएगा।",
  DATA_UNEXPLAINED: "अगली बार और आगे खोजा जाएगा, जब तक सब साफ़ न हो।",
  CONFIG_USAGE: "[क्या आपका मतलब {suggestion} था? ]फिर से चुनें।",
  CONFIG_DATABASE_URL: "सेटिंग में डेटाबेस फिर से चुनें।",
  CONFIG_TALLY_URL: "ऐसे लिखें: http://localhost:9000",
  CONFIG_FILE: "सेटिंग एक बार देख लें: जो पढ़ा नहीं जा सका, वह फिर सामान्य मान पर है।",
  CONFIG_NOT_CONFIRMED: "यदि पक्का है, तो पुष्टि करें।",
  CONFIG_FIELD_AGREEMENT: "यदि Tally की स्क्रीन पर कोई बैठा है, तो पुष्टि करें कि आज़माया जाए।",
  CONFIG_FIELD_HELD_BACK: "Tally की स्क्रीन देखें और सूत्र ठीक करें, या एक बार फिर आज़माने की पुष्टि करें।",
  EXPORT_FILE_EXISTS: "फ़ाइल के लिए दूसरा नाम चुनें।",
  INTERNAL_ERROR: tryAgainOrReport,
};

const backUp = "सेटिंग, डेटाबेस में प्रति बनाएँ; वहाँ “नियमित रूप से प्रति बनाएँ” यह अपने-आप करता है।";

/** The same for what “Check everything” found, Hindi. */
export const windowFindingActions: Readonly<Record<keyof typeof englishFindings, string>> = {
  tallyElsewhere: "Tally की सेटिंग में सही पता लिखें।",
  leftoversHeld: "Tally फिर ठीक हो तो “सब कुछ फिर पढ़ें” (कंपनियाँ, ⋯) उन्हें एक बार फिर भेजता है।",
  backupOld: backUp,
  backupNone: backUp,
};
