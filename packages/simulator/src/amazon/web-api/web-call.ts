import type { ApiAnswer, ApiRequest } from "../api-answer.js";
import type { AmazonFaults } from "../faults/faults.js";
import type { SimulatedCustomer } from "../people/customer.js";
import type { WebSession } from "../sign-in/credentials.js";
import type { AmazonEffects, DeviceFacts } from "../simulated-device.js";
import type { Notebook } from "../people/notebook.js";
import type { PathParams, RouteTable } from "./routes.js";

/** A request of somebody who is signed in. */
export interface WebCall {
  readonly request: ApiRequest;
  readonly params: PathParams;
  readonly session: WebSession;
  readonly customer: SimulatedCustomer;
  /** The customer's devices as they are now. */
  readonly devices: readonly DeviceFacts[];
  /** What Amazon itself remembers of the household. */
  readonly notebook: Notebook;
}

/** The answer to one kind of request, on a day without faults. */
export type Endpoint = (call: WebCall) => ApiAnswer;

/** Endpoints of one chapter of the reference. */
export type Chapter = RouteTable<Endpoint>;

/** What chapters act on. */
export interface Surroundings {
  readonly effects: AmazonEffects;
  readonly faults: AmazonFaults;
  /** The devices of a customer as they are now. */
  readonly devicesOf: (customer: SimulatedCustomer) => readonly DeviceFacts[];
  readonly notebookOf: (customer: SimulatedCustomer) => Notebook;
  /** Takes note of what the answers keep to themselves. */
  readonly failed: (error: unknown) => void;
}

/** The online device that the query names. */
export function addressed({ request, devices }: WebCall): DeviceFacts | undefined {
  const serial = request.query.get("deviceSerialNumber");
  return devices.find((facts) => facts.serial === serial && facts.online);
}
