"""Writes the logs that CallbackLogsTest reads, by the callbacks of docs/callbacks.

    python3 etc/golden/callbacks.py core/src/test/resources/plumb/curves/callbacks

Needs PyTorch 2.13, Keras 3.15 and TensorFlow 2.21. Each log is of a network with one fault: sigmoids
too deep, ReLUs that start dead, a rate that moves nothing.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "docs" / "callbacks"))

import keras
import numpy as np
import torch

import plumb_keras
import plumb_pytorch

EPOCHS = 8
RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(512, 20)).astype("float32")
Y = (X[:, 0] * X[:, 1] > 0).astype("int64")


def pytorch(path, activation, depth, rate, bias=0.0):
    torch.manual_seed(0)
    layers, width = [], 20
    for _ in range(depth):
        layers += [torch.nn.Linear(width, 32), activation()]
        width = 32
    model = torch.nn.Sequential(*layers, torch.nn.Linear(width, 2))
    if bias:
        torch.nn.init.constant_(model[0].bias, bias)
    optimizer = torch.optim.SGD(model.parameters(), rate)
    log = plumb_pytorch.PlumbLog(model, optimizer, path)
    inputs, labels = torch.tensor(X), torch.tensor(Y)
    loss = torch.nn.functional.cross_entropy
    for _ in range(EPOCHS):
        model.train()
        for start in range(0, len(X), 64):
            optimizer.zero_grad()
            loss(model(inputs[start:start + 64]), labels[start:start + 64]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            answers = model(inputs)
        right = (answers.argmax(1) == labels).float().mean().item()
        log.epoch(train_loss=loss(answers, labels).item(), train_accuracy=right)


def tensorflow(path, activation, depth, rate):
    keras.utils.set_random_seed(0)
    hidden = [keras.layers.Dense(32, activation) for _ in range(depth)]
    model = keras.Sequential([keras.layers.Input((20,)), *hidden, keras.layers.Dense(2, "softmax")])
    model.compile(keras.optimizers.SGD(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    callback = plumb_keras.PlumbLog(X[:256], Y[:256], path)
    model.fit(X, Y, epochs=EPOCHS, batch_size=64, validation_split=0.2, verbose=0, callbacks=[callback])


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    tensorflow(folder / "keras-vanishing.csv", "sigmoid", 7, 0.1)
    pytorch(folder / "pytorch-dead.csv", torch.nn.ReLU, 2, 0.05, bias=-30)
    pytorch(folder / "pytorch-low-rate.csv", torch.nn.Tanh, 2, 1e-7)
