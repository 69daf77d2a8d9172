import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import type { Registration } from "@ma-alexa/protocol/amazon";
import type { DocumentStore } from "../../ports.js";
import { AccountBook } from "./account-book.js";

const registration: Registration = {
  refreshToken: "Atnr|1",
  localCookie: "csrf=1",
  amazonPage: "amazon.de",
  deviceSerial: "D1",
  macDms: { device_private_key: "k", adp_token: "t" },
};

function shelf(documents: Record<string, unknown> = {}) {
  const store: DocumentStore = {
    read: (name) => Promise.resolve(documents[name]),
    write: (name, value) => Promise.resolve(void (documents[name] = value)),
  };
  return { documents, store };
}

async function open(store: DocumentStore): Promise<AccountBook> {
  const book = new AccountBook({ store, clock: new TestClock() });
  await book.load();
  return book;
}

describe("the book of accounts", () => {
  it("keeps an account across restarts", async () => {
    const { store } = shelf();
    const kept = await (await open(store)).signIn({ registration, customer: { id: "A1", fullName: "Maria Muster" } });
    expect((await open(store)).list()).toEqual([kept]);
    expect(kept).toMatchObject({ label: "Maria", marketplace: "amazon.de", customerId: "A1" });
  });

  it("recognises a customer who signs in again, and replaces the registration only", async () => {
    const book = await open(shelf().store);
    const first = await book.signIn({ registration, customer: { id: "A1", fullName: "Maria" } });
    const again = await book.signIn({
      registration: { ...registration, refreshToken: "Atnr|2" },
      customer: { id: "A1", fullName: undefined },
    });
    expect(again).toMatchObject({ id: first.id, label: "Maria", registration: { refreshToken: "Atnr|2" } });
    expect(book.list()).toHaveLength(1);
  });

  it("never shows an e-mail address as a name", async () => {
    const book = await open(shelf().store);
    expect(await book.signIn({ registration, customer: { id: "A1", fullName: "me@example.org" } })).toMatchObject({
      label: "Amazon",
    });
  });

  it("moves the account of a former version here, and empties its old place only then", async () => {
    const { documents, store } = shelf({ "amazon-registration": registration });
    expect((await open(store)).list()).toMatchObject([{ marketplace: "amazon.de", registration }]);
    expect(documents["amazon-registration"]).toBeNull();
    expect((await open(store)).list()).toHaveLength(1);
  });

  it("keeps a renewed registration, and refuses one that is none", async () => {
    const book = await open(shelf().store);
    const { id } = await book.signIn({ registration, customer: undefined });
    await book.renew(id, { ...registration, refreshToken: "Atnr|3" });
    await expect(book.renew(id, { refreshToken: "Atnr|4" })).rejects.toThrow("The renewed registration cannot be read");
    expect(book.get(id)?.registration.refreshToken).toBe("Atnr|3");
  });

  it("refuses a damaged document instead of beginning anew over it", async () => {
    const { documents, store } = shelf({ "amazon-accounts": { accounts: [{ id: "x" }] } });
    await expect(open(store)).rejects.toThrow("The stored Amazon accounts cannot be read");
    expect(documents["amazon-accounts"]).toEqual({ accounts: [{ id: "x" }] });
  });

  it("forgets an account that signs out, and tells who it was", async () => {
    const book = await open(shelf().store);
    const account = await book.signIn({ registration, customer: undefined });
    const told: unknown[] = [];
    book.on("signed-out", (gone) => told.push(gone));
    await book.signOut(account.id);
    expect([book.list(), told]).toEqual([[], [account]]);
  });
});
