import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** The examples that are written for a bundler. */
export const built = ["element-plus", "react", "standard-schema"];

const pages = ["element-plus/before", "element-plus/after", "react/before", "react/after", "standard-schema/react-hook-form", "standard-schema/tanstack-form"];

export default defineConfig({
  plugins: [vue(), react()],
  build: {
    target: "es2022",
    rollupOptions: { input: pages.map((page) => `${page}/index.html`) },
  },
});
