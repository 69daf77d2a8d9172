import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { MusicAssistantError, MusicAssistantServer, ServerAddressError, type ApiAccess } from "@ma-alexa/provider";
import { AppError } from "../app-error.js";
import { StateFolder } from "../storage/state-folder.js";
import type { CommandParts } from "./parts.js";

const TOKEN_VARIABLE = "MA_ALEXA_MUSIC_ASSISTANT_TOKEN";
const READY_WITHIN_MS = 15_000;

/**
 * Connects Music Assistant's own API and keeps the token: one from the environment, or one that it makes for a name and
 * password asked for here.
 * @throws AppError MUSIC_ASSISTANT_REFUSED with what to do.
 */
export async function connectMusicAssistant({ configuration, clock, logger }: CommandParts): Promise<number> {
  const store = new StateFolder(configuration.state);
  await store.start();
  const server = new MusicAssistantServer({
    sendspinAddress: () => configuration.musicAssistant,
    store,
    clock,
    logger,
  });
  try {
    await server.connect(await askedAccess(configuration.musicAssistant !== undefined));
    await ready(server, clock);
    console.log(`Music Assistant is connected as ${server.state.user ?? "the owner of the token"}.`);
    return 0;
  } catch (error) {
    if (!(error instanceof MusicAssistantError) && !(error instanceof ServerAddressError)) throw error;
    throw new AppError("MUSIC_ASSISTANT_REFUSED", error.message, { cause: error });
  } finally {
    await server.stop();
    await store.stop();
  }
}

async function askedAccess(isAddressKnown: boolean): Promise<ApiAccess> {
  const token = process.env[TOKEN_VARIABLE];
  const hush = { isOn: false };
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!hush.isOn) process.stderr.write(chunk);
      done();
    },
  });
  const person = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
  try {
    const address = isAddressKnown
      ? {}
      : { address: await person.question("Address of Music Assistant (such as http://192.168.1.5:8095): ") };
    if (token !== undefined) return { ...address, token };
    const username = await person.question("Name in Music Assistant: ");
    const asked = person.question("Password (used once, not kept): ");
    hush.isOn = process.stdin.isTTY;
    const password = await asked;
    return { ...address, username, password };
  } finally {
    person.close();
  }
}

/** Until the token has been accepted. */
async function ready(server: MusicAssistantServer, clock: CommandParts["clock"]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string): void => {
      patience.cancel();
      reject(new AppError("MUSIC_ASSISTANT_REFUSED", reason));
    };
    const patience = clock.after(READY_WITHIN_MS, () => {
      fail(server.state.reason ?? "Music Assistant did not answer within 15 s.");
    });
    const look = (): void => {
      const { kind, reason } = server.state;
      if (kind === "ready") {
        patience.cancel();
        resolve();
      } else if (reason !== undefined) fail(reason);
    };
    server.on("state", look);
    look();
  });
}
