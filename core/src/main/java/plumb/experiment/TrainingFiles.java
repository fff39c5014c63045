package plumb.experiment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import plumb.data.BadInput;
import plumb.model.Sha256;
import plumb.model.WholeFile;
import plumb.probe.LayerReading;
import plumb.probe.NonFinite;
import plumb.probe.Reading;
import plumb.probe.Watch;
import plumb.run.CheckpointFile;
import plumb.train.Checkpoint;
import plumb.train.StopReason;

/**
 * A memory in a folder: for each training a checkpoint, and beside it what was seen of its layers
 * and why it ended. What was seen is written first and named by the number of updates, so that it
 * belongs to the checkpoint whenever the power goes.
 */
public final class TrainingFiles implements Memory {
  private static final String CHECKPOINT = ".checkpoint";
  private static final String SEEN = ".seen";
  private static final int VERSION = 1;

  /** Letters of a hash in the name of a file: enough that no two of a run are alike. */
  private static final int NAME = 32;

  private final Path folder;
  private final Consumer<String> notes;

  /** Found damaged: each is asked for more than once and told of once. */
  private final Set<Path> damaged = new HashSet<>();

  private boolean failed;

  /**
   * In a folder, which is made when there is something to keep.
   *
   * @param notes told what the user should know
   */
  public TrainingFiles(Path folder, Consumer<String> notes) {
    this.folder = folder;
    this.notes = notes;
  }

  /** How many trainings are kept. */
  public int count() {
    return files(CHECKPOINT).size();
  }

  private List<Path> files(String ending) {
    try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); check that you may read it"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }

