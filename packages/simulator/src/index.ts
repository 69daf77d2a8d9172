export { systemClock, TestClock, settle, type Clock, type Timer } from "./clock.js";
