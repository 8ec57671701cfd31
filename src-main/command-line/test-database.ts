import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { ReplicaError } from "../contract/errors.ts";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import { describeLocation, parseDatabaseUrl } from "../destination/open-destination.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { openDatabase } from "./session.ts";

/** The nearest folder above a path that exists: what is missing below it would have to be made in it. */
function nearestFolder(file: string): string {
  let folder = path.dirname(path.resolve(file));
  while (!existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}

/** A file that is not there yet is not made by a test; only whether it could be is looked at. */
function checkNewFile(file: string): void {
  const folder = nearestFolder(file);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ReplicaError("DEST_UNWRITABLE", { database: folder }, { cause: error });
  }
  // A file stands where a folder is needed.
  if (!statSync(folder).isDirectory()) throw new ReplicaError("DEST_UNWRITABLE", { database: folder });
}

async function checkExisting(call: Call): Promise<readonly string[]> {
  await using destination = await openDatabase(call, { mayCreate: false });
  // Writing and undoing proves the right to write, and that no other program holds the file.
  await destination.transaction(null, async ({ db }) => {
    await db.insertInto("settings_info").values({ name: "write test", value: "" }).execute();
    await db.deleteFrom("settings_info").where("name", "=", "write test").execute();
  });
  return (await listCompanies(destination.db)).map((company) => company.name);
}

export function addTestCommand(program: Command, run: RunVerb, language: Language): void {
  program
    .command("test")
    .description(helpTexts[language].test)
    .action(() =>
      run(async (call) => {
        const { output } = call;
        const location = parseDatabaseUrl(call.databaseAddress);
        const database = describeLocation(location);
        if (location.product === "sqlite" && !existsSync(location.path)) {
          checkNewFile(location.path);
          output.line(output.say("databaseNew", { database }));
          output.document({ database, isUsable: true, exists: false, companies: [] });
          return exitCodes.ok;
        }
        const companies = await checkExisting(call);
        output.line(output.say("databaseGood", { database }));
        output.line(
          companies.length === 0
            ? output.say("databaseEmpty")
            : output.say("databaseHolds", { companies: companies.join(", ") }),
        );
        output.document({ database, isUsable: true, exists: true, companies });
        return exitCodes.ok;
      }),
    );
}
