import path from "node:path";
import { describe, expect, it } from "vitest";
import { connectionString, databaseAddress } from "../../../src-main/contract/database-address.ts";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { toWireError } from "../../../src-main/contract/wire-error.ts";
import { parseDatabaseUrl } from "../../../src-main/destination/database-url.ts";
import { isPauseOver, pauseUntil } from "../../../src-main/shell/pause.ts";
import { fileOfAddress } from "../../../src-main/shell/renderer-files.ts";

const server = {
  product: "postgres",
  host: "db.example.in",
  port: 5433,
  database: "books of all",
  user: "a b",
  schema: "books",
  ssl: "require",
  instance: "",
  isTrusted: false,
} as const;

describe("a chosen database", () => {
  it("becomes the address the engine understands", () => {
    const address = databaseAddress(server, "p@ss:w/ör d", "");
    expect(parseDatabaseUrl(address, {})).toEqual({
      product: "postgres",
      host: "db.example.in",
      port: 5433,
      user: "a b",
      password: "p@ss:w/ör d",
      database: "books of all",
      ssl: "require",
      schema: "books",
      instance: null,
      isTrusted: false,
    });
    const windows = { ...server, product: "mssql", instance: "SQLEXPRESS", isTrusted: true } as const;
    expect(parseDatabaseUrl(databaseAddress(windows, "x", ""), {})).toMatchObject({
      instance: "SQLEXPRESS",
      isTrusted: true,
      user: "",
      password: "",
    });
  });

  it("is copied without its password", () => {
    expect(connectionString(server, "")).not.toContain("p@ss");
    expect(connectionString({ product: "sqlite", path: "" }, "C:\\data\\t.sqlite")).toBe(
      "C:\\data\\t.sqlite",
    );
  });
});

describe("an error that crosses to the window", () => {
  it("has lost every password", () => {
    const cause = new Error("cannot reach postgres://me:geheim@host:5432/x");
    const wire = toWireError(new ReplicaError("DEST_UNREACHABLE", { database: "x" }, { cause }));
    expect(wire).toEqual({
      code: "DEST_UNREACHABLE",
      details: { database: "x" },
      technical: "cannot reach postgres://me:***@host:5432/x",
    });
  });
});

describe("a pause", () => {
  const now = new Date(2026, 10, 22, 23, 30);

  it("till tomorrow ends when an office begins", () => {
    expect(pauseUntil("tillTomorrow", now)).toBe(new Date(2026, 10, 23, 8).toISOString());
  });

  it("is over when its time has come, and until resumed never", () => {
    const until = pauseUntil("fifteenMinutes", now);
    expect(isPauseOver(until, now)).toBe(false);
    expect(isPauseOver(until, new Date(now.getTime() + 15 * 60_000))).toBe(true);
    expect(isPauseOver("untilResumed", new Date(2030, 1, 1))).toBe(false);
    expect(isPauseOver(null, now)).toBe(true);
  });
});

describe("the window's files", () => {
  const folder = path.resolve("/program/dist/renderer");

  it("are those of its own folder", () => {
    expect(fileOfAddress("app://renderer/assets/index.js", folder)).toBe(
      path.join(folder, "assets", "index.js"),
    );
  });

  it("are nothing outside it, of another host, or of an unknown kind", () => {
    for (const address of [
      "app://renderer/../index.mjs",
      "app://renderer/%2e%2e/worker.mjs.html/../../x.html",
      "app://renderer/..%2f..%2fsecret.html",
      "app://elsewhere/index.html",
      "app://renderer/agent.sqlite",
      "app://renderer/",
    ]) {
      const file = fileOfAddress(address, folder);
      expect(file ?? `${folder}${path.sep}`).toContain(folder + path.sep);
    }
    expect(fileOfAddress("app://elsewhere/index.html", folder)).toBeNull();
    expect(fileOfAddress("app://renderer/agent.sqlite", folder)).toBeNull();
  });
});
