import type { ErrorText } from "../error-text.ts";

/** Hindi sentences of errors that only the tray app meets. */
export const appErrors = {
  CONFIG_SECRETS_UNAVAILABLE: {
    title: "इस PC पर पासवर्ड रखने की सुरक्षित जगह नहीं है",
    happened: "ऑपरेटिंग सिस्टम पासवर्ड को सुरक्षित नहीं रख सका।",
    meaning: "पासवर्ड कहीं नहीं रखा गया, इसलिए अगली बार शुरू होने पर डेटाबेस नहीं खुलेगा।",
    action: "SQLite फ़ाइल चुनें, या बिना पासवर्ड का लॉगिन (Windows लॉगिन), या अपने खाते से साइन इन करें।",
  },
  CONFIG_SECRET_LOST: {
    title: "कृपया डेटाबेस का पासवर्ड फिर से लिखें",
    happened: "रखा हुआ पासवर्ड अब इस PC पर या इस उपयोगकर्ता से पढ़ा नहीं जा सकता।",
    meaning: "जब तक डेटाबेस नहीं खुलता, Tally से कुछ नहीं पढ़ा जाएगा। उसमें रखा डेटा ज्यों का त्यों है।",
    action: "सेटिंग्स में डेटाबेस खोलें, पासवर्ड लिखें और जाँचें दबाएँ।",
  },
  CONFIG_SETTINGS_DAMAGED: {
    title: "सेटिंग्स की फ़ाइल ख़राब थी",
    happened: "न पढ़ी जा सकी प्रविष्टियाँ सामान्य मान पर हैं[: {names}]। पुरानी फ़ाइल रखी है[: {file}]।",
    meaning: "खाते और डेटाबेस ज्यों के त्यों हैं; जो पढ़ा जा सका, वह सब रखा गया।",
    action: "एक बार सेटिंग्स देख लें।",
  },
  CONFIG_SETTINGS_NEWER: {
    title: "सेटिंग्स नए संस्करण की हैं",
    happened: "ये सेटिंग्स Tally Replica के नए संस्करण ने लिखी हैं। जो यह संस्करण नहीं जानता, उसे छुआ नहीं गया[ ({names})]।",
    meaning: "खाते और डेटाबेस ज्यों के त्यों हैं।",
    action: "इस PC पर सबसे नया संस्करण लगाएँ।",
  },
  INTERNAL_WORKER_STOPPED: {
    title: "Tally पढ़ने वाला हिस्सा रुक गया था",
    happened: "Tally Replica का पृष्ठभूमि वाला हिस्सा अचानक बंद हुआ और फिर से शुरू किया गया।",
    meaning: "कुछ भी अधूरा नहीं है: जो पूरा नहीं हुआ था, वह वापस लिया गया और फिर से पढ़ा जाएगा।",
    action: "कुछ नहीं करना है। बार-बार हो तो जाँच फ़ाइल बनाएँ और हमें भेजें।",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
