import { afterAll, beforeAll, expect, it } from "vitest";
import { views } from "../../../src-main/destination/views/index.ts";
import { startViewTrial } from "../../support/view-trial.ts";
import type { ViewTrial } from "../../support/view-trial.ts";

let trial: ViewTrial;
beforeAll(async () => {
  trial = await startViewTrial(400);
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

/** Two batches of a line may be alike in everything; which of them comes first shows nowhere. */
it("the order of every view tells its rows apart, so that pages neither repeat nor skip one", () => {
  const ties = views.flatMap(({ name, order, isForAllCompanies }) => {
    const columns = [...(isForAllCompanies === true ? [] : ["company_id"]), ...order].join(", ");
    const tied = trial.rowsOf(`select ${columns}, count(*) as rows_of_it from (select distinct * from ${name})
      group by ${columns} having count(*) > 1`);
    return tied.length === 0 ? [] : [{ name, tied: tied.slice(0, 3) }];
  });
  expect(ties).toEqual([]);
});
