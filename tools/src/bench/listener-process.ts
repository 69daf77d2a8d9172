/** The process of everybody who listens. */
import { Audience, firstByteMs } from "./audience.js";
import { obey } from "./orders.js";
import { LISTENER_ORDERS } from "./streams-orders.js";

const audience = new Audience();

obey(LISTENER_ORDERS, {
  open: async ({ addresses }) => {
    await audience.start(addresses);
    return {};
  },
  firstBytes: async ({ addresses }) => {
    const ms: number[] = [];
    for (const address of addresses) ms.push(await firstByteMs(address));
    return { ms };
  },
  gather: ({ bytesEach }) => audience.gather(bytesEach),
  turned: ({ streams }) => audience.turned(streams),
  received: () => ({ bytes: audience.bytes() }),
});
