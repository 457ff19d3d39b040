"""Reports added up by Spark: each partition goes through one crossfoot, which answers with one line.

  job.py REPORTS.jsonl PARTITIONS OUT.jsonl COMMAND…

COMMAND is `crossfoot rollup FORM.json --jsonl --partial …`. Its lines, the partial results, are
written to OUT.jsonl for `crossfoot merge`.
"""

import shlex
import sys
import time

from pyspark.sql import SparkSession

reports, partitions, out, *command = sys.argv[1:]
spark = SparkSession.builder.appName("crossfoot").getOrCreate()
began = time.monotonic()
lines = spark.sparkContext.textFile(reports, minPartitions=int(partitions))
# A partition with a report that cannot be counted ends with status 2, and the job with it: its
# line of standard error says which report it was.
partials = lines.pipe(shlex.join(command), checkCode=True).collect()
took = time.monotonic() - began
with open(out, "w", encoding="utf-8") as file:
    file.writelines(partial + "\n" for partial in partials)
print(f"{len(partials)} partitions in {took:.1f} s")
spark.stop()
