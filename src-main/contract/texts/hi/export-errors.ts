import type { exportErrors as english } from "../en/export-errors.ts";
import type { ErrorText } from "../error-text.ts";

/** Hindi sentences of errors met while rows are looked at or exported. */
export const exportErrors: Readonly<Record<keyof typeof english, ErrorText>> = {
  CONFIG_NO_SUCH_DATA: {
    title: "ऐसा कोई व्यू या टेबल नहीं है",
    happened: "[{name} नाम का ]कोई व्यू या टेबल नहीं है।[ क्या आप {suggestion} कहना चाहते थे?]",
    meaning: "कुछ भी निर्यात नहीं हुआ।",
    action: "सभी व्यू और टेबल डेटा डिक्शनरी में लिखे हैं।",
  },
  EXPORT_FILE_EXISTS: {
    title: "फ़ाइल पहले से है",
    happened: "फ़ाइल[ {file}] पहले से है।",
    meaning: "उसे छुआ नहीं गया; कुछ भी निर्यात नहीं हुआ।",
    action: "दूसरा नाम चुनें, या --overwrite लिखें।",
  },
  EXPORT_FILE_IN_USE: {
    title: "फ़ाइल किसी दूसरे प्रोग्राम में खुली है",
    happened: "फ़ाइल[ {file}] दूसरे प्रोग्राम में खुली है, इसलिए बदली नहीं जा सकती।",
    meaning: "उसे छुआ नहीं गया; कुछ भी निर्यात नहीं हुआ।",
    action: "उसे Excel में बंद करके फिर निर्यात करें, या दूसरा नाम चुनें।",
  },
  EXPORT_FOLDER_MISSING: {
    title: "फ़ोल्डर नहीं है",
    happened: "[{file} के लिए ]कोई फ़ोल्डर नहीं है।",
    meaning: "कुछ भी निर्यात नहीं हुआ।",
    action: "फ़ोल्डर बनाएँ, या दूसरा चुनें।",
  },
  EXPORT_UNWRITABLE: {
    title: "फ़ाइल लिखी नहीं जा सकती",
    happened: "यह यूज़र फ़ाइल[ {file}] नहीं लिख सकता।",
    meaning: "कुछ भी निर्यात नहीं हुआ।",
    action: "अपना कोई फ़ोल्डर चुनें, जैसे Documents।",
  },
  EXPORT_DISK_FULL: {
    title: "डिस्क भर गई है",
    happened: "[{file} के लिए ]जगह नहीं बची।",
    meaning: "कुछ भी निर्यात नहीं हुआ; अब तक लिखा हिस्सा हटा दिया गया।",
    action: "थोड़ी जगह खाली करें, या दूसरी डिस्क पर निर्यात करें।",
  },
};
