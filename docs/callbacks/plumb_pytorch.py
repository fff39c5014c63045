"""Writes what curves alone lack, for `plumb doctor plumb.csv`. PyTorch 2.0 or later.

    log = PlumbLog(model, optimizer)      # before the training loop, which stays as it is
    ...
    log.epoch(train_loss=..., val_loss=..., train_accuracy=..., val_accuracy=...)  # after each epoch
"""
import csv

import torch


class PlumbLog:
    def __init__(self, model, optimizer, path="plumb.csv", every=10):
        self.optimizer, self.path, self.every = optimizer, path, every
        self.rows, self.steps, self.sums, self.alive = [], 0, {}, {}
        self.weights = {n.removesuffix(".weight"): p for n, p in model.named_parameters() if p.dim() > 1}
        for name, module in model.named_modules():
            if isinstance(module, torch.nn.ReLU):
                module.register_forward_hook(lambda m, _, out, name=name: self.relu(name, out) if m.training else None)
        optimizer.register_step_pre_hook(lambda *_: self.before())
        optimizer.register_step_post_hook(lambda *_: self.after())

    def relu(self, name, out):  # a unit is dead that answers 0 to every row of the epoch
        fired = (out.detach() > 0).transpose(0, 1).flatten(1).any(1)
        self.alive[name] = fired | self.alive.get(name, torch.zeros_like(fired))

    def before(self):  # one update in `every` is looked at, so that this costs next to nothing
        watched = self.steps % self.every == 0
        self.old = {n: p.detach().clone() for n, p in self.weights.items() if p.grad is not None} if watched else {}
        self.steps += 1

    def after(self):
        for n, old in self.old.items():
            p = self.weights[n].detach()
            for key, value in ("gradient_mean", self.weights[n].grad.abs().mean()), ("update_ratio", (p - old).norm() / old.norm()):
                self.sums.setdefault(f"{key}/{n}", []).append(value.item())

    def epoch(self, **measures):
        row = {"epoch": len(self.rows) + 1, **measures, "rate": self.optimizer.param_groups[0]["lr"]}
        row |= {key: sum(values) / len(values) for key, values in self.sums.items()}
        row |= {f"dead_share/{n}": 1 - fired.float().mean().item() for n, fired in self.alive.items()}
        self.rows.append(row)
        self.steps, self.sums, self.alive = 0, {}, {}
        with open(self.path, "w", newline="") as file:
            table = csv.DictWriter(file, list(dict.fromkeys(key for r in self.rows for key in r)))
            table.writeheader()
            table.writerows(self.rows)
