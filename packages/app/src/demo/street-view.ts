import type { ApiError, Demo as DemoSnapshot, DemoEcho, DemoRemote, DemoRemotePress } from "@ma-alexa/protocol/admin";
import type { SimulatedEcho, Street } from "@ma-alexa/simulator";
import type { DemoView } from "../admin-api/demo-view.js";
import type { Bridge } from "../bridge.js";
import type { Demo } from "./start-demo.js";

type MusicAssistant = NonNullable<Street["musicAssistant"]>;

/** How often positions are told anew while something plays. */
const TOLD_EVERY_MS = 1_000;

/** The street as the admin API shows and steers it. Echos are named by the id of their player. */
export function streetView(
  { street, bridge }: Demo,
  clock: { after(ms: number, task: () => void): { cancel(): void } },
): DemoView {
  const echoOf = (playerId: string): SimulatedEcho | undefined => {
    const serial = bridge.household.deviceOf(playerId)?.serial;
    return street.echos.find((echo) => echo.serial === serial);
  };
  const echos = (): DemoEcho[] => street.echos.map((echo) => demoEcho(echo, playerIdOf(bridge, echo) ?? echo.id));
  return {
    echos,
    snapshot: () => demoSnapshot(street, echos()),
    follow: (listener) => followStreet(street, clock, listener),
    press: (playerId, press) => {
      const ma = street.musicAssistant;
      const player = ma?.players().find((candidate) => candidate.id.startsWith(playerId));
      if (ma === undefined || player === undefined) return NO_SUCH_PLAYER;
      return refusal(() => {
        pressRemote(ma, player, press);
      });
    },
    say: (id, text) => echoOf(id)?.say(text),
    pressButton: (id, button) => echoOf(id)?.press(button),
    heardWav: (id, seconds) => echoOf(id)?.heardWav(seconds),
    followFetched: (id, listener) => echoOf(id)?.onFetchedBytes(listener),
  };
}

const NO_SUCH_PLAYER: ApiError = {
  code: "NO_SUCH_PLAYER",
  message: "Music Assistant does not know this player yet: wait a moment and press again.",
};

/** What the simulated Music Assistant says against a press; its class is not known here, since the simulator is loaded late. */
function refusal(press: () => void): ApiError | undefined {
  try {
    press();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && error.name === "SimulatedMusicAssistantError" && "code" in error)) throw error;
    return { code: String(error.code), message: error.message };
  }
}

function playerIdOf(bridge: Bridge, echo: SimulatedEcho): string | undefined {
  return bridge.household.players().find((player) => bridge.household.deviceOf(player.id)?.serial === echo.serial)?.id;
}

function demoEcho(echo: SimulatedEcho, id: string): DemoEcho {
  return {
    id,
    name: echo.name,
    volume: echo.volume,
    muted: echo.muted,
    playing: echo.playing,
    position: Math.round(echo.positionMs),
  };
}

function demoSnapshot({ musicAssistant: ma }: Street, echos: DemoEcho[]): DemoSnapshot {
  if (ma === undefined) return { tunes: [], remotes: [], echos };
  const tunes = ma.tunes.map(({ id, title, artist, durationMs }) => ({ id, title, artist, durationMs }));
  const remotes = ma.players().map((player): DemoRemote => ({
    id: player.id.slice(0, PLAYER_ID_LENGTH),
    name: player.name,
    available: player.available,
    state: player.state,
    volume: player.volume,
    muted: player.muted,
    positionMs: player.positionMs,
    ...(player.tune === undefined ? {} : { tuneId: player.tune.id }),
  }));
  return { tunes, remotes, echos };
}

/** A PlayerId is the beginning of what Music Assistant calls the client (architecture, glossary). */
const PLAYER_ID_LENGTH = 16;

function pressRemote(
  ma: MusicAssistant,
  { id, queue }: ReturnType<MusicAssistant["players"]>[number],
  press: DemoRemotePress,
): void {
  switch (press.press) {
    case "play":
      if (press.tuneId !== undefined) ma.play(id, fromTune(ma, press.tuneId));
      else if (queue.length === 0) ma.play(id);
      else ma.resume(id);
      return;
    case "pause":
      ma.pause(id);
      return;
    case "stop":
      ma.halt(id);
      return;
    case "next":
      ma.next(id);
      return;
    case "previous":
      ma.previous(id);
      return;
    case "seek":
      ma.seek(id, press.positionMs);
      return;
    case "volume":
      ma.setVolume(id, press.volume);
      return;
    case "mute":
      ma.setMuted(id, press.muted);
  }
}

/** The chosen tune, and all that follow it in the library. */
function fromTune(ma: MusicAssistant, tuneId: string): string[] {
  const ids = ma.tunes.map((tune) => tune.id);
  const at = Math.max(0, ids.indexOf(tuneId));
  return [...ids.slice(at), ...ids.slice(0, at)];
}

function followStreet(
  street: Street,
  clock: { after(ms: number, task: () => void): { cancel(): void } },
  listener: () => void,
): () => void {
  const tick = (): void => {
    if (street.echos.some((echo) => echo.playing)) listener();
    timer = clock.after(TOLD_EVERY_MS, tick);
  };
  let timer = clock.after(TOLD_EVERY_MS, tick);
  const ma = street.musicAssistant;
  ma?.on("players", listener);
  for (const echo of street.echos) echo.on("change", listener);
  return () => {
    timer.cancel();
    ma?.off("players", listener);
    for (const echo of street.echos) echo.off("change", listener);
  };
}
