import { config } from "zod";

// Compiled schemas would need eval, which the page's policy forbids. Must run before any schema is made, so it is a module
// of its own that is imported first.
config({ jitless: true });
