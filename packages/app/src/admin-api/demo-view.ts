import type { ApiError, Demo, DemoButton, DemoEcho, DemoRemotePress } from "@ma-alexa/protocol/admin";

/** What the admin API may do with the simulated street; only a demo has one. */
export interface DemoView {
  snapshot(): Demo;
  echos(): readonly DemoEcho[];
  /** Calls `listener` after every change of the street until the returned function is called. */
  follow(listener: () => void): () => void;
  /** A press on Music Assistant's page; why it was refused, if it was. */
  press(playerId: string, press: DemoRemotePress): ApiError | undefined;
  /** Words in the room of an Echo; undefined when there is no such Echo. */
  say(echoId: string, text: string): Promise<void> | undefined;
  /** A button of an Echo; undefined when there is no such Echo. */
  pressButton(echoId: string, button: DemoButton): Promise<void> | undefined;
  /** The last seconds that an Echo heard, as a WAV file; undefined when there is no such Echo. */
  heardWav(echoId: string, seconds: number): Uint8Array | undefined;
  /** Calls `listener` with exactly the bytes that an Echo fetches from now on; undefined when there is no such Echo. */
  followFetched(echoId: string, listener: (bytes: Uint8Array) => void): (() => void) | undefined;
}
