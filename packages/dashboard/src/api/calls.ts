import type { DemoButton, DemoRemotePress } from "@ma-alexa/protocol/admin";
import { call, path } from "./call.js";

export const openSession = (password: string): Promise<unknown> => call("POST", "api/session", { password });

/** A press on Music Assistant's side of the demo. */
export const pressRemote = (playerId: string, press: DemoRemotePress): Promise<unknown> =>
  call("POST", path`api/demo/music-assistant/${playerId}`, press);

/** Words in the room of a simulated Echo. */
export const say = (echoId: string, text: string): Promise<unknown> =>
  call("POST", path`api/demo/echos/${echoId}/say`, { text });

/** A button on a simulated Echo. */
export const pressButton = (echoId: string, button: DemoButton): Promise<unknown> =>
  call("POST", path`api/demo/echos/${echoId}/press`, { button });

/** Exactly what a simulated Echo fetches, from now on. A new address each time, so that no stale answer is reused. */
export const fetchedAddress = (echoId: string): string =>
  `${path`api/demo/echos/${echoId}/fetched.mp3`}?from=${String(Date.now())}`;

/** Whether the bridge asks this browser for its password. */
export async function needsPassword(): Promise<boolean> {
  const response = await fetch("api/status").catch(() => undefined);
  return response?.status === 401;
}
