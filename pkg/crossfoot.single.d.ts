export * from "./crossfoot.js";
export { default } from "./crossfoot.js";
