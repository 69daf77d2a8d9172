import type { Registration } from "@ma-alexa/protocol/amazon";
import type { Clock } from "../clock.js";
import { ApiServer } from "./api-server.js";
import { UnknownCustomerError } from "./amazon-error.js";
import { CallLog } from "./call-log.js";
import { type AmazonFaults, noFaults } from "./faults/faults.js";
import { type CustomerOptions, SimulatedCustomer } from "./people/customer.js";
import { Customers } from "./people/customers.js";
import { Notebook } from "./people/notebook.js";
import type { PortListener } from "./port-listener.js";
import { Bulletins } from "./push/bulletins.js";
import { PushDelivery } from "./push/delivery.js";
import type { PushedPlayerState } from "./push/payloads.js";
import { PushServer } from "./push/push-server.js";
import { AuthorizationCodes } from "./sign-in/authorization-codes.js";
import { Credentials } from "./sign-in/credentials.js";
import { SignInDialogue } from "./sign-in/dialogue.js";
import { Registrar } from "./sign-in/registrar.js";
import { storedRegistration } from "./sign-in/registration.js";
import { signInRoutes } from "./sign-in/sign-in-routes.js";
import type { AmazonEffects, DeviceFacts, SimulatedDevice } from "./simulated-device.js";
import { amazonCertificate } from "./tls-certificate.js";
import { WebApi } from "./web-api/web-api.js";

/** What a simulated Amazon is made of. */
export interface SimulatedAmazonOptions {
  readonly clock: Clock;
  /** The household's devices; read anew each time, so devices may come and go. */
  readonly devices: readonly SimulatedDevice[];
  readonly effects: AmazonEffects;
  /** The household's own site; `amazon.de` when left out. */
  readonly amazonPage?: string;
  /** How the household's owner signs in, where that matters. */
  readonly owner?: Omit<CustomerOptions, "devices" | "amazonPage">;
  /** Further accounts, each with a household of its own. */
  readonly others?: readonly (CustomerOptions & { readonly email: string; readonly customerId: string })[];
}

/** Where the simulated Amazon listens, on loopback and without TLS; for the redirect of Amazon reference 2.2. */
export interface SimulatedAmazonEndpoint {
  readonly host: string;
  /** HTTP/1.1. */
  readonly port: number;
  /** HTTP/2 with prior knowledge. */
  readonly pushPort: number;
}

/** Where it listens with TLS, on the same loopback address. */
export interface SecureEndpoint {
  readonly port: number;
  /** The root to trust, PEM; good for every host of Amazon's. */
  readonly ca: string;
}

/**
 * The unofficial Alexa web API over real sockets, as far as a bridge uses it (Amazon reference 12.1). It executes
 * nothing by itself: devices tell their state, and `effects` carries out what is commanded. Pushes are sent by whoever
 * knows that something changed.
 */
export class SimulatedAmazon {
  /** Every request that came. */
  readonly calls = new CallLog();
  /** The switches of bad days. */
  readonly faults: AmazonFaults = noFaults();
  /** What went wrong behind answers that said nothing of it; empty in a healthy street. */
  readonly failures: unknown[] = [];
  readonly #clock: Clock;
  readonly #customers: Customers;
  readonly #credentials: Credentials;
  readonly #dialogue: SignInDialogue;
  readonly #api: ApiServer;
  readonly #push: PushServer;
  readonly #delivery: PushDelivery;
  readonly #bulletins: Bulletins;
  readonly #notebooks = new Map<SimulatedCustomer, Notebook>();
  #secure: { readonly listener: PortListener; readonly ca: string } | undefined;

