import { isDeepStrictEqual } from "node:util";

import type {
  AudioFrame,
  SecureServerHello,
  ServerCommand,
  ServerHello,
  ServerState,
} from "@ma-alexa/protocol/sendspin";

import type { Clock, Logger } from "../../ports.js";

import { Activation, type RoleChange } from "./activation.js";
import { controllerCommand, type ControllerArguments } from "./controller.js";
import type { PlayerCredentials } from "./credentials.js";
import { grantOf, isPlayer, type Grant } from "./grant.js";
import { introduction, type AudioFormat, type ClientIdentity } from "./hello.js";
import type { GoodbyeReason } from "./link.js";
import type { PlayerReport } from "./player-report.js";
import { securityOf, UNKNOWN_SECURITY, type SecurityState } from "./security.js";
import { SelfReport } from "./self-report.js";
import { ServerView, type Tell } from "./server-view.js";
import { StreamTeller } from "./stream-teller.js";
import { TimeKeeper } from "./time-keeper.js";
import type { HeardMessage, SaidMessage, Wire } from "./wire.js";

/** What a conversation needs of the client around it. */
export interface ConversationParts {
  readonly identity: ClientIdentity;
  /** Absent: plaintext is all that this client speaks. */
  readonly credentials?: PlayerCredentials;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tell: Tell;
  /** The server has greeted us. */
  readonly greeted: (grant: Grant) => void;
  /** It has changed its mind about that. */
  readonly granted: (grant: Grant) => void;
  /** The controller list is known anew. */
  readonly listed: (play: boolean) => void;
  /** The server must be left, for a reason that a person should read. */
  readonly refuse: (detail: string, goodbye?: GoodbyeReason) => void;
  /** Whether a server of this name is one that must not be spoken to in the clear. */
  readonly isDowngrade: (serverId: string) => boolean;
}

