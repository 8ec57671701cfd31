import type { windowProblems as english } from "../en/window-problems.ts";

/** Hindi sentences of the page of problems. */
export const windowProblems: Readonly<Record<keyof typeof english, string>> = {
  problems_emptyTitle: "आपके लिए कुछ बाकी नहीं",
  problems_emptyText: "विफल सिंक, निर्णय के लिए रुके हटाव, Tally से अंतर और जो प्रविष्टियाँ रखी न जा सकीं, वे यहाँ दिखेंगी।",
  problems_since: "{time} मिली",
  problems_affects: "{companies} और {count} और",
  problems_tryAgain: "फिर कोशिश करें",
  problems_openRun: "यह सिंक खोलें",
  problems_repair: "अभी ठीक करें",
  problems_openCompany: "अंतर देखें",
  problems_reviewDeletes: "हटाव देखें",
  problems_reviewQuarantine: "प्रविष्टियाँ देखें",
  problems_started: "शुरू हुआ। परिणाम यहीं दिखेगा।",

  problems_deletesTitle: "आपके निर्णय के लिए रुके हटाव: {company}",
  problems_deletesText:
    "Tally में ये प्रविष्टियाँ अब नहीं दिखतीं। एक साथ बहुत-सी गायब हैं, इसलिए कुछ नहीं हटाया गया। यदि जानबूझकर हटाई गई हैं तो स्वीकार करें; पक्का न हो तो रहने दें।",
  problems_deletesAccept: "{count} हटाव स्वीकार करें",
  problems_deletesAcceptOne: "1 हटाव स्वीकार करें",
  problems_deletesKeep: "प्रविष्टियाँ रहने दें",
  problems_acceptTitle: "{company} की {count} प्रविष्टियाँ हटाई हुई मानें?",
  problems_acceptText:
    "अगली सिंक में इन पर “हटाई गई” का निशान लगेगा, यदि Tally में तब भी न दिखें। बदलावों का रिकॉर्ड रखता है कि इनमें क्या था।",
  problems_keepTitle: "{company} की {count} प्रविष्टियाँ रहने दें?",
  problems_keepText: "ये डेटाबेस में जैसी हैं वैसी रहेंगी और इनके बारे में फिर नहीं पूछा जाएगा।",
  problems_deletesAccepted: "{count} स्वीकार। अगली सिंक में लागू होंगे।",
  problems_deletesKept: "{count} रखी गईं।",

  problems_quarantineTitle: "जो प्रविष्टियाँ रखी न जा सकीं",
  problems_quarantineText:
    "बाकी सब रखा गया; जोड़ में ये नहीं हैं, या पहले जैसी हैं। Tally में बदलने पर, दिन में एक बार, और “अभी सिंक करें” से ये फिर आज़माई जाती हैं। इन्हें Tally में सुधारें।",
  problems_replay: "सब अभी फिर आज़माएँ",
  problems_columnTable: "तालिका",
  problems_columnName: "नाम या नंबर",
  problems_columnDate: "तारीख",
  problems_columnWhen: "कब मिला",
  problems_reasonLong: "लिखावट {count} अक्षर की है; ज़्यादा से ज़्यादा {most} रखे जा सकते हैं",
  problems_reasonUnreadable: "“{value}” यहाँ पढ़ा नहीं जा सकता",
  problems_showRaw: "Tally ने क्या भेजा",
  problems_attempts: "{count} बार आज़माया",
  problems_attemptsOne: "एक बार आज़माया",
};
