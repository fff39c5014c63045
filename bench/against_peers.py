#!/usr/bin/env python3
"""Times training steps of Plumb and of its peers side by side and prints one table of ratios.

    python3 bench/against_peers.py                  # every row of docs/performance.md
    python3 bench/against_peers.py 784-512-512-10:128 64-64-64-10:32 --rounds 5
    python3 bench/against_peers.py 784-512-512-10:128:0.5 784-240-240-10:100:0.5:5

A row is NETWORK:BATCH[:DROPOUT[:PIECES]]; with PIECES above 1 the hidden layers are Maxout. Every
peer runs in its own process on the same work: forward, backward, Adam. A round is one process of
each, one after the other, in turning order. Machines drift, so only the ratios within a round
count; the table gives their median and their range. The better of one and two threads is taken.

Peers that are not there are left out, and that is said:
  torch        a Python that has PyTorch
  torch-tuned  the same, with MKL told that the processor is of the make it prefers; needs gcc
  djl, dl4j    mvn -Pdjl,dl4j -pl bench/djl,bench/dl4j package
"""

import argparse
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROWS = [
    "784-512-512-10:128",
    "784-512-512-10:128:0.5",
    "64-64-64-10:32",
    "14-64-32-2:32",
    "784-2048-2048-2048-10:512",
    "784" + "-128" * 20 + "-10:128",
    "784-240-240-10:100:0.5:5",
]
JAVA_PEERS = {"djl": "plumb.bench.djl.DjlStep", "dl4j": "plumb.bench.dl4j.Dl4jStep"}


class Row:
    """What one step computes."""

    def __init__(self, text):
        parts = text.split(":") + [""] * 3
        self.network = parts[0]
        self.widths = [int(width) for width in parts[0].split("-")]
        self.batch = int(parts[1])
        self.dropout = float(parts[2] or 0)
        self.pieces = int(parts[3] or 1)

    def __str__(self):
        shown = self.network.replace("-128" * 20, "-128x20").replace("-2048" * 3, "-2048x3")
        told = f"{shown}, {self.batch}"
        told += f", Maxout x{self.pieces}" if self.pieces > 1 else ""
        return told + (f", dropout {self.dropout:g}" if self.dropout else "")