/**
 * What is said with one server over one connection, and what stays true over several: our own report and the server's
 * clock. The order is that of Sendspin reference 1.2 and 2.1: in plaintext hello, hello, full state; encrypted the
 * server's hello first, then ours, then server/activate; and from then on both talk freely. A plaintext server may send
 * state and group before its hello.
 */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #time: TimeKeeper;
  readonly #view: ServerView;
  readonly #activation: Activation | undefined;
  readonly #self = new SelfReport();
  readonly #stream: StreamTeller;
  #identity: ClientIdentity;
  #wire: Wire | undefined;
  #serverName = "";
  #roles: readonly string[] = [];
  #isGreeted = false;
  #hasStateBeforeHello = false;
  #security: SecurityState = UNKNOWN_SECURITY;

  constructor(parts: ConversationParts) {
    const { clock, tell, credentials } = parts;
    this.#parts = parts;
    this.#identity = parts.identity;
    this.#time = new TimeKeeper({
      clock,
      ask: (clientTransmittedUs) => {
        this.#send({ type: "client/time", payload: { client_transmitted: clientTransmittedUs } });
      },
    });
    this.#view = new ServerView({ clock, tell, listed: parts.listed, serverNowUs: () => this.serverNowUs() });
    this.#stream = new StreamTeller(tell);
    if (credentials !== undefined) this.#activation = this.#newActivation(credentials);
  }

  get security(): SecurityState {
    return this.#security;
  }

  /** A connection has found its wire. In plaintext we greet; nothing more is said until the server has greeted too. */
  begin(wire: Wire): void {
    this.#wire = wire;
    this.#isGreeted = false;
    this.#stream.begin();
    this.#hasStateBeforeHello = false;
    this.#roles = [];
    this.#view.begin(wire.dialect.hasCompleteState);
    this.#activation?.begin(wire);
    if (wire.trust === undefined) this.#sendHello();
  }

  /** The socket is gone or going: nothing more is sent. */
  end(): void {
    this.#isGreeted = false;
    this.#wire = undefined;
    this.#time.stop();
    this.#activation?.end();
    this.#view.end();
  }

  /** Changes our report; the full state goes out when something is different and a server is listening. */
  report(change: Partial<PlayerReport>): void {
    if (this.#self.change(change)) this.#sendState();
  }

  /** What the next greeting offers; false when that is what was offered already. */
  offer(format: AudioFormat, bufferCapacityBytes: number): boolean {
    const identity = { ...this.#identity, format, bufferCapacityBytes };
    if (isDeepStrictEqual(identity, this.#identity)) return false;
    this.#identity = identity;
    return true;
  }

  /** Asks the server for `command`; false when it was not offered or nobody is listening. */
  command(command: string, args: ControllerArguments): boolean {
    if (!this.#isGreeted || !this.#view.commands.includes(command)) return false;
    const controller = controllerCommand(command, args);
    return controller !== undefined && this.#send({ type: "client/command", payload: { controller } });
  }

  /** Leaves a group that plays, and stays available; false where the dialect does not have that. */
  leaveGroup(): boolean {
    if (!this.#isGreeted || this.#wire?.dialect.hasLeave !== true) return false;
    return this.#send({ type: "client/leave", payload: {} });
  }

  /** The frame that says goodbye, or undefined where nothing may be said. */
  goodbye(reason: GoodbyeReason): string | Uint8Array | undefined {
    return this.#wire?.frame({ type: "client/goodbye", payload: { reason } });
  }

  serverNowUs(): number | undefined {
    return this.#time.serverNowUs();
  }

  /** Takes one message. */
  heard(message: HeardMessage): void {
    if (message.type === "unknown") this.#parts.logger.debug({ name: message.name }, "« a message we do not know");
    else if (message.type !== "server/time") this.#parts.logger.debug({}, `« ${message.type}`);
    this.#answer(message);
  }

  heardAudio(frame: AudioFrame): void {
    this.#parts.tell("audio", frame);
  }

  /** The keys were changed: who the server is may be known better now. */
  rehandshaken(): void {
    this.#activation?.rehandshaken();
    this.#securityIs();
  }

  #answer(message: HeardMessage): void {
    switch (message.type) {
      case "server/hello":
        if ("active_roles" in message.payload) this.#plainHello(message.payload);
        else this.#secureHello(message.payload);
        return;
      case "server/time":
        this.#timeTold(message.payload);
        return;
      case "server/state":
        this.#serverState(message.payload);
        return;
      case "server/command":
        this.#serverCommand(message.payload);
        return;
      case "stream/start":
      case "stream/clear":
      case "stream/end":
      case "group/update":
        this.#stream.heard(message);
        return;
      case "server/error":
        this.#parts.logger.warn({ reason: message.payload.reason }, "Music Assistant refused the connection");
        return;
      case "unknown":
        return;
      default:
        this.#activation?.heard(message);
    }
  }

  #plainHello(hello: ServerHello): void {
    if (this.#isGreeted) return;
    if (this.#parts.isDowngrade(hello.server_id)) {
      this.#parts.refuse(DOWNGRADED);
      return;
    }
    this.#serverName = hello.name;
    this.#greeted(hello.server_id, hello.active_roles);
  }

  /** Said again after a change of keys in dialect E9, and answered again. */
  #secureHello(hello: SecureServerHello): void {
    this.#serverName = hello.name;
    this.#sendHello();
  }

  #activated({ active, added, removed }: RoleChange): void {
    if (!this.#isGreeted) {
      this.#greeted(this.#wire?.serverId ?? "", active);
      return;
    }
    this.#roles = active;
    this.#securityIs();
    if (added.length > 0) this.#sendState();
    if (removed.some(isPlayer)) this.#stream.lost();
    const lost = (family: string): boolean => removed.some((role) => role.startsWith(`${family}@`));
    this.#view.lost({ metadata: lost("metadata"), controller: lost("controller") });
    this.#parts.granted(grantOf(active, this.#wire));
  }

  #greeted(serverId: string, roles: readonly string[]): void {
    this.#isGreeted = true;
    this.#roles = roles;
    this.#securityIs();
    this.#sendState();
    this.#time.start();
    const sendsStateBeforeHello = this.#hasStateBeforeHello;
    this.#parts.tell("hello", { serverName: this.#serverName, serverId, sendsStateBeforeHello });
    this.#parts.greeted(grantOf(roles, this.#wire));
  }

  #timeTold(times: Extract<HeardMessage, { type: "server/time" }>["payload"]): void {
    const wasSynchronized = this.#time.isSynchronized;
    this.#time.answered({
      clientTransmittedUs: times.client_transmitted,
      serverReceivedUs: times.server_received,
      serverTransmittedUs: times.server_transmitted,
    });
    if (!wasSynchronized && this.#wire?.dialect.waitsForClock === true) this.#sendState();
  }

  #serverState(state: ServerState): void {
    if (!this.#isGreeted) this.#hasStateBeforeHello = true;
    this.#view.state(state);
  }

  #serverCommand({ player }: ServerCommand): void {
    const command = player === undefined ? undefined : this.#self.obey(player);
    if (command === undefined) return;
    // Echoed even when nothing changed: the server waits for the answer to what it asked (Sendspin reference 1.3).
    this.#sendState();
    this.#parts.tell("command", command);
  }

  #newActivation(credentials: PlayerCredentials): Activation {
    return new Activation({
      clock: this.#parts.clock,
      credentials,
      activated: (change) => {
        this.#activated(change);
      },
      leave: (goodbye, detail) => {
        this.#parts.refuse(detail, goodbye);
      },
    });
  }

  #securityIs(): void {
    if (this.#wire === undefined) return;
    const isApproved = this.#roles.some(isPlayer) || this.#activation?.isPairing === true;
    const security = securityOf(this.#wire, isApproved);
    if (isDeepStrictEqual(security, this.#security)) return;
    this.#security = security;
    this.#parts.tell("security", security);
  }

  #sendHello(): void {
    const wire = this.#wire;
    if (wire === undefined) return;
    this.#send(wire.dialect.hello(introduction(this.#identity, wire.trust === "long-term")));
  }

  #sendState(): void {
    const wire = this.#wire;
    if (wire === undefined || !this.#isGreeted) return;
    if (wire.trust !== undefined && !this.#roles.some(isPlayer)) return;
    this.#send({ type: "client/state", payload: this.#self.stateFor(wire, this.#time.isSynchronized) });
  }

  #send(message: SaidMessage): boolean {
    if (message.type !== "client/time") this.#parts.logger.debug({}, `» ${message.type}`);
    return this.#wire?.send(message) ?? false;
  }
}

const DOWNGRADED =
  "it has encrypted before and does not now, so somebody may be listening in; if you went back to an older version of it, delete sendspin-servers.json in the state folder";
