import { describe, expect, test } from "vitest";
import { errorCodes } from "../../../src-main/contract/errors.ts";
import { helpfulActions } from "../../../src-main/contract/helpful-action.ts";
import { describeFinding, findingTexts } from "../../../src-main/contract/texts.ts";
import type { FindingKey } from "../../../src-main/contract/texts.ts";
import {
  describeFindingForWindow,
  describeForWindow,
  windowActions,
  windowFindingActions,
} from "../../../src-main/contract/texts/describe-for-window.ts";
import { windowTexts } from "../../../src-main/contract/texts/say-window.ts";
import { offeredActionOf } from "../../../src-renderer/components/error-notice-model.ts";
import { describeProgress } from "../../../src-renderer/components/progress-model.ts";
import { summariseStatus } from "../../../src-renderer/components/status-model.ts";
import { formatFullMoment } from "../../../src-renderer/format.ts";
import { settingsSections } from "../../../src-renderer/routes.ts";
import { takeState } from "../../../src-renderer/state/app-state.ts";
import { allVerified, databaseDown, firstLoad, fortyOne, now } from "../../renderer-preview/sample-states.ts";

describe("the picture of the agent", () => {
  test("the newest wins, a late one is dropped", () => {
    const newer = { ...fortyOne, sequence: 11, phase: "running" as const };
    expect(takeState(fortyOne, newer).phase).toBe("running");
    expect(takeState(newer, fortyOne)).toBe(newer);
  });

  test("companies that did not change stay the same objects", () => {
    const copy = structuredClone({ ...fortyOne, sequence: 11 });
    const changed = {
      ...copy,
      companies: copy.companies.map((company, index) => (index === 3 ? { ...company, rows: 1 } : company)),
    };
    const taken = takeState(fortyOne, changed);
    expect(taken.companies[0]).toBe(fortyOne.companies[0]);
    expect(taken.companies[3]).not.toBe(fortyOne.companies[3]);
    expect(taken.companies[3]?.rows).toBe(1);
  });
});

describe("the header", () => {
  test("says how many companies are well and when Tally is asked next", () => {
    const status = summariseStatus(allVerified, now, "en");
    expect(status.title).toBe("Verified equal to Tally");
    expect(status.details[0]).toBe("3 of 3 companies up to date");
    expect(status.details.at(-1)).toMatch(/^next look \d\d:\d\d$/);
  });

  test("says how many companies failed", () => {
    expect(summariseStatus(fortyOne, now, "en").title).toBe("1 company could not be read");
    expect(summariseStatus(databaseDown, now, "hi").title).toBe("1 कंपनी पढ़ी नहीं जा सकी");
  });

  test("a pause tells its end", () => {
    const paused = { ...allVerified, phase: "paused" as const };
    expect(summariseStatus(paused, now, "en").details.at(-1)).toBe("paused until you resume");
    const until = { ...paused, pausedUntil: new Date(now.getTime() + 900_000).toISOString() };
    expect(summariseStatus(until, now, "en").details.at(-1)).toMatch(/^paused till \d\d:\d\d$/);
  });

  test("progress says what, how much and how long", () => {
    const progress = firstLoad.companies.find((company) => company.progress !== null)?.progress;
    expect(progress && describeProgress(progress, "en")).toEqual([
      "reading vouchers",
      "61,200 of 1,64,800 entries",
      "about 5 min left",
    ]);
  });
});

describe("errors in the window", () => {
  test.each([...errorCodes])("%s gives no advice about the command line", (code) => {
    for (const language of ["en", "hi"] as const) {
      const { action } = describeForWindow({ code, details: {} }, language);
      expect(action).not.toBe("");
      expect(action).not.toMatch(/--|TALLY_REPLICA|: sync|`/);
    }
  });

  test.each(Object.keys(findingTexts.en) as FindingKey[])(
    "%s, found by the check, gives none either",
    (key) => {
      for (const language of ["en", "hi"] as const) {
        const { action } = describeFindingForWindow({ code: null, key, values: {} }, language, String);
        expect(action).not.toMatch(/--|TALLY_REPLICA|watch|with backup|`/);
      }
    },
  );

  test("what the check found tells moments as the window does, and the command line as it does", () => {
    const found = { code: null, key: "backupThere", values: { time: "2026-11-22T12:07:00.000Z" } } as const;
    const said = describeFindingForWindow(found, "en", (moment) => formatFullMoment(moment, "en"));
    expect(said.happened).toMatch(/ 2[23]-Nov-2026, \d\d:\d\d\.$/);
    expect(describeFinding(found, "en").happened).toMatch(/ 2026-11-2[23] \d\d:\d\d\.$/);
  });

  test("advice names the parts of the settings as their tabs do", () => {
    for (const [language, named] of [
      ["en", /Settings, ([A-Z]\w+)/g],
      ["hi", /सेटिंग, ([^\s,;]+)(?= में)/g],
    ] as const) {
      const tabs = settingsSections.map((section) => windowTexts[language][`settings_section_${section}`]);
      const advice = [
        ...Object.values(windowActions[language]),
        ...Object.values(windowFindingActions[language]),
      ];
      const found = advice.flatMap((text) => [...text.matchAll(named)].map(([, tab]) => tab));
      expect(found.length).toBeGreaterThan(5);
      expect(found.filter((tab) => !tabs.includes(tab ?? ""))).toEqual([]);
    }
  });

  test("every button has its words", () => {
    for (const action of helpfulActions) expect(windowTexts.en).toHaveProperty(`help_${action}`);
  });

  test("a button that cannot do anything is not offered", () => {
    expect(offeredActionOf("DATA_DIFFERS", { hasCompany: false, canRetry: false })).toBeNull();
    expect(offeredActionOf("DATA_DIFFERS", { hasCompany: true, canRetry: false })).toBe("repair");
    expect(offeredActionOf("SOURCE_TIMEOUT", { hasCompany: true, canRetry: false })).toBeNull();
    expect(offeredActionOf("SOURCE_TIMEOUT", { hasCompany: true, canRetry: true })).toBe("tryAgain");
    expect(offeredActionOf("DEST_LOGIN_REFUSED", { hasCompany: false, canRetry: false })).toBe(
      "openDatabaseSettings",
    );
  });
});
