import type { AgentState } from "../../src-main/contract/agent-state.ts";
import { defaultAppSettings } from "../../src-main/contract/app-settings.ts";
import type { AppSettings } from "../../src-main/contract/app-settings.ts";
import type { ChannelName, EventName, Result } from "../../src-main/contract/channels.ts";
import { answers } from "./fake-answers.ts";
import type { FakeWorld } from "./fake-answers.ts";
import { states } from "./sample-states.ts";
import type { StateName } from "./sample-states.ts";

/**
 * Stands in the place of the preload in the preview: answers every call from invented books, so that the built
 * window can be looked at and tested without shell, worker and Tally. Never part of the product.
 */

interface Scene {
  readonly state?: StateName;
  readonly settings?: Partial<AppSettings>;
  readonly stateChanges?: Partial<AgentState>;
}

type Listener = (event: unknown) => void;

function worldOf(scene: Scene): FakeWorld {
  const state = { ...states[scene.state ?? "fortyOne"], ...scene.stateChanges };
  return { state, settings: { ...defaultAppSettings, wizardStep: "done", ...scene.settings }, calls: [] };
}

function install(scene: Scene): void {
  const world = worldOf(scene);
  const listeners = new Map<EventName, Set<Listener>>();
  const send = (name: EventName, event: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(event);
  };
  const invoke = async (name: ChannelName, input: unknown): Promise<Result<unknown>> => {
    world.calls.push({ name, input });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = answers[name](world, input as never);
    if (name === "settings.change" || name === "database.use") send("settings.changed", world.settings);
    return answer;
  };
  const listen = (name: EventName, listener: Listener): (() => void) => {
    const known = listeners.get(name) ?? new Set();
    listeners.set(name, known.add(listener));
    return () => known.delete(listener);
  };
  const global = globalThis as unknown as Record<string, unknown>;
  global.tallyReplica = { invoke, listen };
  global.preview = { world, send };
}

const { previewScene = {} } = globalThis as { previewScene?: Scene };
install(previewScene);
