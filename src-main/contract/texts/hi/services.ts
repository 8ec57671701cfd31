import type { services as english } from "../en/services.ts";

/** Hindi sentences about backups, the doctor and the diagnostics file. */
export const services: Readonly<Record<keyof typeof english, string>> = {
  backupMade: "डेटाबेस की प्रति {file} ({size}) में बनी और पूरी पढ़कर जाँची गई।",
  backupRemoved: "हटाई गई पुरानी प्रतियाँ: {count}.",
  backupFailed: "डेटाबेस की प्रति नहीं बन सकी: {reason}",
  backupServer:
    "{database} एक सर्वर है। उसका बैकअप उसे चलाने वाले उसके अपने साधनों से लेते हैं; यह प्रोग्राम केवल SQLite फ़ाइलों की प्रति बनाता है।",
  restored: "डेटाबेस {database} अब वैसा है जैसा {file} में था।",
  restoredHolds: "इसमें है: {companies}. अगला sync इसे ताज़ा कर देगा।",
  restoredAside: "पहले जो था वह यहाँ रखा है: {file}.",
  diagnosticsMade: "जाँच फ़ाइल यहाँ है: {file} ({size}). इसे कहीं भेजा नहीं गया।",
  diagnosticsHolds: "इसमें न खाते हैं, न कंपनियों के नाम, न पासवर्ड: {entries}.",
  doctorAllWell: "सब ठीक है।",
  doctorMark_good: "ठीक",
  doctorMark_notice: "ध्यान दें",
  doctorMark_problem: "करना है",
};
