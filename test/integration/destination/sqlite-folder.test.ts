import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDestination } from "../../../src-main/destination/open-destination.ts";

it("makes the folders above a new file, with names in any script", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tally-replica-folder-"));
  const file = join(folder, "हिसाब किताब", "Peña & Söhne", "replica.sqlite");
  const destination = await openDestination(`sqlite:${file}`);
  await destination.close();
  expect(existsSync(file)).toBe(true);
  rmSync(folder, { recursive: true });
});

it("says that a folder cannot be made, instead of trying for ever", async ({ skip }) => {
  skip(process.platform !== "linux", "only /proc of Linux refuses this way");
  await expect(openDestination("sqlite:/proc/books/replica.sqlite")).rejects.toMatchObject({
    code: "DEST_UNWRITABLE",
  });
});
