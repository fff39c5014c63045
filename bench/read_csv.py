#!/usr/bin/env python3
"""Times reading a CSV file up to the numbers a network sees, by Plumb, pandas and Tribuo.

    python3 bench/read_csv.py                          # makes both tables of 100 MB, 5 rounds
    python3 bench/read_csv.py numbers --rounds 3 --peers pandas,pandas-pyarrow

A round is one fresh process of each reader, one after the other, in turning order: the time from
the first byte wanted to the last number written, imports and the start of the process left out,
and the most memory the process held, as the kernel counts it. Then one more process of each reads
five times, for the warm figure. The work: infer the types, standardize the numbers, logarithms of
long tails, one input a word, five a date, gaps filled with the median and marked, text left out.
Plumb also splits, profiles, hashes and looks for repeated rows; the others do not.

  plumb, tribuo            mvn -Pbench -DskipTests package
  pandas, pandas-pyarrow   a Python that has pandas, and pyarrow
"""

import argparse
import importlib.util
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
READERS = ["plumb", "pandas", "pandas-pyarrow", "tribuo"]
# As the launcher starts it.
JAVA_OPTIONS = os.environ.get("PLUMB_JAVA_OPTS", "-XX:+UseSerialGC -XX:MaxRAMPercentage=60").split()


def pandas_read(file, engine):
    """Reads and encodes; the rows and the bytes of the table."""
    import numpy
    import pandas

    frame = pandas.read_csv(file, engine=engine)
    target = frame.columns[-1]
    rows = len(frame)
    parts = []  # (width, how to write it to the columns from one on)

    def number(values):
        gaps = numpy.isnan(values)
        if gaps.any():
            values = numpy.where(gaps, numpy.nanmedian(values), values)
            parts.append(gaps)
        if values.min() >= 0 and pandas.Series(values).skew() > 2:
            values = numpy.log1p(values / numpy.median(values[values != 0]))
        parts.append(((values - values.mean()) / values.std()).astype(numpy.float32))

    words = []
    for name in frame.columns[:-1]:
        column = frame[name]
        if pandas.api.types.is_numeric_dtype(column):
            number(column.to_numpy(dtype=numpy.float64))
            continue
        codes, levels = pandas.factorize(column)
        if set(map(str, levels)) == {"yes", "no"}:
            parts.append(codes.astype(numpy.float32))
            continue
        try:
            dates = pandas.to_datetime(column, format="%Y-%m-%d")
        except ValueError:
            dates = None
        if dates is not None:
            days = dates.to_numpy().astype("datetime64[D]").astype(numpy.int64)
            number(days.astype(numpy.float64))
            for period in (365.2425, 7):
                parts.append(numpy.sin(2 * numpy.pi * days / period).astype(numpy.float32))
                parts.append(numpy.cos(2 * numpy.pi * days / period).astype(numpy.float32))
        elif len(levels) <= rows / 100:
            words.append((codes, len(levels)))
    width = len(parts) + sum(levels + 1 for _, levels in words)
    table = numpy.zeros((rows, width), dtype=numpy.float32)
    for at, part in enumerate(parts):
        table[:, at] = part
    at = len(parts)
    for codes, levels in words:
        table[numpy.arange(rows), at + codes] = 1
        at += levels + 1
    labels = pandas.factorize(frame[target])[0].astype(numpy.int32)
    return rows, table.nbytes + labels.nbytes


def pandas_main(file, engine, rounds):
    import pandas  # noqa: F401, not part of the time

    if engine == "pyarrow":
        import pyarrow.csv  # noqa: F401
    times = []
    for _ in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        rows, encoded = pandas_read(file, engine)
        times.append([1e3 * (time.perf_counter() - start), 1e3 * (time.process_time() - used)])
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"rows": rows, "encoded": encoded, "peak": peak, "milliseconds": times}))


def command(reader, file, rounds):
    if reader.startswith("pandas"):
        return [sys.executable, __file__, "--as", reader, str(file), "--rounds", str(rounds)]
    java = os.environ["JAVA_HOME"] + "/bin/java" if os.environ.get("JAVA_HOME") else "java"
    target = ROOT / "bench" / "jmh" / "target"
    classes = ["-cp", f"{target}/*:{target}/lib/*", "plumb.bench.ReadCsv"]
    options = JAVA_OPTIONS if reader == "plumb" else []
    return [java, "--add-modules", "jdk.incubator.vector", *options, *classes, reader, str(file), str(rounds)]


def run(reader, file, rounds):
    done = subprocess.run(command(reader, file, rounds), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{reader}:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def there(reader):
    return {
        "pandas": lambda: importlib.util.find_spec("pandas"),
        "pandas-pyarrow": lambda: importlib.util.find_spec("pandas") and importlib.util.find_spec("pyarrow"),
    }.get(reader, lambda: True)()


def shown(values, form):
    ordered = sorted(values)
    return f"{statistics.median(ordered):{form}} ({ordered[0]:{form}} to {ordered[-1]:{form}})"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", default=["mixed", "numbers"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--peers", default=",".join(READERS[1:]))
    parser.add_argument("--folder", help="where the tables are kept for the next time")
    parser.add_argument("--as", dest="reader", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        engine = "pyarrow" if arguments.reader.endswith("pyarrow") else "c"
        pandas_main(arguments.tables[0], engine, arguments.rounds)
        return
    readers = ["plumb"]
    for reader in arguments.peers.split(","):
        if reader and there(reader):
            readers.append(reader)
        elif reader:
            print(f"{reader} is not there and is left out", file=sys.stderr)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.folder or temporary)
        print("| table | reader | cold, s | processor, s | warm, s | times Plumb's cold | encoded, MB | peak / encoded |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        for table in arguments.tables:
            file = folder / f"{table}{arguments.megabytes}.csv"
            if not file.exists():
                make = command("make", table, arguments.megabytes)
                subprocess.run([*make[:-1], str(file), make[-1]], check=True)
            file.read_bytes()  # Into the memory of the system, alike for all.
            figures = {reader: [] for reader in readers}
            for number in range(arguments.rounds):
                for reader in readers if number % 2 == 0 else readers[::-1]:
                    figure = run(reader, file, 1)
                    figures[reader].append(figure)
                    print(f"{table}, round {number + 1}: {reader} {figure}", file=sys.stderr, flush=True)
            plumb = [figure["milliseconds"][0][0] for figure in figures["plumb"]]
            for reader in readers:
                cold = [figure["milliseconds"][0][0] for figure in figures[reader]]
                used = [figure["milliseconds"][0][1] / 1e3 for figure in figures[reader]]
                # Tribuo takes long, and no longer the second time.
                warm = run(reader, file, 2 if reader == "tribuo" else 5)["milliseconds"][1:]
                share = [figure["peak"] / figure["encoded"] for figure in figures[reader]]
                cells = [
                    table,
                    reader,
                    shown([time / 1e3 for time in cold], ".2f"),
                    shown(used, ".2f"),
                    f"{statistics.median(time[0] for time in warm) / 1e3:.2f}",
                    shown([a / b for a, b in zip(cold, plumb)], ".2f"),
                    f"{figures[reader][0]['encoded'] / 1e6:.0f}",
                    shown(share, ".2f"),
                ]
                print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
