"""Writes the event files that EventFilesTest reads.

    python3 etc/golden/events.py core/src/test/resources/plumb/curves

Needs PyTorch 2.13 and TensorBoard 2.21, which has no TensorFlow in it. Two ways people get such files:
PyTorch's SummaryWriter with one file and a tag for each set, and Keras's callback with a folder for
each set and the numbers in tensors, by TensorBoard's own writer. Times, host and process, which the
writers put into names and records, are replaced so that the same files come out each time.
"""

import pathlib
import sys
import time

EPOCHS = 12


def train_loss(epoch):
    return 0.9 ** epoch


def validation_loss(epoch):
    return 0.5 + 0.02 * (epoch - 5) ** 2


def main(folder):
    time.time = lambda: 1_700_000_000.0
    from tensorboard.summary import Writer
    from torch.utils.tensorboard import SummaryWriter

    torch_logs = folder / "torch"
    with SummaryWriter(torch_logs) as writer:
        for epoch in range(EPOCHS):
            writer.add_scalar("loss/train", train_loss(epoch), epoch)
            writer.add_scalar("loss/val", validation_loss(epoch), epoch)
            writer.add_scalar("accuracy/val", 1 - validation_loss(epoch) / 4, epoch)
    for name, loss in ("train", train_loss), ("validation", validation_loss):
        writer = Writer(str(folder / "keras" / name))
        for epoch in range(EPOCHS):
            writer.add_scalar("epoch_loss", loss(epoch), epoch)
            writer.add_scalar("epoch_accuracy", 1 - loss(epoch) / 4, epoch)
        writer.close()
    for file in folder.rglob("events.out.tfevents.*"):
        file.rename(file.with_name("events.out.tfevents.1700000000.host.1.0"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
