import { WireError } from "@ma-alexa/protocol";
import { parseApiCommand, type ApiCommand } from "@ma-alexa/protocol/music-assistant";
import type { WebSocket } from "ws";
import type { Clock, Timer } from "../../clock.js";
import type { ApiHouse, Command } from "./house.js";
import { MUSIC_COMMANDS } from "./music-commands.js";
import { PLAYER_COMMANDS } from "./player-commands.js";
import { QUEUE_COMMANDS } from "./queue-commands.js";
import { SERVER_COMMANDS } from "./server-commands.js";
import { ApiRefusal, required, type WireObject } from "./wire.js";

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ...SERVER_COMMANDS, ...PLAYER_COMMANDS, ...QUEUE_COMMANDS, ...MUSIC_COMMANDS }),
);
/** Long lists come in blocks (reference 4.2). */
const BLOCK_ITEMS = 500;
const HEARTBEAT_MS = 30_000;

/** One client of the API: who it is, and what it asks. */
export class ApiSession {
  readonly #socket: WebSocket;
  readonly #house: ApiHouse;
  readonly #clock: Clock;
  #isAuthenticated = false;
  #heartbeat: Timer | undefined;

  constructor(socket: WebSocket, house: ApiHouse, clock: Clock) {
    this.#socket = socket;
    this.#house = house;
    this.#clock = clock;
  }

  /** Introduces the server. One that nobody has set up says so and closes (reference 4.1). */
  start(info: WireObject, isSetUp: boolean): void {
    this.#send(info);
    if (!isSetUp) {
      this.#send({ message_id: "connection", error_code: 503, details: "Setup required" });
      this.#socket.close();
      return;
    }
    this.#socket.on("message", (data: Buffer) => {
      this.#hear(data.toString("utf8"));
    });
    this.#beat();
  }

  /** Events go to those only who have said who they are. */
  tell(event: WireObject): void {
    if (this.#isAuthenticated) this.#send(event);
  }

  end(): void {
    this.#heartbeat?.cancel();
    this.#socket.terminate();
  }

  #beat(): void {
    this.#heartbeat = this.#clock.after(HEARTBEAT_MS, () => {
      this.#socket.ping();
      this.#beat();
    });
  }

  #hear(text: string): void {
    let command: ApiCommand;
    try {
      command = parseApiCommand(text);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#send({ message_id: null, error_code: 3, details: "Invalid message" });
      return;
    }
    try {
      this.#answer(command.message_id, this.#perform(command));
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      this.#send({ message_id: command.message_id, error_code: error.number, details: error.message });
    }
  }

  #perform({ command, args }: ApiCommand): unknown {
    const { accounts } = this.#house;
    switch (command) {
      case "auth":
        if (!accounts.isValid(required(args, "token", "string"))) throw new ApiRefusal(23, "Invalid or expired token");
        this.#isAuthenticated = true;
        return { authenticated: true, user: accounts.user() };
      case "auth/login":
        return accounts.logIn(args["username"], args["password"]);
      case "auth/join_code/exchange":
        return accounts.exchange(args["code"]);
    }
    if (!this.#isAuthenticated) throw new ApiRefusal(20, "Authentication required. Please send auth command first.");
    const known = COMMANDS.get(command);
    if (known === undefined) throw new ApiRefusal(12, `Invalid command: ${command}`);
    return known(args, this.#house);
  }

  #answer(message_id: string, result: unknown): void {
    let rest = result;
    while (Array.isArray(rest) && rest.length > BLOCK_ITEMS) {
      this.#send({ message_id, result: rest.slice(0, BLOCK_ITEMS), partial: true });
      rest = rest.slice(BLOCK_ITEMS);
    }
    this.#send({ message_id, result: rest, partial: false });
  }

  #send(message: WireObject): void {
    this.#socket.send(JSON.stringify(message));
  }
}
