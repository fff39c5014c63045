"""Writes the trainings that GoldenTrainingTest compares with.

    python3 etc/golden/training.py core/src/test/resources/plumb/train

Needs PyTorch 2.13. Each network makes 100 steps of Adam in single precision from a start that any
language makes alike; the losses of every tenth step and the last parameters are stored.
"""

import sys

import torch

STEPS = 100
ROWS = 40
CLASSES = 5
# Name, widths, pieces of Maxout (1: ReLU).
NETWORKS = [("relu", [23, 70, 33, CLASSES], 1), ("maxout", [23, 17, CLASSES], 3)]


def wave(i):
    """Numbers between -1 and 1 that any language makes alike: exact in single precision."""
    return ((i * 37 + i // 64 * 11 + 11) % 64 - 31.5) / 32


def run(widths, pieces):
    layers = []
    at = 0
    for i, (inputs, units) in enumerate(zip(widths, widths[1:])):
        hidden = i < len(widths) - 2
        sums = units * pieces if hidden else units
        layer = torch.nn.Linear(inputs, sums)
        # Plumb keeps weights as (inputs, sums), torch as (sums, inputs).
        start = torch.tensor([wave(at + j) for j in range(inputs * sums)]) / 4
        layer.weight.data = start.reshape(inputs, sums).T.contiguous()
        at += inputs * sums
        layer.bias.data = torch.tensor([wave(at + j) for j in range(sums)]) / 8
        at += sums
        layers.append(layer)
    x = torch.tensor([[wave(7 * r * widths[0] + i) for i in range(widths[0])] for r in range(ROWS)])
    y = torch.tensor([r * 3 % CLASSES for r in range(ROWS)])
    parameters = [p for layer in layers for p in (layer.weight, layer.bias)]
    optimizer = torch.optim.Adam(parameters, lr=1e-3)
    losses = []
    for step in range(STEPS):
        z = x
        for layer in layers[:-1]:
            z = layer(z)
            z = torch.relu(z) if pieces == 1 else z.reshape(ROWS, -1, pieces).amax(2)
        loss = torch.nn.functional.cross_entropy(layers[-1](z), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (step + 1) % 10 == 0:
            losses.append(loss.item())
    flat = torch.cat([p.T.flatten() if p.dim() == 2 else p for p in parameters])
    return losses, flat.tolist()


def main():
    torch.set_num_threads(1)
    for name, widths, pieces in NETWORKS:
        losses, parameters = run(widths, pieces)
        with open(f"{sys.argv[1]}/golden-{name}.csv", "w", encoding="utf-8") as out:
            out.write(f"# PyTorch {torch.__version__.split('+')[0]}, single precision\n")
            out.write("losses," + ",".join(f"{v:.9g}" for v in losses) + "\n")
            for i in range(0, len(parameters), 8):
                out.write(",".join(f"{v:.9g}" for v in parameters[i : i + 8]) + "\n")


main()
