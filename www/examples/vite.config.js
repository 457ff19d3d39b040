import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** The examples that are written for a bundler. */
export const built = ["element-plus", "react"];

const pages = built.flatMap((folder) => [`${folder}/before/index.html`, `${folder}/after/index.html`]);

export default defineConfig({
  plugins: [vue(), react()],
  build: {
    target: "es2022",
    rollupOptions: { input: pages },
  },
});
