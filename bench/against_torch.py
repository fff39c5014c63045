#!/usr/bin/env python3
"""Times training steps of Plumb and of PyTorch side by side and prints the ratios.

    python3 bench/against_torch.py 784-512-512-10 --batch 128 --rounds 7

A round is one process of each, one after the other, first the one, then the other first. Machines
drift, so only the ratio within a round counts; the table gives its median and its range. PyTorch is
run with one thread and with two, eager, and its better figure is taken. With --tuned it is pushed
onto the AVX-512 path of MKL as well, which it does not take by itself on processors of other makers.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def torch_step(widths, batch, dropout, threads, seconds):
    """Microseconds of a median step of Adam on made-up rows, warmed up."""
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    layers = []
    for i, (inputs, units) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(inputs, units))
        if i < len(widths) - 2:
            layers.append(torch.nn.ReLU())
            if dropout > 0:
                layers.append(torch.nn.Dropout(dropout))
    network = torch.nn.Sequential(*layers)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    loss = torch.nn.CrossEntropyLoss()
    rows = torch.randn(batch, widths[0])
    labels = torch.randint(widths[-1], (batch,))

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


def in_own_process(arguments, threads, environment):
    command = [sys.executable, __file__, arguments.network, "--batch", str(arguments.batch)]
    command += ["--dropout", str(arguments.dropout), "--seconds", str(arguments.seconds)]
    command += ["--torch-threads", str(threads)]
    return float(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)


def plumb_step(arguments, threads):
    command = [str(ROOT / "plumb"), "bench", "step", arguments.network, "--json"]
    command += ["--batch", str(arguments.batch), "--dropout", str(arguments.dropout)]
    command += ["--seconds", str(arguments.seconds), "--threads", str(threads)]
    done = subprocess.run(command, check=True, capture_output=True)
    return json.loads(done.stdout)["microsecondsPerStep"]["median"]


def tuned_environment(folder):
    """Makes MKL believe that the processor is of the make it prefers."""
    source = pathlib.Path(folder, "mkl.c")
    library = pathlib.Path(folder, "mkl.so")
    source.write_text("int mkl_serv_intel_cpu_true(void) { return 1; }\n")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    return {**os.environ, "LD_PRELOAD": str(library)}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("network")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--dropout", type=float, default=0)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tuned", action="store_true")
    parser.add_argument("--torch-threads", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    widths = [int(width) for width in arguments.network.split("-")]
    if arguments.torch_threads:
        print(
            torch_step(
                widths,
                arguments.batch,
                arguments.dropout,
                arguments.torch_threads,
                arguments.seconds,
            )
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        peers = {"torch": dict(os.environ)}
        if arguments.tuned:
            peers["torch tuned"] = tuned_environment(folder)
        contestants = {
            (name, threads): lambda threads=threads, environment=environment: in_own_process(
                arguments, threads, environment
            )
            for name, environment in peers.items()
            for threads in (1, 2)
        }
        contestants |= {
            ("plumb", threads): lambda threads=threads: plumb_step(arguments, threads)
            for threads in (1, 2)
        }
        rounds = []
        for number in range(arguments.rounds):
            order = list(contestants)
            if number % 2:
                order.reverse()
            figures = {who: contestants[who]() for who in order}
            rounds.append(figures)
            told = ", ".join(f"{who} {n}t {figures[who, n]:.0f}" for who, n in contestants)
            print(f"round {number + 1}: {told} microseconds", file=sys.stderr, flush=True)
    for name in peers:
        ratios = sorted(
            min(figures[name, 1], figures[name, 2]) / min(figures["plumb", 1], figures["plumb", 2])
            for figures in rounds
        )
        print(
            f"{arguments.network} batch {arguments.batch} dropout {arguments.dropout:g}: "
            f"{name} takes {statistics.median(ratios):.2f} times as long as Plumb "
            f"({ratios[0]:.2f} to {ratios[-1]:.2f} in {len(ratios)} rounds)"
        )
    two = sorted(figures["plumb", 1] / figures["plumb", 2] for figures in rounds)
    print(
        f"  Plumb with two threads is {statistics.median(two):.2f} times as fast as with one "
        f"({two[0]:.2f} to {two[-1]:.2f})"
    )


if __name__ == "__main__":
    main()
