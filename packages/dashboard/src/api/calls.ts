import { ApiErrorSchema, type DemoButton, type DemoRemotePress } from "@ma-alexa/protocol/admin";

/** What went wrong, in the bridge's own words. */
class CallError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const UNREACHABLE = "The bridge does not answer: is it still running?";

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new CallError("UNREACHABLE", UNREACHABLE);
  });
  if (response.ok) return;
  const error = ApiErrorSchema.safeParse(await response.json().catch(() => undefined));
  throw error.success ? new CallError(error.data.code, error.data.message) : new CallError("UNREACHABLE", UNREACHABLE);
}

export const openSession = (password: string): Promise<void> => post("api/session", { password });

/** A press on Music Assistant's side of the demo. */
export const pressRemote = (playerId: string, press: DemoRemotePress): Promise<void> =>
  post(`api/demo/music-assistant/${encodeURIComponent(playerId)}`, press);

/** Words in the room of a simulated Echo. */
export const say = (echoId: string, text: string): Promise<void> =>
  post(`api/demo/echos/${encodeURIComponent(echoId)}/say`, { text });

/** A button on a simulated Echo. */
export const pressButton = (echoId: string, button: DemoButton): Promise<void> =>
  post(`api/demo/echos/${encodeURIComponent(echoId)}/press`, { button });

/** Exactly what a simulated Echo fetches, from now on. A new address each time, so that no stale answer is reused. */
export const fetchedAddress = (echoId: string): string =>
  `api/demo/echos/${encodeURIComponent(echoId)}/fetched.mp3?from=${String(Date.now())}`;

/** Whether the bridge asks this browser for its password. */
export async function needsPassword(): Promise<boolean> {
  const response = await fetch("api/status").catch(() => undefined);
  return response?.status === 401;
}