  constructor(options: SimulatedAmazonOptions) {
    const { clock } = options;
    const { calls, faults } = this;
    const failed = (error: unknown): void => void this.failures.push(error);
    const customers = new Customers(everybody(options));
    const credentials = new Credentials(clock);
    const codes = new AuthorizationCodes(clock);
    const dialogue = new SignInDialogue({ clock, customers, codes, credentials, faults });
    const signIn = signInRoutes(dialogue, new Registrar(codes, credentials, faults));
    const { effects } = options;
    const notebookOf = (customer: SimulatedCustomer): Notebook => this.#notebookOf(customer);
    const web = new WebApi({ faults, effects, credentials, signIn, devicesOf, notebookOf, failed });
    this.#clock = clock;
    this.#customers = customers;
    this.#credentials = credentials;
    this.#dialogue = dialogue;
    this.#api = new ApiServer({ clock, calls, faults, failed, answer: (request) => web.answer(request) });
    this.#push = new PushServer({ clock, calls, faults, credentials });
    this.#delivery = new PushDelivery({ clock, faults, server: this.#push });
    this.#bulletins = new Bulletins({ delivery: this.#delivery, customers: customers.all, devicesOf });
  }

  /** Listens on two free ports, and after a stop on the same ones. */
  async start(): Promise<void> {
    await Promise.all([this.#api.listener.listen(), this.#push.listener.listen()]);
  }

  /** Gone: ports closed, connections cut, push streams with them. What was signed in stays so. */
  async stop(): Promise<void> {
    this.#delivery.cancel();
    await Promise.all([this.#api.listener.close(), this.#push.listener.close(), this.#secure?.listener.close()]);
  }

  /** Back after a stop, where it was. */
  resume(): Promise<void> {
    return this.start();
  }

  /** The ports are 0 before the first start. */
  get endpoint(): SimulatedAmazonEndpoint {
    return { host: "127.0.0.1", port: this.#api.listener.port, pushPort: this.#push.listener.port };
  }

  /** The same web API and sign-in pages over TLS, until `stop`: for browsers and clients that cannot do without. */
  async openTls(): Promise<SecureEndpoint> {
    const { listener, ca } = (this.#secure ??= await this.#secured());
    await listener.listen();
    return { port: listener.port, ca };
  }

  /** Where a browser that is not redirected finds a page of Amazon's, such as the address of a sign-in. */
  pageUrl(address: string): string {
    const { host, port } = this.endpoint;
    return address.replace(/^https:\/\//, `http://${host}:${String(port)}/`);
  }

  /** Everybody who can sign in; the household's owner first. */
  get customers(): readonly SimulatedCustomer[] {
    return this.#customers.all;
  }

  /** What the newest captcha shows. */
  get captchaText(): string | undefined {
    return this.#dialogue.captchaText;
  }

  /** Ends every session and registration of the account, as Amazon does. Throws `UnknownCustomerError`, as do the next two. */
  changePassword(email: string, password: string): void {
    this.#customers.get(email).password = password;
    this.logOutEverywhere(email);
  }

  /** The same without a new password. */
  logOutEverywhere(email: string): void {
    this.#credentials.endEverything(this.#customers.get(email));
  }

  /** Cookies end, as they do after a fortnight; they can be renewed. */
  expireCookies(email: string): void {
    this.#credentials.expireCookies(this.#customers.get(email));
  }

  /** Serials and names of the apps that signed in to the account. */
  phones(email: string): readonly { readonly serial: string; readonly name: string }[] {
    const phones = this.#credentials.phonesOf(this.#customers.get(email));
    return phones.map(({ serial, name }) => ({ serial, name }));
  }

  /** Somebody removes an app from the account's devices. */
  deletePhone(email: string, serial: string): void {
    const phones = this.#credentials.phonesOf(this.#customers.get(email));
    for (const phone of phones) if (phone.serial === serial) this.#credentials.removePhone(phone);
  }

  /** How many push streams are open. */
  get pushStreams(): number {
    return this.#push.streams;
  }

  /** A stored registration with fresh tokens, as a completed sign-in leaves it (Amazon reference 3.6). */
  registration(email?: string): Registration {
    const customer = email === undefined ? this.#owner : this.#customers.get(email);
    return storedRegistration(this.#credentials, customer);
  }

  /** What Amazon itself remembers of a household: routines, pairings, what was said. The first customer's by default. */
  notebook(email?: string): Notebook {
    return this.#notebookOf(email === undefined ? this.#owner : this.#customers.get(email));
  }

  /** Pushes an event with any payload (Amazon reference 7.3) to every open stream of a customer, the first by default. */
  push(command: string, payload: object, customer: SimulatedCustomer = this.#owner): void {
    this.#delivery.send(customer, command, payload);
  }

  /** The device's volume as it is now. Throws `UnknownDeviceError`, as do all that follow. */
  pushVolume(serial: string): void {
    this.#bulletins.volume(serial);
  }

  pushPlayer(serial: string, state: PushedPlayerState, mediaReferenceId: string | null): void {
    this.#bulletins.player(serial, state, mediaReferenceId);
  }

  /** Whether the device is online now. */
  pushConnection(serial: string): void {
    this.#bulletins.connection(serial);
  }

  /** What comes, together with an unchanged volume, when somebody speaks to the device (Amazon reference 7.4). */
  pushEqualizer(serial: string): void {
    this.#bulletins.equalizer(serial);
  }

  /** Something streams by Bluetooth, or no longer does. */
  pushBluetooth(serial: string): void {
    this.#bulletins.bluetooth(serial);
  }

  /** An alarm or timer of the device sounds, or no longer does. */
  pushNotification(serial: string): void {
    this.#bulletins.notification(serial);
  }

  /** What the device plays now; `cause` such as `PLAYBACK_STARTED`. It names no device, as the real one. */
  pushNowPlaying(serial: string, cause: string): void {
    this.#bulletins.nowPlaying(serial, cause);
  }

  /** Everything that Amazon pushes when a device starts, stops or comes to an end, in the order of a real day. */
  reportPlayer(serial: string, state: PushedPlayerState, mediaReferenceId: string | null): void {
    this.#bulletins.playback(serial, state, mediaReferenceId);
  }

  /** Somebody spoke to the device: a pair of events that change nothing, and a line in the history. */
  reportUtterance(serial: string, said: string, answered = ""): void {
    const { name, type } = this.#bulletins.facts(serial);
    const { utterances } = this.#notebookOf(this.#bulletins.holderOf(serial));
    utterances.push({ serial, deviceName: name, deviceType: type, atEpochMs: this.#clock.epoch(), said, answered });
    this.#bulletins.equalizer(serial);
    this.#bulletins.volume(serial);
  }

  async #secured(): Promise<{ listener: PortListener; ca: string }> {
    const certificate = await amazonCertificate();
    return { listener: this.#api.secured(certificate), ca: certificate.ca };
  }

  get #owner(): SimulatedCustomer {
    const [owner] = this.#customers.all;
    if (owner === undefined) throw new UnknownCustomerError();
    return owner;
  }

  #notebookOf(customer: SimulatedCustomer): Notebook {
    const notebook = this.#notebooks.get(customer) ?? new Notebook();
    this.#notebooks.set(customer, notebook);
    return notebook;
  }
}

function everybody({ devices, amazonPage, owner, others = [] }: SimulatedAmazonOptions): SimulatedCustomer[] {
  const first = { ...owner, devices, ...(amazonPage === undefined ? {} : { amazonPage }) };
  return [first, ...others].map((options) => new SimulatedCustomer(options));
}

/** Devices belong to the account that lists them unless they say otherwise. */
function devicesOf({ devices, id }: SimulatedCustomer): readonly DeviceFacts[] {
  return devices.map((device) => ({ ownerCustomerId: id, ...device.describe() }));
}

/** A simulated Amazon that does not listen yet. */
export function createSimulatedAmazon(options: SimulatedAmazonOptions): SimulatedAmazon {
  return new SimulatedAmazon(options);
}
