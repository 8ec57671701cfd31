import { describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { describeLocation, parseDatabaseUrl } from "../../../src-main/destination/database-url.ts";

describe("parseDatabaseUrl", () => {
  it("takes the path of a SQLite file as it is", () => {
    expect(parseDatabaseUrl("sqlite:C:\\Users\\आशा\\my books.sqlite")).toEqual({
      product: "sqlite",
      path: "C:\\Users\\आशा\\my books.sqlite",
    });
    expect(parseDatabaseUrl("sqlite:///home/asha/a%20b.sqlite")).toMatchObject({
      path: "/home/asha/a%20b.sqlite",
    });
    expect(parseDatabaseUrl("sqlite:books.sqlite")).toMatchObject({ path: "books.sqlite" });
  });

  it("reads a server's address, options and a password that may stand apart", () => {
    expect(
      parseDatabaseUrl("postgres://asha:p%40ss%2Fword@db.example:6432/books?ssl=disable&schema=tally"),
    ).toEqual({
      product: "postgres",
      host: "db.example",
      port: 6432,
      user: "asha",
      password: "p@ss/word",
      database: "books",
      ssl: "disable",
      schema: "tally",
      instance: null,
      isTrusted: false,
    });
    expect(parseDatabaseUrl("mysql://asha@db/books", { TALLY_REPLICA_DB_PASSWORD: "secret" })).toMatchObject({
      port: 3306,
      password: "secret",
      ssl: "require",
    });
    expect(parseDatabaseUrl("mssql://db/books?instance=SQLEXPRESS&trusted=true", {})).toMatchObject({
      port: 1433,
      instance: "SQLEXPRESS",
      isTrusted: true,
      password: "",
    });
    expect(parseDatabaseUrl("postgres://asha@[::1]/books", {})).toMatchObject({
      host: "::1",
      ssl: "disable",
    });
  });

  it("encrypts what leaves this PC unless told otherwise", () => {
    const sslOf = (rest: string) => {
      const location = parseDatabaseUrl(`postgres://asha@${rest}`, {});
      return location.product === "sqlite" ? "" : location.ssl;
    };
    expect(sslOf("db.example/books")).toBe("require");
    expect(sslOf("db.example/books?ssl=no-verify")).toBe("no-verify");
    expect(sslOf("localhost.example/books")).toBe("require");
    expect(sslOf("localhost/books")).toBe("disable");
    expect(sslOf("127.0.0.1/books?ssl=require")).toBe("require");
  });

  it.each([
    "books.sqlite",
    "sqlite:",
    "oracle://asha:secret@db/books",
    "postgres://asha:secret@db",
    "postgres://asha:secret@db/books?sslmode=require",
    "postgres://asha:secret@db/books?ssl=maybe",
    "mysql://asha:secret@db/books?schema=x",
    "mssql://asha:secret@db/books?schema=x",
    "postgres://asha:secret@db:abc/books",
  ])("refuses %s without repeating the password", (text) => {
    let error: unknown;
    try {
      parseDatabaseUrl(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ReplicaError);
    expect(error).toMatchObject({ code: "CONFIG_DATABASE_URL" });
    expect(JSON.stringify(error) + String(error)).not.toContain("secret");
  });

  it("never shows the password", () => {
    const shown = describeLocation(parseDatabaseUrl("postgres://asha:secret@db/books?schema=tally"));
    expect(shown).toBe("postgres://db:5432/books (schema tally)");
    expect(describeLocation(parseDatabaseUrl("mssql://a:secret@db/books?instance=X"))).toBe(
      "mssql://db\\X/books",
    );
  });
});
