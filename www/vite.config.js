import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  base: "./",
  resolve: { alias: [{ find: /^fflate$/, replacement: fileURLToPath(new URL("./zip.js", import.meta.url)) }] },
  build: {
    target: "es2022",
    rollupOptions: { input: ["index.html", "national.html", "rollup.html", "author.html"] },
    assetsInlineLimit: 0, // the definition and the wasm stay files of their own
  },
  server: {
    fs: { allow: [".."] }, // ../pkg and ../forms
    ...(mode === "test" && { hmr: false, watch: null }), // no reload in the middle of a test
  },
}));
