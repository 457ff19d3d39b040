// The sample that 填入示例 fills in: the figures published by the district for 2017,
// and text written for this page.

export const figures = {
  zb0100_nd: "1532", zb0100_lj: "13848",
  zb0101_nd: "1532", zb0101_lj: "13848",
  zb0102_nd: "0", zb0102_lj: "0",
  zb0200_nd: "4", zb0200_lj: "29",
  zb0201_nd: "2", zb0201_lj: "2",
  zb0202_nd: "2", zb0202_lj: "6",
  zb0203_nd: "0", zb0203_lj: "21",
  zb0300_nd: "4", zb0300_lj: "29",
  zb0301_nd: "0", zb0301_lj: "2",
  zb0302_nd: "0", zb0302_lj: "3",
  zb0303_nd: "0", zb0303_lj: "8",
  zb0304_nd: "4", zb0304_lj: "16",
  zb0400_nd: "0", zb0400_lj: "0",
  zb0500_nd: "0", zb0500_lj: "0",
  zb0600_nd: "0", zb0600_lj: "0",
};

export const parts = {
  bf1: "2017年，本区按照政府信息公开条例的要求，健全工作机制，明确责任分工，推进重点领域信息公开，各项工作平稳有序。",
  bf2: "2017年，全区共计主动公开政府信息1532条，历年累计主动公开政府信息13848条。公开的信息均可在政府网站查阅，其中网站公开1532条，政府公报公开0条。",
  bf3: "2017年，全区受理政府信息公开申请4件，其中当面申请2件，网上申请2件，信函申请0件；历年累计受理29件。4件申请均已答复，全部属于其他类型答复，其中告知已主动公开1件，告知更改补充1件，其他情形2件。",
  bf4: "2017年，本区因政府信息公开申请行政复议、提起行政诉讼的数量均为零。",
  bf5: "目前的主要问题是公开内容还不够细，部分栏目更新不够及时。下一步将加强业务培训，完善检查督促办法，提高信息发布的质量和时效。",
  bf6: "没有其他需要说明的事项。政府信息公开主要指标表附后。",
};

// The cumulative figures at the end of 2016, derived: 2017 cumulative minus 2017 year.
export const lastYear = Object.fromEntries(
  Object.keys(figures)
    .filter((name) => name.endsWith("_lj"))
    .map((name) => [name, String(figures[name] - figures[name.replace("_lj", "_nd")])]),
);
