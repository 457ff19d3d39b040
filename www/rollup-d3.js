// What of d3 the pictures need, so that the rest of it is left out of the site.
export { axisTop } from "d3-axis";
export { scaleBand, scaleLinear } from "d3-scale";
export { select } from "d3-selection";
