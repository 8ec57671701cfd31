import { describe, expect, it } from "vitest";
import type { DatabaseChoice } from "../../../src-main/contract/app-settings.ts";
import {
  changeProduct,
  choiceOf,
  draftOf,
  findErrors,
  passwordOf,
} from "../../../src-renderer/components/database-draft.ts";

const postgres: DatabaseChoice = {
  product: "postgres",
  host: "db.example.in",
  port: 5433,
  database: "books",
  user: "me",
  schema: "s",
  ssl: "require",
  instance: "",
  isTrusted: false,
};

describe("what is typed about a database", () => {
  it("gives back the choice it was made from", () => {
    expect(choiceOf(draftOf(postgres))).toEqual(postgres);
    expect(choiceOf(draftOf({ product: "sqlite", path: "" }))).toEqual({ product: "sqlite", path: "" });
  });

  it("takes the usual port of another product and drops what that does not have", () => {
    const draft = changeProduct({ ...draftOf(postgres), instance: "X", isTrusted: true }, "mysql");
    expect(choiceOf(draft)).toMatchObject({
      product: "mysql",
      port: 3306,
      schema: "",
      instance: "",
      isTrusted: false,
    });
  });

  it("tells what is missing or wrong, and is no choice until then", () => {
    const draft = { ...draftOf(postgres), host: " ", port: "70000" };
    expect(findErrors(draft)).toEqual({ host: "needed", port: "portWrong" });
    expect(choiceOf(draft)).toBeNull();
  });

  it("keeps the stored password only where there is one", () => {
    expect(passwordOf(draftOf(postgres), true)).toBeNull();
    expect(passwordOf(draftOf(postgres), false)).toBe("");
    expect(passwordOf({ ...draftOf(postgres), password: "x" }, true)).toBe("x");
  });
});