  @Override
  public Optional<Kept> recall(CheckpointFile.Owner owner) {
    Path file = folder.resolve(name(owner) + CHECKPOINT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint = CheckpointFile.read(file, owner);
      return Optional.of(seen(seenFile(owner, checkpoint), checkpoint));
    } catch (BadInput | IOException e) {
      if (damaged.add(file)) {
        notes.accept("A training is made anew: %s".formatted(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  @Override
  public void keep(CheckpointFile.Owner owner, Kept kept) {
    if (failed) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path seen = seenFile(owner, kept.checkpoint());
      WholeFile.write(seen, bytes(kept));
      CheckpointFile.write(folder.resolve(name(owner) + CHECKPOINT), kept.checkpoint(), owner);
      for (Path other : files(SEEN)) {
        if (String.valueOf(other.getFileName()).startsWith(name(owner)) && !other.equals(seen)) {
          Files.deleteIfExists(other);
        }
      }
    } catch (BadInput | IOException e) {
      // A full disk costs the memory, not the training, and is said once.
      failed = true;
      notes.accept("What is trained from now on is not kept: %s".formatted(e.getMessage()));
    }
  }

  private static String name(CheckpointFile.Owner owner) {
    byte[] hash =
        Sha256.of(
            owner.card().getBytes(StandardCharsets.UTF_8),
            owner.dataHash().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, NAME);
  }

  private Path seenFile(CheckpointFile.Owner owner, Checkpoint checkpoint) {
    return folder.resolve("%s.%d%s".formatted(name(owner), checkpoint.memory().step(), SEEN));
  }

  // --- what was seen, all its bits ---

  private static byte[] bytes(Kept kept) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(buffer)) {
      out.writeInt(VERSION);
      out.writeDouble(kept.seconds());
      out.writeBoolean(kept.ended().isPresent());
      if (kept.ended().isPresent()) {
        reason(out, kept.ended().get());
      }
      out.writeBoolean(kept.seen().isPresent());
      if (kept.seen().isPresent()) {
        state(out, kept.seen().get());
      }
      rows(out, kept.heldOut());
    }
    byte[] content = buffer.toByteArray();
    byte[] all = Arrays.copyOf(content, content.length + Sha256.LENGTH);
    System.arraycopy(Sha256.of(content), 0, all, content.length, Sha256.LENGTH);
    return all;
  }

  private static Kept seen(Path file, Checkpoint checkpoint) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int end = Math.max(0, all.length - Sha256.LENGTH);
    byte[] content = Arrays.copyOf(all, end);
    if (!Arrays.equals(Sha256.of(content), Arrays.copyOfRange(all, end, all.length))) {
      throw new IOException(file + " is damaged");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      if (in.readInt() != VERSION) {
        throw new IOException(file + " is of another version");
      }
      double seconds = in.readDouble();
      Optional<StopReason> ended = in.readBoolean() ? Optional.of(reason(in)) : Optional.empty();
      Optional<Watch.State> seen = in.readBoolean() ? Optional.of(state(in)) : Optional.empty();
      return new Kept(checkpoint, seen, ended, rows(in), seconds);
    }
  }

  private static void reason(DataOutputStream out, StopReason reason) throws IOException {
    switch (reason) {
      case StopReason.AllEpochs(int epochs) -> {
        out.writeByte('a');
        out.writeInt(epochs);
      }
      case StopReason.NoImprovement(int bestEpoch, int patience, double minDelta) -> {
        out.writeByte('n');
        out.writeInt(bestEpoch);
        out.writeInt(patience);
        out.writeDouble(minDelta);
      }
      case StopReason.NoImprovementBeyondNoise(
              int bestEpoch,
              int patience,
              double noise,
              int rows) -> {
        out.writeByte('b');
        out.writeInt(bestEpoch);
        out.writeInt(patience);
        out.writeDouble(noise);
        out.writeInt(rows);
      }
      case StopReason.Diverged(int epoch, long update, String what) -> {
        out.writeByte('d');
        out.writeInt(epoch);
        out.writeLong(update);
        out.writeUTF(what);
      }
      case StopReason.ChosenByFolds(int epochs, int folds, int repeats) -> {
        out.writeByte('f');
        out.writeInt(epochs);
        out.writeInt(folds);
        out.writeInt(repeats);
      }
      case StopReason.Interrupted(int epoch, String by) -> {
        out.writeByte('i');
        out.writeInt(epoch);
        out.writeUTF(by);
      }
    }
  }

  private static StopReason reason(DataInputStream in) throws IOException {
    char kind = (char) in.readByte();
    return switch (kind) {
      case 'a' -> new StopReason.AllEpochs(in.readInt());
      case 'n' -> new StopReason.NoImprovement(in.readInt(), in.readInt(), in.readDouble());
      case 'b' ->
          new StopReason.NoImprovementBeyondNoise(
              in.readInt(), in.readInt(), in.readDouble(), in.readInt());
      case 'd' -> new StopReason.Diverged(in.readInt(), in.readLong(), in.readUTF());
      case 'f' -> new StopReason.ChosenByFolds(in.readInt(), in.readInt(), in.readInt());
      case 'i' -> new StopReason.Interrupted(in.readInt(), in.readUTF());
      default -> throw new IOException("a training ended for an unknown reason, " + kind);
    };
  }

  private static void state(DataOutputStream out, Watch.State state) throws IOException {
    out.writeLong(state.interval());
    out.writeInt(state.epoch());
    whole(out, state.batch());
    out.writeInt(state.rowsSeen());
    out.writeInt(state.rowsAtZero().size());
    for (int[] rows : state.rowsAtZero()) {
      whole(out, rows);
    }
    out.writeBoolean(state.nonFinite().isPresent());
    if (state.nonFinite().isPresent()) {
      NonFinite found = state.nonFinite().get();
      out.writeLong(found.update());
      out.writeInt(found.epoch());
      out.writeUTF(found.place().name());
      out.writeInt(found.layer());
      whole(out, found.examples().stream().mapToInt(Integer::intValue).toArray());
    }
    out.writeInt(state.readings().size());
    for (Reading reading : state.readings()) {
      reading(out, reading);
    }
  }

  private static Watch.State state(DataInputStream in) throws IOException {
    long interval = in.readLong();
    int epoch = in.readInt();
    int[] batch = whole(in);
    int rowsSeen = in.readInt();
    List<int[]> rowsAtZero = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      rowsAtZero.add(whole(in));
    }
    Optional<NonFinite> nonFinite = Optional.empty();
    if (in.readBoolean()) {
      nonFinite =
          Optional.of(
              new NonFinite(
                  in.readLong(),
                  in.readInt(),
                  NonFinite.Place.valueOf(in.readUTF()),
                  in.readInt(),
                  Arrays.stream(whole(in)).boxed().toList()));
    }
    List<Reading> readings = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      readings.add(reading(in));
    }
    return new Watch.State(readings, interval, nonFinite, epoch, batch, rowsSeen, rowsAtZero);
  }

  private static void rows(DataOutputStream out, RowResults results) throws IOException {
    whole(out, results.rows());
    out.writeInt(results.errors().length);
    for (double error : results.errors()) {
      out.writeDouble(error);
    }
    whole(out, results.said());
    whole(out, results.truth());
  }

  private static RowResults rows(DataInputStream in) throws IOException {
    int[] rows = whole(in);
    double[] errors = new double[in.readInt()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = in.readDouble();
    }
    return new RowResults(rows, errors, whole(in), whole(in));
  }

  private static void reading(DataOutputStream out, Reading reading) throws IOException {
    out.writeLong(reading.update());
    out.writeInt(reading.epoch());
    out.writeInt(reading.rows());
    out.writeDouble(reading.loss());
    out.writeDouble(reading.gradientNorm());
    out.writeDouble(reading.reachedNorm());
    out.writeInt(reading.layers().size());
    for (LayerReading layer : reading.layers()) {
      out.writeDouble(layer.gradientMean());
      out.writeDouble(layer.gradientNorm());
      out.writeDouble(layer.weightNorm());
      out.writeDouble(layer.updateRatio());
      out.writeDouble(layer.moved());
      out.writeDouble(layer.penaltyRatio());
      out.writeDouble(layer.activationMean());
      out.writeDouble(layer.activationSpread());
      out.writeDouble(layer.saturated());
      out.writeDouble(layer.dead());
    }
  }

  private static Reading reading(DataInputStream in) throws IOException {
    long update = in.readLong();
    int epoch = in.readInt();
    int rows = in.readInt();
    double loss = in.readDouble();
    double gradientNorm = in.readDouble();
    double reachedNorm = in.readDouble();
    List<LayerReading> layers = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      layers.add(
          new LayerReading(
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble()));
    }
    return new Reading(update, epoch, rows, loss, gradientNorm, reachedNorm, layers);
  }

  private static void whole(DataOutputStream out, int[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static int[] whole(DataInputStream in) throws IOException {
    int[] numbers = new int[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readInt();
    }
    return numbers;
  }
}
