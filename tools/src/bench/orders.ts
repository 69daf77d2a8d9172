import { z } from "zod";

/** What a process of a benchmark can be told to do: for each order what it is given and what it answers. */
export type Orders = Readonly<Record<string, { readonly given: z.ZodType; readonly answers: z.ZodType }>>;

export type Given<Book extends Orders, Name extends keyof Book> = z.output<Book[Name]["given"]>;
export type Answer<Book extends Orders, Name extends keyof Book> = z.output<Book[Name]["answers"]>;

/** What a process does for each of its orders. */
export type Work<Book extends Orders> = {
  readonly [Name in keyof Book]: (given: Given<Book, Name>) => Answer<Book, Name> | Promise<Answer<Book, Name>>;
};

/** Owner → process. */
const OrderSchema = z.object({ order: z.string(), given: z.unknown() });
/** Process → owner, one for each order. */
export const ReplySchema = z.union([z.object({ failed: z.string() }), z.object({ answer: z.unknown() })]);

/** For orders that are given nothing, or answer nothing. */
export const NothingSchema = z.object({});

/** Makes this process do what its owner orders, and end when the owner lets go of it or is gone. */
export function obey<Book extends Orders>(book: Book, work: Work<Book>): void {
  process.on("message", (message) => {
    void perform(book, work, message).then((reply) => process.send?.(reply));
  });
  process.once("disconnect", () => process.exit());
}

async function perform<Book extends Orders>(book: Book, work: Work<Book>, message: unknown): Promise<unknown> {
  try {
    const { order, given } = OrderSchema.parse(message);
    const schema = book[order]?.given;
    const task = work[order];
    if (schema === undefined || task === undefined) throw new Error(`There is no order "${order}"`);
    return { answer: await task(schema.parse(given) as Given<Book, string>) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
