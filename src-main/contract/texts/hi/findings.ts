import type { findings as english } from "../en/findings.ts";
import type { FindingText } from "../finding-text.ts";

/** Hindi texts of what the doctor found. */
export const findings: Readonly<Record<keyof typeof english, FindingText>> = {
  tallyAnswers: { title: "Tally", happened: "{product} {url} पर जवाब देता है।", action: "" },
  tallyElsewhere: {
    title: "Tally दूसरे पोर्ट पर",
    happened: "एक Tally {urls} पर जवाब देता है, पर यह प्रोग्राम {url} से पूछता है।",
    action: "सही पता --tally से या सेटिंग में दें।",
  },
  tallyNotAsked: { title: "कंपनियाँ", happened: "Tally से नहीं पूछा गया, क्योंकि वह जवाब नहीं देता।", action: "" },
  companiesOpen: { title: "कंपनियाँ", happened: "Tally में खुली: {count}.", action: "" },
  leftoversNone: { title: "अधूरे अनुरोध", happened: "कोई अनुरोध रोका नहीं गया है।", action: "" },
  leftoversHeld: {
    title: "अधूरे अनुरोध",
    happened: "रोके गए अनुरोध, क्योंकि उनका जवाब देते समय Tally अटक गया या बंद हो गया: {count}.",
    action: "Tally फिर ठीक हो तो sync --full उन्हें दोबारा भेजेगा।",
  },
  databaseAnswers: { title: "डेटाबेस", happened: "{database} तक पहुँच है।", action: "" },
  databaseNew: {
    title: "डेटाबेस",
    happened: "{database} अभी नहीं है।",
    action: "कुछ करना नहीं है: पहला sync इसे बनाएगा।",
  },
  rightsEnough: { title: "अधिकार", happened: "टेबल बन सकती हैं और पंक्तियाँ लिखी जा सकती हैं।", action: "" },
  diskEnough: { title: "डिस्क", happened: "जहाँ डेटाबेस है वहाँ {free} जगह खाली है।", action: "" },
  diskLow: {
    title: "डिस्क लगभग भरी है",
    happened: "{folder} में केवल {free} जगह खाली है। कम से कम {needed} होनी चाहिए।",
    action: "इस डिस्क पर जगह बनाएँ, या डेटाबेस को दूसरी डिस्क पर ले जाएँ।",
  },
  diskOfServer: {
    title: "डिस्क",
    happened: "डेटाबेस सर्वर में कितनी जगह है, यह यहाँ से नहीं दिखता।",
    action: "",
  },
  clockRight: { title: "घड़ी", happened: "इस कंप्यूटर और डेटाबेस की घड़ियाँ मिलती हैं।", action: "" },
  clockDiffers: {
    title: "घड़ियाँ नहीं मिलतीं",
    happened: "इस कंप्यूटर और डेटाबेस की घड़ियों में {duration} का अंतर है।",
    action: "दोनों को नेटवर्क से मिलने दें। Windows में: Settings → Time & language → Sync now.",
  },
  clockBehind: {
    title: "घड़ी पीछे की गई",
    happened: "डेटाबेस में एक समय इस कंप्यूटर की घड़ी से {duration} आगे है।",
    action: "इस कंप्यूटर की घड़ी ठीक करें। Windows में: Settings → Time & language → Sync now.",
  },
  backupThere: { title: "बैकअप", happened: "डेटाबेस की सबसे नई प्रति {time} की है।", action: "" },
  backupOld: {
    title: "बैकअप",
    happened: "डेटाबेस की सबसे नई प्रति {time} की है।",
    action: "backup से नई प्रति बनाएँ, या watch को बनाने दें।",
  },
  backupNone: {
    title: "बैकअप",
    happened: "डेटाबेस की अभी कोई प्रति नहीं है।",
    action: "backup से एक बनाएँ, या watch को बनाने दें।",
  },
  backupOfServer: {
    title: "बैकअप",
    happened: "सर्वर का बैकअप उसे चलाने वाले लेते हैं।",
    action: "पूछें कि क्या यह डेटाबेस उनके बैकअप में है।",
  },
};
