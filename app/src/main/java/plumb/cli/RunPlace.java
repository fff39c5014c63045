package plumb.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.experiment.Memory;
import plumb.experiment.TrainingFiles;
import plumb.recipe.Outcome;
import plumb.report.Report;
import plumb.run.CheckpointFile;
import plumb.run.RunDocument;
import plumb.run.RunFolder;

/**
 * Where a run is written, and beside it, while it goes on, what is needed to go on with it after an
 * interruption: the call and the trainings.
 */
final class RunPlace implements Memory, AutoCloseable {
  private static final String LOCK = "lock";

  private final Console console;
  private final Call call;
  private final Path folder;
  private final Path work;
  private final boolean earlier;
  private final TrainingFiles trainings;
  private @Nullable FileChannel lock;
  private boolean failed;

  private RunPlace(Console console, Call call, Path folder, Path work, boolean earlier) {
    this.console = console;
    this.call = call;
    this.folder = folder;
    this.work = work;
    this.earlier = earlier;
    this.trainings = new TrainingFiles(work, console.err()::println);
  }

  /**
   * For a new run.
   *
   * @throws BadInput if the folder cannot take it, or an interrupted run waits there
   */
  static RunPlace fresh(Console console, Call call, Path folder) {
    return new RunPlace(console, call, folder, RunFolder.partial(folder), false);
  }

  /** Checks a folder before there is a card; worth doing before data are read. */
  static void check(Path folder) {
    RunFolder.check(folder);
    if (Files.exists(Call.file(RunFolder.partial(folder)))) {
      throw new BadInput(
          "%s holds a run that was interrupted, or that goes on; go on with it by --resume %s, or remove it"
              .formatted(RunFolder.partial(folder), folder));
    }
  }

  /**
   * Of a run that was interrupted.
   *
   * @param typed its folder, as the user named it
   * @throws BadInput if there is nothing to go on with
   */
  static RunPlace earlier(Console console, Path typed) {
    Path folder = RunFolder.whole(console.path(typed));
    Path inside = folder.resolve(RunFolder.UNFINISHED);
    Path work = Files.exists(Call.file(inside)) ? inside : RunFolder.partial(folder);
    if (!Files.exists(Call.file(work))) {
      throw new BadInput(
          Files.exists(folder.resolve(RunFolder.DOCUMENT))
              ? folder + " holds a whole run; there is nothing to go on with"
              : folder
                  + " holds no run that was interrupted; name the folder that the run was to be in");
    }
    RunPlace place =
        new RunPlace(console, Call.read(work, console), folder, work, work.equals(inside));
    place.hold();
    return place;
  }

  Call call() {
    return call;
  }

  /** Says what need not be done again. */
  void tell(boolean quiet) {
    if (!quiet) {
      int known = trainings.count();
      console
          .err()
          .printf(
              "Going on with %s: %d training%s %s kept.%n",
              folder, known, known == 1 ? "" : "s", known == 1 ? "is" : "are");
    }
  }

  /** Nobody else writes here meanwhile; the system lets go of it whatever ends the program. */
  private void hold() {
    try {
      FileChannel channel =
          FileChannel.open(work.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock held = null;
      try {
        held = channel.tryLock();
      } catch (OverlappingFileLockException _) {
        // Somebody in this very program holds it.
      }
      if (held == null) {
        channel.close();
        throw new BadInput(folder + " is being trained; wait for it, or stop it first");
      }
      lock = channel;
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be written (%s); check that you may write there"
              .formatted(work, e.getClass().getSimpleName()),
          e);
    }
  }

  @Override
  public Optional<Kept> recall(CheckpointFile.Owner owner) {
    return trainings.recall(owner);
  }

  @Override
  public void keep(CheckpointFile.Owner owner, Kept kept) {
    if (failed) {
      return;
    }
    try {
      if (lock == null) {
        call.write(work);
        hold();
      }
      trainings.keep(owner, kept);
    } catch (IOException | BadInput e) {
      failed = true;
      console
          .err()
          .println("This run cannot be gone on with after an interruption: " + e.getMessage());
    }
  }

  /**
   * Writes what came out. What is needed to go on moves into the folder of a run that was stopped,
   * and goes when the run is through.
   *
   * @return where, which is beside the place that was asked for if that was taken meanwhile
   */
  Path finish(Outcome outcome, RunDocument run) {
    String page = Report.html(run);
    Path written = folder;
    if (earlier) {
      RunFolder.replace(folder, run, outcome.model(), page);
    } else {
      written = RunFolder.write(folder, run, outcome.model(), page);
    }
    if (!written.equals(folder)) {
      console
          .err()
          .printf("%s was taken while the training ran, so the run is in %s%n", folder, written);
    }
    close();
    try {
      Path there = earlier ? written.resolve(RunFolder.UNFINISHED) : work;
      if (!outcome.stopped()) {
        remove(there);
      } else if (!earlier && Files.isDirectory(there)) {
        Files.move(there, written.resolve(RunFolder.UNFINISHED));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was kept of the trainings cannot be put away", e);
    }
    return written;
  }

  /** Says how to go on after a failure, where that is possible. */
  void remind() {
    if (Files.exists(Call.file(work))) {
      console
          .err()
          .printf(
              "What was trained is kept: %s goes on from there.%n",
              Commands.of(call.verb(), "--resume", folder.toString()));
    }
  }

  private static void remove(Path there) throws IOException {
    if (Files.isDirectory(there)) {
      try (Stream<Path> files = Files.list(there)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.delete(there);
    }
  }

  @Override
  public void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lock = null;
    }
  }
}
