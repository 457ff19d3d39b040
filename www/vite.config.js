import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  base: "./",
  build: {
    target: "es2022",
    rollupOptions: { input: ["index.html", "national.html"] },
    assetsInlineLimit: 0, // the definition and the wasm stay files of their own
  },
  server: {
    fs: { allow: [".."] }, // ../pkg and ../forms
    ...(mode === "test" && { hmr: false, watch: null }), // no reload in the middle of a test
  },
}));
