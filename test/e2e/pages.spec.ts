import { expect, test } from "./support/fixture.ts";
import {
  changeSettings,
  findBarriers,
  goTo,
  isTooWide,
  listStops,
  setZoom,
  takeScreenshot,
} from "./support/pages.ts";
import { settingsFor, startProduct } from "./support/product.ts";
import { makeRichBooks } from "./support/rich-books.ts";

/** Every page, light and dark, at 100 %, 150 % and 200 %, and in Hindi: drawn without a barrier and without a sideways scroll. */

const dresses = [
  { theme: "light", language: "en", zoom: 1 },
  { theme: "light", language: "en", zoom: 1.5 },
  { theme: "light", language: "en", zoom: 2 },
  { theme: "dark", language: "en", zoom: 1 },
  { theme: "dark", language: "en", zoom: 1.5 },
  { theme: "light", language: "hi", zoom: 1 },
  { theme: "dark", language: "hi", zoom: 2 },
] as const;

test("every page in every dress", async ({ launcher, startTally }) => {
  const { product, keys } = await makeRichBooks(launcher, startTally);
  const page = product.page();
  const stops = listStops(keys[2]!);
  const barriers: string[] = [];
  const wide: string[] = [];
  for (const { theme, language, zoom } of dresses) {
    await changeSettings(page, { theme, language });
    await setZoom(product, zoom);
    for (const stop of stops) {
      const name = `${stop.name}-${language === "hi" ? "hindi-" : ""}${theme}-${zoom * 100}`;
      await goTo(page, stop);
      await takeScreenshot(page, name);
      if (await isTooWide(page)) wide.push(name);
      if (zoom !== 1.5) barriers.push(...(await findBarriers(page)).map((each) => `${name}: ${each}`));
    }
  }
  expect(wide).toEqual([]);
  expect(barriers).toEqual([]);
});

const wizardSteps = ["findTally", "companies", "database", "schedule", "firstLoad"] as const;

test("every step of setting up in every dress", async ({ launcher, startTally }) => {
  const sample = await startTally({ companies: 3 });
  const product = await startProduct(launcher, {
    settings: settingsFor(sample.url, { wizardStep: "findTally" }),
  });
  const page = product.page();
  const found: string[] = [];
  for (const wizardStep of wizardSteps) {
    await changeSettings(page, { wizardStep, language: "en" });
    for (const theme of ["light", "dark"] as const) {
      await changeSettings(page, { theme });
      for (const zoom of [1, 1.5]) {
        await setZoom(product, zoom);
        const name = `wizard-${wizardStep}-${theme}-${zoom * 100}`;
        await goTo(page, { name, hash: "#/wizard" });
        await takeScreenshot(page, name);
        if (await isTooWide(page)) found.push(`${name} is too wide`);
        if (zoom === 1) found.push(...(await findBarriers(page)).map((each) => `${name}: ${each}`));
      }
    }
    await changeSettings(page, { theme: "light", language: "hi" });
    await setZoom(product, 1);
    await goTo(page, { name: "wizard", hash: "#/wizard" });
    await takeScreenshot(page, `wizard-${wizardStep}-hindi-100`);
  }
  expect(found).toEqual([]);
});
