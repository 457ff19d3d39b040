import { defineConfig } from "vite";

/** The examples that are written for a bundler. */
export const built = [];

const pages = built.flatMap((folder) => [`${folder}/before/index.html`, `${folder}/after/index.html`]);

export default defineConfig({
  build: {
    target: "es2022",
    rollupOptions: { input: pages },
  },
});
