import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/** Takes the pictures of docs/user-guide.md from the screenshots of the last `npm run test:window`. */

const root = path.dirname(import.meta.dirname);
const screenshots = path.join(root, "test-results", "screenshots");
const images = path.join(root, "docs", "images");

/** Picture of the guide -> screenshot. */
const pictures: Readonly<Record<string, string>> = {
  "wizard-find-tally": "wizard-findTally-light-100",
  "wizard-database": "wizard-database-light-100",
  "wizard-first-load": "wizard-firstLoad-light-100",
  companies: "companies-light-100",
  company: "company-overview-light-100",
  "company-data": "company-data-light-100",
  activity: "activity-runs-light-100",
  problems: "problems-light-100",
  settings: "settings-database-light-100",
};

const fileOf = (screenshot: string): string => path.join(screenshots, `${screenshot}.png`);
const missing = Object.values(pictures).filter((screenshot) => !existsSync(fileOf(screenshot)));
if (missing.length > 0) {
  console.error(`Not drawn yet: ${missing.join(", ")}. npm run test:window draws them.`);
  process.exitCode = 1;
} else {
  mkdirSync(images, { recursive: true });
  for (const [picture, screenshot] of Object.entries(pictures)) {
    copyFileSync(fileOf(screenshot), path.join(images, `${picture}.png`));
  }
}
