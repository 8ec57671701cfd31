import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { ServerChoice } from "../../src-main/contract/app-settings.ts";
import { startPostgres } from "../contract/postgres-server.ts";
import type { TestServer } from "../contract/postgres-server.ts";
import { expect, test } from "./support/fixture.ts";
import { goTo } from "./support/pages.ts";
import {
  ask,
  call,
  isAtRest,
  quit,
  readSettings,
  readSnapshot,
  settingsFor,
  startProduct,
  waitForState,
} from "./support/product.ts";

let server: TestServer;
test.beforeAll(async () => {
  server = await startPostgres();
});
test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test("the database becomes PostgreSQL, with a wrong and then the right password, which nothing tells", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally();
  const { location, drop } = await server.createDatabase();
  const { host, port, database, user, password } = location;
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, isAtRest);
  await goTo(page, { name: "settings", hash: "#/settings/database" });
  await page.getByRole("radio", { name: /On a database server/ }).check();
  await page.getByLabel("Server", { exact: true }).fill(host);
  await page.getByLabel("Database", { exact: true }).last().fill(database);
  await page.getByLabel("Port", { exact: true }).fill(String(port));
  await page.getByLabel("User", { exact: true }).fill(user);
  await page.getByLabel("Password", { exact: true }).fill("not-the-password");
  await page.getByText("More settings").click();
  await page.getByRole("combobox", { name: "Encryption" }).click();
  await page.getByRole("option", { name: "None" }).click();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText(/refuses? the login|user .*password|login/i).first()).toBeVisible();
  expect(readSettings(product.home).database.product).toBe("sqlite");

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText(/The database can be used/)).toBeVisible();
  await page.getByRole("button", { name: "Use this database" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Use this database" }).click();
  await expect.poll(() => readSettings(product.home).database.product).toBe("postgres");
  const state = await waitForState(
    page,
    (now) => isAtRest(now) && now.database.description.includes(database),
  );
  expect(state.companies[0]?.rows).toBeGreaterThan(300);

  // Neither settings nor logs, answers nor errors hold the password.
  const told = [
    JSON.stringify(await readSnapshot(page)),
    JSON.stringify(await call(page, "doctor.run", undefined)),
    (await ask(page, "app.copyConnectionString", undefined)).copied,
    JSON.stringify(await call(page, "problems.list", undefined)),
  ];
  expect(told.filter((text) => text.includes(password))).toEqual([]);
  await quit(product);
  expect(filesHolding(product.home, password)).toEqual([]);

  // After a restart the stored password opens it again.
  const again = await startProduct(launcher, { home: product.home });
  await waitForState(again.page(), (now) => isAtRest(now) && now.database.error === null);
  expect((await readSnapshot(again.page())).about.hasDatabasePassword).toBe(true);
  await quit(again);
  await drop();
});

test(
  "where the system keeps no secrets, that is said and nothing is written",
  { tag: "@stand-in" },
  async ({ launcher, startTally }) => {
    const sample = await startTally();
    const { location, drop } = await server.createDatabase();
    const product = await startProduct(launcher, {
      settings: settingsFor(sample.url),
      env: { ELECTRON_STAND_IN_SECRETS: "unavailable" },
    });
    const page = product.page();
    const answer = await call(page, "database.use", {
      database: choiceOf(location),
      password: location.password,
    });
    expect(answer).toMatchObject({ ok: false, error: { code: "CONFIG_SECRETS_UNAVAILABLE" } });
    expect((await readSnapshot(page)).about.canKeepSecrets).toBe(false);
    await quit(product);
    expect(filesHolding(product.home, location.password)).toEqual([]);
    await drop();
  },
);

test(
  "a stored password that cannot be read any more is asked for again",
  { tag: "@stand-in" },
  async ({ launcher, startTally }) => {
    const sample = await startTally();
    const { location, drop } = await server.createDatabase();
    const first = await startProduct(launcher, { settings: settingsFor(sample.url) });
    await ask(first.page(), "database.use", { database: choiceOf(location), password: location.password });
    await quit(first);
    const second = await startProduct(launcher, {
      home: first.home,
      env: { ELECTRON_STAND_IN_SECRETS: "keyChanged" },
    });
    await waitForState(second.page(), ({ error }) => error?.code === "CONFIG_SECRET_LOST");
    await quit(second);
    await drop();
  },
);

interface Location {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

function choiceOf({ host, port, database, user }: Location): ServerChoice {
  return {
    product: "postgres",
    host,
    port,
    database,
    user,
    schema: "",
    ssl: "disable",
    instance: "",
    isTrusted: false,
  };
}

/** Files below the folder that hold the text as it is. */
function filesHolding(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(text));
}
