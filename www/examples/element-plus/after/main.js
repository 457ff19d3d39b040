import { createApp } from "vue";
import "element-plus/dist/index.css";
import ReportForm from "./ReportForm.vue";

createApp(ReportForm).mount("#app");
