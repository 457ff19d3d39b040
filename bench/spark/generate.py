"""Made-up reports of a form, always the same ones, with their exact sums.

  generate.py FORM.json REPORTS FOLDER   writes reports.jsonl, roster.json and sums.json
  generate.py --check FOLDER ANSWER      holds an answer of crossfoot (--format json) to sums.json

The figures are drawn by a generator with a fixed seed. Every table adds up as its form says: what
has "parts" is the sum of what is nested in it. Nothing here is shared with crossfoot, and no
figure is a float: amounts are whole units of their last decimal.
"""

import json
import random
import sys
from decimal import Decimal

SEED = 20230131
PERIOD = "2023"
GROUPS = 31


def lines(nested):
    """The lines of a table in order: id, and the leaves it is the sum of (itself, when it is one)."""
    found = []

    def walk(line):
        inner = line.get("rows", []) + line.get("columns", [])
        at = len(found)
        if not line.get("heading"):
            found.append([line["id"], None])
        leaves = [leaf for child in inner for leaf in walk(child)] or [line["id"]]
        if not line.get("heading"):
            found[at][1] = leaves
        return leaves

    for line in nested:
        walk(line)
    return found


class Table:
    def __init__(self, table):
        self.id = table["id"]
        self.scale = table.get("scale", 0)
        self.choices = table.get("choices")
        self.rows, self.columns = lines(table["rows"]), lines(table["columns"])
        leaves = [row for row, of in self.rows if of == [row]]
        self.inner = [(r, c) for r in leaves for c, of in self.columns if of == [c]]
        # A table of cases has small figures in many cells, others have few and large ones.
        self.bits = 4 if len(self.inner) > 10 else 20

    def draw(self, chance):
        drawn = chance.getrandbits(self.bits * len(self.inner))
        mask = (1 << self.bits) - 1
        figures = {}
        for cell in self.inner:
            figures[cell] = drawn & mask
            drawn >>= self.bits
        if self.id == "applications":
            # What came in and what was carried in is what was handled and what is carried out.
            for column in {column for _, column in self.inner}:
                handled = [r for row, of in self.rows if row == "handled" for r in of]
                figures["carried_in", column] = figures["carried_out", column]
                figures["received", column] = sum(figures[row, column] for row in handled)
        for row, rows in self.rows:
            for column, columns in self.columns:
                yield f"{self.id}.{row}.{column}", sum(figures[r, c] for r in rows for c in columns)


def written(units, scale):
    if scale == 0:
        return str(units)
    return f"{units // 10**scale}.{units % 10**scale:0{scale}}"


def generate(form, reports, folder):
    tables = [Table(table) for table in form["tables"]]
    figures = [table for table in tables if not table.choices]
    head = {"form": {"id": form["id"], "version": form["version"]}, "period": PERIOD}
    chance, sums = random.Random(SEED), {}
    groups = [[] for _ in range(GROUPS)]
    with open(f"{folder}/reports.jsonl", "w", encoding="utf-8") as out:
        for number in range(reports):
            unit = f"office {number:06}"
            groups[number % GROUPS].append(unit)
            entries = {}
            for table in figures:
                for cell, units in table.draw(chance):
                    entries[cell] = written(units, table.scale)
                    sums[cell] = sums.get(cell, 0) + units
            out.write(json.dumps({"unit": unit, **head, "entries": entries}) + "\n")
    units = [{"name": f"province {at:02}", "units": group} for at, group in enumerate(groups)]
    scales = {table.id: table.scale for table in figures}
    for name, value in [
        ("roster", {"name": "country", "units": units}),
        ("sums", {cell: written(sum_, scales[cell.split(".")[0]]) for cell, sum_ in sums.items()}),
    ]:
        with open(f"{folder}/{name}.json", "w", encoding="utf-8") as out:
            json.dump(value, out)


def check(folder, answer):
    with open(f"{folder}/sums.json", encoding="utf-8") as file:
        expected = {cell: Decimal(text) for cell, text in json.load(file).items()}
    with open(answer, encoding="utf-8") as file:
        found = json.load(file)
    missing = [unit["name"] for unit in found["units"] if unit["state"] != "in"]
    found = {total["cell"]: Decimal(total["sum"]) for total in found["totals"] if total["sum"]}
    wrong = [cell for cell in expected.keys() | found.keys() if expected.get(cell) != found.get(cell)]
    if wrong or missing:
        sys.exit(f"other sums than were generated: {sorted(wrong)[:5]}; missing: {missing[:5]}")


if sys.argv[1] == "--check":
    check(*sys.argv[2:])
else:
    with open(sys.argv[1], encoding="utf-8") as file:
        generate(json.load(file), int(sys.argv[2]), sys.argv[3])
