"""Writes what curves alone lack, for `plumb doctor plumb.csv`. Keras 3 on TensorFlow.

    model.fit(x, y, validation_data=..., callbacks=[PlumbLog(x[:512], y[:512])])

The rows given, some hundred of the training set, are those on which gradients and dead units are measured.
"""
import csv

import keras
import numpy as np
import tensorflow as tf


class PlumbLog(keras.callbacks.Callback):
    def __init__(self, x, y, path="plumb.csv"):
        super().__init__()
        self.x, self.y, self.path, self.rows = x, y, path, []

    def on_train_begin(self, logs=None):
        self.weighted = [l for l in self.model.layers if getattr(l, "kernel", None) is not None]
        self.relus = [l for l in self.model.layers
                      if isinstance(l, keras.layers.ReLU) or getattr(l, "activation", None) is keras.activations.relu]
        inputs = self.model.inputs[0] if len(self.model.inputs) == 1 else self.model.inputs
        self.inside = keras.Model(inputs, [l.output for l in self.relus]) if self.relus else None

    def on_train_batch_begin(self, batch, logs=None):
        if batch == 0:  # the first update of an epoch speaks for all of them
            self.old = [np.array(l.kernel) for l in self.weighted]

    def on_train_batch_end(self, batch, logs=None):
        if batch == 0:
            self.ratios = [np.linalg.norm(np.array(l.kernel) - o) / np.linalg.norm(o) for l, o in zip(self.weighted, self.old)]

    def on_epoch_end(self, epoch, logs=None):
        with tf.GradientTape() as tape:
            loss = self.model.compute_loss(x=self.x, y=self.y, y_pred=self.model(self.x, training=True), training=True)
        gradients = tape.gradient(loss, [l.kernel.value for l in self.weighted])
        row = {"epoch": epoch, **(logs or {}), "rate": float(self.model.optimizer.learning_rate)}
        row |= {f"gradient_mean/{l.name}": float(np.mean(np.abs(g))) for l, g in zip(self.weighted, gradients)}
        row |= {f"update_ratio/{l.name}": float(r) for l, r in zip(self.weighted, self.ratios)}
        for l, out in zip(self.relus, tf.nest.flatten(self.inside(self.x)) if self.relus else []):
            units = np.array(out).reshape(-1, out.shape[-1])  # a unit is dead that answers 0 to every row
            row[f"dead_share/{l.name}"] = float(np.mean(units.max(axis=0) <= 0))
        self.rows.append(row)
        with open(self.path, "w", newline="") as file:
            table = csv.DictWriter(file, list(dict.fromkeys(key for r in self.rows for key in r)))
            table.writeheader()
            table.writerows(self.rows)
