import { describe, expect, it } from "vitest";
import { Orders } from "../../../src-main/worker/orders.ts";
import type { Order } from "../../../src-main/worker/orders.ts";
import { restBetweenPasses } from "../../../src-main/worker/rest.ts";
import type { WorkAtHand } from "../../../src-main/worker/work-at-hand.ts";

const hourMs = 3_600_000;
const aWork = {} as WorkAtHand;

function orderNamed(name: string, isWholePass = false): Order {
  return { name, isWholePass, run: () => Promise.resolve() };
}

interface Trial {
  readonly orders: Orders;
  readonly done: readonly string[];
  readonly waits: readonly (readonly [number, string | null])[];
  readonly stop: AbortController;
  readonly rest: (pauseMs: number, work?: WorkAtHand | null) => Promise<{ readonly isFresh: boolean }>;
}

function startTrial(nowMs = () => Date.now()): Trial {
  const orders = new Orders();
  const done: string[] = [];
  const waits: (readonly [number, string | null])[] = [];
  const stop = new AbortController();
  const rest = (pauseMs: number, work: WorkAtHand | null = aWork): Promise<{ readonly isFresh: boolean }> =>
    restBetweenPasses(
      {
        orders,
        now: () => new Date(nowMs()),
        work,
        everyMs: hourMs,
        runOrder: async ({ name }) => void done.push(name),
        onWait: (nextAtMs, pausedUntil) => void waits.push([nextAtMs, pausedUntil]),
      },
      pauseMs,
      stop.signal,
    );
  return { orders, done, waits, stop, rest };
}

describe("between two passes", () => {
  it("goes on when the time is over, and at once when somebody wakes it", async () => {
    const { rest, orders } = startTrial();
    expect(await rest(0)).toEqual({ isFresh: false });
    const waiting = rest(hourMs);
    orders.wake();
    expect(await waiting).toEqual({ isFresh: true });
  });

  it("carries orders out first, each once, in their order", async () => {
    const { rest, orders, done } = startTrial();
    for (const name of ["verify a", "sync all", "verify a"]) orders.add(orderNamed(name));
    expect(await rest(0)).toEqual({ isFresh: false });
    expect(done).toEqual(["verify a", "sync all"]);
  });

  it("begins the timer anew after a look at all companies", async () => {
    const { rest, orders, waits, stop } = startTrial(() => 1_000);
    orders.add(orderNamed("sync all", true));
    const resting = rest(0);
    await expect.poll(() => waits).toEqual([[1_000 + hourMs, null]]);
    stop.abort();
    await resting;
  });

  it("carries only orders out while it is paused, drops wake-ups, and goes on with the end of the pause", async () => {
    const { rest, orders, done, waits } = startTrial();
    orders.pause("untilResumed");
    let isOver = false;
    const resting = rest(0).finally(() => {
      isOver = true;
    });
    orders.wake();
    orders.add(orderNamed("sync all", true));
    await expect.poll(() => done).toEqual(["sync all"]);
    await expect.poll(() => waits.at(-1)?.[1]).toBe("untilResumed");
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    orders.pause(null);
    expect(await resting).toEqual({ isFresh: true });
  });

  it("ends a pause by itself at its moment", async () => {
    let nowMs = 0;
    const { rest, orders } = startTrial(() => nowMs);
    orders.pause(new Date(20).toISOString());
    const resting = rest(hourMs);
    nowMs = 20;
    expect(await resting).toEqual({ isFresh: true });
  });

  it("tries to open the database once for each order while it is away, and keeps the order", async () => {
    const { rest, orders, done, stop } = startTrial();
    orders.add(orderNamed("verify a"));
    expect(await rest(hourMs, null)).toEqual({ isFresh: true });
    const again = rest(hourMs, null);
    stop.abort();
    expect(await again).toEqual({ isFresh: false });
    expect(done).toEqual([]);
    expect(orders.take()?.name).toBe("verify a");
  });
});
