"""The same count on Spark: the query through sqlglot alone, the reading and the evaluator in the workers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from dienhinh.counting.query import NARROW, WIDE, TallyQuery
from dienhinh.criteria import Plan, assess
from dienhinh.rollup.answers import Answers
from dienhinh.rollup.gathering import TABLES, Gathered, views
from dienhinh.store.succession import inherited

ROOT = Path(__file__).resolve().parents[2]
SMALL = {"alias": "id BIGINT, person BIGINT", "gone": "source STRING, evidence BIGINT", "away": "id BIGINT"}


def spark_sql(text: str) -> str:
    """DuckDB's text as Spark's; nothing is done beside what sqlglot does."""
    import sqlglot

    return sqlglot.transpile(text, read="duckdb", write="spark")[0]


@contextmanager
def session(master: str = "") -> Iterator[Any]:
    """A Spark session: the one of ``SPARK_MASTER``, or of this machine alone."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    spark = (
        SparkSession.builder.master(master or os.environ.get("SPARK_MASTER", "local[*]"))
        .appName("dienhinh")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", os.environ.get("SPARK_PARTITIONS", "8"))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", os.environ.get("SPARK_DRIVER_MEMORY", "2g"))
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def judged_on_spark(
    connection: duckdb.DuckDBPyConnection, found: Gathered, plan: Plan, dates: Sequence[date], several: bool,
    made_one: Callable[[date], None],
) -> list[pd.DataFrame]:  # fmt: skip
    """As ``judging.summed`` gives them, a frame a date. ``made_one``: says in ``connection`` who is whose."""
    from dienhinh.rollup.judging import named

    frames: list[pd.DataFrame] = []
    with session() as spark:
        for on in dates:
            made_one(on)
            open_views(spark, connection, found, several)
            rows = judged(spark, plan, on, inherited(connection, plan), summed=True).collect()
            cells = pd.DataFrame([r.asDict() for r in rows], columns=["number", "track", "status", "n"])
            frames.append(named(found, on, cells))
    return frames


def open_views(spark: Any, connection: duckdb.DuckDBPyConnection, found: Gathered, twice: bool) -> None:
    """The sent tables, and over them those that the query names."""
    for table in TABLES:
        spark.read.parquet(*found.files("facts", f"{table}.parquet")).createOrReplaceTempView(f"sent_{table}")
    if twice:
        for name, schema in SMALL.items():
            rows = [tuple(r) for r in connection.execute(f"FROM {name}").fetchall()]
            spark.createDataFrame(rows, schema).createOrReplaceTempView(name)
    for table, text in views(twice).items():
        spark.sql(spark_sql(text)).createOrReplaceTempView(table)


def judged(
    spark: Any, plan: Plan, on: date, took: Any, ids: Sequence[int] | None = None, summed: bool = False,
    width: int = NARROW,
) -> Any:  # fmt: skip
    """A Spark frame of everybody's verdict on ``on`` (``candidate_id``, ``track``, ``status``, ``progress``, ``have``,
    ``pending``, ``attainable`` as arrays by measure), or, ``summed``, of how many by office, track and status."""
    query = TallyQuery(plan, width, took=took)
    # a list in a parameter is no list to Spark: ids are a table there
    text = query.text([on], some=ids is not None).replace("SELECT unnest($ids)", "SELECT id FROM chosen")
    if ids is not None:
        spark.createDataFrame([(int(i),) for i in ids], "id BIGINT").createOrReplaceTempView("chosen")
    words = spark.sql(spark_sql(text))
    if width == NARROW and query.sums.words:
        most = f"max(({query.facts.word} >> {query.facts.low}) & {(1 << query.facts.width) - 1}) AS n"
        facts = words.selectExpr(most).collect()
        if facts and facts[0]["n"] is not None and facts[0]["n"] >= 1 << NARROW:
            return judged(spark, plan, on, took, ids, summed, WIDE)
    longest: Collection[int] = ()
    if plan.setting("track_by") == "longest_post":
        longest = {int(r[0]) for r in spark.sql(spark_sql(query.longest_text(on))).collect()}
    latest = [tuple(r) for r in spark.sql(spark_sql(query.latest_text(on))).collect()]
    work = worker(plan.model_dump_json(), width, on, longest, latest, summed)
    if summed:
        cells = words.mapInArrow(work, "number BIGINT, track STRING, status INT, n BIGINT")
        return cells.groupBy("number", "track", "status").agg({"n": "sum"}).withColumnRenamed("sum(n)", "n")
    shape = "candidate_id BIGINT, track STRING, status INT, progress DOUBLE, have ARRAY<INT>, pending ARRAY<INT>,"
    return words.mapInArrow(work, shape + " attainable ARRAY<INT>")


Batches = Iterable[pa.RecordBatch]


def worker(
    plan_text: str, width: int, on: date, longest: Collection[int], latest: Sequence[Any], summed: bool
) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """What a worker does with its part of the words; it needs neither DuckDB nor Streamlit."""

    def work(parts: Batches) -> Iterator[pa.RecordBatch]:
        plan = Plan.model_validate_json(plan_text)
        query, rare = TallyQuery(plan, width), Answers(longest, latest)
        for part in parts:
            if not part.num_rows:
                continue
            columns = {n: part.column(n).to_numpy(zero_copy_only=False) for n in part.schema.names}
            counted = query.read(on, columns, rare)
            found = assess(plan, on, counted.roster, counted.counts)
            ids, track = counted.roster["candidate_id"].to_numpy(), counted.roster["track"].astype(str).to_numpy()
            status = found.status.astype(np.int32)
            if summed:
                frame = pd.DataFrame({"number": ids >> 32, "track": track, "status": status})
                cells = frame.groupby(["number", "track", "status"]).size().rename("n").reset_index()
                said = {name: pa.array(cells[name].tolist()) for name in cells.columns}
                said["status"] = said["status"].cast(pa.int32())
            else:
                c = counted.counts
                numbers = {"have": c.have, "pending": c.pending, "attainable": c.attainable}
                said = {
                    "candidate_id": pa.array(ids, pa.int64()),
                    "track": pa.array(track.tolist(), pa.string()),
                    "status": pa.array(status),
                    "progress": pa.array(found.progress.astype(float)),
                    **{k: pa.array(v.T.astype(np.int32).tolist(), pa.list_(pa.int32())) for k, v in numbers.items()},
                }
            yield pa.RecordBatch.from_pydict(said)

    return work
