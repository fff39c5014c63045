"""Writes the trajectories that GoldenTrajectoryTest compares with.

    python3 etc/golden/optimizers.py core/src/test/resources/plumb/optim

Needs PyTorch 2.13. Every rule runs 200 steps in double precision from the same start on a quadratic, on
Rosenbrock's function and on a network of two layers; every tenth step is stored. With --single the
same runs in single precision are printed as their distance from the double ones, which says how much
of a difference rounding alone makes.
"""

import math
import sys

import torch

STEPS = 200
QUADRATIC_SCALES = [1.0, 3.0, 0.3, 10.0]
QUADRATIC_MINIMUM = [1.0, -2.0, 3.0, 0.5]
INPUTS, HIDDEN, ROWS = 2, 2, 8


def quadratic(w):
    a = torch.tensor(QUADRATIC_SCALES, dtype=w.dtype)
    b = torch.tensor(QUADRATIC_MINIMUM, dtype=w.dtype)
    return (0.5 * a * (w - b) ** 2).sum()


def rosenbrock(w):
    return (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2


def wave(i):
    """Numbers between -1 and 1 that any language makes alike: exact in single precision."""
    return ((i * 37 + 11) % 64 - 31.5) / 32


def network(w):
    """tanh network, mean of squared errors; parameters as weights (inputs, units), biases, ..."""
    x = torch.tensor(
        [[wave(r * INPUTS + i) for i in range(INPUTS)] for r in range(ROWS)], dtype=w.dtype
    )
    y = torch.tensor([[wave(1000 + 5 * r)] for r in range(ROWS)], dtype=w.dtype)
    at = 0
    w1 = w[at : at + INPUTS * HIDDEN].reshape(INPUTS, HIDDEN)
    at += INPUTS * HIDDEN
    b1 = w[at : at + HIDDEN]
    at += HIDDEN
    w2 = w[at : at + HIDDEN].reshape(HIDDEN, 1)
    b2 = w[at + HIDDEN :]
    return ((torch.tanh(x @ w1 + b1) @ w2 + b2 - y) ** 2).mean()


NETWORK_SIZE = INPUTS * HIDDEN + HIDDEN + HIDDEN + 1
OBJECTIVES = {
    "quadratic": (quadratic, [0.0, 0.0, 0.0, 0.0]),
    "rosenbrock": (rosenbrock, [-1.2, 1.0]),
    "network": (network, [wave(3 * i + 1) / 2 for i in range(NETWORK_SIZE)]),
}

# Rate of each rule for quadratic, Rosenbrock and network.
RULES = {
    "sgd": (lambda p, r: torch.optim.SGD(p, lr=r), 0.05, 0.001, 0.1),
    "momentum": (lambda p, r: torch.optim.SGD(p, lr=r, momentum=0.9), 0.01, 0.0002, 0.02),
    "momentum-falling": (lambda p, r: torch.optim.SGD(p, lr=r, momentum=0.9), 0.02, 0.0004, 0.04),
    "nesterov": (
        lambda p, r: torch.optim.SGD(p, lr=r, momentum=0.9, nesterov=True),
        0.01,
        0.0002,
        0.02,
    ),
    "adagrad": (lambda p, r: torch.optim.Adagrad(p, lr=r, eps=1e-10), 0.5, 0.1, 0.03),
    "rmsprop": (
        lambda p, r: torch.optim.RMSprop(p, lr=r, alpha=0.99, eps=1e-8),
        0.01,
        0.001,
        0.0005,
    ),
    "adam": (lambda p, r: torch.optim.Adam(p, lr=r), 0.05, 0.02, 0.02),
    "adamw": (lambda p, r: torch.optim.AdamW(p, lr=r, weight_decay=0.01), 0.05, 0.02, 0.02),
    "adam-l2": (lambda p, r: torch.optim.Adam(p, lr=r, weight_decay=0.01), 0.05, 0.02, 0.02),
}


def run(rule, rate, objective, start, dtype):
    w = torch.tensor(start, dtype=torch.float32).to(dtype).requires_grad_(True)
    make = RULES[rule][0]
    optimizer = make([w], rate)
    rows = []
    for step in range(1, STEPS + 1):
        if rule == "momentum-falling":
            optimizer.param_groups[0]["lr"] = rate * (1 - (step - 1) / STEPS)
        optimizer.zero_grad()
        objective(w).backward()
        optimizer.step()
        if step % 10 == 0:
            rows.append((step, w.detach().double().clone()))
    return rows


def main():
    folder = sys.argv[1]
    single = "--single" in sys.argv
    for which, (name, (objective, start)) in enumerate(OBJECTIVES.items()):
        with open(f"{folder}/golden-{name}.csv", "w", encoding="utf-8") as out:
            out.write(f"# PyTorch {torch.__version__.split('+')[0]}, double precision\n")
            for rule, settings in RULES.items():
                rate = settings[1 + which]
                rows = run(rule, rate, objective, start, torch.float64)
                for step, w in rows:
                    numbers = ",".join(f"{v:.8g}" for v in w.tolist())
                    out.write(f"{rule},{rate},{step},{numbers}\n")
                if single:
                    rough = run(rule, rate, objective, start, torch.float32)
                    worst = max(
                        ((a - b).norm() / a.norm()).item()
                        for (_, a), (_, b) in zip(rows, rough)
                    )
                    loss = objective(rows[-1][1]).item()
                    print(f"{name:10} {rule:16} loss {loss:.3g} single differs by {worst:.2g}")
                    assert math.isfinite(loss)


main()