def torch_step(row, threads, seconds):
    """Microseconds of a median step of Adam on made-up rows, warmed up."""
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)

    class Maxout(torch.nn.Module):
        def forward(self, z):
            return z.reshape(z.shape[0], -1, row.pieces).amax(2)

    layers = []
    for i, (inputs, units) in enumerate(zip(row.widths, row.widths[1:])):
        hidden = i < len(row.widths) - 2
        layers.append(torch.nn.Linear(inputs, units * (row.pieces if hidden else 1)))
        if hidden:
            layers.append(Maxout() if row.pieces > 1 else torch.nn.ReLU())
            if row.dropout > 0:
                layers.append(torch.nn.Dropout(row.dropout))
    network = torch.nn.Sequential(*layers)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    loss = torch.nn.CrossEntropyLoss()
    rows = torch.randn(row.batch, row.widths[0])
    labels = torch.randint(row.widths[-1], (row.batch,))

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(network(rows), labels).backward()
        optimizer.step()

    warm = time.perf_counter() + min(3, seconds)
    while time.perf_counter() < warm:
        step()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def output(command, environment=None):
    done = subprocess.run(command, capture_output=True, env=environment, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def plumb(row, threads, seconds, _):
    command = [str(ROOT / "plumb"), "bench", "step", row.network, "--json"]
    command += ["--batch", str(row.batch), "--dropout", str(row.dropout)]
    command += ["--pieces", str(row.pieces), "--seconds", str(seconds), "--threads", str(threads)]
    return json.loads(output(command))["microsecondsPerStep"]["median"]


def torch(row, threads, seconds, environment):
    text = f"{row.network}:{row.batch}:{row.dropout}:{row.pieces}"
    command = [sys.executable, __file__, text, "--seconds", str(seconds)]
    return float(output(command + ["--torch-threads", str(threads)], environment))


def java_peer(name):
    folder = ROOT / "bench" / name / "target"

    def run(row, threads, seconds, environment):
        command = [os.environ.get("JAVA_HOME", "") + "/bin/java" if os.environ.get("JAVA_HOME") else "java"]
        command += ["-Dai.djl.offline=true", "-cp", f"{folder}/*:{folder}/lib/*", JAVA_PEERS[name]]
        command += [row.network, str(row.batch), str(row.dropout), str(seconds)]
        return float(output(command, {**environment, "OMP_NUM_THREADS": str(threads)}).split()[-1])

    return run


def peers(wanted, folder):
    """The contestants that are there: name -> (how to run, environment)."""
    found = {"plumb": (plumb, dict(os.environ))}
    if importlib.util.find_spec("torch"):
        found["torch"] = (torch, dict(os.environ))
        source = pathlib.Path(folder, "mkl.c")
        library = pathlib.Path(folder, "mkl.so")
        source.write_text("int mkl_serv_intel_cpu_true(void) { return 1; }\n")
        try:
            command = ["gcc", "-shared", "-fPIC", "-o", str(library), str(source)]
            subprocess.run(command, check=True, capture_output=True)
            found["torch-tuned"] = (torch, {**os.environ, "LD_PRELOAD": str(library)})
        except (OSError, subprocess.CalledProcessError):
            pass
    for name in JAVA_PEERS:
        if (ROOT / "bench" / name / "target" / "lib").is_dir():
            found[name] = (java_peer(name), dict(os.environ))
    for name in wanted:
        if name not in found:
            print(f"{name} is not there and is left out", file=sys.stderr)
    return {name: found[name] for name in ["plumb", *wanted] if name in found}


def shown(values):
    ordered = sorted(values)
    return f"{statistics.median(ordered):.2f} ({ordered[0]:.2f} to {ordered[-1]:.2f})"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", default=ROWS)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default="torch,torch-tuned,djl,dl4j")
    parser.add_argument("--torch-threads", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    rows = [Row(text) for text in arguments.rows]
    if arguments.torch_threads:
        print(torch_step(rows[0], arguments.torch_threads, arguments.seconds))
        return
    with tempfile.TemporaryDirectory() as folder:
        contestants = peers(arguments.peers.split(","), folder)
        others = [name for name in contestants if name != "plumb"]
        print("| network, batch | Plumb, µs | two threads against one | " + " | ".join(others) + " |")
        print("|---" * (3 + len(others)) + "|", flush=True)
        for row in rows:
            rounds = []
            for number in range(arguments.rounds):
                order = list(contestants)
                if number % 2:
                    order.reverse()
                figures = {}
                for name in order:
                    run, environment = contestants[name]
                    if row.pieces > 1 and name in JAVA_PEERS:
                        continue  # they have no Maxout
                    for threads in (1, 2):
                        figures[name, threads] = run(row, threads, arguments.seconds, environment)
                rounds.append(figures)
                told = ", ".join(f"{n} {t}t {v:.0f}" for (n, t), v in figures.items())
                print(f"round {number + 1}: {told} microseconds", file=sys.stderr, flush=True)
            best = [{n: min(f[n, 1], f[n, 2]) for n, t in f if t == 1} for f in rounds]
            cells = [f"{statistics.median(b['plumb'] for b in best):.0f}"]
            cells.append(shown([f["plumb", 1] / f["plumb", 2] for f in rounds]))
            for name in others:
                ratios = [b[name] / b["plumb"] for b in best if name in b]
                cells.append(shown(ratios) if ratios else "no Maxout")
            print(f"| {row} | " + " | ".join(cells) + " |", flush=True)
    print("How many times as long a peer takes as Plumb: median and range of the rounds.")


if __name__ == "__main__":
    main()
