/** Tone of a device, -6 to 6. */
export interface Tone {
  readonly bass: number;
  readonly mid: number;
  readonly treble: number;
}

/** Something that was said to a device, as the account's history shows it. */
export interface Utterance {
  readonly serial: string;
  readonly deviceType: string;
  readonly deviceName: string;
  readonly atEpochMs: number;
  readonly said: string;
  readonly answered: string;
}

/** A routine of the customer's. */
export interface Routine {
  readonly automationId: string;
  readonly name: string;
  /** What starts it by voice. */
  readonly utterance: string;
  readonly locale: string;
  readonly startNode: object;
}

/** Something that is paired with a device by Bluetooth. */
export interface BluetoothPartner {
  readonly address: string;
  readonly friendlyName: string;
  isConnected: boolean;
}

const FLAT: Tone = { bass: 0, mid: 0, treble: 0 };

/** What Amazon itself remembers of a household, beyond what its devices are and do. */
export class Notebook {
  /** Serials of devices that are not to be disturbed. */
  readonly undisturbed = new Set<string>();
  readonly routines: Routine[] = [];
  /** Oldest first. */
  readonly utterances: Utterance[] = [];
  readonly #tones = new Map<string, Tone>();
  readonly #partners = new Map<string, BluetoothPartner[]>();

  toneOf(serial: string): Tone {
    return this.#tones.get(serial) ?? FLAT;
  }

  setTone(serial: string, tone: Tone): void {
    this.#tones.set(serial, tone);
  }

  /** What is paired with the device. */
  partnersOf(serial: string): readonly BluetoothPartner[] {
    return this.#partners.get(serial) ?? [];
  }

  pair(serial: string, address: string, friendlyName: string): void {
    this.#partners.set(serial, [...this.partnersOf(serial), { address, friendlyName, isConnected: false }]);
  }

  unpair(serial: string, address: string): void {
    const others = this.partnersOf(serial).filter((partner) => partner.address !== address);
    this.#partners.set(serial, others);
  }
}
